"""What the pages of this feature share: the partnerships above and below, and what the viewer may do."""

from collections.abc import Sequence
from typing import Any

from flask_login import current_user

from portal.core import gate
from portal.core.permissions import Permission
from portal.partnerships.models import Partnership
from portal.tiers.models import Tier
from portal.tiers.queries import tiers as queries
from portal.tiers.rules import called


def at(partnership: Partnership) -> str:
    """Return the address of the index."""
    return f"/partnerships/{partnership.slug}/tiers/"


def group_of(tier: Tier, partnership: Partnership) -> int:
    """Return the group that meets on one side."""
    return tier.upper_group_id if tier.upper_id == partnership.id else tier.lower_group_id


def frame(partnership: Partnership) -> dict[str, Any]:
    """Return what every page needs: the agreed tiers from either side, those still to agree, and what may be done."""
    found = queries.tiers_of(partnership.id)
    agreed = [tier for tier in found if tier.agreed_on]
    return {
        "partnership": partnership,
        "at": at(partnership),
        "above": [tier for tier in agreed if tier.lower_id == partnership.id],
        "below": [tier for tier in agreed if tier.upper_id == partnership.id],
        "to_agree": [tier for tier in found if not tier.agreed_on],
        "may_write": may_write(agreed, partnership),
        "manages": current_user.can_in(Permission.MANAGE_PARTNERSHIP, partnership, None),
        "called": called,
    }


def may_write(tiers: Sequence[Tier], partnership: Partnership) -> bool:
    """Whether the viewer writes for the partnership: its agendas and minutes, in the group that meets."""
    return any(
        current_user.can_in(Permission.WRITE_MINUTES, partnership, group_of(tier, partnership)) for tier in tiers
    )


def below_or_404(partnership: Partnership) -> Sequence[Tier]:
    """Return the agreed tiers below; 404 where there is none, 403 for who does not write for the partnership."""
    found = [tier for tier in queries.tiers_of(partnership.id, with_open=False) if tier.upper_id == partnership.id]
    return _checked(found, partnership, "upper")


def above_or_404(partnership: Partnership) -> Sequence[Tier]:
    """Return the agreed tiers above; 404 where there is none, 403 for who does not write for the partnership."""
    found = [tier for tier in queries.tiers_of(partnership.id, with_open=False) if tier.lower_id == partnership.id]
    return _checked(found, partnership, "lower")


def _checked(found: Sequence[Tier], partnership: Partnership, side: str) -> Sequence[Tier]:
    if not found:
        queries.get_tier(partnership.id, 0, side)
    gate.demand_that(may_write(found, partnership))
    return found
