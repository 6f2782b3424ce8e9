"""Reading offers: one skill, those of an organisation, and what a form about them may choose from."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask import abort
from sqlalchemy.orm import joinedload

from portal.core import clock
from portal.core.audience import visible_to
from portal.core.database import db, reader
from portal.core.prepared import asked_often
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person
from portal.directory.queries import is_null, may_keep, names_visible_to, organisations_kept_by
from portal.memberships.models import Seat
from portal.memberships.viewer import is_current
from portal.partnerships.models import Partnership
from portal.skills.models import SharingProtocol, Skill, Terms, VolunteerPlaces
from portal.skills.rules import STALE_AFTER


class SkillSeen(NamedTuple):
    """An offer, the name of the person behind it where the viewer may read it, and whether the viewer keeps it."""

    skill: Skill
    person: str
    job: str
    may_edit: bool


def get_skill(viewer: Viewer, number: int, removed: bool = False) -> SkillSeen:
    """Return an offer that the viewer may see, or answer 404; a removed one only when asked for."""
    shown = sa.and_(
        sa.or_(Skill.listed_agreed_on.is_not(None), Skill.organisation_id.in_(sorted(viewer.keeps))),
        names_visible_to(viewer),
    )
    asked = (
        sa.select(Skill, sa.case((shown, Person.name), else_=""), sa.case((shown, Person.job), else_=""))
        .outerjoin(Person, Person.id == Skill.person_id)
        .where(Skill.id == number, visible_to(viewer, Skill))
        .where(Skill.removed_at.is_not(None) if removed else Skill.removed_at.is_(None))
        .options(joinedload(Skill.organisation), joinedload(Skill.term))
    )
    skill, person, job = db.session.execute(asked).one_or_none() or abort(404)
    return SkillSeen(skill, person, job, may_keep(viewer, skill.organisation_id))


def get_named_skill(viewer: Viewer, number: int) -> Skill:
    """Return an offer that names the viewer, whoever may see it, or answer 404."""
    asked = sa.select(Skill).where(
        Skill.id == number, Skill.person_id == (viewer.person_id or 0), Skill.removed_at.is_(None)
    )
    return db.one_or_404(asked)


def of_organisation(viewer: Viewer, organisation_id: int, limit: int = 100) -> Sequence[Any]:
    """Return the offers of an organisation that the viewer may see, by title."""
    asked = (
        sa.select(Skill.id, Skill.title, Skill.terms, Skill.capacity, Skill.free_from, Skill.confirmed_on)
        .where(Skill.organisation_id == organisation_id, Skill.removed_at.is_(None), visible_to(viewer, Skill))
        .order_by(Skill.sort_title, Skill.id)
    )
    return reader().execute(asked.limit(limit)).all()


def get_kept_organisation(viewer: Viewer, slug: str) -> Organisation:
    """Return an organisation whose entries the viewer keeps; 404 where there is none, 403 where it is another's."""
    row = db.one_or_404(sa.select(Organisation).filter_by(slug=slug))
    return row if may_keep(viewer, row.id) else abort(403)


def own_organisations(viewer: Viewer, most: int = 40) -> Sequence[Any]:
    """Return the organisations the viewer can speak for, by name: those they keep, and the one they work for."""
    kept = sa.select(Organisation.id).where(Organisation.id.in_(sorted(viewer.keeps)))
    mine = sa.select(Person.organisation_id).where(Person.id == (viewer.person_id or 0))
    asked = sa.select(Organisation.id, Organisation.name, Organisation.slug).where(
        Organisation.id.in_(kept.union(mine)), is_null(Organisation.closed_on)
    )
    return reader().execute(asked.order_by(Organisation.sort_name, Organisation.id).limit(most)).all()


def organisations_to_offer_for(viewer: Viewer, most: int = 200) -> Sequence[Any]:
    """Return the organisations for which the viewer may add a skill: first their own (`is_own`), each by name."""
    own = own_organisations(viewer, most)
    mine = [each.id for each in own]
    asked = sa.select(Organisation.id, Organisation.name, Organisation.slug, sa.false().label("is_own")).where(
        organisations_kept_by(viewer), Organisation.closed_on.is_(None), Organisation.id.not_in(mine)
    )
    kept = sa.select(Organisation.id, Organisation.name, Organisation.slug, sa.true().label("is_own")).where(
        organisations_kept_by(viewer), Organisation.id.in_(mine)
    )
    by_name = (Organisation.sort_name, Organisation.id)
    found = [*reader().execute(kept.order_by(*by_name)), *reader().execute(asked.order_by(*by_name).limit(most))]
    return found[:most]


def people_to_name(viewer: Viewer, organisation_id: int) -> Sequence[tuple[int, str]]:
    """Return the people of an organisation who can be named in its offers, by name."""
    asked = (
        sa.select(Person.id, Person.name)
        .where(Person.organisation_id == organisation_id, Person.left_on.is_(None), names_visible_to(viewer))
        .order_by(Person.sort_name, Person.id)
    )
    return [(row.id, row.name) for row in reader().execute(asked)]


def person_numbered(number: int | None) -> Person | None:
    """Return the person with a number that a form offered, or None for nobody."""
    return db.session.get(Person, number) if number else None


def organisation_numbered(number: int) -> Organisation:
    """Return the organisation with a number that a form offered."""
    return db.session.get_one(Organisation, number)


def partnerships_of(organisation_id: int) -> Sequence[Any]:
    """Return the partnerships in which an organisation sits now, by name."""
    seats = sa.select(Seat.partnership_id).where(
        Seat.organisation_id == organisation_id, is_current(Seat, clock.today())
    )
    asked = sa.select(Partnership.id, Partnership.name).where(Partnership.id.in_(seats)).order_by(Partnership.name)
    return reader().execute(asked).all()


def usual_terms(organisation_id: int) -> Terms:
    """Return the terms an offer has unless its organisation says otherwise: those its partnerships agreed last."""
    seats = sa.select(Seat.partnership_id).where(
        Seat.organisation_id == organisation_id, is_current(Seat, clock.today())
    )
    asked = (
        sa.select(SharingProtocol.default_terms)
        .where(SharingProtocol.partnership_id.in_(seats), SharingProtocol.removed_at.is_(None))
        .order_by(SharingProtocol.agreed_on.desc(), SharingProtocol.id.desc())
    )
    return reader().execute(asked.limit(1)).scalar() or Terms.FREE


def waiting_for_consent(viewer: Viewer) -> Sequence[Any]:
    """Return the offers that would name the viewer, who has not said yes or no."""
    return _unanswered(viewer) if viewer.person_id else []


@asked_often
def _unanswered(viewer: Viewer) -> sa.Select:
    asked = (
        sa.select(Skill.id, Skill.title, Organisation.name.label("organisation"))
        .join(Organisation, Organisation.id == Skill.organisation_id)
        .where(Skill.person_id == (viewer.person_id or 0), Skill.listed_agreed_on.is_(None))
        .where(Skill.removed_at.is_(None))
        .order_by(Skill.id)
    )
    return asked.limit(20)


def stale_of(viewer: Viewer) -> Sequence[Any]:
    """Return how many offers of each organisation the viewer keeps were not confirmed for a year."""
    return _stale(viewer) if viewer.keeps else []


@asked_often
def _stale(viewer: Viewer) -> sa.Select:
    before = clock.today() - STALE_AFTER
    asked = (
        sa.select(Organisation.slug, Organisation.name, sa.func.count().label("number"))
        .join(Skill, Skill.organisation_id == Organisation.id)
        .where(Organisation.id.in_(sorted(viewer.keeps)), Skill.removed_at.is_(None), Organisation.closed_on.is_(None))
        .where(sa.or_(Skill.confirmed_on.is_(None), Skill.confirmed_on <= before))
        .group_by(Organisation.id, Organisation.slug, Organisation.name)
    )
    return asked.order_by(Organisation.name)


def places_of(organisation_id: int) -> VolunteerPlaces | None:
    """Return what an organisation says of volunteers, or None where it has said nothing."""
    return db.session.scalar(sa.select(VolunteerPlaces).filter_by(organisation_id=organisation_id))


def get_places(viewer: Viewer, number: int) -> VolunteerPlaces:
    """Return what an organisation says of volunteers, or answer 404 where the viewer may not see it."""
    return db.one_or_404(
        sa.select(VolunteerPlaces).where(VolunteerPlaces.id == number, visible_to(viewer, VolunteerPlaces))
    )
