"""Reading one consultation, with all that stands on its page."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from portal.audit.models import Event
from portal.consultations.models import (
    AskedHere,
    Consultation,
    ConsultationOutcome,
    ConsultationResponse,
    NoticeMeasure,
    OnAgenda,
    ViewSource,
)
from portal.consultations.rules import USUAL, Notice
from portal.core.audience import visible_to
from portal.core.database import db, reader
from portal.core.viewer import Viewer
from portal.decisions.models import Decision
from portal.directory.models import Organisation, Person
from portal.meetings.models import AgendaItem, Meeting
from portal.memberships.queries.people import named_to
from portal.partnerships.models import Group, Partnership


def get_consultation(viewer: Viewer, partnership: Partnership, number: int, removed: bool = False) -> Consultation:
    """Return the consultation with its response and outcome, or answer 404; a removed one only when asked for."""
    asked = (
        sa.select(Consultation)
        .join(Consultation.response)
        .join(Consultation.outcome)
        .where(
            Consultation.id == number, Consultation.partnership_id == partnership.id, visible_to(viewer, Consultation),
            Consultation.removed_at.isnot(None) if removed else Consultation.removed_at.is_(None),
        )
        .options(
            joinedload(Consultation.owner),
            contains_eager(Consultation.outcome),
            contains_eager(Consultation.response).joinedload(ConsultationResponse.writer_organisation),
        )
    )  # fmt: skip
    return db.one_or_404(asked)


def get_measure(partnership_id: int) -> NoticeMeasure | None:
    """Return the partnership's own measure, where it set one."""
    return db.session.scalar(sa.select(NoticeMeasure).filter_by(partnership_id=partnership_id))


def notice_of(partnership_id: int) -> Notice:
    """Return how much notice the partnership wants, and why: its own measure, or the usual one."""
    asked = sa.select(NoticeMeasure.weeks, NoticeMeasure.reason).where(NoticeMeasure.partnership_id == partnership_id)
    found = reader().execute(asked).first()
    return Notice(found.weeks, found.reason) if found else USUAL


def list_asked(consultation: Consultation) -> Sequence[Any]:
    """Return who was asked, by name: id, called, slug of an organisation, asked_on, answered_on."""
    called = sa.func.coalesce(Organisation.name, Group.name, AskedHere.name)
    asked = (
        sa.select(
            AskedHere.id, called.label("called"), Organisation.slug, Group.slug.label("group_slug"),
            AskedHere.organisation_id, AskedHere.group_id, AskedHere.asked_on, AskedHere.answered_on,
        )
        .outerjoin(Organisation, Organisation.id == AskedHere.organisation_id)
        .outerjoin(Group, Group.id == AskedHere.group_id)
        .where(AskedHere.consultation_id == consultation.id, AskedHere.removed_at.is_(None))
        .order_by(sa.func.lower(called), AskedHere.id)
    )  # fmt: skip
    return reader().execute(asked).all()


def get_asked(consultation: Consultation, number: int, removed: bool = False) -> AskedHere:
    """Return one of those who were asked, or answer 404; one taken away only when asked for."""
    asked = sa.select(AskedHere).where(AskedHere.id == number, AskedHere.consultation_id == consultation.id)
    asked = asked.where(AskedHere.removed_at.isnot(None) if removed else AskedHere.removed_at.is_(None))
    return db.one_or_404(asked.options(joinedload(AskedHere.organisation), joinedload(AskedHere.group)))


def list_sources(consultation: Consultation) -> Sequence[ViewSource]:
    """Return where views came from, the newest first."""
    asked = sa.select(ViewSource).where(ViewSource.consultation_id == consultation.id, ViewSource.removed_at.is_(None))
    return db.session.scalars(asked.order_by(ViewSource.day.is_(None), ViewSource.day.desc(), ViewSource.id)).all()


def get_source(consultation: Consultation, number: int, removed: bool = False) -> ViewSource:
    """Return one source of views, or answer 404; one taken away only when asked for."""
    asked = sa.select(ViewSource).where(ViewSource.id == number, ViewSource.consultation_id == consultation.id)
    return db.one_or_404(asked.where(ViewSource.removed_at.isnot(None) if removed else ViewSource.removed_at.is_(None)))


def writer_named(viewer: Viewer, consultation: Consultation) -> str:
    """Return the name of who writes the response, where somebody does and the viewer may know it; or nothing."""
    writer_id = consultation.response.writer_id
    if writer_id is None or not viewer.belongs_to(consultation.partnership_id):
        return ""
    asked = sa.select(Person.name).where(Person.id == writer_id, named_to(viewer, consultation.partnership_id))
    return reader().execute(asked).scalar() or ""


def agreed_at(viewer: Viewer, response: ConsultationResponse) -> tuple[Any, Any]:
    """Return the meeting (id, day, title) and the decision (id, text) agreed on, as the viewer may see them."""
    meeting = decision = None
    if response.agreed_meeting_id:
        asked = sa.select(Meeting.id, Meeting.day, Meeting.title).where(Meeting.id == response.agreed_meeting_id)
        meeting = reader().execute(asked.where(visible_to(viewer, Meeting))).first()
    if response.agreed_decision_id:
        found = sa.select(Decision.id, Decision.text).where(Decision.id == response.agreed_decision_id)
        decision = reader().execute(found.where(Decision.removed_at.is_(None), visible_to(viewer, Decision))).first()
    return meeting, decision


def agendas_of(viewer: Viewer, consultation: Consultation) -> Sequence[Any]:
    """Return the agenda items it stands under that the viewer may see: id, title, meeting_id, day."""
    asked = (
        sa.select(AgendaItem.id, AgendaItem.title, AgendaItem.meeting_id, Meeting.day)
        .join(OnAgenda, OnAgenda.item_id == AgendaItem.id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(
            OnAgenda.consultation_id == consultation.id, AgendaItem.removed_at.is_(None),
            Meeting.cancelled_at.is_(None), visible_to(viewer, AgendaItem), visible_to(viewer, Meeting),
        )
        .order_by(Meeting.day, AgendaItem.id)
    )  # fmt: skip
    return reader().execute(asked).all()


def history_of(consultation: Consultation) -> Sequence[Any]:
    """Return what was done to a consultation, the newest first: at, who, sentence."""
    asked = sa.select(Event.at, Event.who, Event.sentence).where(
        Event.thing == Consultation.__tablename__, Event.thing_id == consultation.id
    )
    return reader().execute(asked.order_by(Event.id.desc()).limit(50)).all()


def outcome_of(consultation_id: int) -> tuple[ConsultationResponse, ConsultationOutcome]:
    """Return the response and the outcome of a consultation, whoever asks: for those who keep the index in step."""
    response = db.session.scalars(sa.select(ConsultationResponse).filter_by(consultation_id=consultation_id)).one()
    return response, db.session.scalars(sa.select(ConsultationOutcome).filter_by(consultation_id=consultation_id)).one()
