"""What an import put into a plan, and what of it was changed or used since."""

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.actions.models import Action, Progress
from portal.core.database import db, reader
from portal.plans.import_models import PlanImport
from portal.plans.models import Link, Objective, PlanEntry, Section, Share
from portal.plans.round_models import Asked, ObjectiveReview
from portal.plans.rules import OWN_ATTRIBUTES

OF_ENTRY = (*sorted(OWN_ATTRIBUTES), "section_id", "objective_id")
OF_ACTION = ("text", "leads_text", "leads_written", "when_text", "when_corrected", "status", "done_on", "meeting_id")
OF_SECTION = ("code", "title", "aim", "tier", "evidence", "indicator", "advice", "caretaker_id")
OF_OBJECTIVE = ("text", "review_on", "review_months", "section_id")


class Brought(NamedTuple):
    """An action that an import put in; `why` says what became of it since, "" where it stands as it was put in."""

    entry: PlanEntry
    why: str


def marked(entries: Iterable[PlanEntry], new: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """Return what was put in as JSON keeps it: numbers, each with a short mark of what it says."""
    return {
        "entries": {str(entry.id): mark_of_entry(entry) for entry in entries},
        "sections": {str(section.id): _mark(section, OF_SECTION) for section in new["sections"]},
        "objectives": {str(goal.id): _mark(goal, OF_OBJECTIVE) for goal in new["objectives"]},
        "columns": list(new["columns"]),
    }


def mark_of_entry(entry: PlanEntry) -> str:
    """Return a short mark of everything an entry and its action say; who it is for is not part of it."""
    return _mark(entry, OF_ENTRY) + _mark(entry.action, OF_ACTION)


def brought_in(row: PlanImport) -> list[Brought]:
    """Return what an import put in that is in the plan still, each with what was changed since. Two statements."""
    marks = row.reading.get("put_in", {}).get("entries", {})
    asked = (
        sa.select(PlanEntry)
        .join(Action, Action.id == PlanEntry.action_id)
        .where(PlanEntry.import_id == row.id, PlanEntry.removed_at.is_(None), Action.removed_at.is_(None))
        .options(joinedload(PlanEntry.action))
        .order_by(PlanEntry.position, PlanEntry.id)
    )
    entries = [entry for entry in db.session.scalars(asked) if str(entry.id) in marks]
    used = _used(row) if entries else {}
    return [
        Brought(entry, used.get(entry.id) or ("" if mark_of_entry(entry) == marks[str(entry.id)] else "it was changed"))
        for entry in entries
    ]


def sections_as_put_in(row: PlanImport) -> list[Section]:
    """Return the sections an import added that say what they said then, and hold nothing any more."""
    marks = row.reading.get("put_in", {}).get("sections", {})
    holds = sa.exists().where(PlanEntry.section_id == Section.id, PlanEntry.removed_at.is_(None))
    goals = sa.exists().where(Objective.section_id == Section.id, Objective.removed_at.is_(None))
    asked = sa.select(Section).where(_numbered(Section, marks), Section.removed_at.is_(None), ~holds, ~goals)
    return [each for each in db.session.scalars(asked) if _mark(each, OF_SECTION) == marks[str(each.id)]]


def objectives_as_put_in(row: PlanImport) -> list[Objective]:
    """Return the objectives an import added that say what they said then, with no action, and no review of them."""
    marks = row.reading.get("put_in", {}).get("objectives", {})
    holds = sa.exists().where(PlanEntry.objective_id == Objective.id, PlanEntry.removed_at.is_(None))
    reviewed = sa.exists().where(ObjectiveReview.objective_id == Objective.id)
    asked = sa.select(Objective).where(_numbered(Objective, marks), Objective.removed_at.is_(None), ~holds, ~reviewed)
    return [each for each in db.session.scalars(asked) if _mark(each, OF_OBJECTIVE) == marks[str(each.id)]]


def _numbered(table: Any, marks: Mapping[str, str]) -> Any:
    return table.id.in_([int(number) for number in marks])


def _used(row: PlanImport) -> dict[int, str]:
    """Return why entries of an import are in use beyond it: one statement."""
    mine = sa.select(PlanEntry.id, PlanEntry.action_id).where(PlanEntry.import_id == row.id).subquery()
    numbers = sa.select(mine.c.id)
    other = PlanEntry.__table__.alias()
    ways: list[tuple[str, Any]] = [
        ("somebody reported on it", sa.select(mine.c.id).join(Progress, Progress.action_id == mine.c.action_id)),
        ("somebody was asked about it", sa.select(mine.c.id).join(Asked, Asked.entry_id == mine.c.id)),
        ("it is offered to another partnership", sa.select(mine.c.id).join(Share, Share.action_id == mine.c.action_id)),
        ("it goes with another action", sa.select(Link.entry_id).where(
            Link.entry_id.in_(numbers), Link.other_id.not_in(numbers))),
        ("it goes with another action", sa.select(Link.other_id).where(
            Link.other_id.in_(numbers), Link.entry_id.not_in(numbers))),
        ("it stands in another plan too", sa.select(mine.c.id).join(other, sa.and_(
            other.c.action_id == mine.c.action_id, other.c.id != mine.c.id, other.c.removed_at.is_(None)))),
    ]  # fmt: skip
    asked = sa.union_all(*(way.add_columns(sa.literal(why).label("why")) for why, way in ways))
    return {found.id: found.why for found in reader().execute(asked)}


def _mark(thing: Any, names: Sequence[str]) -> str:
    said = json.dumps([str(getattr(thing, name)) for name in names])
    return sha256(said.encode()).hexdigest()[:16]
