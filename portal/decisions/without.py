"""What was decided without a seat, at meetings it missed and between meetings while it was silent, all on one page."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from portal.audit.services import record
from portal.core import clock
from portal.core.audience import visible_to
from portal.core.database import db
from portal.core.prepared import asked_often
from portal.core.viewer import Viewer
from portal.decisions import queries, rules, services
from portal.decisions.models import Acknowledgement, Decision
from portal.decisions.proposal_models import PASSED, Answer, Proposal
from portal.memberships.models import Seat
from portal.partnerships.models import Group, Partnership


class Missed(NamedTuple):
    """Something decided without a seat; of a meeting, or between meetings; with what the viewer may see of it."""

    key: str
    day: date
    group: str
    organisation: str
    title: str
    address: str
    decided: Sequence[tuple[int, str]]
    seen_by: str | None
    seen_at: datetime | None


def without(viewer: Viewer, partnership: Partnership, since: date) -> list[Missed]:
    """Return what was decided since a day without the seats the viewer holds here, newest first: two statements."""
    if not viewer.seats:
        return []
    found = [*_at_meetings(viewer, partnership, since), *_between(viewer, partnership, since)]
    return sorted(found, key=lambda each: (each.day, each.key), reverse=True)


def _at_meetings(viewer: Viewer, partnership: Partnership, since: date) -> list[Missed]:
    meetings, attendances = db.metadata.tables["meetings"], db.metadata.tables["attendances"]
    rows = db.session.execute(
        sa.select(
            meetings.c.id,
            meetings.c.day,
            meetings.c.title,
            attendances.c.seat_id,
            attendances.c.organisation_name,
            Group.name.label("group"),
            Decision.id.label("decision_id"),
            Decision.text,
            Acknowledgement.by,
            Acknowledgement.at,
        )
        .select_from(attendances)
        .join(meetings, meetings.c.id == attendances.c.meeting_id)
        .join(Group, Group.id == meetings.c.group_id)
        .join(Decision, Decision.meeting_id == meetings.c.id)
        .outerjoin(Acknowledgement, queries.of_this(attendances))
        .where(
            meetings.c.partnership_id == partnership.id,
            meetings.c.day >= since,
            attendances.c.seat_id.in_(sorted(viewer.seats)),
            visible_to(viewer, meetings.c),
            *queries.seen(viewer, partnership),
            *queries.missed(meetings, attendances),
        )
        .order_by(meetings.c.id, attendances.c.seat_id, Decision.id)
    ).all()
    by_key: dict[str, list[Any]] = {}
    for row in rows:
        by_key.setdefault(f"meeting-{row.id}-{row.seat_id}", []).append(row)
    return [
        Missed(
            key, kept[0].day, kept[0].group, kept[0].organisation_name, kept[0].title,
            f"/partnerships/{partnership.slug}/meetings/{kept[0].id}/minutes",
            [(row.decision_id, row.text) for row in kept], kept[0].by, kept[0].at,
        )
        for key, kept in by_key.items()
    ]  # fmt: skip


def _between(viewer: Viewer, partnership: Partnership, since: date) -> list[Missed]:
    rows = db.session.execute(
        _silent(viewer).where(Proposal.partnership_id == partnership.id, Decision.decided_on >= since)
    ).all()
    return [
        Missed(
            f"between-{row.answer_id}-{row.seat_id}", row.decided_on, row.group, row.organisation_name,
            "Decided between meetings", f"/partnerships/{partnership.slug}/decisions/between/{row.id}/",
            [(row.decision_id, row.text)], row.acknowledged_by or None, row.acknowledged_at,
        )
        for row in rows
    ]  # fmt: skip


def waiting_silent(viewer: Viewer) -> Sequence[Any]:
    """Return what was decided between meetings while the viewer's seats were silent, and is not acknowledged."""
    if not viewer.seats:
        return []
    return _waiting_silent(viewer)


@asked_often
def _waiting_silent(viewer: Viewer) -> sa.Select:
    return _silent(viewer).where(Answer.acknowledged_at.is_(None)).order_by(Decision.decided_on)


def _silent(viewer: Viewer) -> sa.Select:
    return (
        sa.select(
            Proposal.id, Answer.id.label("answer_id"), Answer.seat_id, Answer.organisation_name, Answer.acknowledged_by,
            Answer.acknowledged_at, Decision.id.label("decision_id"), Decision.text, Decision.decided_on,
            Group.name.label("group"), Partnership.slug, Partnership.name.label("partnership"),
        )
        .join(Answer, Answer.proposal_id == Proposal.id)
        .join(Decision, Decision.id == Proposal.decision_id)
        .join(Group, Group.id == Proposal.group_id)
        .join(Partnership, Partnership.id == Proposal.partnership_id)
        .where(
            Answer.seat_id.in_(sorted(viewer.seats)), Answer.choice.is_(None), Proposal.standing.in_(PASSED),
            Decision.removed_at.is_(None), visible_to(viewer, Proposal), visible_to(viewer, Decision),
        )
    )  # fmt: skip


def acknowledge_all(doer: Viewer, partnership: Partnership, keys: Iterable[str]) -> int:
    """Note that the doer's seats saw these, and return how many were new; what is not theirs is left aside."""
    wanted = set(keys)
    waiting = [each for each in without(doer, partnership, date.min) if each.key in wanted and each.seen_at is None]
    for each in waiting:
        kind, number, seat_id = each.key.split("-")
        if kind == "meeting":
            services.acknowledge(doer, int(number), int(seat_id))
        else:
            acknowledge_silent(doer, db.session.get_one(Answer, int(number)))
    return len(waiting)


def acknowledge_silent(doer: Viewer, answer: Answer) -> None:
    """Note that a seat which was silent saw what was decided between meetings; asked twice, once."""
    if answer.acknowledged_at is not None:
        return
    answer.acknowledged_at, answer.acknowledged_by = clock.now(), rules.acknowledged_by(doer, answer.seat_id)
    seat = db.session.get_one(Seat, answer.seat_id)
    words = f"Acknowledged for {answer.organisation_name} what was decided between meetings"
    record(doer, "acknowledged", answer, words, seat.partnership_id)
