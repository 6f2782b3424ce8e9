"""Reading people, and what they agreed to."""

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa
from flask import abort
from sqlalchemy.orm import joinedload

from portal.core.database import db
from portal.core.viewer import Viewer
from portal.directory.models import Consent, Person
from portal.directory.queries.rights import contacts_visible_to, names_visible_to, people_kept_by


class PersonSeen(NamedTuple):
    """A person whose name the viewer may see, and what more they may see and do."""

    person: Person
    sees_contact: bool
    may_edit: bool


def get_person(viewer: Viewer, number: int) -> PersonSeen:
    """Return the person, or answer 404 when the viewer may not see the name."""
    asked = (
        sa.select(Person, contacts_visible_to(viewer).label("sees_contact"), people_kept_by(viewer).label("may_edit"))
        .options(joinedload(Person.organisation))
        .where(Person.id == number, names_visible_to(viewer))
    )
    return PersonSeen(*(db.session.execute(asked).one_or_none() or abort(404)))


def consents_of(person: Person) -> Sequence[Consent]:
    """Return what the person agreed to, newest first."""
    return db.session.scalars(sa.select(Consent).filter_by(person_id=person.id).order_by(Consent.id.desc())).all()
