"""Seats that missed several meetings in a row, where the partnership has such a rule. People decide what follows."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from portal.core.permissions import Permission
from portal.core.viewer import Viewer
from portal.meetings import lists
from portal.meetings.models import FILLED, Presence


class Missed(NamedTuple):
    """A seat that was not filled so many times in a row."""

    group: str
    group_id: int
    partnership_id: int
    seat_id: int
    organisation: str
    times: int


def in_a_row(presences: Sequence[Presence], substitute_resets: bool = True) -> int:
    """Return how many meetings in a row were missed last, the presences being oldest first.

    Source: three consecutive misses (Derby). Apologies do not undo a miss; whether a substitute ends the row is the
    partnership's setting. Where it does not, a meeting with a substitute neither adds to the row nor ends it.
    """
    times = 0
    for presence in reversed(presences):
        if presence is Presence.SUBSTITUTE and not substitute_resets:
            continue
        if presence in FILLED:
            break
        times += 1
    return times


def list_missed(viewer: Viewer, partnership_ids: Sequence[int]) -> list[Missed]:
    """Return the seats at or past their group's limit, for those who keep the seats of the partnership."""
    kept = [number for number in partnership_ids if viewer.can(Permission.KEEP_SEATS, number)]
    found = []
    for group in lists.groups_with_limit(kept) if kept else []:
        rows = lists.presences_of(group.id)
        for seat_id, marks in groupby(rows, key=lambda row: row.seat_id):
            seat = list(marks)
            times = in_a_row([row.presence for row in seat], group.resets)
            if times >= group.limit:
                name = seat[-1].organisation_name
                found.append(Missed(group.name, group.id, group.partnership_id, seat_id, name, times))
    return found
