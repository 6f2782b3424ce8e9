"""A manager opens, changes and closes groups; everybody reads what they are."""

from datetime import date, time, timedelta

import pytest
import sqlalchemy as sa

from portal.audit.models import Event
from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.core.errors import Refusal
from portal.core.permissions import Role
from portal.partnerships.models import Group
from portal.partnerships.services import groups
from tests import factories
from tests.factories_partnerships import again, decision, sub_group

ADDRESS = "/partnerships/here/groups/"


@pytest.fixture
def ann(sign_in, who):
    return sign_in(who.ann)


@pytest.fixture
def typed(who):
    return {
        "name": "Executive", "kind": "executive", "parent_id": str(who.here.main.id), "task": "Runs things",
        "opened_on": "1 March 2026", "closes_on": "", "opening_decision_id": "", "opening_words": "", "opening_on": "",
        "meets_at": "9.30am", "meets_until": "12 noon", "rhythm": "every second month", "venue": "Town hall, lift",
    }  # fmt: skip


def named(name):
    db.session.rollback()
    return db.session.scalars(sa.select(Group).filter_by(name=name)).one_or_none()


def test_a_group_is_opened_with_its_usual_times(ann, who, typed):
    response = ann.post(ADDRESS + "new", data=typed)

    made = named("Executive")
    assert (response.status_code, response.location) == (303, "/partnerships/here/groups/executive/")
    assert (made.parent_id, made.meets_at, made.meets_until) == (who.here.main.id, time(9, 30), time(12))
    assert made.opened_on == date(2026, 3, 1)
    assert db.session.scalars(sa.select(Event).filter_by(verb="opened")).one().sentence == "Opened the group Executive"


def test_two_groups_of_one_name_have_two_addresses(ann, typed):
    ann.post(ADDRESS + "new", data=typed)

    assert ann.post(ADDRESS + "new", data=typed).location.endswith("/groups/executive-2/")
    assert ann.post(ADDRESS + "new", data=typed | {"name": "New"}).location.endswith("/groups/new-2/")


def test_the_page_of_a_group_tells_the_public_what_it_is(ann, client, typed):
    ann.post(ADDRESS + "new", data=typed)

    page = client.soup(ADDRESS + "executive/")

    facts = " ".join(page.find(class_="facts").get_text(" ").split())
    assert page.h1.text == "Executive"
    assert page.find(class_="lede").text == "Runs things"
    assert "Part of Main group" in facts
    assert "Usual times 9.30am to 12 noon" in facts
    assert "every second month" in facts
    assert not page.find("a", string="Change it")
    assert "Executive" in client.soup(ADDRESS + "main-group/").find(id="below").parent.text


def test_a_group_is_changed_and_keeps_its_address(ann, who, typed):
    made = factories.group(who.here, name="Old name", slug="old-name")

    response = ann.post(ADDRESS + "old-name/edit", data=typed | {"version": "1"})

    assert response.location == "/partnerships/here/groups/old-name/"
    assert again(made).name == "Executive"
    sentence = db.session.scalars(sa.select(Event).filter_by(verb="changed")).one().sentence
    assert sentence.startswith("Changed the group Executive: name")


def test_the_second_of_two_editors_sees_both_texts_and_only_what_differs(ann, sign_in, who, typed):
    made = factories.group(who.here, name="Old name", slug="old-name")
    theirs = typed | {"version": "1", "venue": "Ada's hall"}
    sign_in(who.ada).post(ADDRESS + "old-name/edit", data=theirs)

    response = ann.post(ADDRESS + "old-name/edit", data=typed | {"version": "1", "parent_id": ""})

    assert response.status_code == 409
    assert "Ada&#39;s hall" in response.text
    assert "Main group</blockquote>" in response.text
    assert 'id="meets_at-theirs"' not in response.text
    assert again(made).venue == "Ada's hall"


@pytest.mark.parametrize(
    ("mistake", "told"),
    [
        ({"name": ""}, "Give the group a name."),
        ({"parent_id": "9999"}, "Choose one of those offered"),
        ({"meets_at": "noonish"}, "cannot be read as a time"),
        ({"meets_until": "9am"}, "The usual end is not after the usual start."),
        ({"closes_on": "1 February 2026"}, "The time frame ends before the group was opened."),
        ({"opening_words": "So be it"}, "Write the day of the decision you quote."),
    ],
)
def test_a_mistake_opens_no_group(ann, typed, mistake, told):
    response = ann.post(ADDRESS + "new", data=typed | mistake)

    assert response.status_code == 422
    assert told in response.text
    assert named("Executive") is None


def test_a_group_does_not_become_a_part_of_itself(ann, who, typed):
    below = factories.group(who.here, name="Below", slug="below", parent_id=who.here.main.id)

    page = ann.soup(ADDRESS + "main-group/edit")
    response = ann.post(ADDRESS + "main-group/edit", data=typed | {"version": "1", "parent_id": str(below.id)})

    assert [option.text for option in page.find(id="parent_id").find_all("option")] == ["None: it stands on its own"]
    assert response.status_code == 422
    assert again(who.here.main).parent_id is None


def test_no_script_makes_a_group_a_part_of_itself(who):
    below = factories.group(who.here, name="Below", slug="below", parent_id=who.here.main.id)

    with pytest.raises(Refusal, match="cannot be part of itself"), writing():
        groups.change_group(None, again(who.here), again(who.here.main), {"parent_id": below.id})


def test_a_group_of_another_partnership_is_neither_found_nor_offered(ann, sign_in, who, typed):
    factories.group(who.there, name="Theirs", slug="theirs")

    assert ann.get(ADDRESS + "theirs/").status_code == 404
    assert ann.post(ADDRESS + "theirs/edit", data=typed).status_code == 404
    assert ann.post(ADDRESS + "new", data=typed | {"parent_id": str(who.there.main.id)}).status_code == 422
    assert "Theirs" not in ann.get(ADDRESS + "new").text


@pytest.mark.parametrize("what", ["new", "main-group/edit", "main-group/close", "main-group/reopen"])
def test_who_may_not_changes_no_group(sign_in, client, who, typed, what):
    for person, status in ((who.cal, 403), (who.ray, 403), (who.sue, 404)):
        assert sign_in(person).post(ADDRESS + what, data=typed | {"on": "today"}).status_code == status
    assert client.post(ADDRESS + what, data=typed).location.startswith("/login")
    assert named("Executive") is None
    assert again(who.here.main).closed_on is None


def test_who_manages_one_group_changes_that_one_only(sign_in, who, typed):
    gil = factories.person("Gil Grindleford")
    mine = factories.group(who.here, name="Gil's", slug="gils")
    factories.appointment(gil, Role.MANAGER, who.here, mine)

    assert sign_in(gil).post(ADDRESS + "gils/edit", data=typed | {"version": "1"}).status_code == 303
    assert sign_in(gil).post(ADDRESS + "main-group/edit", data=typed | {"version": "1"}).status_code == 403
    assert again(who.here.main).name == "Main group"


def test_a_closed_group_is_kept_and_can_come_back(ann, client, who):
    made = factories.group(who.here, name="Forum", slug="forum")

    response = ann.post(ADDRESS + "forum/close", data={"on": "yesterday"})
    undo = ann.soup(ADDRESS + "forum/").find(class_="toast").form["action"]

    assert response.location == "/partnerships/here/groups/forum/"
    assert again(made).closed_on == clock.today() - timedelta(days=1)
    assert "Closed on" in client.soup(ADDRESS + "forum/").find("main").text
    assert ann.soup(undo).h1.text == "Open Forum again?"
    assert ann.post(undo).status_code == 303
    assert again(made).closed_on is None


def test_a_group_with_open_groups_below_is_not_closed(ann, who):
    factories.group(who.here, name="Below", slug="below", parent_id=who.here.main.id)

    response = ann.post(ADDRESS + "main-group/close", data={"on": "today"})

    assert response.status_code == 409
    assert "Close the groups below it first: Below." in response.text
    assert again(who.here.main).closed_on is None


def test_the_last_open_group_is_not_closed(ann, who):
    response = ann.post(ADDRESS + "main-group/close", data={"on": "today"})

    assert response.status_code == 409
    assert "A partnership needs one open group." in response.text


def test_what_is_closed_is_not_closed_again_nor_what_is_open_opened(ann, who):
    factories.group(who.here, name="Old", slug="old", closed_on=clock.today())

    assert ann.post(ADDRESS + "old/close", data={"on": "today"}).status_code == 409
    assert ann.post(ADDRESS + "main-group/reopen").status_code == 409


def test_the_list_shows_the_picture_and_the_same_groups_as_a_table(client, who):
    factories.group(who.here, name="Forum", slug="forum", kind="forum", closed_on=date(2026, 1, 31))
    sub_group(who.here, "Transport")

    page = client.soup(ADDRESS)

    assert "Transport" in page.find(class_="tree").text
    assert "Forum" not in page.find(class_="tree").text
    assert [cell.text for cell in page.find("tbody").find_all("th")] == ["Forum", "Main group", "Transport"]
    assert "31 January 2026" in page.find("tbody").text
    assert not page.find("a", href=ADDRESS + "new")


def test_the_list_is_narrowed_sorted_and_fetched_as_a_file(client, who):
    factories.group(who.here, name="Forum", slug="forum", kind="forum", closed_on=date(2026, 1, 31))
    factories.group(who.there, name="Theirs", slug="theirs")

    closed = client.soup(ADDRESS + "?status=closed&sort=-kind")
    lines = client.get(ADDRESS + "?format=csv&q=o").text.lstrip("\ufeff").splitlines()

    assert [cell.text for cell in closed.find("tbody").find_all("th")] == ["Forum"]
    assert lines == [
        "Name,Kind,Part of,Opened on,Time frame ends,Status,Closed on",
        "Forum,forum,,,,Closed,2026-01-31",
        "Main group,main,,,,Open,",
    ]


def test_thirty_groups_take_no_more_statements_than_one(ann, who, queries):
    for number in range(30):
        factories.group(who.here, name=f"Group {number:02}", slug=f"group-no-{number}", parent_id=who.here.main.id)
    queries.clear()

    page = ann.soup(ADDRESS)

    asked = [each for each in queries if "count(audit_events.id)" not in each]
    assert "31 groups" in page.find(id="results").text
    assert len(asked) <= 4, asked


def test_the_decision_that_opened_a_group_is_told_to_those_who_may_see_it(client, sign_in, who):
    made = sub_group(who.here, "Transport")
    secret = decision(who.here.main, "A quiet decision", Audience.RESTRICTED)
    with writing():
        row = again(made)
        row.opening_words, row.opening_decision_id = "", secret.id

    told = {name: "A quiet decision" in sign_in(getattr(who, name)).get(ADDRESS + "transport/").text for name in (
        "ann", "ray", "otto", "sue",
    )}  # fmt: skip

    assert told == {"ann": True, "ray": True, "otto": False, "sue": False}
    assert "A decision of the partnership" in client.get(ADDRESS + "transport/").text
