"""The skills audit of the sample: half of those who were asked have answered, with the training they need."""

from datetime import timedelta

from portal.core.dates import parse_when
from portal.demo.book import Book, is_on, keep
from portal.demo.reading import Facts, facts_of
from portal.directory.models import Person
from portal.skills.models import AuditAnswer, SkillsAudit, TrainingNeed, Way
from portal.skills.queries.terms import read_vocabulary
from portal.skills.services.audits import LASTS


def load(book: Book) -> None:
    """Add the rounds there are, with what was answered; the organisations asked are those with a seat that day."""
    for fact in facts_of("skills")["audits"]:
        _load(book, fact)


def _load(book: Book, fact: Facts) -> None:
    slug, begun = fact["partnership"], book.today - timedelta(days=fact["days"])
    audit = SkillsAudit(
        partnership_id=book.partnerships[slug].id, started_on=begun, answer_by=begun + LASTS,
        started_by=book.managers.get(slug, ""),
    )  # fmt: skip
    keep([audit])
    seats = [seat for (place, _group), rows in book.seats.items() if place == slug for seat in rows]
    asked = {seat.organisation_id for seat in seats if seat.organisation_id and is_on(seat, begun)}
    days = {book.organisations[key].id: begun + timedelta(days=after) for key, after in fact["answered"].items()}
    by_name = sorted(book.organisations.values(), key=lambda row: row.sort_name)
    keep(
        AuditAnswer(
            audit_id=audit.id, organisation_id=row.id, answered_on=days.get(row.id),
            answered_by=_who(book, row.id) if row.id in days else "",
        )
        for row in by_name
        if row.id in asked
    )  # fmt: skip
    keep(_need(book, audit, each) for each in fact["needs"])


def _need(book: Book, audit: SkillsAudit, fact: Facts) -> TrainingNeed:
    organisation = book.organisations[fact["of"]]
    when = parse_when(fact["when"], audit.started_on) if "when" in fact else None
    known = read_vocabulary()
    meant = known.read(fact["subject"])
    root = known.root(meant.id) if meant else None
    answered = next(row for row in audit.answers if row.organisation_id == organisation.id)
    return TrainingNeed(
        audit_id=audit.id, organisation_id=organisation.id, term_id=root.id if root else None, subject=fact["subject"],
        people=fact["people"], when_text=when.text if when else "", needed_by=when.due_on if when else None,
        way=Way(fact.get("way", Way.ANY)), said_on=answered.answered_on or book.today, said_by=answered.answered_by,
    )  # fmt: skip


def _who(book: Book, organisation_id: int) -> str:
    here = (person for person in book.people.values() if person.organisation_id == organisation_id)
    found: Person | None = next((person for person in here if person.left_on is None), None)
    return found.name if found else ""
