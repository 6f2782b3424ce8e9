"""Reading updates: one of them, the headings they stand under, and who reviews them."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from flask import abort
from sqlalchemy.orm import joinedload

from portal.core import clock
from portal.core.audience import visible_to
from portal.core.database import db, reader
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person
from portal.directory.queries import sitting_in
from portal.memberships.models import Holder, Seat, Standing
from portal.memberships.viewer import is_current
from portal.partnerships.models import Partnership
from portal.updates.models import Heading, Reviewer, Update
from portal.updates.rules import DEFAULT_HEADINGS


def get_update(viewer: Viewer, partnership: Partnership, number: int, removed: bool = False) -> Update:
    """Return the update with its organisation and heading, or answer 404; a removed one only when asked for."""
    asked = (
        sa.select(Update)
        .where(Update.id == number, Update.partnership_id == partnership.id, visible_to(viewer, Update))
        .where(Update.removed_at.isnot(None) if removed else Update.removed_at.is_(None))
        .options(joinedload(Update.organisation), joinedload(Update.heading))
    )
    return db.one_or_404(asked)


def place_of(viewer: Viewer, number: int) -> str:
    """Return the name in addresses of the partnership in which an update stands, or answer 404."""
    asked = sa.select(Partnership.slug).join(Update, Update.partnership_id == Partnership.id)
    asked = asked.where(Update.id == number, Update.removed_at.is_(None), visible_to(viewer, Update))
    return reader().execute(asked).scalar_one_or_none() or abort(404)


def list_headings(partnership: Partnership) -> Sequence[Heading]:
    """Return the partnership's own headings in their order; none as long as it uses the usual ones."""
    asked = sa.select(Heading).where(Heading.partnership_id == partnership.id, Heading.removed_at.is_(None))
    return db.session.scalars(asked.order_by(Heading.position, Heading.id)).all()


def list_removed_headings(partnership: Partnership) -> Sequence[Heading]:
    """Return the headings that are offered no more, by name."""
    asked = sa.select(Heading).where(Heading.partnership_id == partnership.id, Heading.removed_at.isnot(None))
    return db.session.scalars(asked.order_by(Heading.name)).all()


def heading_names(partnership: Partnership) -> list[str]:
    """Return what the headings are called, the usual ones where the partnership named none."""
    return [heading.name for heading in list_headings(partnership)] or list(DEFAULT_HEADINGS)


def get_heading(partnership: Partnership, number: int, removed: bool = False) -> Heading:
    """Return one heading, or answer 404; a removed one only when asked for."""
    asked = sa.select(Heading).where(Heading.id == number, Heading.partnership_id == partnership.id)
    return db.one_or_404(asked.where(Heading.removed_at.isnot(None) if removed else Heading.removed_at.is_(None)))


def list_reviewers(partnership: Partnership) -> Sequence[Reviewer]:
    """Return who reviews the updates today, with the people, by name."""
    asked = (
        sa.select(Reviewer)
        .join(Reviewer.person)
        .where(Reviewer.partnership_id == partnership.id, is_current(Reviewer, clock.today()))
        .where(Person.left_on.is_(None))
        .order_by(Person.sort_name, Person.id)
        .options(joinedload(Reviewer.person))
    )
    return db.session.scalars(asked).all()


def get_reviewer(partnership: Partnership, number: int) -> Reviewer:
    """Return a reviewer, of today or of before, or answer 404."""
    asked = sa.select(Reviewer).where(Reviewer.id == number, Reviewer.partnership_id == partnership.id)
    return db.one_or_404(asked.options(joinedload(Reviewer.person)))


def may_review(viewer: Viewer, partnership: Partnership) -> bool:
    """Whether the viewer is one of the reviewers today, or administers the site."""
    if viewer.is_site_administrator or not viewer.belongs_to(partnership):
        return viewer.is_site_administrator
    asked = sa.select(Reviewer.id).where(
        Reviewer.partnership_id == partnership.id,
        Reviewer.person_id == viewer.person_id,
        is_current(Reviewer, clock.today()),
    )
    return reader().execute(asked).first() is not None


def people_to_name(partnership: Partnership) -> list[tuple[int, str]]:
    """Return number and name of who may be named a reviewer: who has a seat, a role or an office here today."""
    asked = sa.select(Person.id, Person.name).where(
        Person.id.in_(sitting_in([partnership.id])), Person.left_on.is_(None)
    )
    return [(row.id, row.name) for row in reader().execute(asked.order_by(Person.sort_name, Person.id))]


def who_answers_for(update: Update) -> Sequence[Person]:
    """Return who is asked to change an update: its author; once they left, the organisation's representatives."""
    author = sa.select(Person).where(Person.user_id == update.user_id, Person.left_on.is_(None))
    if update.user_id and (found := db.session.scalars(author).all()):
        return found
    today = clock.today()
    sitting = (
        sa.select(Holder.person_id)
        .join(Seat, Seat.id == Holder.seat_id)
        .where(Seat.partnership_id == update.partnership_id, Seat.organisation_id == update.organisation_id)
        .where(Holder.standing == Standing.REPRESENTATIVE, is_current(Holder, today), is_current(Seat, today))
    )
    asked = sa.select(Person).where(Person.id.in_(sitting), Person.left_on.is_(None))
    return db.session.scalars(asked.order_by(Person.sort_name, Person.id)).all()


def latest_in(viewer: Viewer, partnership: Partnership, limit: int) -> Sequence[Any]:
    """Return the newest updates of a partnership that the viewer may see: organisation, slug, heading, text, days."""
    return reader().execute(_panel_rows(viewer).where(Update.partnership_id == partnership.id).limit(limit)).all()


def latest_of(viewer: Viewer, organisation: Organisation, limit: int) -> Sequence[Any]:
    """Return the newest updates of an organisation that the viewer may see, in all partnerships."""
    return reader().execute(_panel_rows(viewer).where(Update.organisation_id == organisation.id).limit(limit)).all()


def _panel_rows(viewer: Viewer) -> sa.Select:
    return (
        sa.select(
            Update.id, Update.text, Update.written_on, Heading.name.label("heading"),
            Organisation.name.label("organisation"), Partnership.slug, Partnership.short_name,
            Partnership.name.label("partnership"),
        )
        .join(Heading, Heading.id == Update.heading_id)
        .join(Organisation, Organisation.id == Update.organisation_id)
        .join(Partnership, Partnership.id == Update.partnership_id)
        .where(Update.removed_at.is_(None), visible_to(viewer, Update))
        .order_by(Update.written_on.desc(), Update.id.desc())
    )  # fmt: skip


def places_with_updates(viewer: Viewer) -> list[tuple[str, str]]:
    """Return slug and name of the partnerships with updates that the viewer may see, by name."""
    with_some = sa.select(Update.partnership_id).where(Update.removed_at.is_(None), visible_to(viewer, Update))
    asked = sa.select(Partnership.slug, Partnership.name).where(Partnership.id.in_(with_some))
    return [(row.slug, row.name) for row in reader().execute(asked.order_by(Partnership.name))]
