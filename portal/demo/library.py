"""The libraries of the sample: standards and holders, training and places, funding and who applied, good practice."""

import tomllib
from collections.abc import Iterator
from datetime import date, time, timedelta
from importlib.resources import files
from typing import Any

from portal.core import index
from portal.core.audience import Audience, Why
from portal.demo.book import Book, keep, moment
from portal.demo.reading import Facts
from portal.library.models import (
    NEVER,
    Application,
    Course,
    Feedback,
    Funding,
    Holding,
    Outcome,
    Place,
    Practice,
    Session,
    Standard,
)
from portal.library.services.entries import reindex


def load(book: Book) -> None:
    """Add the four lists of the partnerships there are, with what belongs to their entries, and make them findable."""
    facts = tomllib.loads(files("portal.demo").joinpath("data", "library.toml").read_text(encoding="utf-8"))
    entries: list[Any] = []
    for fact in facts["standards"]:
        standard = Standard(approved_on=_ago(book, fact["ago"]), **_entry(book, fact))
        keep([standard])
        keep(_holding(book, standard, *said) for said in fact["holders"])
        entries.append(standard)
    for fact in facts["courses"]:
        course = _course(book, fact)
        keep([course])
        for said in fact.get("sessions", []):
            _load_session(book, course, said)
        entries.append(course)
    for fact in facts["funding"]:
        funding = _funding(book, fact)
        keep([funding])
        keep(_application(book, funding, *said) for said in fact["applied"])
        entries.append(funding)
    practices = [
        Practice(organisation_id=book.organisations[fact["of"]].id, tags=fact["tags"], **_entry(book, fact))
        for fact in facts["practice"]
    ]
    keep(practices)
    with index.gathering():
        for entry in [*entries, *practices]:
            reindex(entry)


def _entry(book: Book, fact: Facts) -> dict[str, Any]:
    return {
        "partnership_id": book.partnerships[fact["in"]].id,
        "title": fact["title"],
        "sort_title": fact["title"].lower(),
        "text": fact["text"],
        "added_on": _ago(book, fact["ago"]),
        "audience": Audience(fact.get("audience", Audience.PARTNERS)),
        "audience_why": Why.CHOSEN,
    }


def _holding(book: Book, standard: Standard, of: str, since: int, until: int | None = None) -> Holding:
    ended = _ago(book, until) if until is not None else None
    organisation_id = book.organisations[of].id
    return Holding(standard_id=standard.id, organisation_id=organisation_id, since_on=_ago(book, since), until_on=ended)


def _course(book: Book, fact: Facts) -> Course:
    return Course(
        organisation_id=book.organisations[fact["of"]].id if "of" in fact else None,
        provider=fact.get("provider", ""),
        cost=fact["cost"],
        approved_by=fact["approved_by"],
        approved_on=_ago(book, fact["ago"]),
        **_entry(book, fact),
    )


def _load_session(book: Book, course: Course, fact: Facts) -> None:
    """Add a session with its places, and what those who came said of it."""
    day = book.today + timedelta(days=fact["in_days"])
    session = Session(
        course_id=course.id, day=day, starts_at=time(9, 30), ends_at=time(16), venue=fact["venue"],
        places=fact["places"],
    )  # fmt: skip
    keep([session])
    for of, name, *said in fact["booked"]:
        place = _place(book, session, of, name)
        keep([place])
        keep(_said(course, place, day, *said))


def _place(book: Book, session: Session, of: str, name: str) -> Place:
    person, booked = book.people[name], min(session.day, book.today) - timedelta(days=12)
    return Place(
        session_id=session.id, organisation_id=book.organisations[of].id, name=name, email=person.email,
        user_id=person.user_id, by=name, booked_at=moment(booked),
    )  # fmt: skip


def _said(course: Course, place: Place, day: date, score: int = 0, words: str = "") -> Iterator[Feedback]:
    if score:
        given = day + timedelta(days=2)
        yield Feedback(course_id=course.id, place_id=place.id, score=score, words=words, given_on=given)


def _funding(book: Book, fact: Facts) -> Funding:
    deadline = book.today + timedelta(days=fact["closes"]) if "closes" in fact else None
    return Funding(
        funder=fact["funder"], amount=fact["amount"], deadline=deadline, closes_sort=deadline or NEVER,
        **_entry(book, fact),
    )  # fmt: skip


def _application(
    book: Book, funding: Funding, of: str, ago: int, asked_for: str, outcome: str, note: str
) -> Application:
    return Application(
        funding_id=funding.id, organisation_id=book.organisations[of].id, applied_on=_ago(book, ago),
        asked_for=asked_for, outcome=Outcome(outcome), note=note,
    )  # fmt: skip


def _ago(book: Book, days: int) -> date:
    return book.today - timedelta(days=days)
