"""What skills add to the pages of an organisation and of a partnership, and what one button confirms."""

import sqlalchemy as sa

from portal.core import clock, panels
from portal.core.panels import Panel
from portal.core.permissions import Permission
from portal.core.viewer import Viewer
from portal.directory import confirming
from portal.directory.models import Organisation
from portal.directory.queries import may_keep
from portal.partnerships.models import Partnership
from portal.skills.models import Skill, VolunteerPlaces
from portal.skills.queries import gaps, offers, protocols
from portal.skills.rules import STALE_AFTER

confirming.part(
    "skills", Skill, "skill", address="/skills/{id}/", name=Skill.title, where=lambda: Skill.removed_at.is_(None),
    found_as="skill",
)  # fmt: skip
confirming.part(
    "volunteering", VolunteerPlaces, "place for volunteers", more="places for volunteers",
    address="/skills/volunteering/", name=sa.literal("Places for volunteers"),
)  # fmt: skip


@panels.offer("organisation", 20)
def offered(viewer: Viewer, organisation: Organisation) -> Panel | None:
    """What an organisation offers; nothing where the viewer sees none and may add none.

    What a closed one offered stands there for those who keep its entries alone.
    """
    is_kept, is_open = may_keep(viewer, organisation.id), organisation.closed_on is None
    rows = offers.of_organisation(viewer, organisation.id) if is_open or is_kept else []
    may_edit = is_kept and is_open
    context = {
        "organisation": organisation,
        "rows": rows,
        "may_edit": may_edit,
        "stale_before": clock.today() - STALE_AFTER,
    }
    return Panel("skills/_of_organisation.html", context) if rows or may_edit else None


@panels.offer("partnership", 55)
def in_partnership(viewer: Viewer, partnership: Partnership) -> Panel | None:
    """How much its members can do for each other, for those who belong to the partnership."""
    if not viewer.can(Permission.READ_AS_PARTNER, partnership):
        return None
    number, organisations = gaps.count_offers(viewer, partnership.id)
    context = {
        "partnership": partnership,
        "offers": number,
        "organisations": organisations,
        "protocol": next(iter(protocols.history(partnership.id)), None),
    }
    return Panel("skills/_in_partnership.html", context)
