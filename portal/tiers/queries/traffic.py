"""Reading issues that go down and questions that go up, with their answers and the agendas they stand on."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal.core.database import db, reader
from portal.core.viewer import Viewer
from portal.meetings.models import Meeting
from portal.partnerships.models import Partnership
from portal.tiers.models import Issue, IssueAnswer, Question, Tier
from portal.tiers.queries.tiers import is_told

above, below = aliased(Partnership), aliased(Partnership)


def issue_rows(viewer: Viewer, partnership_id: int) -> sa.Select:
    """Return a row for each issue and partnership it was put to, as far as it is for one of a partnership's own.

    An upper partnership reads all answers, a lower one its own.
    """
    answer = sa.case((is_told(viewer, IssueAnswer.item_id), IssueAnswer.answer), else_="").label("answer")
    settled = IssueAnswer.answered_on.is_not(None)
    return (
        sa.select(
            IssueAnswer.id, Issue.id.label("number"), Issue.title, Issue.text, Issue.sent_on, Issue.sent_by,
            IssueAnswer.tier_id, Tier.lower_id, Tier.lower_standing_id, above.name.label("upper"),
            above.slug.label("upper_slug"), below.name.label("lower"), below.short_name.label("lower_short"),
            below.slug.label("lower_slug"), answer, IssueAnswer.answered_on, IssueAnswer.answered_by,
            Meeting.day.label("meeting_day"), IssueAnswer.item_id,
            sa.case((settled, "Answered"), else_="Open").label("state"),
        )
        .join(Issue, Issue.id == IssueAnswer.issue_id)
        .join(Tier, Tier.id == IssueAnswer.tier_id)
        .join(above, above.id == Tier.upper_id)
        .join(below, below.id == Tier.lower_id)
        .outerjoin(Meeting, Meeting.id == IssueAnswer.meeting_id)
        .where(
            sa.or_(Tier.upper_id == partnership_id, Tier.lower_id == partnership_id), Tier.agreed_on.is_not(None),
            Issue.removed_at.is_(None), is_told(viewer, Issue.item_id, Issue.decision_id),
        )
    )  # fmt: skip


def question_rows(viewer: Viewer, partnership_id: int) -> sa.Select:
    """Return the questions of a partnership, from either side, and those answered to all it is among."""
    mine = aliased(Tier)
    answered_to_all = sa.and_(
        Question.is_for_all.is_(True),
        Question.answered_on.is_not(None),
        sa.exists().where(
            mine.upper_id == Tier.upper_id, mine.lower_id == partnership_id, mine.agreed_on.is_not(None),
            mine.ended_on.is_(None),
        ),
    )  # fmt: skip
    answer = sa.case((is_told(viewer, Question.item_id), Question.answer), else_="").label("answer")
    return (
        sa.select(
            Question.id, Question.title, Question.text, Question.asked_on, Question.asked_by, Question.tier_id,
            Tier.upper_id, Tier.lower_id, Tier.upper_standing_id, above.name.label("upper"),
            above.slug.label("upper_slug"), below.name.label("lower"), below.short_name.label("lower_short"),
            below.slug.label("lower_slug"), answer, Question.is_for_all, Question.answered_on, Question.answered_by,
            Meeting.day.label("meeting_day"), Question.item_id, Question.asked_item_id,
            sa.case((Question.answered_on.is_not(None), "Answered"), else_="Open").label("state"),
        )
        .join(Tier, Tier.id == Question.tier_id)
        .join(above, above.id == Tier.upper_id)
        .join(below, below.id == Tier.lower_id)
        .outerjoin(Meeting, Meeting.id == Question.meeting_id)
        .where(
            sa.or_(Tier.upper_id == partnership_id, Tier.lower_id == partnership_id, answered_to_all),
            Tier.agreed_on.is_not(None), Question.removed_at.is_(None), is_told(viewer, Question.asked_item_id),
        )
    )  # fmt: skip


def issues_of(viewer: Viewer, partnership_id: int, number: int) -> Sequence[Any]:
    """Return the rows of one issue: one for each partnership it was put to, or answer 404."""
    asked = issue_rows(viewer, partnership_id).where(Issue.id == number).order_by(below.name)
    return db.session.execute(asked).all() or _missing()


def get_question(viewer: Viewer, partnership_id: int, number: int) -> Any:
    """Return the row of one question, or answer 404."""
    asked = question_rows(viewer, partnership_id).where(Question.id == number)
    return db.session.execute(asked).first() or _missing()


def _missing() -> Any:
    return db.one_or_404(sa.select(Tier).where(sa.false()))


def open_issues(viewer: Viewer, partnership_id: int) -> Sequence[Any]:
    """Return the issues not answered yet, the oldest first."""
    asked = issue_rows(viewer, partnership_id).where(IssueAnswer.answered_on.is_(None), Tier.ended_on.is_(None))
    return reader().execute(asked.order_by(Issue.sent_on, Issue.id, below.name).limit(60)).all()


def open_questions(viewer: Viewer, partnership_id: int) -> Sequence[Any]:
    """Return the questions not answered yet, the oldest first."""
    asked = question_rows(viewer, partnership_id).where(Question.answered_on.is_(None), Tier.ended_on.is_(None))
    return reader().execute(asked.order_by(Question.asked_on, Question.id).limit(60)).all()


def answers_since(viewer: Viewer, partnership_id: int, since: date) -> tuple[Sequence[Any], Sequence[Any]]:
    """Return the issues and the questions that were answered since a day, the latest first."""
    issues = issue_rows(viewer, partnership_id).where(IssueAnswer.answered_on >= since)
    questions = question_rows(viewer, partnership_id).where(Question.answered_on >= since)
    return (
        reader().execute(issues.order_by(IssueAnswer.answered_on.desc(), IssueAnswer.id.desc()).limit(20)).all(),
        reader().execute(questions.order_by(Question.answered_on.desc(), Question.id.desc()).limit(20)).all(),
    )


def previous_day(meeting: Meeting) -> date | None:
    """Return the day of the group's meeting before this one."""
    return db.session.scalar(
        sa.select(sa.func.max(Meeting.day)).where(
            Meeting.group_id == meeting.group_id, Meeting.day < meeting.day, Meeting.cancelled_at.is_(None)
        )
    )


def at_meeting(viewer: Viewer, meeting: Meeting) -> tuple[Sequence[Any], Sequence[Any]]:
    """Return the issues and questions that stand on a meeting's agenda: open that day, or answered since the last."""
    since = previous_day(meeting) or date.min
    here = meeting.partnership_id

    def between(settled: Any) -> sa.ColumnElement[bool]:
        return sa.and_(settled > since, settled <= meeting.day)

    def is_open(sent: Any, settled: Any) -> sa.ColumnElement[bool]:
        return sa.and_(sent <= meeting.day, sa.or_(settled.is_(None), settled >= meeting.day))

    issues = issue_rows(viewer, here).where(
        Tier.ended_on.is_(None),
        sa.or_(
            sa.and_(Tier.lower_id == here, is_open(Issue.sent_on, IssueAnswer.answered_on)),
            sa.and_(Tier.upper_id == here, between(IssueAnswer.answered_on)),
        ),
    )
    questions = question_rows(viewer, here).where(
        Tier.ended_on.is_(None),
        sa.or_(
            sa.and_(Tier.upper_id == here, is_open(Question.asked_on, Question.answered_on)),
            sa.and_(Tier.upper_id != here, between(Question.answered_on)),
        ),
    )
    return (
        reader().execute(issues.order_by(Issue.sent_on, Issue.id, below.name).limit(40)).all(),
        reader().execute(questions.order_by(Question.asked_on, Question.id).limit(40)).all(),
    )
