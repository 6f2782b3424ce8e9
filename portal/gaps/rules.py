"""Who may change what of the gaps bank, and how well a gap is met by all that is done towards it."""

from collections.abc import Iterable
from typing import Any

from portal.core.permissions import Permission
from portal.core.viewer import Viewer
from portal.gaps.models import Fit, Status

OPEN = (Status.OPEN, Status.BEING_MET)
"""A gap that is one still."""

_FULLEST = (Fit.FULLY, Fit.PARTLY, Fit.NOT)


def may_manage(viewer: Viewer, partnership: Any) -> bool:
    """Whether the viewer sets the status of gaps and the list of the think tank: who manages the partnership."""
    return viewer.can_in(Permission.MANAGE_PARTNERSHIP, partnership, None)


def may_change(viewer: Viewer, thing: Any) -> bool:
    """Whether the viewer may change a gap or an initiative: who added it, who keeps its organisation, the manager."""
    is_own = thing.user_id is not None and thing.user_id == viewer.user_id
    keeps = getattr(thing, "organisation_id", None) in viewer.keeps
    return is_own or keeps or may_manage(viewer, thing.partnership_id)


def best_fit(fits: Iterable[Fit]) -> Fit | None:
    """Return how well a gap is met by the best of the initiatives; None where nobody looked yet."""
    found = set(fits)
    return next((fit for fit in _FULLEST if fit in found), None)
