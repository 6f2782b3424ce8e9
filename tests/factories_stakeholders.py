"""Makers of stakeholders, as partners would leave them."""

from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.core.viewer import Viewer
from portal.partnerships.models import Partnership
from portal.stakeholders import services
from portal.stakeholders.models import Stakeholder, StakeholderKind

SOMEBODY = Viewer(name="Somebody")
USUAL = {
    "kind": StakeholderKind.COMMUNITY, "interest": "", "involved": "", "lead_id": None, "heard_on": None,
    "heard_how": "", "audience": Audience.PARTNERSHIP,
}  # fmt: skip


def stakeholder(partnership, called="The bell ringers", by=None, **given) -> Stakeholder:
    """A stakeholder, for the partnership unless told otherwise."""
    doer = Viewer(user_id=by.user_id, name=by.name) if by else SOMEBODY
    with writing():
        place = db.session.get(Partnership, partnership.id)
        return services.add_stakeholder(doer, place, called=called, **USUAL | given)


def furnish(place, partnership) -> None:
    """Put one of everything into the place of a partnership, for the tests of who gets in where."""
    place.stakeholder = stakeholder(partnership).id
    place.public_stakeholder = stakeholder(partnership, "The market", audience=Audience.PUBLIC).id
    gone = stakeholder(partnership, "Gone")
    with writing():
        services.remove_stakeholder(SOMEBODY, db.session.merge(gone))
    place.removed_stakeholder = gone.id
