"""The rules of consultations: how one stands, what is short notice, who writes of it, and who reads what of it."""

from datetime import date
from enum import StrEnum, auto
from typing import Any, NamedTuple

from portal.core.audience import OFFERED_TO, Audience, may_see, narrowest
from portal.core.permissions import Permission
from portal.core.text import plural
from portal.core.viewer import Viewer

USUAL_WEEKS = 12
USUAL_REASON = (
    "Twelve weeks is what the Compact between government and the voluntary sector asks for: committees of volunteers "
    "and parish councils meet seldom, and have to ask their own members first."
)
"""The measure of a partnership that set none of its own."""

REMINDED_DAYS = 7
"""So many days before a consultation closes, who writes the response is written to."""

NEUTRAL = "A consultation to respond to"
"""What an agenda says of a consultation that some of its readers may not see."""


class Stands(StrEnum):
    """How a consultation stands."""

    OPEN = auto()
    WARNING = auto()
    ANSWERED = auto()
    CLOSED = auto()

    @property
    def words(self) -> str:
        """How it stands, as a mark says it."""
        return {
            Stands.OPEN: "Open", Stands.WARNING: "Early warning", Stands.ANSWERED: "Answered", Stands.CLOSED: "Closed",
        }[self]  # fmt: skip

    @property
    def tone(self) -> str:
        """The tone of its mark."""
        return {Stands.OPEN: "info", Stands.WARNING: "warn", Stands.ANSWERED: "good", Stands.CLOSED: ""}[self]


class Notice(NamedTuple):
    """How much notice a partnership wants, and why."""

    weeks: int
    reason: str

    def is_short(self, days: int | None) -> bool:
        """Whether so many days are fewer than the measure; without a closing day nobody knows yet."""
        return days is not None and days < self.weeks * 7

    def sentence(self, days: int) -> str:
        """Return why so many days are short notice."""
        return f"{plural(days, 'day')} from hearing of it to its closing; our measure is {plural(self.weeks, 'week')}."


USUAL = Notice(USUAL_WEEKS, USUAL_REASON)


def stands(opens_on: date | None, closes_on: date | None, sent_on: date | None, today: date) -> Stands:
    """Return how a consultation stands on a day. On the day it closes it is open still."""
    if sent_on is not None:
        return Stands.ANSWERED
    if opens_on is None and closes_on is None:
        return Stands.WARNING
    return Stands.CLOSED if closes_on is not None and closes_on < today else Stands.OPEN


def notice_days(heard_on: date, closes_on: date | None) -> int | None:
    """Return the days between hearing of it and its closing; none where it had closed before."""
    return max((closes_on - heard_on).days, 0) if closes_on else None


def may_change(viewer: Viewer, consultation: Any) -> bool:
    """Whether the viewer changes the facts of a consultation: who noted it, and who manages the partnership."""
    is_own = consultation.user_id is not None and consultation.user_id == viewer.user_id
    return is_own or viewer.can_in(Permission.MANAGE_PARTNERSHIP, consultation.partnership_id, None)


def is_writer(viewer: Viewer, consultation: Any) -> bool:
    """Whether the viewer was named to write the response, or sits for the organisation that was."""
    if not viewer.belongs_to(consultation.partnership_id):
        return False
    response = consultation.response
    is_named = response.writer_id is not None and response.writer_id == viewer.person_id
    return is_named or response.writer_organisation_id in viewer.organisations


def may_write(viewer: Viewer, consultation: Any) -> bool:
    """Whether the viewer writes the response, notes who was asked and what came of it."""
    return may_change(viewer, consultation) or is_writer(viewer, consultation)


def reads_response(viewer: Viewer, consultation: Any) -> bool:
    """Whether the viewer reads the response: a draft is for those of the partnership, a sent one for whom it says."""
    if viewer.belongs_to(consultation.partnership_id):
        return True
    response = consultation.response
    return response.sent_on is not None and may_see(viewer, consultation, response.shared_with)


def reads_outcome(viewer: Viewer, consultation: Any) -> bool:
    """Whether the viewer reads what came of it, and what people said on the way."""
    is_shared = may_see(viewer, consultation, consultation.outcome.shared_with)
    return is_shared or viewer.belongs_to(consultation.partnership_id)


def shared_widest(consultation: Any) -> list[Audience]:
    """Return the audiences with which what belongs to a consultation may be shared: none wider than its own."""
    return [each for each in OFFERED_TO if narrowest(each, consultation.audience) is each]
