"""The report of a lower partnership: drafted, sent in, on time or late, read with the papers above."""

from datetime import timedelta

import pytest
import time_machine

from portal.core import clock
from portal.core.database import db, writing
from portal.tiers.models import SummaryReport, Tier
from portal.tiers.services import letters
from tests import factories_meetings, factories_tiers
from tests.tiers.conftest import HERE, THERE


@pytest.fixture
def at(tier, above):
    return f"{HERE}{tier.id}/reports/{above.id}/"


def only() -> SummaryReport:
    db.session.rollback()
    return db.session.query(SummaryReport).one()


def test_a_draft_is_seen_by_who_writes_and_a_report_by_both_sides(who, tier, above, at, sign_in):
    ann, sue, otto = sign_in(who.ann), sign_in(who.sue), sign_in(who.otto)
    theirs = at.replace(HERE, THERE)
    assert ann.soup(f"{at}write").select_one("label[for=part_1]").text.startswith("What was done")

    assert ann.post(f"{at}write", data={"part_1": "We met twice", "act": "draft"}).status_code == 303

    assert only().sent_on is None
    assert "We met twice" in ann.soup(at).text
    assert (otto.get(at).status_code, sue.get(theirs).status_code) == (404, 404)
    assert "Go on writing" in ann.soup(HERE).text
    assert "We met twice" in ann.soup(f"{at}write").text

    version = only().version
    sent = ann.post(
        f"{at}write", data={"part_1": "We met twice", "part_3": "Lights", "act": "send", "version": version}
    )
    assert sent.location == at

    assert (only().sent_on, only().due_on, only().sent_by) == (
        clock.today(), above.day - timedelta(days=10), "Ann Abbot")  # fmt: skip
    assert "on time" in otto.soup(at).text
    assert "Lights" in sue.soup(theirs).text
    assert "Sent in on" in sue.soup(f"/partnerships/there/meetings/{above.id}/").select_one("#reports-from-below").text
    assert "Lights" in sue.soup(f"/partnerships/there/meetings/{above.id}/pack").text


def test_the_public_and_partners_see_no_report_in_the_pack(who, tier, above, sign_in, client):
    factories_tiers.report(tier, above, "Our secret recipe")
    with writing():
        row = db.session.merge(above)
        row.audience = "public"
    for page in ("", "pack"):
        assert "recipe" not in client.get(f"/partnerships/there/meetings/{above.id}/{page}").text
        assert "Reports from below" not in sign_in(who.ann).get(f"/partnerships/there/meetings/{above.id}/{page}").text


def test_an_empty_report_is_not_sent_in(who, at, sign_in):
    answer = sign_in(who.ann).post(f"{at}write", data={"part_1": "", "act": "send"})
    assert answer.status_code == 422
    assert "Write under one of the questions" in answer.text
    assert not db.session.query(SummaryReport).count()


def test_two_who_write_see_each_others_words(who, tier, above, at, sign_in):
    factories_tiers.report(tier, above, "Mine", is_sent=False)
    answer = sign_in(who.ann).post(f"{at}write", data={"part_1": "Yours", "act": "draft", "version": "0"})
    assert answer.status_code == 409
    assert "Saved by somebody else" in answer.text
    assert "Yours" in answer.text
    assert only().parts[0].text == "Mine"


def test_a_report_is_mended_until_the_meeting_and_keeps_its_day(who, tier, above, at, sign_in):
    factories_tiers.report(tier, above)
    with time_machine.travel(clock.now() + timedelta(days=5)):
        ann = sign_in(who.ann)
        assert ann.post(f"{at}write", data={"part_1": "Thrice", "version": only().version}).status_code == 303
        assert (only().sent_on, only().parts[0].text) == (clock.today() - timedelta(days=5), "Thrice")
    with time_machine.travel(clock.now() + timedelta(days=31)):
        ann = sign_in(who.ann)
        assert ann.post(f"{at}write", data={"part_1": "Never", "version": only().version}).status_code == 409


def test_who_may_not_write_and_other_partnerships(who, tier, above, at, sign_in):
    for name, status in (("ray", 403), ("otto", 403), ("sue", 404)):
        assert sign_in(getattr(who, name)).post(f"{at}write", data={"part_1": "No"}).status_code == status
    assert sign_in(who.sue).post(at.replace(HERE, THERE) + "write", data={"part_1": "No"}).status_code == 404
    assert sign_in(who.ann).get(f"{HERE}{tier.id}/reports/999/write").status_code == 404


def test_the_questions_of_a_report_begun_stay(who, tier, above, at, sign_in):
    factories_tiers.report(tier, above, is_sent=False)
    sign_in(who.sue).post(f"{THERE}prompts", data={"prompts": "Only this?"})
    assert "What was done" in sign_in(who.ann).soup(f"{at}write").text
    other = factories_meetings.meeting(who.there.main, -60)
    assert "Only this?" in sign_in(who.ann).soup(f"{HERE}{tier.id}/reports/{other.id}/write").text


def test_it_waits_and_is_written_for_once_before_and_once_late(who, tier, above, sign_in, outbox):
    def written(days):
        with time_machine.travel(clock.now() + timedelta(days=days)), writing():
            return letters.write_report_reminders()

    assert [written(days) for days in (0, 16, 17, 18, 21, 22)] == [0, 0, 3, 0, 3, 0]
    said = [letter for letter in outbox() if "report" in letter.subject]
    assert {letter.to_name for letter in said} == {"Ann Abbot", "Cal Calver", "Dis Darley"}
    assert "was not sent in yet" in said[-1].body
    assert "Write the report for" not in sign_in(who.ray).soup("/").text
    assert "Write the report for" in sign_in(who.ann).soup("/").text
    factories_tiers.report(tier, above)
    assert "Write the report for" not in sign_in(who.ann).soup("/").text
    assert written(19) == 0


def test_the_record_counts_late_and_missing_ones(who, tier, sign_in):
    factories_tiers.since(tier, 100)
    for days_ago, sent in ((60, 3), (40, -2), (20, None)):
        meeting = factories_meetings.meeting(who.there.main, days_ago)
        if sent is not None:
            factories_tiers.report(tier, meeting)
            with writing():
                row = db.session.query(SummaryReport).filter_by(meeting_id=meeting.id).one()
                row.sent_on = row.due_on + timedelta(days=sent)
    ann = sign_in(who.ann)
    page = ann.soup(f"{HERE}reports/")
    states = [cell.text for cell in page.select("td[data-label=State]")]
    assert states == ["To come", "Not sent in", "On time", "Late"]
    assert len(ann.soup(f"{HERE}reports/?state=late").select("tbody tr")) == 1
    assert ann.get(f"{HERE}reports/?format=csv").text.count("\r\n") == 5
    assert len(sign_in(who.sue).soup(f"{THERE}reports/?q=nobody").select("tbody tr")) == 0


def test_thirty_reports_cost_no_more_than_one(who, tier, sign_in, queries):
    with writing():
        db.session.get(Tier, tier.id).agreed_on = clock.today() - timedelta(days=400)
    for days in range(30):
        factories_meetings.meeting(who.there.main, 10 * days + 1, items=())
    ann = sign_in(who.ann)
    queries.clear()
    assert len(ann.soup(f"{HERE}reports/").select("tbody tr")) == 31
    assert len(queries) <= 4, queries
