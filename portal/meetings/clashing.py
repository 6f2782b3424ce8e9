"""Meetings on the same day in which the same organisations or people sit, in words, and only as far as may be told."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from portal.core.audience import visible_to
from portal.core.database import reader
from portal.core.filters import hour
from portal.core.text import number_word
from portal.core.viewer import Viewer
from portal.meetings.models import Meeting
from portal.memberships.models import Holder, Seat
from portal.partnerships.models import Group, Partnership


class Sitting(NamedTuple):
    """A seat that is held: by which organisation, and through which people."""

    organisation_id: int
    people: frozenset[int] = frozenset()


def shared(ours: Iterable[Sitting], theirs: Collection[Sitting], knows_people: bool) -> int:
    """Return how many of our organisations sit in theirs too.

    Which organisations have seats is public. That one person sits in both through different organisations is counted
    only for a viewer who belongs to both partnerships.
    """
    organisations = {seat.organisation_id for seat in theirs}
    people = {person for seat in theirs for person in seat.people} if knows_people else set()
    return len({s.organisation_id for s in ours if s.organisation_id in organisations or s.people & people})


def clash_words(number: int, of: int, whose: str, starts: Any) -> str:
    """Return a clash as a sentence: "Four of your eight members also sit in Evesham's meeting at 2pm."."""
    at = f" at {hour(starts)}" if starts else ""
    if not number:
        return f"{whose} meets on the same day{at}; none of your members sits there."
    if of == 1:
        return f"Your one member also sits in the meeting of {whose}{at}."
    who = f"All {number_word(of)} of your members" if number == of else (
        f"{number_word(number).capitalize()} of your {number_word(of)} members"
    )  # fmt: skip
    sit = "sits" if number == 1 else "sit"
    return f"{who} also {sit} in the meeting of {whose}{at}."


def sentences(viewer: Viewer, group: Group, days: Sequence[date], but: int | None = None) -> dict[date, list[str]]:
    """Return for each day what else meets then, in words; three statements however many days there are.

    A meeting the viewer may not see is not mentioned at all. Meetings that share nobody are named only where the
    viewer has a part in their partnership. `but` leaves one meeting out: the one that is being called or moved.
    """
    found: dict[date, list[str]] = {day: [] for day in days}
    others = reader().execute(_others(viewer, days, but)).all() if days else []
    if not others:
        return found
    tables = _tables({group.id, *(other.group_id for other in others)})
    mine = {place.id for place in viewer.places}
    for other in others:
        ours = _on(tables.get(group.id, []), other.day)
        theirs = _on(tables.get(other.group_id, []), other.day)
        of = len({seat.organisation_id for seat in ours})
        is_own_group = other.group_id == group.id
        knows = viewer.is_site_administrator or {group.partnership_id, other.partnership_id} <= viewer.insider
        number = of if is_own_group else shared(ours, theirs, knows)
        if is_own_group:
            at = f" at {hour(other.starts)}" if other.starts else ""
            found[other.day].append(f"{other.group} has a meeting that day already{at}.")
        elif number or other.partnership_id in mine:
            same = other.partnership_id == group.partnership_id
            whose = other.group if same else f"{other.group}, {other.short_name or other.partnership}"
            found[other.day].append(clash_words(number, of, whose, other.starts))
    return found


def _others(viewer: Viewer, days: Sequence[date], but: int | None) -> sa.Select:
    return (
        sa.select(
            Meeting.day, Meeting.starts, Meeting.group_id, Meeting.partnership_id, Group.name.label("group"),
            Partnership.name.label("partnership"), Partnership.short_name,
        )
        .join(Group, Group.id == Meeting.group_id)
        .join(Partnership, Partnership.id == Meeting.partnership_id)
        .where(
            Meeting.day.in_(sorted(set(days))), Meeting.cancelled_at.is_(None), Meeting.id != (but or 0),
            visible_to(viewer, Meeting),
        )
        .order_by(Meeting.day, Meeting.starts, Meeting.id)
    )  # fmt: skip


def _tables(groups: Collection[int]) -> dict[int, list[Any]]:
    """Return the seats of groups with the people who hold them, of all times; `_on` picks a day's."""
    rows = reader().execute(
        sa.select(
            Seat.id, Seat.group_id, Seat.organisation_id, Seat.from_on, Seat.until_on, Holder.person_id,
            Holder.from_on.label("held_from"), Holder.until_on.label("held_until"),
        )
        .outerjoin(Holder, Holder.seat_id == Seat.id)
        .where(Seat.group_id.in_(sorted(groups)), Seat.organisation_id.isnot(None))
    )  # fmt: skip
    tables: dict[int, list[Any]] = {}
    for row in rows:
        tables.setdefault(row.group_id, []).append(row)
    return tables


def _on(rows: Iterable[Any], day: date) -> list[Sitting]:
    """Return who sits on a day."""
    seats: dict[int, tuple[int, set[int]]] = {}
    for row in rows:
        if row.from_on <= day and (row.until_on is None or row.until_on >= day):
            _organisation, people = seats.setdefault(row.id, (row.organisation_id, set()))
            is_held = row.person_id and row.held_from <= day and (row.held_until is None or row.held_until >= day)
            if is_held:
                people.add(row.person_id)
    return [Sitting(organisation, frozenset(people)) for organisation, people in seats.values()]
