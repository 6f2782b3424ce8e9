"""The site administrator sets up a partnership, and renames kinds of partnership."""

import pytest
import sqlalchemy as sa

from portal.audit.models import Event
from portal.core.audience import Audience
from portal.core.database import db
from portal.core.index import Entry
from portal.partnerships.models import Group, Kind, Partnership, Rules
from tests import factories
from tests.factories_partnerships import again

TYPED = {
    "name": "Ashbourne Rural Forum", "kind_id": "", "new_kind": "Area forum", "area": "Ashbourne",
    "purpose": "Brings the villages together.", "first_group": "Forum meeting", "preset": "wychavon",
}  # fmt: skip


@pytest.fixture
def ada(sign_in, who):
    return sign_in(who.ada)


def test_a_partnership_is_set_up_with_its_first_group_and_rules(ada):
    response = ada.post("/partnerships/new", data=TYPED)

    made = db.session.scalars(sa.select(Partnership).filter_by(slug="ashbourne-rural-forum")).one()
    assert response.status_code == 303
    assert response.location == "/partnerships/ashbourne-rural-forum/manage/"
    assert (made.name, made.short_name, made.kind.name) == (TYPED["name"], TYPED["name"], "Area forum")
    assert db.session.scalars(sa.select(Group.slug).filter_by(partnership_id=made.id)).all() == ["forum-meeting"]
    agreed = db.session.scalars(sa.select(Rules).filter_by(partnership_id=made.id)).one()
    assert (agreed.minutes_days, agreed.taker_from_members) == (14, True)


def test_a_new_partnership_is_recorded_and_found(ada):
    ada.post("/partnerships/new", data=TYPED)

    made = db.session.scalars(sa.select(Partnership).filter_by(slug="ashbourne-rural-forum")).one()
    entry = db.session.scalars(sa.select(Entry).filter_by(kind="partnership", object_id=made.id)).one()
    assert entry.audience is Audience.PUBLIC
    assert "villages" in entry.body
    recorded = db.session.scalars(sa.select(Event).filter_by(partnership_id=made.id, verb="created")).one()
    assert recorded.sentence.startswith("Set up Ashbourne Rural Forum, with its first group Forum meeting")


def test_a_kind_that_is_known_is_not_made_twice(ada, who):
    ada.post("/partnerships/new", data=TYPED | {"new_kind": "local strategic partnership"})
    ada.post("/partnerships/new", data=TYPED | {"new_kind": "", "kind_id": str(who.here.kind_id)})

    kinds = db.session.scalars(sa.select(Partnership.kind_id).where(Partnership.name == TYPED["name"])).all()
    assert kinds == [who.here.kind_id] * 2


@pytest.mark.parametrize(
    ("name", "slug"), [("Here", "here-2"), ("New", "new-2"), ("Kinds", "kinds-2"), ("…", "partnership")]
)
def test_no_two_partnerships_share_an_address(ada, who, name, slug):
    response = ada.post("/partnerships/new", data=TYPED | {"name": name})

    assert response.location == f"/partnerships/{slug}/manage/"


@pytest.mark.parametrize(
    ("mistake", "told"),
    [
        ({"name": " "}, "Give the partnership a name."),
        ({"new_kind": ""}, "Choose the kind of partnership, or name another."),
        ({"purpose": ""}, "Say in a sentence what it is for."),
        ({"first_group": ""}, "Give its main group a name."),
        ({"preset": ""}, "Choose the rules to start from."),
        ({"name": "x" * 201}, "Keep this to 200 letters or fewer."),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_set_up(ada, mistake, told):
    before = db.session.scalar(sa.select(sa.func.count(Partnership.id)))

    response = ada.post("/partnerships/new", data=TYPED | mistake)

    assert response.status_code == 422
    assert told in response.text
    assert db.session.scalar(sa.select(sa.func.count(Partnership.id))) == before


@pytest.mark.parametrize("address", ["/partnerships/new", "/partnerships/kinds", "/partnerships/kinds/1"])
def test_only_the_site_administrator_may(sign_in, client, who, address):
    assert sign_in(who.ann).get(address).status_code == 403
    assert client.get(address).status_code == 303


def test_a_form_sent_twice_sets_up_one(ada):
    first = ada.post("/partnerships/new", data=TYPED | {"once": "abc"})
    second = ada.post("/partnerships/new", data=TYPED | {"once": "abc"})

    assert first.location == second.location
    assert len(db.session.scalars(sa.select(Partnership).filter_by(name=TYPED["name"])).all()) == 1


def test_a_kind_is_renamed_on_every_page_at_once(ada, client, who):
    ada.post(f"/partnerships/kinds/{who.here.kind_id}", data={"name": "Core group", "version": "1"})

    assert "Core group" in ada.soup("/partnerships/kinds").find("main").text
    assert "Core group" in client.soup("/partnerships/there/").find(class_="facts").text


def test_a_kind_keeps_a_name_of_its_own(ada, who):
    other = factories.kind("Forum")

    taken = ada.post(f"/partnerships/kinds/{other.id}", data={"name": "local strategic Partnership", "version": "1"})
    empty = ada.post(f"/partnerships/kinds/{other.id}", data={"name": "", "version": "1"})

    assert (taken.status_code, empty.status_code) == (409, 422)
    assert again(other).name == "Forum"


def test_the_second_to_rename_a_kind_sees_both_names(ada, who):
    ada.post(f"/partnerships/kinds/{who.here.kind_id}", data={"name": "First", "version": "1"})

    response = ada.post(f"/partnerships/kinds/{who.here.kind_id}", data={"name": "Second", "version": "1"})

    assert response.status_code == 409
    assert "First" in response.text
    assert "Second" in response.text
    assert db.session.get(Kind, who.here.kind_id).name == "First"
