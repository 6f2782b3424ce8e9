"""The rules: read in words by everybody, changed by the manager, for the partnership or for one group."""

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from portal.audit.models import Event
from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.core.permissions import Role
from portal.partnerships import queries as partnerships
from portal.partnerships.models import DayCount, QuorumBase, QuorumKind, Rules
from portal.partnerships.rules import rules_in_words
from portal.partnerships.services import agreeing
from tests import factories
from tests.conftest import HTMX
from tests.factories_partnerships import again

ADDRESS = "/partnerships/here/rules/"
TYPED = {
    "quorum_kind": "number", "quorum_value": "5", "quorum_base": "seats", "quorum_counts_vacant": "y",
    "missed_limit": "3", "regular_percent": "60", "term_years": "2", "max_sub_groups": "3",
    "minutes_days": "10", "minutes_count": "working",
    "meetings_audience": "public", "minutes_audience": "partners", "is_unattributed": "y", "taker_from_members": "y",
    "papers_days": "10", "bulletin_days": "14",
    "silence_is_assent": "y", "silence_days": "21", "silence_notice": "10",
    "version": "1",
}  # fmt: skip


@pytest.fixture
def ann(sign_in, who):
    return sign_in(who.ann)


def kept(who, group=None):
    db.session.rollback()
    asked = sa.select(Rules).filter_by(partnership_id=who.here.id, group_id=group.id if group else None)
    return db.session.scalars(asked).one_or_none()


def values(page):
    found = {each["name"]: each["value"] for each in page.find_all("input", type="radio", checked=True)}
    return found | {each["name"]: each["value"] for each in page.find_all("input", inputmode="numeric")}


def test_everybody_reads_every_rule_as_a_sentence(client, who):
    told = client.soup(ADDRESS).find(class_="facts")

    topics = [term.text for term in told.find_all("dt")]
    assert topics[:3] == ["Quorum", "Missed meetings", "Term of office"]
    assert topics == [topic for topic, _said in rules_in_words(kept(who))]
    assert "A meeting may decide when more than half of the member organisations attend." in told.text
    assert not client.soup(ADDRESS).find("a", href=ADDRESS + "edit")


def test_the_manager_changes_every_rule(ann, who):
    response = ann.post(ADDRESS + "edit", data=TYPED)

    agreed = kept(who)
    assert (response.status_code, response.location) == (303, ADDRESS)
    assert (agreed.quorum_kind, agreed.quorum_value, agreed.quorum_base) == (QuorumKind.NUMBER, 5, QuorumBase.SEATS)
    assert (agreed.missed_limit, agreed.term_years, agreed.max_sub_groups, agreed.minutes_days) == (3, 2, 3, 10)
    assert (agreed.minutes_count, agreed.meetings_audience) == (DayCount.WORKING, Audience.PUBLIC)
    assert agreed.minutes_audience is Audience.PARTNERS
    assert agreed.quorum_counts_vacant
    assert agreed.is_unattributed
    assert agreed.taker_from_members
    assert (agreed.silence_is_assent, agreed.silence_days, agreed.silence_notice) == (True, 21, 10)
    assert not agreed.substitute_resets
    assert not agreed.may_stand_again


def test_the_change_is_recorded_by_topic(ann, who):
    ann.post(ADDRESS + "edit", data=TYPED)

    event = db.session.scalars(sa.select(Event)).one()
    assert event.sentence.startswith("Changed the rules: quorum, missed meetings, term of office, sub groups")


@pytest.mark.parametrize(
    ("mistake", "told"),
    [
        ({"quorum_value": "lots"}, "Write a whole number from 0 to 100."),
        ({"quorum_value": "-1"}, "Write a whole number from 0 to 100."),
        ({"quorum_value": "٣"}, "Write a whole number from 0 to 100."),
        ({"quorum_value": ""}, "Write a number, 0 for none."),
        ({"quorum_value": "0"}, "Write how much is needed, or choose that there is no quorum."),
        ({"quorum_kind": "more_than", "quorum_value": "100"}, "More than all cannot attend."),
        ({"quorum_kind": "some"}, "Choose how the quorum is reckoned."),
        ({"silence_days": "0"}, "Write at least 1, so that there is time to answer."),
        ({"silence_days": "5"}, "silence could count: give more days"),
        ({"minutes_days": "999"}, "Write a whole number from 0 to 365."),
        ({"minutes_audience": "restricted"}, "Choose who may read minutes."),
        ({"meetings_audience": ""}, "Choose who may see meetings."),
    ],
)
def test_a_mistake_changes_no_rule(ann, who, mistake, told):
    response = ann.post(ADDRESS + "edit", data=TYPED | mistake)

    assert response.status_code == 422
    assert told in response.text
    assert kept(who).version == 1


def test_no_quorum_asks_for_no_number(ann, who):
    assert ann.post(ADDRESS + "edit", data=TYPED | {"quorum_kind": "none", "quorum_value": "0"}).status_code == 303
    assert kept(who).quorum_kind is QuorumKind.NONE


def test_the_second_of_two_editors_sees_both_answers_in_words(ann, sign_in, who):
    sign_in(who.ada).post(ADDRESS + "edit", data=TYPED)

    response = ann.post(ADDRESS + "edit", data=TYPED | {"minutes_days": "7", "meetings_audience": "partnership"})

    page = BeautifulSoup(response.text, "html.parser")
    assert response.status_code == 409
    assert page.find(id="minutes_days-theirs").blockquote.text == "10"
    assert page.find(id="meetings_audience-theirs").blockquote.text == "Everybody"
    assert len(page.find_all(class_="theirs")) == 2
    assert kept(who).minutes_days == 10


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_a_preset_fills_the_form_and_saves_nothing(ann, who, headers):
    response = ann.get(ADDRESS + "edit?preset=derby-board", headers=headers)

    page = BeautifulSoup(response.text, "html.parser")
    filled = values(page)
    assert (filled["missed_limit"], filled["term_years"], filled["meetings_audience"]) == ("3", "2", "public")
    assert "Filled in from Derby board. Nothing is saved yet." in page.text
    assert ("<!doctype" in response.text) == (not headers)
    assert kept(who).version == 1


def test_an_unknown_preset_fills_nothing(ann, who):
    assert values(ann.soup(ADDRESS + "edit?preset=nonsense"))["missed_limit"] == "0"


def test_a_group_gets_rules_of_its_own_and_drops_them_again(ann, client, who):
    forum = factories.group(who.here, name="Forum", slug="forum")
    asked = ann.soup(ADDRESS + "edit?group=forum")
    typed = {name: value for name, value in TYPED.items() if name != "max_sub_groups"}

    ann.post(ADDRESS + "edit?group=forum", data=typed | {"version": ""})

    assert "Forum follows the partnership's rules." in asked.find("main").text
    assert not asked.find(id="max_sub_groups")
    assert asked.find("input", {"name": "version"})["value"] == ""
    assert partnerships.rules_for(who.here.id, forum.id).minutes_days == 10
    assert partnerships.rules_for(who.here.id, who.here.main.id).minutes_days == 14
    differing = client.soup(ADDRESS).find(id=f"group-{forum.id}").find_parent("section")
    assert "Minutes are due within 10 working days after the meeting." in differing.text
    assert ann.post(ADDRESS + "drop?group=forum").status_code == 303
    assert kept(who, forum) is None
    assert partnerships.rules_for(who.here.id, forum.id).minutes_days == 14


def test_two_who_give_a_group_its_first_rules_see_each_other(ann, sign_in, who):
    forum = factories.group(who.here, name="Forum", slug="forum")
    sign_in(who.ada).post(ADDRESS + "edit?group=forum", data=TYPED | {"version": ""})

    response = ann.post(ADDRESS + "edit?group=forum", data=TYPED | {"version": "", "minutes_days": "7"})

    assert response.status_code == 409
    assert kept(who, forum).minutes_days == 10


def test_the_number_of_sub_groups_is_settled_by_the_whole_partnership_alone(who):
    forum = factories.group(who.here, name="Forum", slug="forum")

    with writing():
        own = agreeing.set_rules(None, again(who.here), again(forum), {"max_sub_groups": 9, "minutes_days": 3})

    assert (again(own).max_sub_groups, again(own).minutes_days) == (0, 3)


def test_own_rules_that_are_the_same_say_so_and_those_of_closed_groups_are_left_out(client, who):
    forum = factories.group(who.here, name="Forum", slug="forum")
    closed = factories.group(who.here, name="Closed group", slug="closed", closed_on=clock.today())
    for each in (forum, closed):
        with writing():
            agreeing.set_rules(None, again(who.here), again(each), {})

    page = client.soup(ADDRESS)

    assert "They are the same as those above." in page.find(id=f"group-{forum.id}").find_parent("section").text
    assert "Closed group" not in page.find("main").text
    assert "Its own rules" in client.soup("/partnerships/here/groups/forum/").find("main").text


def test_the_rules_that_hold_for_a_group_are_read_by_one_statement(who, queries):
    here, main = who.here.id, who.here.main.id
    queries.clear()

    partnerships.rules_for(here, main)

    assert len(queries) == 1


@pytest.mark.parametrize("what", ["edit", "edit?group=main-group", "drop?group=main-group"])
def test_who_may_not_changes_no_rule(sign_in, client, who, what):
    for person, status in ((who.cal, 403), (who.ray, 403), (who.sue, 404)):
        assert sign_in(person).post(ADDRESS + what, data=TYPED).status_code == status
    assert client.post(ADDRESS + what, data=TYPED).location.startswith("/login")
    assert kept(who).version == 1
    assert kept(who, who.here.main) is None


def test_who_manages_a_group_changes_its_rules_and_no_others(sign_in, who):
    gil = factories.person("Gil Grindleford")
    forum = factories.group(who.here, name="Forum", slug="forum")
    factories.appointment(gil, Role.MANAGER, who.here, forum)

    assert sign_in(gil).post(ADDRESS + "edit?group=forum", data=TYPED | {"version": ""}).status_code == 303
    assert sign_in(gil).post(ADDRESS + "edit", data=TYPED).status_code == 403
    assert sign_in(gil).post(ADDRESS + "edit?group=main-group", data=TYPED).status_code == 403
    assert kept(who, forum).minutes_days == 10


def test_rules_that_are_not_there_are_not_dropped(ann, who):
    assert ann.post(ADDRESS + "drop").status_code == 404
    assert ann.post(ADDRESS + "drop?group=main-group").status_code == 404
    assert ann.get(ADDRESS + "edit?group=nonsense").status_code == 404
