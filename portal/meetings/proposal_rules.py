"""The rules of proposals for an agenda: when they close, who reads what came of them, and whose they are."""

from datetime import date, timedelta

from portal.core.audience import Audience
from portal.core.viewer import Viewer


def closing_day(meets_on: date, days: int) -> date | None:
    """Return the last day for proposals: so many days before the meeting, or None where there is no such rule."""
    return meets_on - timedelta(days=days) if days else None


def who_reads(audience: Audience) -> str:
    """Return who reads an agenda, as the form of a proposal says it before anything is written."""
    if audience is Audience.PUBLIC:
        return "The meetings of this group are open: everybody, the public too, may read its agendas."
    return f"Agendas of this group are for {audience.words}."


def is_own(viewer: Viewer, proposed_by: int | None) -> bool:
    """Whether the viewer made a proposal, so that it is theirs to take back."""
    return viewer.user_id is not None and viewer.user_id == proposed_by


def is_late(proposed_on: date, meets_on: date, days: int) -> bool:
    """Whether a proposal came after the last day for this meeting."""
    last = closing_day(meets_on, days)
    return last is not None and proposed_on > last
