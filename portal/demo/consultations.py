"""The consultations of the sample: at short notice and in good time, answered with what came of it, and coming ones."""

import tomllib
from datetime import date, timedelta
from importlib.resources import files

import sqlalchemy as sa

from portal.consultations.models import (
    AskedHere,
    Consultation,
    ConsultationOutcome,
    ConsultationResponse,
    NoticeMeasure,
    SourceKind,
    ViewSource,
)
from portal.consultations.rules import notice_days
from portal.consultations.services.noting import reindex
from portal.core import index
from portal.core.audience import Audience, Why, narrowest
from portal.core.database import db
from portal.demo.book import Book, keep
from portal.demo.reading import Facts
from portal.meetings.models import Kind, Meeting


def load(book: Book) -> None:
    """Add the consultations of the partnerships there are, with who was asked and what came of them."""
    facts = tomllib.loads(files("portal.demo").joinpath("data", "consultations.toml").read_text(encoding="utf-8"))
    keep(
        NoticeMeasure(partnership_id=book.partnerships[fact["in"]].id, weeks=fact["weeks"], reason=fact["reason"])
        for fact in facts["measures"]
    )
    rows = [_consultation(book, fact) for fact in facts["consultations"]]
    keep(rows)
    for row, fact in zip(rows, facts["consultations"], strict=True):
        keep(_asked(book, row, fact["in"], each) for each in fact["asked"])
        keep(_source(book, row, each) for each in fact["sources"])
    with index.gathering():
        for row in rows:
            reindex(row)


def _consultation(book: Book, fact: Facts) -> Consultation:
    author, audience = book.people.get(fact["by"]), Audience(fact["audience"])
    heard = book.today - timedelta(days=fact["heard"])
    closes = book.today + timedelta(days=fact["closes"]) if "closes" in fact else None
    return Consultation(
        partnership_id=book.partnerships[fact["in"]].id,
        title=fact["title"],
        about=fact["about"],
        owner_id=book.organisations[fact["owner"]].id if "owner" in fact else None,
        owner_name=fact.get("owner_name", ""),
        link=fact.get("link", ""),
        heard_on=heard,
        opens_on=book.today - timedelta(days=fact["opened"]) if "opened" in fact else None,
        closes_on=closes,
        expected=fact.get("expected", ""),
        notice_days=notice_days(heard, closes),
        audience=audience,
        audience_why=Why.CHOSEN,
        user_id=author.user_id if author else None,
        by=fact["by"],
        response=_response(book, fact, audience),
        outcome=_outcome(book, fact, audience),
    )


def _shared(fact: Facts, audience: Audience) -> Audience:
    return narrowest(audience, Audience(fact.get("shared", Audience.PARTNERS)))


def _response(book: Book, fact: Facts, audience: Audience) -> ConsultationResponse:
    sent = book.today - timedelta(days=fact["sent"]) if "sent" in fact else None
    return ConsultationResponse(
        writer_organisation_id=book.organisations[fact["writer_of"]].id if "writer_of" in fact else None,
        writer_id=book.people[fact["writer"]].id if "writer" in fact else None,
        text=fact.get("response", ""),
        agreed_meeting_id=_met_before(book.partnerships[fact["in"]].id, sent) if sent else None,
        sent_on=sent,
        shared_with=_shared(fact, audience),
    )


def _met_before(partnership_id: int, day: date) -> int | None:
    """Return the last meeting of the partnership before a response was sent: there it was agreed."""
    asked = sa.select(Meeting.id).where(
        Meeting.partnership_id == partnership_id, Meeting.day < day, Meeting.cancelled_at.is_(None),
        Meeting.kind == Kind.MAIN,
    )  # fmt: skip
    return db.session.scalar(asked.order_by(Meeting.day.desc(), Meeting.id).limit(1))


def _outcome(book: Book, fact: Facts, audience: Audience) -> ConsultationOutcome:
    return ConsultationOutcome(
        results=fact.get("results", ""),
        owner_did=fact.get("owner_did", ""),
        noted_on=book.today - timedelta(days=30) if "results" in fact else None,
        shared_with=_shared(fact, audience),
    )


def _asked(book: Book, row: Consultation, slug: str, fact: Facts) -> AskedHere:
    return AskedHere(
        consultation_id=row.id,
        organisation_id=book.organisations[fact["organisation"]].id if "organisation" in fact else None,
        group_id=book.groups[slug, fact["group"]].id if "group" in fact else None,
        name=fact.get("name", ""),
        asked_on=book.today - timedelta(days=fact["ago"]),
        answered_on=book.today - timedelta(days=fact["answered"]) if "answered" in fact else None,
    )


def _source(book: Book, row: Consultation, fact: Facts) -> ViewSource:
    return ViewSource(
        consultation_id=row.id, kind=SourceKind(fact["kind"]), title=fact["title"], people=fact["people"],
        day=book.today - timedelta(days=fact["ago"]), found=fact["found"],
    )  # fmt: skip
