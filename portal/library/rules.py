"""Who may change what of the library, how many places are free, and how a list of names is read."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from portal.core.permissions import Permission
from portal.core.text import plural
from portal.core.viewer import Viewer

MOST_PLACES = 20
"""So many people are booked with one form at most."""

SCORES = {5: "5: very good", 4: "4: good", 3: "3: fair", 2: "2: poor", 1: "1: not worth the time"}


def may_manage(viewer: Viewer, partnership: Any) -> bool:
    """Whether the viewer keeps the whole library: who manages the partnership."""
    return viewer.can_in(Permission.MANAGE_PARTNERSHIP, partnership, None)


def may_add(viewer: Viewer, partnership: Any, is_open: bool) -> bool:
    """Whether the viewer adds to a list: any partner to an open one, the manager to what was approved."""
    if may_manage(viewer, partnership):
        return True
    return is_open and viewer.can(Permission.CONTRIBUTE, partnership)


def may_change(viewer: Viewer, entry: Any) -> bool:
    """Whether the viewer changes an entry: who added it, who keeps the organisation it is of, and the manager."""
    is_own = entry.user_id is not None and entry.user_id == viewer.user_id
    keeps = getattr(entry, "organisation_id", None) in viewer.keeps
    return is_own or keeps or may_manage(viewer, entry.partnership_id)


def may_speak_for(viewer: Viewer, partnership: Any, organisation_id: int) -> bool:
    """Whether the viewer writes down what an organisation holds, booked or applied for."""
    return organisation_id in viewer.keeps or may_manage(viewer, partnership)


def free_places(places: int, booked: int) -> int:
    """Return how many places are free; none, not fewer, where more were booked than there are now."""
    return max(places - booked, 0)


def why_not(session: Any, today: date, booked: int, wanted: int) -> str:
    """Return why so many places cannot be booked at a session, or nothing where they can."""
    if session.cancelled_at is not None:
        return "This session was cancelled."
    if session.day < today:
        return "This session is over."
    free = free_places(session.places, booked)
    if wanted <= free:
        return ""
    if not free:
        return "This session is full."
    return f"Only {plural(free, 'place')} {'is' if free == 1 else 'are'} free, and you name {wanted} people."


def may_give_feedback(place: Any, session: Any, today: date) -> bool:
    """Whether somebody with this place attended: it was not cancelled, nor the session, and its day has come."""
    return place.cancelled_at is None and session.cancelled_at is None and session.day <= today


def read_names(text: str) -> list[tuple[str, str]]:
    """Return name and e-mail address of each line: "Ann Abbot, ann@example.org"; the address may be missing.

    Raises ValueError with a sentence where a line is no name, or there are too many lines.
    """
    found = []
    for line in filter(None, (" ".join(line.split()) for line in text.splitlines())):
        name, _comma, email = (part.strip() for part in line.partition(","))
        if not name or "@" in name or len(name) > 200:
            raise ValueError(f"Write “{line[:80]}” as a name, then a comma, then the e-mail address if there is one.")
        if email and not _is_address(email):
            raise ValueError(f"“{email[:80]}” is not an e-mail address.")
        found.append((name, email))
    if len(found) > MOST_PLACES:
        raise ValueError(f"Name {MOST_PLACES} people or fewer at a time.")
    return found


def read_tags(text: str) -> str:
    """Return tags as they are kept: small letters, each once, with commas between."""
    tags = (" ".join(part.split()).lower() for part in text.split(","))
    return ", ".join(dict.fromkeys(tag for tag in tags if tag))


def _is_address(text: str) -> bool:
    name, _at, host = text.partition("@")
    return bool(name) and "." in host.strip(".") and " " not in text and len(text) <= 254


def average_words(scores: Sequence[int]) -> str:
    """Return the average of scores and how many there are: "4.3 of 5, from 7 people"; nothing without any."""
    if not scores:
        return ""
    return f"{sum(scores) / len(scores):.1f} of 5, from {plural(len(scores), 'person', 'people')}"
