"""Keeping which training an organisation needs, and making a wanted notice of it."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from portal.audit.services import record
from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db
from portal.core.dates import When
from portal.core.errors import Refusal
from portal.core.text import plural
from portal.core.viewer import Viewer
from portal.skills.models import AuditAnswer, TrainingNeed, Wanted, Way
from portal.skills.queries.needs import needs_of
from portal.skills.queries.terms import read_vocabulary
from portal.skills.rules import key_of
from portal.skills.services.wanted import post_wanted


class Said(NamedTuple):
    """One line of the form: of what, for how many, by when, in which way."""

    subject: str
    people: int
    when: When | None
    way: Way


def keep_needs(doer: Viewer, answer: AuditAnswer, said: Iterable[Said]) -> None:
    """Keep what an organisation needs as its form says it now: what it no longer names is taken back."""
    known = {key_of(row.subject): row for row in needs_of(answer.audit_id, answer.organisation_id)}
    vocabulary = read_vocabulary()
    for line in said:
        row = known.pop(key_of(line.subject), None)
        if row is None:
            row = TrainingNeed(audit_id=answer.audit_id, organisation_id=answer.organisation_id)
            db.session.add(row)
        meant = vocabulary.read(line.subject)
        root = vocabulary.root(meant.id) if meant else None
        row.subject, row.people, row.way = line.subject, line.people, line.way
        row.when_text, row.needed_by = (line.when.text, line.when.due_on) if line.when else ("", None)
        row.term_id = root.id if root else None
        row.said_on, row.said_by = clock.today(), doer.name
    for row in known.values():
        row.removed_at = clock.now()
    db.session.flush()


def want(doer: Viewer, need: TrainingNeed) -> Wanted:
    """Put up a notice of a need for the partnership's members, and return it. Raises Refusal where one is up."""
    if need.wanted_id is not None and db.session.get_one(Wanted, need.wanted_id).closed_on is None:
        raise Refusal("A notice of this is up already.")
    entry: dict[str, Any] = {
        "title": f"Training: {need.subject}",
        "text": f"For {plural(need.people, 'person', 'people')}. In which way: {need.way.words.lower()}.",
        "when_text": need.when_text,
        "needed_by": need.needed_by,
        "audience": Audience.PARTNERSHIP,
        "partnership_id": need.audit.partnership_id,
    }
    row = post_wanted(doer, need.organisation, **entry)
    need.wanted_id = row.id
    record(doer, "asked", need, f"made a notice of the need for training in {need.subject}", row.partnership_id)
    return row
