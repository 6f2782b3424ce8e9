"""Interests: declared against an item, handled, taken back; and the standing ones on the partnership's register."""

from datetime import date
from typing import Any

from portal.audit import services as audit
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.viewer import Viewer
from portal.meetings.agenda_models import Handling, Interest, RegisterEntry
from portal.meetings.models import AgendaItem, Guest, Meeting
from portal.meetings.queries import RollLine
from portal.meetings.services.agenda import must_be_open
from portal.partnerships.models import Partnership


def declare(
    doer: Viewer, meeting: Meeting, item: AgendaItem, whose: RollLine | Guest, nature: str, handling: Handling
) -> Interest:
    """Declare an interest against an item, for a seat or a guest, with the names as they are today; return it.

    A seat that withdraws is not counted in the quorum of what is decided under the item from then on. Raises
    `Refusal` when the minutes are out.
    """
    must_be_open(meeting)
    row = Interest(
        partnership_id=meeting.partnership_id, meeting_id=meeting.id, item_id=item.id, nature=nature,
        handling=handling, declared_on=min(clock.today(), meeting.day), **_named(whose),
    )  # fmt: skip
    db.session.add(row)
    audit.record(doer, "declared", row, f"An interest was declared at {meeting.group.name}", meeting.partnership_id)
    return row


def settle(doer: Viewer, meeting: Meeting, row: Interest, handling: Handling) -> None:
    """Note how a declared interest was handled."""
    must_be_open(meeting)
    row.handling = handling
    sentence = f"Noted how an interest was handled at {meeting.group.name}"
    audit.record(doer, "changed", row, sentence, meeting.partnership_id)


def remove(doer: Viewer, meeting: Meeting, row: Interest) -> None:
    """Take a declaration back; it can be brought back."""
    must_be_open(meeting)
    row.removed_at = clock.now()
    audit.record(doer, "removed", row, f"Took back an interest at {meeting.group.name}", meeting.partnership_id)


def restore(doer: Viewer, meeting: Meeting, row: Interest) -> None:
    """Bring back a declaration that was taken back."""
    must_be_open(meeting)
    row.removed_at = None
    audit.record(doer, "restored", row, f"Brought back an interest at {meeting.group.name}", meeting.partnership_id)


def enter(doer: Viewer, partnership: Partnership, whose: str, said: dict[str, Any]) -> RegisterEntry:
    """Enter a standing interest on the register; `whose` is "organisation 12" or "person 7". Return the entry."""
    kind, _, number = whose.partition(" ")
    row = RegisterEntry(partnership_id=partnership.id, **{f"{kind}_id": int(number)}, **said)
    db.session.add(row)
    audit.record(doer, "added", row, "Entered a standing interest on the register")
    return row


def end(doer: Viewer, row: RegisterEntry, until: date) -> None:
    """End a standing interest. Raises `Refusal` when it ended already."""
    if row.until_on is not None and row.until_on <= until:
        raise Refusal("This interest ended already.")
    row.until_on = max(until, row.from_on)
    audit.record(doer, "ended", row, "Ended a standing interest on the register")


def _named(whose: RollLine | Guest) -> dict[str, Any]:
    if isinstance(whose, Guest):
        return {"guest_id": whose.id, "organisation_name": whose.organisation, "person_name": whose.name}
    name = whose.substitute_name or whose.person_name
    return {"seat_id": whose.seat_id, "organisation_name": whose.organisation_name, "person_name": name}
