"""Putting a table into a plan: its sections, objectives, actions and columns, all of it in one go."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from portal.actions.models import Status
from portal.audit.services import record
from portal.core import clock, index
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.sheets import folded
from portal.core.text import plural
from portal.core.viewer import Viewer
from portal.plans import rules
from portal.plans.import_models import PlanImport
from portal.plans.models import Field, Objective, Plan, PlanColumn, PlanEntry, Section
from portal.plans.pasting.reading import ReadAction, ReadObjective, ReadSection
from portal.plans.queries import brought, imports
from portal.plans.queries.imports import Understood
from portal.plans.services import entries, sections
from portal.plans.services.importing import must_be_open

_BETWEEN_REFS = re.compile(r"[\s,;&+]+|\band\b|\bsee\b|\balso\b", re.IGNORECASE)


class PutIn(NamedTuple):
    """How much was put in."""

    actions: int
    sections: int


def put_in(doer: Viewer, plan: Plan, row: PlanImport) -> PutIn:
    """Put the whole table into the plan. Raises Refusal when that was done already, or no action is in it."""
    must_be_open(row)
    found = imports.understood(plan, row)
    if not found.read.actions:
        raise Refusal("No row of this table is taken as an action. Say which column holds the actions.")
    new: dict[str, list[Any]] = {"sections": [], "objectives": [], "columns": []}
    with index.gathering():
        places = _put_sections(doer, plan, found, new)
        made = [_put_action(doer, plan, row, found, each, places) for each in found.read.actions]
        _put_links(doer, plan, found.read.actions, made)
    new["columns"] = _add_columns(plan, found)
    row.put_in_at, row.undone_at = clock.now(), None
    db.session.flush()
    row.reading = {**row.reading, "put_in": brought.marked(made, new)}
    sentence = f"Put {plural(len(made), 'action')} from {row.source} into {plan.title}"
    record(doer, "put in", row, sentence, plan.partnership_id)
    return PutIn(len(made), len(new["sections"]))


def _put_sections(doer: Viewer, plan: Plan, found: Understood, new: dict[str, list[Any]]) -> dict[int, Any]:
    """Return the sections and objectives of the table by the numbers Python has for what was read of them.

    A section that the plan has already, by its code and title, takes the actions in and stays as it is.
    """
    there = {(folded(each.code), folded(each.title)): each for each in plan.sections}
    places: dict[int, Any] = {}
    for read in found.read.sections:
        section = there.get((folded(read.code), folded(read.title)))
        if section is None:
            section = sections.add(doer, plan, title=read.title[:300], code=read.code, **_about(read))
            new["sections"].append(section)
        places[id(read)] = section
        goals = {goal.text: goal for goal in section.objectives}
        for each in read.objectives:
            places[id(each)] = goals.get(each.text) or _add_objective(doer, section, each, new)
            goals[each.text] = places[id(each)]
    return places


def _about(read: ReadSection) -> dict[str, Any]:
    said: dict[str, Any] = {**read.about, "tier": read.about.get("tier", "")[:80]}
    if len(read.title) > 300:
        said["aim"] = "\n".join(filter(None, (read.title, said.get("aim", ""))))
    return said


def _add_objective(doer: Viewer, section: Section, read: ReadObjective, new: dict[str, list[Any]]) -> Objective:
    goal = sections.add_objective(doer, section, read.text)
    new["objectives"].append(goal)
    return goal


def _put_action(
    doer: Viewer, plan: Plan, row: PlanImport, found: Understood, action: ReadAction, places: Mapping[int, Any]
) -> PlanEntry:
    own = {
        rules.FIELDS[of].attribute: action.values[of]
        for of in rules.PLANS_OWN
        if of in action.values and of is not Field.ALSO
    }
    return entries.add(
        doer, plan, section=places.get(id(action.section)), objective=places.get(id(action.objective)),
        text=action.text(Field.WHAT), leads_written=found.written(action, Field.LEADS),
        when_text=action.text(Field.WHEN), status=Status(action.text(Field.STATUS) or Status.OUTSTANDING),
        import_id=row.id, names=found.names, also=found.written(action, Field.ALSO), **own,
    )  # fmt: skip


def _put_links(doer: Viewer, plan: Plan, read: Sequence[ReadAction], made: Sequence[PlanEntry]) -> None:
    """Tie the actions whose refs stand in the column of links; other words there go to the comments."""
    by_ref = {folded(entry.ref): entry for entry in plan_entries(plan) if folded(entry.ref)}
    for action, entry in zip(read, made, strict=True):
        parts = [part.strip(".()") for part in _BETWEEN_REFS.split(action.text(Field.LINKS))]
        known = [by_ref.get(folded(part)) for part in parts if part]
        for other in known:
            if other and other is not entry:
                entries.link(doer, entry, other)
        if not all(known):
            words = f"{rules.FIELDS[Field.LINKS].heading}: {action.text(Field.LINKS)}"
            entry.comments = "\n".join(filter(None, (entry.comments, words)))


def plan_entries(plan: Plan) -> Sequence[PlanEntry]:
    """Return the entries that stand in the plan."""
    return db.session.scalars(sa.select(PlanEntry).filter_by(plan_id=plan.id, removed_at=None)).all()


def _add_columns(plan: Plan, found: Understood) -> list[str]:
    """Give the plan the columns that the table has and it had not; return them."""
    have = {column.field for column in plan.columns}
    added: list[str] = []
    for key, heading in zip(found.layout.columns, found.named, strict=False):
        name = key.partition(":")[0]
        if name not in list(Field) or Field(name) in have:
            continue
        of = Field(name)
        words = rules.FIELDS[of].heading if ":" in key else heading.words or rules.FIELDS[of].heading
        last = max((column.position for column in plan.columns), default=-1)
        plan.columns.append(PlanColumn(field=of, heading=words[:80], position=last + 1))
        have.add(of)
        added.append(of.value)
    return added
