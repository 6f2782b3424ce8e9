"""Which headings there are at first, who may change an update, and how its standing is said."""

from datetime import date, timedelta
from typing import Any

from portal.core.permissions import Permission
from portal.core.viewer import Viewer

DEFAULT_HEADINGS = (
    "Current work",
    "Priorities",
    "Initiatives with agencies",
    "Links to networks",
)
"""What stands above updates until the manager says otherwise. Any other heading is the partnership's own."""

MOST_REVIEWERS = 3
"""Two or three people look after the updates; more would each leave it to the others."""

LONGEST = 1200
STALE_AFTER = timedelta(days=365)


def may_manage(viewer: Viewer, partnership: Any) -> bool:
    """Whether the viewer names the headings and the reviewers: who manages the whole partnership."""
    return viewer.can_in(Permission.MANAGE_PARTNERSHIP, partnership, None)


def may_change(viewer: Viewer, update: Any) -> bool:
    """Whether the viewer may change an update: who keeps its organisation's entries, and the manager."""
    return update.organisation_id in viewer.keeps or may_manage(viewer, update.partnership_id)


def last_said(update: Any) -> date:
    """Return the day on which an update was last said to be right."""
    return max(filter(None, (update.written_on, update.confirmed_on)))


def is_stale(update: Any, today: date) -> bool:
    """Whether nobody wrote or confirmed an update for a year."""
    return last_said(update) <= today - STALE_AFTER


def is_to_review(update: Any) -> bool:
    """Whether a reviewer has still to look at an update."""
    return update.reviewed_on is None and not update.asked
