"""A sub group reports, others comment, members say when coming is hard, and at its end it is dissolved."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.core.permissions import Role
from portal.memberships.services.dissolving import write_dissolve_letters
from portal.partnerships.models import Group, Partnership
from portal.partnerships.report_models import Comment, Difficulty, Report
from portal.partnerships.services import groups
from tests import factories
from tests.factories_deciding import comment, difficulty, report
from tests.factories_partnerships import again, sub_group

HERE = "/partnerships/here/groups/buses/"


@pytest.fixture
def buses(who):
    """A sub group in which Ray has a seat."""
    row = sub_group(who.here, "Buses", subject="Partners who run transport")
    factories.seat(row, held_by=who.ray)
    return row


@pytest.fixture
def typed():
    return {"on": "yesterday", "text": "Two routes counted.", "audience": "partnership"}


def only(table):
    db.session.rollback()
    return db.session.scalars(sa.select(table)).all()


def test_a_member_reports_and_the_partnership_reads_it(who, buses, sign_in, client, typed):
    page = sign_in(who.ray).soup(HERE)
    assert page.find("a", href=HERE + "reports/new")
    assert "Partners who run transport" in page.text

    answer = sign_in(who.ray).post(HERE + "reports/new", data=typed)

    assert (answer.status_code, answer.location) == (303, HERE)
    (kept,) = only(Report)
    assert (kept.text, kept.by, kept.on) == ("Two routes counted.", "Ray Rowsley", clock.today() - timedelta(days=1))
    for name in ("rosa", "otto", "ann"):
        assert "Two routes counted." in sign_in(getattr(who, name)).soup(HERE).text
        assert "Two routes counted." in sign_in(getattr(who, name)).soup("/partnerships/here/").text
    for browser in (client, sign_in(who.sue)):
        assert "Two routes" not in browser.soup(HERE).text
        assert "Two routes" not in browser.soup("/partnerships/here/").text


@pytest.mark.parametrize(
    ("mistake", "told"),
    [
        ({"text": ""}, "Write the report."), ({"on": ""}, "Write the day of the report."),
        ({"audience": "restricted"}, "Choose who may read it."), ({"audience": "public"}, "Choose who may read it."),
    ],
)  # fmt: skip
def test_a_mistake_reports_nothing(who, buses, sign_in, typed, mistake, told):
    answer = sign_in(who.ray).post(HERE + "reports/new", data=typed | mistake)

    assert answer.status_code == 422
    assert told in answer.text
    assert only(Report) == []


def test_a_report_is_changed_removed_and_brought_back(who, buses, sign_in, typed):
    kept, ray = report(buses), sign_in(who.ray)
    at = f"{HERE}reports/{kept.id}/"
    assert ray.soup(at + "edit").find(id="text").text.strip() == "We met twice"

    assert ray.post(at + "edit", data=typed | {"version": "1"}).status_code == 303
    stale = ray.post(at + "edit", data=typed | {"text": "Other", "version": "1"})
    assert stale.status_code == 409
    assert "Somebody else saved this meanwhile" in stale.text
    assert only(Report)[0].text == "Two routes counted."
    assert ray.post(at + "remove").status_code == 303
    assert "Two routes" not in ray.soup(HERE).find("main").text
    assert ray.post(at + "edit", data=typed).status_code == 404
    assert ray.post(at + "restore").status_code == 303
    assert "Two routes" in ray.soup(HERE).text


def test_who_is_no_member_comments_and_is_answered(who, buses, sign_in):
    kept = report(buses, audience=Audience.PARTNERS)
    at = f"{HERE}reports/{kept.id}/"
    empty = sign_in(who.rosa).post(at + "comment", data={"text": ""})
    assert (empty.status_code, only(Comment)) == (422, [])

    assert sign_in(who.rosa).post(at + "comment", data={"text": "What of Sundays?"}).status_code == 303
    assert sign_in(who.sue).post(at + "comment", data={"text": "We have one too"}).status_code == 303

    first, second = only(Comment)
    assert (first.by, second.by) == ("Rosa Rowarth", "Sue Stanton")
    answer = f"{at}comments/{first.id}/answer"
    assert sign_in(who.rosa).post(answer, data={"answer": "x"}).status_code == 403
    assert sign_in(who.ray).post(answer, data={"answer": ""}).status_code == 422
    assert sign_in(who.ray).post(answer, data={"answer": "Next month"}).status_code == 303
    page = sign_in(who.rosa).soup(HERE).text
    assert "What of Sundays?" in page
    assert "Next month" in page
    assert "Answered by Ray Rowsley" in page


def test_a_comment_is_taken_back_by_who_wrote_it_or_the_group(who, buses, sign_in):
    kept = report(buses, audience=Audience.PARTNERS)
    said = comment(kept, user_id=who.rosa.user_id)
    at = f"{HERE}reports/{kept.id}/comments/{said.id}/"

    assert [sign_in(getattr(who, name)).post(at + "remove").status_code for name in ("otto", "sue", "cal")] == [403] * 3
    assert sign_in(who.rosa).post(at + "remove").status_code == 303
    assert "Well done" not in sign_in(who.ray).soup(HERE).text
    assert sign_in(who.ray).post(at + "restore").status_code == 303
    assert "Well done" in sign_in(who.ray).soup(HERE).text


def test_what_is_not_for_them_nobody_comments_on(who, buses, sign_in, client):
    at = f"{HERE}reports/{report(buses).id}/comment"

    assert sign_in(who.sue).post(at, data={"text": "x"}).status_code == 404
    assert client.post(at, data={"text": "x"}).location.startswith("/login")
    assert sign_in(who.rosa).post(at.replace("/here/", "/there/"), data={"text": "x"}).status_code == 404
    assert only(Comment) == []


def test_who_may_not_report(who, buses, sign_in, client, typed):
    def post(name):
        return sign_in(getattr(who, name)).post(HERE + "reports/new", data=typed).status_code

    assert [post(name) for name in ("rosa", "wyn", "otto", "cal", "mina")] == [403] * 5
    assert [post(name) for name in ("sue", "rem")] == [404] * 2
    assert client.post(HERE + "reports/new", data=typed).status_code == 303
    assert only(Report) == []


def test_a_member_finds_it_hard_to_come_and_only_chair_and_manager_read_it(who, buses, sign_in):
    helper = factories.person("Hal Hope")
    factories.seat(buses, held_by=helper)
    factories.appointment(who.cal, Role.CHAIR, who.here, buses)
    assert sign_in(who.rosa).get(HERE + "difficulty").status_code == 403
    assert sign_in(who.ray).post(HERE + "difficulty", data={"text": ""}).status_code == 422

    assert sign_in(who.ray).post(HERE + "difficulty", data={"text": "I work on Tuesdays"}).status_code == 303

    (kept,) = only(Difficulty)
    for person, sees in ((who.ray, True), (who.ann, True), (who.cal, True), (helper, False), (who.rosa, False)):
        assert ("I work on Tuesdays" in sign_in(person).soup(HERE).text) is sees, person.name
    assert "Ray Rowsley finds it hard to come to Buses" in sign_in(who.ann).soup("/").text
    assert "finds it hard" not in sign_in(who.ray).soup("/").text
    note = f"{HERE}difficulties/{kept.id}/note"
    assert sign_in(who.ray).post(note, data={"note": "x"}).status_code == 403
    assert sign_in(who.cal).post(note, data={"note": ""}).status_code == 422
    assert sign_in(who.cal).post(note, data={"note": "We meet on Mondays"}).status_code == 303
    assert "We meet on Mondays" in sign_in(who.ray).soup(HERE).text
    assert "finds it hard" not in sign_in(who.ann).soup("/").text


def test_a_difficulty_of_another_group_is_not_there(who, buses, sign_in):
    other = difficulty(who.there.main)

    assert sign_in(who.ann).post(f"{HERE}difficulties/{other.id}/note", data={"note": "x"}).status_code == 404


@pytest.mark.parametrize("why", ["day", "task"])
def test_manager_and_chair_are_asked_to_dissolve_it(who, buses, sign_in, outbox, why):
    factories.appointment(who.cal, Role.CHAIR, who.here, buses)
    assert "See the group" not in sign_in(who.ann).soup("/").text
    if why == "day":
        with writing():
            db.session.get_one(Group, buses.id).closes_on = clock.today() - timedelta(days=1)
    else:
        report(buses, is_last=True)

    told = "its day has passed" if why == "day" else "its task is done"
    for name, waits in (("ann", True), ("cal", True), ("ray", False), ("sue", False)):
        assert (f"Buses: {told}" in sign_in(getattr(who, name)).soup("/").text) is waits
    with writing():
        assert (write_dissolve_letters(), write_dissolve_letters()) == (3, 0)
    assert "Ann Abbot" in {letter.to_name for letter in outbox()}


def test_it_is_dissolved_with_a_note_and_opened_again(who, buses, sign_in):
    kept, ann = report(buses), sign_in(who.ann)
    empty = ann.post(HERE + "close", data={"on": "today"})
    assert empty.status_code == 422
    assert "Say what the sub group came to" in empty.text

    assert ann.post(HERE + "close", data={"on": "today", "achieved": "Two new routes"}).status_code == 303

    assert (again(buses).closed_on, again(buses).achieved) == (clock.today(), "Two new routes")
    page = sign_in(who.ray).soup(HERE)
    assert "Two new routes" in page.text
    assert "We met twice" in page.text
    assert not page.find("a", href=HERE + "reports/new")
    refused = sign_in(who.ray).post(HERE + "reports/new", data={"on": "today", "text": "x", "audience": "partners"})
    assert refused.status_code == 409
    assert ann.post(HERE + "reopen").status_code == 303
    assert again(buses).closed_on is None
    assert sign_in(who.ray).post(f"{HERE}reports/{kept.id}/remove").status_code == 303


def test_one_too_many_names_those_that_are_open(who, buses, sign_in):
    factories_rules = sa.update(factories.Rules).filter_by(partnership_id=who.here.id).values(max_sub_groups=1)
    with writing():
        db.session.execute(factories_rules)
        assert groups.over_the_limit(db.session.get_one(Partnership, who.here.id)).endswith("Open now: Buses.")

    assert "Open now: Buses." in sign_in(who.ann).soup("/partnerships/here/groups/new?sub=yes").text


def test_thirty_comments_cost_no_more_than_three(who, buses, sign_in, queries):
    kept = report(buses)
    for number in range(30):
        comment(kept, f"Comment {number}")
    ray = sign_in(who.ray)
    ray.get(HERE)
    queries.clear()

    assert len(ray.soup(HERE).select("blockquote")) == 30
    assert len(queries) <= 16 + 2
