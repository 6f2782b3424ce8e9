"""Reading stakeholders: one of them, and those that can be asked for their view."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.audit.models import Event
from portal.core.audience import visible_to
from portal.core.database import db, reader
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.partnerships.models import Partnership
from portal.stakeholders.models import Stakeholder


def get_stakeholder(viewer: Viewer, partnership: Partnership, number: int, removed: bool = False) -> Stakeholder:
    """Return the stakeholder with its organisations, or answer 404; a removed one only when asked for."""
    asked = (
        sa.select(Stakeholder)
        .where(Stakeholder.id == number, Stakeholder.partnership_id == partnership.id, visible_to(viewer, Stakeholder))
        .where(Stakeholder.removed_at.isnot(None) if removed else Stakeholder.removed_at.is_(None))
        .options(joinedload(Stakeholder.listed), joinedload(Stakeholder.lead))
    )
    return db.one_or_404(asked)


def to_be_asked(viewer: Viewer, partnership: Partnership) -> Sequence[Any]:
    """Return the stakeholders of a partnership that the viewer may see: id, called, listed_id; by name."""
    called = sa.func.coalesce(Organisation.name, Stakeholder.name).label("called")
    asked = (
        sa.select(Stakeholder.id, called, Stakeholder.listed_id)
        .outerjoin(Organisation, Organisation.id == Stakeholder.listed_id)
        .where(
            Stakeholder.partnership_id == partnership.id, Stakeholder.removed_at.is_(None),
            visible_to(viewer, Stakeholder),
        )
        .order_by(sa.func.lower(called), Stakeholder.id)
    )  # fmt: skip
    return reader().execute(asked).all()


def same_entry(partnership: Partnership, listed_id: int | None, name: str, but: int | None) -> Stakeholder | None:
    """Return the entry of the list, but for one, that has the same organisation or name; whoever asks."""
    same = (
        Stakeholder.listed_id == listed_id
        if listed_id
        else sa.and_(Stakeholder.listed_id.is_(None), sa.func.lower(Stakeholder.name) == name.lower())
    )
    asked = sa.select(Stakeholder).where(
        Stakeholder.partnership_id == partnership.id, Stakeholder.removed_at.is_(None), same
    )
    return db.session.scalars(asked.where(Stakeholder.id != but) if but else asked).first()


def history_of(stakeholder: Stakeholder) -> Sequence[Any]:
    """Return what was done to an entry, the newest first: at, who, sentence."""
    asked = sa.select(Event.at, Event.who, Event.sentence).where(
        Event.thing == Stakeholder.__tablename__, Event.thing_id == stakeholder.id
    )
    return reader().execute(asked.order_by(Event.id.desc()).limit(50)).all()
