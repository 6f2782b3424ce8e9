"""Reading summary reports: those owed, one of them, and the record of a year."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from portal.core import clock
from portal.core.audience import visible_to
from portal.core.database import db, reader
from portal.core.tables import Column, Filter, Table
from portal.core.viewer import Viewer
from portal.meetings.models import Kind, Meeting
from portal.papers.models import MeetingClock
from portal.partnerships.models import Partnership
from portal.tiers.models import SummaryReport, Tier

AHEAD = timedelta(days=92)
REPORTED = (Kind.MAIN, Kind.ANNUAL)
"""The kinds of meetings above for which those below report: no event, no away day."""

due_day = sa.func.coalesce(SummaryReport.due_on, MeetingClock.papers_due_on)
above, below = aliased(Partnership), aliased(Partnership)


def _rows(*more: Any) -> sa.Select:
    """Return a row for each meeting of an upper partnership and each lower one that owes a report for it."""
    return (
        sa.select(
            Tier.id.label("tier_id"), Tier.upper_id, Tier.lower_id, Tier.lower_group_id, above.slug.label("upper_slug"),
            above.name.label("upper"), above.short_name.label("upper_short"), below.slug.label("lower_slug"),
            below.name.label("lower"), below.short_name.label("lower_short"), Meeting.id.label("meeting_id"),
            Meeting.day, due_day.label("due_on"), SummaryReport.id.label("report_id"), SummaryReport.sent_on,
            SummaryReport.sent_by, *more,
        )
        .join(above, above.id == Tier.upper_id)
        .join(below, below.id == Tier.lower_id)
        .join(Meeting, Meeting.group_id == Tier.upper_group_id)
        .outerjoin(MeetingClock, MeetingClock.meeting_id == Meeting.id)
        .outerjoin(
            SummaryReport, sa.and_(SummaryReport.tier_id == Tier.id, SummaryReport.meeting_id == Meeting.id)
        )
        .where(
            Tier.agreed_on.is_not(None), Meeting.day >= Tier.agreed_on,
            sa.or_(Tier.ended_on.is_(None), SummaryReport.sent_on.is_not(None)),
            Meeting.cancelled_at.is_(None), Meeting.kind.in_(REPORTED),
        )
    )  # fmt: skip


def next_ones(tier_ids: Sequence[int]) -> list[Any]:
    """Return, for each tier, the report for the upper partnership's next meeting, where one is called."""
    if not tier_ids:
        return []
    asked = _rows().where(Tier.id.in_(tier_ids), Meeting.day >= clock.today())
    found: dict[int, Any] = {}
    for row in reader().execute(asked.order_by(Meeting.day, Meeting.id, below.name).limit(200)):
        found.setdefault(row.tier_id, row)
    return list(found.values())


def of_meeting(meeting: Meeting) -> Sequence[Any]:
    """Return the reports owed for one meeting, by the names of the partnerships."""
    return reader().execute(_rows().where(Meeting.id == meeting.id).order_by(below.name)).all()


def owing(today: date, days: int) -> Sequence[Any]:
    """Return the reports not sent in, due within so many days or late, whoever asks: for the clock's letters."""
    near = sa.and_(today - timedelta(days=14) <= due_day, today + timedelta(days=days) >= due_day)
    asked = _rows().where(SummaryReport.sent_on.is_(None), Meeting.day >= today, near, below.closed_on.is_(None))
    return reader().execute(asked.order_by(Meeting.day, Tier.id)).all()


def owed_by(lower_ids: Sequence[int], days: int) -> Sequence[Any]:
    """Return the reports these partnerships have still to send in, due within so many days or late."""
    asked = _rows().where(
        Tier.lower_id.in_(lower_ids), SummaryReport.sent_on.is_(None), Meeting.day >= clock.today(),
        clock.today() + timedelta(days=days) >= due_day,
    )  # fmt: skip
    return reader().execute(asked.order_by(Meeting.day, Tier.id).limit(20)).all()


def get_owed(tier: Tier, meeting_id: int) -> Any:
    """Return the row of the report of a tier for one meeting, or answer 404."""
    asked = _rows().where(Tier.id == tier.id, Meeting.id == meeting_id)
    row = db.session.execute(asked).first()
    if row is None:
        db.one_or_404(sa.select(Meeting).where(sa.false()))
    return row


def get_report(tier: Tier, meeting_id: int) -> SummaryReport | None:
    """Return the report of a tier for one meeting with its parts, sent in or a draft, if it was begun."""
    return db.session.scalar(sa.select(SummaryReport).filter_by(tier_id=tier.id, meeting_id=meeting_id))


def sent_for(meeting: Meeting) -> Sequence[SummaryReport]:
    """Return the reports sent in for a meeting, with their parts."""
    return db.session.scalars(
        sa.select(SummaryReport)
        .where(SummaryReport.meeting_id == meeting.id, SummaryReport.sent_on.is_not(None))
        .options(joinedload(SummaryReport.parts))
    ).unique().all()  # fmt: skip


def sees_meeting(viewer: Viewer, meeting_id: int) -> bool:
    """Whether the viewer may open the page of a meeting."""
    asked = sa.select(Meeting.id).where(Meeting.id == meeting_id, visible_to(viewer, Meeting))
    return db.session.scalar(asked) is not None


def reports_table(partnership: Partnership) -> Table:
    """Return the record of reports of a partnership, from either side, up to three months ahead."""
    today = clock.today()
    late = sa.and_(SummaryReport.sent_on.is_not(None), SummaryReport.sent_on > due_day)
    missing = sa.and_(SummaryReport.sent_on.is_(None), today > due_day)
    state = sa.case(
        (late, "Late"), (SummaryReport.sent_on.is_not(None), "On time"), (missing, "Not sent in"), else_="To come"
    )
    clauses = {
        "on_time": sa.and_(SummaryReport.sent_on.is_not(None), sa.not_(sa.func.coalesce(SummaryReport.sent_on > due_day,
                           sa.false()))),
        "late": late, "missing": missing,
    }  # fmt: skip
    key = sa.cast(Meeting.id, sa.BigInteger) * 100_000 + Tier.id
    rows = _rows(key.label("id"), state.label("state")).where(
        sa.or_(Tier.upper_id == partnership.id, Tier.lower_id == partnership.id), Meeting.day <= today + AHEAD
    )
    return Table(
        rows=rows,
        id=key,
        noun="report",
        sort="-day",
        columns=[
            Column("lower", "Report of", sa.func.lower(below.name), "main"),
            Column("day", "For the meeting of", Meeting.day),
            Column("due_on", "Due"),
            Column("sent_on", "Sent in"),
            Column("state", "State", state),
        ],
        filters=[
            Filter("state", "State", [("on_time", "On time"), ("late", "Late"), ("missing", "Not sent in")],
                   lambda chosen: clauses.get(chosen, sa.true())),
        ],
        search=lambda words: sa.and_(*(below.name.icontains(word, autoescape=True) for word in words.split())),
    )  # fmt: skip
