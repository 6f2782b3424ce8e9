"""What closes soon: for the page of a partnership, for who writes a response, and for letters."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from portal.consultations.lists import stands_as
from portal.consultations.models import Consultation, ConsultationResponse, NoticeMeasure, OnAgenda
from portal.consultations.rules import REMINDED_DAYS, USUAL_WEEKS, Stands
from portal.core import clock
from portal.core.audience import visible_to
from portal.core.database import reader
from portal.core.permissions import Permission
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person
from portal.directory.queries import sitting_in
from portal.meetings.models import AgendaItem
from portal.memberships.models import Holder, Seat, Standing
from portal.memberships.viewer import is_current
from portal.partnerships.models import Partnership


def _is_short() -> Any:
    measure = sa.func.coalesce(NoticeMeasure.weeks, USUAL_WEEKS) * 7
    return sa.func.coalesce(Consultation.notice_days, measure) < measure


def closing_soon(viewer: Viewer, partnership: Partnership, limit: int) -> Sequence[Any]:
    """Return the open consultations that the viewer may see, those that close first, and early warnings after them.

    Each row: id, title, closes_on, expected, owner and is_short. One statement.
    """
    asked = (
        sa.select(
            Consultation.id, Consultation.title, Consultation.closes_on, Consultation.expected,
            sa.func.coalesce(Organisation.name, Consultation.owner_name).label("owner"), _is_short().label("is_short"),
        )
        .join(ConsultationResponse, ConsultationResponse.consultation_id == Consultation.id)
        .outerjoin(Organisation, Organisation.id == Consultation.owner_id)
        .outerjoin(NoticeMeasure, NoticeMeasure.partnership_id == Consultation.partnership_id)
        .where(
            Consultation.partnership_id == partnership.id, Consultation.removed_at.is_(None),
            sa.or_(stands_as(Stands.OPEN), stands_as(Stands.WARNING)), visible_to(viewer, Consultation),
        )
        .order_by(Consultation.closes_on.is_(None), Consultation.closes_on, Consultation.id)
        .limit(limit)
    )  # fmt: skip
    return reader().execute(asked).all()


def waiting(viewer: Viewer) -> Sequence[Any]:
    """Return the open consultations that wait for the viewer: to be written, or at short notice without a writer.

    Each row: id, title, closes_on, notice_days, slug, partnership, and is_mine: the viewer writes. One statement.
    """
    is_mine = sa.or_(
        ConsultationResponse.writer_id == (viewer.person_id or 0),
        ConsultationResponse.writer_organisation_id.in_(sorted(viewer.organisations)),
    )
    nobody = sa.and_(ConsultationResponse.writer_id.is_(None), ConsultationResponse.writer_organisation_id.is_(None))
    managed = [place.id for place in viewer.places if viewer.can_in(Permission.MANAGE_PARTNERSHIP, place.id, None)]
    asked = (
        sa.select(
            Consultation.id, Consultation.title, Consultation.closes_on, Consultation.notice_days, Partnership.slug,
            Partnership.name.label("partnership"), sa.not_(nobody).label("is_mine"),
        )
        .join(ConsultationResponse, ConsultationResponse.consultation_id == Consultation.id)
        .join(Partnership, Partnership.id == Consultation.partnership_id)
        .outerjoin(NoticeMeasure, NoticeMeasure.partnership_id == Consultation.partnership_id)
        .where(
            Consultation.partnership_id.in_(sorted(viewer.insider)), Consultation.removed_at.is_(None),
            stands_as(Stands.OPEN), visible_to(viewer, Consultation),
            sa.or_(is_mine, sa.and_(nobody, _is_short(), Consultation.partnership_id.in_(managed))),
        )
        .order_by(Consultation.closes_on.is_(None), Consultation.closes_on, Consultation.id)
        .limit(20)
    )  # fmt: skip
    return reader().execute(asked).all()


def to_remind() -> Sequence[Any]:
    """Return, for the letters, who writes a response to what closes within a week, and belongs to the partnership.

    Each row: id, title, closes_on, partnership_id, slug, partnership, short_name, person_id, name, email. The person
    who was named comes by themselves; where only an organisation was, its representatives do.
    """
    today = clock.today()
    sits = (
        sa.select(Holder.id)
        .join(Seat, Seat.id == Holder.seat_id)
        .where(
            Holder.person_id == Person.id, Holder.standing == Standing.REPRESENTATIVE, is_current(Holder, today),
            is_current(Seat, today), Seat.partnership_id == Consultation.partnership_id,
            Seat.organisation_id == ConsultationResponse.writer_organisation_id,
        )
        .exists()
    )  # fmt: skip
    named = ConsultationResponse.writer_id
    writes = sa.or_(Person.id == named, sa.and_(named.is_(None), sits))
    asked = (
        sa.select(
            Consultation.id, Consultation.title, Consultation.closes_on, Consultation.partnership_id, Partnership.slug,
            Partnership.name.label("partnership"), Partnership.short_name, Person.id.label("person_id"), Person.name,
            Person.email,
        )
        .join(ConsultationResponse, ConsultationResponse.consultation_id == Consultation.id)
        .join(Partnership, Partnership.id == Consultation.partnership_id)
        .join(Person, writes)
        .where(
            Consultation.removed_at.is_(None), ConsultationResponse.sent_on.is_(None), Person.left_on.is_(None),
            Consultation.closes_on.between(today, today + timedelta(days=REMINDED_DAYS)),
        )
        .order_by(Consultation.id, Person.id)
    )  # fmt: skip
    rows = reader().execute(asked).all()
    places = {row.partnership_id for row in rows}
    of_place = {place: set(reader().scalars(sitting_in([place]))) for place in sorted(places)}
    return [row for row in rows if row.person_id in of_place[row.partnership_id]]


def at_meeting(viewer: Viewer, meeting_id: int) -> Sequence[Any]:
    """Return the consultations under the items of a meeting that the viewer may see: item_id, id, title, and days."""
    asked = (
        sa.select(
            OnAgenda.item_id, Consultation.id, Consultation.title, Consultation.closes_on, ConsultationResponse.sent_on,
            sa.func.coalesce(Organisation.name, Consultation.owner_name).label("owner"), Partnership.slug,
        )
        .join(AgendaItem, AgendaItem.id == OnAgenda.item_id)
        .join(Consultation, Consultation.id == OnAgenda.consultation_id)
        .join(ConsultationResponse, ConsultationResponse.consultation_id == Consultation.id)
        .join(Partnership, Partnership.id == Consultation.partnership_id)
        .outerjoin(Organisation, Organisation.id == Consultation.owner_id)
        .where(
            AgendaItem.meeting_id == meeting_id, AgendaItem.removed_at.is_(None), Consultation.removed_at.is_(None),
            visible_to(viewer, AgendaItem), visible_to(viewer, Consultation),
        )
        .order_by(OnAgenda.id)
    )  # fmt: skip
    return reader().execute(asked).all()
