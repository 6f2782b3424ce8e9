"""Loading the sample: five sources, eight partnerships, two years of meetings; once, whole or not at all."""

import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa

from portal.actions.models import Action
from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.text import listed, plural
from portal.decisions.models import Decision
from portal.demo import (
    agenda,
    audits,
    consultations,
    deciding,
    directory,
    gaps,
    glossary,
    health_checks,
    joining,
    library,
    papers,
    plans,
    representation,
    resources,
    rounds,
    series,
    skills,
    stakeholders,
    tiers,
    updates,
)
from portal.demo.book import Book
from portal.demo.entries import load_organisations, load_people
from portal.demo.found import index_everything
from portal.demo.places import load_partnerships, load_ties
from portal.demo.reading import SLUGS, SOURCES
from portal.demo.seats import load_seats
from portal.demo.years import load_years
from portal.meetings.models import Meeting
from portal.memberships.models import Seat
from portal.partnerships.models import Partnership


@dataclass(frozen=True)
class Report:
    """What was loaded, and how long it took; nothing where the sample was there already."""

    is_new: bool
    seconds: float = 0.0
    counts: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        if not self.is_new:
            return "The sample partnerships are there already."
        said = [plural(number, noun) for noun, number in self.counts.items()]
        said = [words.replace("persons", "people") for words in said]
        return f"Loaded {listed(said)} in {self.seconds:.1f} seconds."


def load(today: date | None = None) -> Report:
    """Load the sample as it stands on a day and return what was loaded; once it is there, nothing changes.

    To be called within `writing()`, which keeps all of it or nothing. Raises `Refusal` where only some of the
    partnerships' addresses are taken: then this is not a database for the demonstration.
    """
    begun = time.perf_counter()
    if _is_there():
        return Report(is_new=False)
    book = Book(today or clock.today())
    for source in SOURCES:
        load_organisations(book, source)
    load_people(book)
    for source in SOURCES:
        load_partnerships(book, source)
        load_seats(book, source)
    load_ties(book)
    directory.load(book)
    for slug in SLUGS:
        load_years(book, slug)
    plans.load(book)
    index_everything(book)
    for part in (skills, audits, resources, updates, gaps, library, glossary):
        part.load(book)
    papers.load(book)
    deciding.load(book)
    series.load(book)
    representation.load(book)
    joining.load(book)
    agenda.load(book)
    tiers.load(book)
    stakeholders.load(book)
    consultations.load(book)
    rounds.load(book)
    health_checks.load(book)
    for place in book.partnerships.values():
        record(None, "loaded", place, f"{place.name} was loaded as a sample")
    db.session.flush()
    return Report(is_new=True, seconds=time.perf_counter() - begun, counts=_counted(book))


def _is_there() -> bool:
    taken = db.session.scalars(sa.select(Partnership.slug).where(Partnership.slug.in_(SLUGS))).all()
    if taken and len(taken) < len(SLUGS):
        raise Refusal(f"This database has a partnership called {taken[0]} that is not the sample's. Use another one.")
    return bool(taken)


def _counted(book: Book) -> Counter[str]:
    counts: Counter[str] = Counter()
    counts["partnership"] = len(book.partnerships)
    counts["organisation"] = len(book.organisations)
    counts["person"] = len(book.people)
    for noun, table in (("seat", Seat), ("meeting", Meeting), ("decision", Decision), ("action", Action)):
        counts[noun] = db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
    return counts
