"""Makers of what is kept about organisations: keepers, corrections, outside bodies."""

from portal.core import clock
from portal.directory.models import Correction, Keeper, OutsideLink
from tests import factories


def keeper(organisation_id, person, **given):
    usual = {"from_on": factories.LONG_AGO}
    return factories.add(Keeper(organisation_id=organisation_id, person_id=person.id, **usual | given))


def correction(organisation_id, said="The office has moved to Spring Gardens", by=None, **given):
    usual = {"field": "address", "suggested_by": by.name if by else "Somebody", "suggested_at": clock.now()}
    usual["user_id"] = by.user_id if by else None
    return factories.add(Correction(organisation_id=organisation_id, text=said, **usual | given))


def link(organisation_id, name="County transport forum", **given):
    return factories.add(OutsideLink(organisation_id=organisation_id, name=name, **given))


def furnish(place, seat) -> None:
    """Put into a place of the access tests what these routes are about."""
    place.keeper = keeper(seat.organisation_id, factories.person("Kit Keeper")).id
    ended = keeper(seat.organisation_id, factories.person("Eve Ended"), until_on=factories.LONG_AGO)
    place.ended_keeper, place.new_keeper = ended.id, factories.person("Nora Known").email
    place.correction = correction(seat.organisation_id).id
    place.link = link(seat.organisation_id).id
    place.removed_link = link(seat.organisation_id, "Gone forum", removed_at=clock.now()).id
    place.duplicate = factories.organisation("Entered Twice").slug
