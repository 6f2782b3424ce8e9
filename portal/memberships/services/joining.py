"""One seat a group after a merge: where both organisations sat, the older seat stays and the other one ends."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.audit import services as audit
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.directory.following import Finish, joins
from portal.directory.queries.merging import columns_naming
from portal.directory.services.repointing import repoint
from portal.memberships.models import Holder, Invitation, Seat
from portal.memberships.services.holders import AS
from portal.memberships.services.seats import name_of

WHY = "Merged with the organisation's other entry, which has a seat here"
A_DAY = timedelta(days=1)
_MEETINGS = sa.table("meetings", sa.column("id", sa.Integer), sa.column("day", sa.Date))  # of a higher feature


@joins
def one_seat_a_group(goes_id: int, stays_id: int) -> Finish:
    """Remember the seats of both; afterwards end the younger of two in one group, and return how many were ended.

    Only pairs of which each organisation had one count: where an organisation sits twice on purpose, it still does.
    """
    theirs, ours = _lasting(goes_id), _lasting(stays_id)

    def finish(doer: Viewer, day: date) -> int:
        ended = 0
        free = {seat.id: seat for seat in _seats(ours)}
        for seat in _seats(theirs):
            twins = [each for each in free.values() if each.group_id == seat.group_id and _overlap(each, seat, day)]
            if not twins:
                continue
            twin = free.pop(min(twins, key=_age).id)
            older, younger = sorted((twin, seat), key=_age)
            _join(doer, older, younger, day)
            ended += 1
        return ended

    return finish


def _lasting(organisation_id: int) -> list[int]:
    asked = sa.select(Seat.id).where(Seat.organisation_id == organisation_id)
    return list(db.session.scalars(asked))


def _seats(numbers: Sequence[int]) -> Sequence[Seat]:
    asked = sa.select(Seat).where(Seat.id.in_(numbers)).options(joinedload(Seat.group), joinedload(Seat.organisation))
    return db.session.scalars(asked.order_by(Seat.from_on, Seat.id)).all()


def _age(seat: Seat) -> tuple[date, int]:
    return seat.from_on, seat.id


def _overlap(one: Seat, other: Seat, day: date) -> bool:
    """Whether both seats are held on the same day, that day or later."""
    begins = max(one.from_on, other.from_on, day + A_DAY)
    return all(seat.until_on is None or seat.until_on >= begins for seat in (one, other))


def _join(doer: Viewer, older: Seat, younger: Seat, day: date) -> None:
    """End the younger seat on the day; what lasted longer goes on with the older one from the day after.

    The older lasts as long as either would have. What has been stays where it was: attendance, votes and holders.
    """
    lasted = None if None in (older.until_on, younger.until_on) else max(older.until_on or day, younger.until_on or day)
    older.until_on, older.counts = lasted, older.counts or younger.counts
    last = max(day, younger.from_on - A_DAY)
    moved = [said for holder in list(younger.holders) if (said := _go_on(older, holder, last))]
    younger.until_on, younger.ended_why = last, WHY
    _ahead(older, younger, day)
    db.session.flush()
    also = f"; {', '.join(moved)} go on with the seat that stays" if moved else ""
    audit.record(doer, "ended", younger, f"Ended {name_of(younger)}: {WHY[0].lower()}{WHY[1:]}{also}")
    audit.record(doer, "merged", older, f"{name_of(older)} stays as the one seat of two entries that were merged")


def _go_on(older: Seat, holder: Holder, last: date) -> str:
    """End a holder's time with the seat; where the older seat has nobody of the standing then, they go on with it."""
    begins, until_on = max(last + A_DAY, holder.from_on), holder.until_on
    if until_on is not None and until_on <= last:
        return ""
    holder.until_on = max(last, holder.from_on - A_DAY)
    others = [each for each in older.holders if each.standing is holder.standing or each.person_id == holder.person_id]
    if any(
        (each.until_on is None or each.until_on >= begins) and (until_on is None or each.from_on <= until_on)
        for each in others
    ):
        return ""
    following = Holder(person_id=holder.person_id, standing=holder.standing, from_on=begins, until_on=until_on)
    older.holders.append(following)
    return f"{holder.person.name} ({AS[holder.standing]})"


def _ahead(older: Seat, younger: Seat, day: date) -> None:
    """What hangs on the younger seat is the older's, table by table: see `what_goes_on`."""
    waiting = sa.and_(Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None))
    to_come = sa.select(_MEETINGS.c.id).where(_MEETINGS.c.day > day)
    for column in what_goes_on():
        row = column.table.c
        goes_on: Any = sa.true()
        if column.table.name == Invitation.__tablename__:
            goes_on = waiting
        elif "meeting_id" in row:
            goes_on = row.meeting_id.in_(to_come)
        repoint(column, younger.id, older.id, goes_on)


def what_goes_on() -> list[sa.Column]:
    """Return every column of the database that names a seat, of all features, but that of the holders.

    Those rows go on with the seat that stays, unless it has one of its own and a rule of the database lets it have one
    only. What was of a meeting that has been stays as it was, and so does an invitation that was answered. Who holds
    the seats is settled person by person.
    """
    return [column for column in columns_naming("seats") if column.table.name != Holder.__tablename__]
