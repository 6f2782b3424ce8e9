"""Saying how many volunteers an organisation could take."""

from typing import Any

from portal.audit.services import record
from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db
from portal.core.text import plural
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.skills.models import VolunteerPlaces
from portal.skills.queries.offers import places_of


def say_places(doer: Viewer | None, organisation: Organisation, places: int, **entry: Any) -> VolunteerPlaces:
    """Keep how many volunteers an organisation could take; `entry` is text, area, audience and partnership_id.

    Who says it has confirmed it too. Return the row, which each organisation has once.
    """
    row = places_of(organisation.id)
    if row is None:
        row = VolunteerPlaces(organisation_id=organisation.id, audience=Audience.PARTNERS)
        db.session.add(row)
    row.places = places
    for name, value in entry.items():
        setattr(row, name, value)
    if doer is not None:
        row.confirmed_on, row.confirmed_by = clock.today(), doer.name
    db.session.flush()
    record(doer, "said", row, f"{organisation.name} could take {plural(places, 'volunteer')}", row.partnership_id)
    return row
