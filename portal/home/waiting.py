"""What waits for a person: everything that is theirs to do next, in the order it falls due."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from portal.actions import queries as actions
from portal.core import clock
from portal.core.filters import Due, daymonth, due, shortday
from portal.core.permissions import Permission
from portal.core.text import shortened
from portal.core.viewer import Viewer
from portal.decisions import queries as decisions
from portal.meetings import lists, missed
from portal.meetings.models import State
from portal.resources.models import BookingState
from portal.resources.queries import bookings
from portal.skills import waiting as skills


class Waiting(NamedTuple):
    """One thing that waits: when it is due, what it is, where it is dealt with, and what the button says."""

    on: date | None
    mark: Due
    words: str
    address: str
    meta: str
    button: str


def waiting_for(viewer: Viewer) -> list[Waiting]:
    """Return what waits for the viewer; the late first, what has no date last."""
    kinds = (_minutes, _acknowledgements, _actions, _missed, _bookings, _skills)
    found = [thing for kind in kinds for thing in kind(viewer)]
    return sorted(found, key=lambda thing: (thing.on or date.max, thing.words))


def _minutes(viewer: Viewer) -> list[Waiting]:
    """Minutes this viewer can take a step further."""
    steps = {
        State.NONE: (Permission.WRITE_MINUTES, "Write the minutes"),
        State.DRAFT: (Permission.WRITE_MINUTES, "Write the minutes"),
        State.SENT: (Permission.CHECK_MINUTES, "Check the minutes"),
        State.CHECKED: (Permission.PUBLISH_MINUTES, "Publish the minutes"),
    }
    found = []
    for row in lists.unwritten(viewer):
        permission, button = steps[row.minutes_state]
        if viewer.can_in(permission, row.partnership_id, row.group_id):
            at = f"/partnerships/{row.slug}/meetings/{row.id}/"
            meta = f"{_place(row.group, row.partnership)}. Due on {shortday(row.minutes_due_on)}."
            words = f"{button} of {daymonth(row.day)}"
            found.append(Waiting(row.minutes_due_on, due(row.minutes_due_on), words, at, meta, button))
    return found


def _acknowledgements(viewer: Viewer) -> list[Waiting]:
    return [
        Waiting(
            None,
            Due("to read", "none"),
            f"Decided without you on {daymonth(row.day)}",
            f"/partnerships/{row.slug}/meetings/{row.meeting_id}/minutes",
            f"{_place(row.group, row.partnership)}. Your seat was not filled; what was decided binds every member.",
            "Read the minutes",
        )
        for row in decisions.waiting_acknowledgements(viewer)
    ]


def _actions(viewer: Viewer) -> list[Waiting]:
    return [
        Waiting(
            row.due_on,
            due(row.due_on),
            shortened(row.text, 110),
            f"/partnerships/{row.slug}/actions/{row.id}/",
            f"You lead this for {row.partnership}. {_begun(row.when_text)}".strip(),
            "Note progress",
        )
        for row in actions.my_actions(viewer, limit=20)
    ]


def _missed(viewer: Viewer) -> list[Waiting]:
    places = {place.id: place for place in viewer.places}
    return [
        Waiting(
            None,
            Due("to settle", "none"),
            f"{seat.organisation} missed {seat.times} meetings in a row",
            f"/partnerships/{places[seat.partnership_id].slug}/seats/{seat.seat_id}/",
            f"{_place(seat.group, places[seat.partnership_id].name)}. The organisation names somebody else or gives up"
            " its seat; people decide.",
            "See the seat",
        )
        for seat in missed.list_missed(viewer, list(places))
    ]


def _bookings(viewer: Viewer) -> list[Waiting]:
    """What is lent or borrowed: requests to answer, things to hand over, to bring back and to take back."""
    found = []
    for row in bookings.waiting_for(viewer):
        is_out = row.state == BookingState.HANDED_OVER
        day = clock.local(row.ends_at if is_out else row.starts_at).date()
        at, meta = f"/resources/bookings/{row.id}/", f"For {row.organisation}, {shortday(row.starts_at)}."
        if row.state == BookingState.ASKED:
            words, button = f"Can you lend {row.resource}?", "Answer"
        elif not is_out:
            words, button = f"Hand over {row.resource}", "Note it"
        else:
            words = f"Take {row.resource} back" if row.lends else f"Bring {row.resource} back"
            button = "Note it" if row.lends else "See the booking"
        found.append(Waiting(day, due(day), words, at, meta, button))
    return found


def _skills(viewer: Viewer) -> list[Waiting]:
    """Requests for help to answer, names to agree to, and offers to confirm."""
    return [
        Waiting(None, Due(thing.mark, "none"), thing.words, thing.address, thing.meta, thing.button)
        for thing in skills.waiting_for(viewer)
    ]


def _begun(words: str) -> str:
    return f"{words[0].upper()}{words[1:].rstrip('.')}." if words else ""


def _place(group: str, partnership: str) -> str:
    return partnership if group == partnership else f"{partnership}, {group}"


class Month(NamedTuple):
    """A month of the year ahead."""

    short: str
    full: str
    is_now: bool


def year_ahead(meetings: Sequence[Any]) -> tuple[list[Month], list[tuple[str, list[list[tuple[str, str, str]]]]]]:
    """Return the months from this one on, and for each partnership its meetings month by month, for the strip."""
    today = clock.today()
    months = [date(today.year + (today.month - 1 + n) // 12, (today.month - 1 + n) % 12 + 1, 1) for n in range(12)]
    rows: dict[str, list[list[tuple[str, str, str]]]] = {}
    for meeting in meetings:
        cells = rows.setdefault(meeting.short_name or meeting.partnership, [[] for _month in months])
        cells[(meeting.day.year - today.year) * 12 + meeting.day.month - today.month].append(
            ("m", "M", f"{meeting.title}, {daymonth(meeting.day)}")
        )
    heads = [Month(f"{month:%b}"[0], f"{month:%B}", month == months[0]) for month in months]
    return heads, sorted(rows.items())
