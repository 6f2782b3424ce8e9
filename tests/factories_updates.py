"""Makers of updates, headings and reviewers, as the partners and the manager would leave them."""

from datetime import timedelta

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.core.viewer import Viewer
from portal.partnerships.models import Partnership
from portal.updates import keeping, services
from portal.updates.models import Reviewer, Update
from tests import factories

SOMEBODY = Viewer(name="Somebody")


def update(seat, text="Running a lunch club", under="Current work", days_ago=0, by=None, **given) -> Update:
    """An update of the organisation of a seat; for all partners unless told otherwise."""
    doer = Viewer(user_id=by.user_id, name=by.name) if by else SOMEBODY
    with writing():
        place = db.session.get(Partnership, seat.partnership_id)
        row = services.write_update(
            doer, place, organisation_id=given.pop("organisation_id", seat.organisation_id), under=under, text=text,
            audience=given.pop("audience", Audience.PARTNERS),
        )  # fmt: skip
        row.written_on = row.confirmed_on = clock.today() - timedelta(days=days_ago)
        for name, value in given.items():
            setattr(row, name, value)
    return row


def reviewer(partnership, person) -> Reviewer:
    return factories.add(Reviewer(partnership_id=partnership.id, person_id=person.id, from_on=factories.LONG_AGO))


def furnish(place, partnership, seat, manager) -> None:
    """Put one of everything into the place of a partnership, for the tests of who gets in where."""
    place.update = update(seat, audience=Audience.PARTNERSHIP).id
    place.public_update = update(seat, "Open day", audience=Audience.PUBLIC).id
    gone = update(seat, "Gone", audience=Audience.PARTNERSHIP)
    with writing():
        services.remove_update(SOMEBODY, gone)
        place.heading = keeping.add_heading(SOMEBODY, db.session.get(Partnership, partnership.id), "Health").id
        lost = keeping.add_heading(SOMEBODY, db.session.get(Partnership, partnership.id), "Lost")
        keeping.remove_heading(SOMEBODY, db.session.get(Partnership, partnership.id), lost)
        place.removed_heading = lost.id
    place.removed_update = gone.id
    place.reviewer = reviewer(partnership, manager).id
