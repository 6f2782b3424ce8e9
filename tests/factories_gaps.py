"""Makers of gaps and initiatives, as partners would leave them."""

from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.core.viewer import Viewer
from portal.gaps import services
from portal.gaps.models import Gap, Initiative
from portal.partnerships.models import Partnership

SOMEBODY = Viewer(name="Somebody")


def gap(partnership, need="No transport in the evening", by=None, **given) -> Gap:
    """A gap, for the partnership unless told otherwise."""
    doer = Viewer(user_id=by.user_id, name=by.name) if by else SOMEBODY
    usual = {"area": "Hope Valley", "evidence": "", "source": "", "audience": Audience.PARTNERSHIP}
    said = {name: given.pop(name, value) for name, value in usual.items()}
    with writing():
        row = services.propose_gap(doer, db.session.get(Partnership, partnership.id), need=need, **said)
        for name, value in given.items():
            setattr(row, name, value)
    return row


def initiative(partnership, name="Village minibus", profile=None, by=None, **given) -> Initiative:
    """An initiative held against gaps, {gap: (fit, what it does)}; for the partnership unless told otherwise."""
    doer = Viewer(user_id=by.user_id, name=by.name) if by else SOMEBODY
    usual = {"organisation_id": None, "run_by": "Dales Wheels", "text": "", "audience": Audience.PARTNERSHIP}
    held = {row.id: said for row, said in (profile or {}).items()}
    with writing():
        return services.add_initiative(
            doer, db.session.get(Partnership, partnership.id), held, name=name, **usual | given
        )


def furnish(place, partnership, manager) -> None:
    """Put one of everything into the place of a partnership, for the tests of who gets in where."""
    place.gap = gap(partnership, by=manager).id
    place.public_gap = gap(partnership, "No place to meet", audience=Audience.PUBLIC).id
    gone = gap(partnership, "Gone")
    place.initiative = initiative(partnership).id
    lost = initiative(partnership, "Lost")
    with writing():
        services.remove_gap(SOMEBODY, gone)
        services.remove_initiative(SOMEBODY, lost)
    place.removed_gap, place.removed_initiative = gone.id, lost.id
