"""Reading what is suggested for an entry, the outside bodies of an organisation, and what was changed of it."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from flask import abort

from portal.audit.models import Event
from portal.core.database import db, reader
from portal.core.viewer import Viewer
from portal.directory.models import Answer, Correction, Organisation, OutsideLink, Person
from portal.directory.queries.rights import names_visible_to

LATELY = 10


def corrections_of(organisation: Organisation, *, answered: bool) -> Sequence[Correction]:
    """Return the open suggestions for an entry, oldest first; or the last that were answered, newest first."""
    asked = sa.select(Correction).where(Correction.organisation_id == organisation.id)
    if answered:
        asked = asked.where(Correction.answer != Answer.OPEN).order_by(Correction.answered_at.desc()).limit(LATELY)
    else:
        asked = asked.where(Correction.answer == Answer.OPEN).order_by(Correction.id)
    return db.session.scalars(asked).all()


def get_correction(organisation: Organisation, number: int) -> Correction:
    """Return a suggestion for this organisation's entry, or answer 404."""
    return db.session.scalar(sa.select(Correction).filter_by(id=number, organisation_id=organisation.id)) or abort(404)


def links_of(viewer: Viewer, organisation: Organisation) -> Sequence[Any]:
    """Return the outside bodies an organisation sits on, by name; `person` is "" where the viewer may not know it."""
    named = sa.and_(Person.left_on.is_(None), names_visible_to(viewer))
    asked = (
        sa.select(
            OutsideLink.id, OutsideLink.name, OutsideLink.website, OutsideLink.part, OutsideLink.brings_back,
            sa.case((named, Person.name), else_="").label("person"), sa.case((named, Person.id)).label("person_id"),
        )
        .outerjoin(Person, Person.id == OutsideLink.person_id)
        .where(OutsideLink.organisation_id == organisation.id, OutsideLink.removed_at.is_(None))
    )  # fmt: skip
    return reader().execute(asked.order_by(OutsideLink.name, OutsideLink.id)).all()


def get_link(organisation: Organisation, number: int) -> OutsideLink:
    """Return an outside body of this organisation, taken off the list or not, or answer 404."""
    return db.session.scalar(sa.select(OutsideLink).filter_by(id=number, organisation_id=organisation.id)) or abort(404)


def changes_of(organisation: Organisation) -> Sequence[Any]:
    """Return what was done to an organisation's entry last: at, who and sentence, newest first."""
    asked = sa.select(Event.at, Event.who, Event.sentence).where(
        Event.thing == Organisation.__tablename__, Event.thing_id == organisation.id
    )
    return reader().execute(asked.order_by(Event.id.desc()).limit(LATELY)).all()
