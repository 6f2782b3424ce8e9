"""Who may change an entry of the list of stakeholders, and after how long somebody was not heard for long."""

from datetime import timedelta
from typing import Any

from portal.core.permissions import Permission
from portal.core.viewer import Viewer

LONG = timedelta(days=365)
"""Who was not heard for so long stands under “Not within a year”."""


def may_change(viewer: Viewer, stakeholder: Any) -> bool:
    """Whether the viewer may change an entry: who added it, who keeps the organisation that leads, the manager."""
    is_own = stakeholder.user_id is not None and stakeholder.user_id == viewer.user_id
    manages = viewer.can_in(Permission.MANAGE_PARTNERSHIP, stakeholder.partnership_id, None)
    return is_own or manages or (stakeholder.lead_id is not None and stakeholder.lead_id in viewer.keeps)
