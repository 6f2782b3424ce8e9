"""A manager ties a partnership to another, and both pages tell it."""

import pytest
import sqlalchemy as sa

from portal.audit.models import Event
from portal.core.database import db
from portal.core.errors import Refusal
from portal.partnerships.models import Tie
from tests import factories
from tests.factories_partnerships import again, tie

ADDRESS = "/partnerships/here/manage/ties/"


@pytest.fixture
def ann(sign_in, who):
    return sign_in(who.ann)


@pytest.fixture
def typed(who):
    return {"other_id": str(who.there.id), "words": "is the core group of", "words_back": "works under"}


def test_a_tie_stands_on_both_pages_and_in_both_records(ann, client, who, typed):
    response = ann.post(ADDRESS, data=typed)

    assert (response.status_code, response.location) == (303, ADDRESS)
    assert "Is the core group of" in client.get("/partnerships/here/").text
    assert "Works under" in client.get("/partnerships/there/").text
    events = db.session.scalars(sa.select(Event).filter_by(verb="added")).all()
    assert {event.partnership_id for event in events} == {who.here.id, who.there.id}
    assert events[0].sentence == "Tied: Here Partnership is the core group of There Partnership"


def test_a_partnership_that_is_tied_is_not_offered_again(ann, sign_in, who):
    tie(who.there, who.here)
    factories.partnership(slug="free", name="Free Partnership")

    page = ann.soup(ADDRESS)

    assert [option.text for option in page.find(id="other_id").find_all("option")] == ["Choose one", "Free Partnership"]
    assert "There Partnership is the core group of Here Partnership" in " ".join(page.find("main").text.split())


def test_two_who_tie_at_once_make_one_tie(ann, sign_in, who, typed):
    tie(who.there, who.here)

    response = ann.post(ADDRESS, data=typed)

    assert response.status_code == 422
    assert "Choose one of those offered" in response.text
    assert db.session.scalar(sa.select(sa.func.count(Tie.id))) == 1


def test_nobody_ties_a_partnership_to_itself_or_twice(who):
    tie(who.here, who.there)

    for one, two in ((who.here, who.here), (who.there, who.here)):
        with pytest.raises(Refusal):
            tie(again(one), again(two))


@pytest.mark.parametrize(
    ("mistake", "told"),
    [
        ({"other_id": ""}, "Choose a partnership."),
        ({"words": ""}, "Say how the first one stands to the other."),
        ({"words_back": ""}, "Say how the other one stands to the first."),
    ],
)
def test_a_mistake_ties_nothing(ann, typed, mistake, told):
    response = ann.post(ADDRESS, data=typed | mistake)

    assert response.status_code == 422
    assert told in response.text
    assert db.session.scalar(sa.select(sa.func.count(Tie.id))) == 0


def test_the_manager_of_the_other_side_may_change_the_words(sign_in, who):
    row = tie(who.here, who.there)

    typed = {"words": "links", "words_back": "is linked by", "version": "1"}
    response = sign_in(who.sue).post(f"/partnerships/there/manage/ties/{row.id}", data=typed)

    assert response.status_code == 303
    assert (again(row).words, again(row).words_back) == ("links", "is linked by")


def test_the_second_of_two_editors_sees_both_texts(ann, sign_in, who):
    row = tie(who.here, who.there)
    sign_in(who.sue).post(
        f"/partnerships/there/manage/ties/{row.id}", data={"words": "Sue's", "words_back": "back", "version": "1"}
    )

    response = ann.post(f"{ADDRESS}{row.id}", data={"words": "Ann's", "words_back": "back", "version": "1"})

    assert response.status_code == 409
    assert "Sue&#39;s" in response.text
    assert "Ann&#39;s" in response.text


def test_an_empty_change_is_refused(ann, who):
    row = tie(who.here, who.there)

    assert ann.post(f"{ADDRESS}{row.id}", data={"words": "", "words_back": "", "version": "1"}).status_code == 422
    assert again(row).words == "is the core group of"


def test_a_removed_tie_leaves_both_pages_and_comes_back(ann, client, who):
    row = tie(who.here, who.there)

    ann.post(f"{ADDRESS}{row.id}/remove")
    undo = ann.soup(ADDRESS).find(class_="toast").form["action"]

    assert "Works under" not in client.get("/partnerships/there/").text
    assert ann.post(undo).status_code == 303
    assert "Works under" in client.get("/partnerships/there/").text


def test_a_removed_tie_can_be_tied_anew_from_the_other_side(ann, sign_in, client, who, typed):
    row = tie(who.here, who.there)
    ann.post(f"{ADDRESS}{row.id}/remove")

    sign_in(who.sue).post("/partnerships/there/manage/ties/", data=typed | {"other_id": str(who.here.id)})

    assert "Is the core group of" in client.get("/partnerships/there/").text
    assert db.session.scalar(sa.select(sa.func.count(Tie.id))) == 1


def test_who_may_not_changes_nothing(sign_in, who, typed):
    row = tie(who.here, who.there)
    elsewhere = factories.partnership(slug="elsewhere")

    for what in ("", f"{row.id}", f"{row.id}/remove", f"{row.id}/restore"):
        assert sign_in(who.cal).post(ADDRESS + what, data=typed).status_code == 403, what
        assert sign_in(who.ray).post(f"/partnerships/there/manage/ties/{what}", data=typed).status_code == 404, what
    assert sign_in(who.ada).post(f"/partnerships/{elsewhere.slug}/manage/ties/{row.id}/remove").status_code == 404
    assert again(row).removed_at is None
