"""The sample's decisions between meetings, reviews and reports are believable, and loaded once."""

import sqlalchemy as sa

from portal.core import clock
from portal.core.database import db
from portal.decisions import proposal_queries, silence
from portal.decisions.lists import is_due
from portal.decisions.models import Decision, How, Review
from portal.decisions.proposal_models import Proposal, Standing
from portal.meetings.models import AgendaItem, Meeting
from portal.partnerships.report_models import Comment, Difficulty, Report
from portal.partnerships.reports import to_dissolve


def test_one_is_agreed_by_silence_one_stopped_and_one_open(demo):
    rows = {row.standing: row for row in db.session.scalars(sa.select(Proposal))}

    assert set(rows) == {Standing.SILENT, Standing.STOPPED, Standing.OPEN}
    for row in rows.values():
        assert all(answer.told_at is not None for answer in row.answers)
        assert all(answer.answered_by for answer in row.answers if answer.choice)
    for standing in (Standing.SILENT, Standing.STOPPED):
        row = rows[standing]
        came = silence.outcome(row, proposal_queries.voices(row), row.closes_on)
        assert (came.standing, came.present, came.needed, came.of) == (
            standing, row.quorum_present, row.quorum_needed, row.quorum_of,
        )  # fmt: skip
        decision = db.session.get_one(Decision, row.decision_id)
        assert decision.is_between
        assert (decision.how is How.DEFERRED) is (standing is Standing.STOPPED)
    item = db.session.get_one(AgendaItem, rows[Standing.STOPPED].item_id)
    assert db.session.get_one(Meeting, item.meeting_id).day > clock.today()
    assert rows[Standing.OPEN].closes_on > clock.today()


def test_a_review_is_due_and_another_was_noted(demo):
    assert db.session.scalar(sa.select(sa.func.count(Decision.id)).where(is_due())) == 1
    review = db.session.scalars(sa.select(Review)).one()
    earlier, later = (db.session.get_one(Decision, number) for number in (review.decision_id, review.later_id))
    assert earlier.decided_on < later.decided_on <= review.on


def test_a_sub_group_reports_and_another_should_end(demo):
    assert len(db.session.scalars(sa.select(Report)).all()) == 2
    assert db.session.scalars(sa.select(Comment)).one().answer
    assert db.session.scalars(sa.select(Difficulty)).one().note == ""
    assert [row.group_slug for row in db.session.execute(to_dissolve())] == ["induction"]
