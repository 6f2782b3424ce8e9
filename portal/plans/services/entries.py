"""The actions in a plan: written there, put in, changed, linked, taken out, brought back."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from portal.actions import rules as of_actions
from portal.actions import services as actions
from portal.actions.models import Action, Status
from portal.actions.names import Names, read_leads
from portal.actions.queries import names_in
from portal.audit.services import record
from portal.core import clock
from portal.core.audience import Audience, Why
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.viewer import Viewer
from portal.plans.models import Link, Objective, Plan, PlanEntry, Section, Share
from portal.plans.rules import OWN_ATTRIBUTES
from portal.plans.services.rewriting import named, rewrite
from portal.plans.times import counted_from, read_time


def add(
    doer: Viewer,
    plan: Plan,
    *,
    section: Section | None,
    text: str,
    leads_written: str = "",
    when_text: str = "",
    status: Status = Status.OUTSTANDING,
    objective: Objective | None = None,
    import_id: int | None = None,
    names: Names | None = None,
    **fields: Any,
) -> PlanEntry:
    """Return the entry of a new action, which is first written here: it follows the plan's audience.

    Leads and time are read from the words, and the words stay. `fields` are what the plan's own columns say.
    """
    names = names or names_in(plan.partnership_id)
    counted = plan.begins_on if import_id else counted_from(plan)
    when = read_time(plan, when_text, fields.get("start_text", ""), counted)
    action = actions.raise_action(
        doer, partnership_id=plan.partnership_id, group_id=plan.group_id, text=text,
        leads=read_leads(leads_written, names), when=when,
        audience=plan.audience, why=Why.PLAN, raised_on=clock.today(), leads_written=leads_written[:400],
    )  # fmt: skip
    if status is not Status.OUTSTANDING:
        action.status, action.due_sort = status, of_actions.place_in_list(status, action.due_on)
        action.done_on = clock.today() if status is Status.DONE else None
    entry = _enter(plan, section, action, objective=objective, import_id=import_id, **fields)
    if any(fields.values()):
        actions.reindex(action)
    return entry


def put_in(
    doer: Viewer, plan: Plan, section: Section | None, action: Action, objective: Objective | None = None, **fields: Any
) -> PlanEntry:
    """Return the entry of an action that is there already: raised at a meeting, from another plan, or shared.

    Raises `Refusal` when it stands in the plan, or is another partnership's that does not share it.
    """
    if action.partnership_id != plan.partnership_id and not _is_shared(action, plan.partnership_id):
        raise Refusal("The other partnership does not share this action.")
    entry = db.session.scalar(sa.select(PlanEntry).filter_by(plan_id=plan.id, action_id=action.id))
    if entry is None:
        entry = _enter(plan, section, action, objective=objective, **fields)
    elif entry.removed_at is None:
        raise Refusal("This action stands in the plan already.")
    else:
        entry.removed_at, entry.section_id = None, section.id if section else None
        _set_own(entry, fields)
    actions.reindex(action)
    record(doer, "put in", entry, f"Put {named(action)} into {plan.title}")
    return entry


def change(
    doer: Viewer,
    entry: PlanEntry,
    *,
    text: str | None = None,
    leads_written: str | None = None,
    when_text: str | None = None,
    status: Status | None = None,
    **fields: Any,
) -> None:
    """Change an entry, and its action where one of the first four is given; words left as they were keep their meaning.

    Only who keeps the action may give those. `fields` may hold section_id and objective_id beside the plan's columns.
    """
    plan, had_start = _plan(entry), entry.start_text
    _set_own(entry, fields)
    for name in ("section_id", "objective_id"):
        if name in fields:
            setattr(entry, name, fields[name])
    db.session.flush()
    if any(value is not None for value in (text, leads_written, when_text, status)):
        starts = entry.start_text if entry.start_text != had_start else None
        rewrite(doer, plan, entry.action, text, leads_written, when_text, starts, status)
    actions.reindex(entry.action)
    record(doer, "changed", entry, f"Changed {named(entry.action)} in {plan.title}")


def set_status(doer: Viewer, entry: PlanEntry, status: Status) -> None:
    """Say in one click how an action stands; it is dated as a report without words."""
    if entry.action.status is not status:
        actions.report_progress(doer, entry.action, "", status)


def remove(doer: Viewer, entry: PlanEntry) -> None:
    """Take an action out of the plan; the action itself stays on the partnership's list, and can be put back."""
    entry.removed_at = clock.now()
    db.session.flush()
    actions.reindex(entry.action)
    record(doer, "taken out", entry, f"Took {named(entry.action)} out of {_plan(entry).title}")


def restore(doer: Viewer, entry: PlanEntry) -> None:
    """Put an action that was taken out back to where it stood."""
    entry.removed_at = None
    db.session.flush()
    actions.reindex(entry.action)
    record(doer, "put back", entry, f"Put {named(entry.action)} back into {_plan(entry).title}")


def move(doer: Viewer, entry: PlanEntry, row: list[PlanEntry], up: bool) -> None:
    """Let an entry change places with its neighbour in a row, as its section has it."""
    at = row.index(entry)
    to = at - 1 if up else at + 1
    if 0 <= to < len(row):
        places = sorted(each.position for each in row)
        row[at], row[to] = row[to], row[at]
        for place, each in enumerate(row):
            each.position = max(places[place], places[0] + place)
    db.session.flush()
    record(doer, "moved", entry, f"Moved {named(entry.action)} in {_plan(entry).title}")


def link(doer: Viewer, entry: PlanEntry, other: PlanEntry) -> None:
    """Note that two actions of a plan go together. Raises `Refusal` for one with itself."""
    if entry.id == other.id or entry.plan_id != other.plan_id:
        raise Refusal("Choose another action of this plan.")
    one, two = sorted((entry.id, other.id))
    if not db.session.scalar(sa.select(Link.id).filter_by(entry_id=one, other_id=two)):
        db.session.add(Link(entry_id=one, other_id=two))
        db.session.flush()
        record(doer, "linked", entry, "Noted that two actions of a plan go together")


def unlink(doer: Viewer, entry: PlanEntry, other: PlanEntry) -> None:
    """Take back that two actions go together."""
    one, two = sorted((entry.id, other.id))
    db.session.execute(sa.delete(Link).filter_by(entry_id=one, other_id=two))
    record(doer, "unlinked", entry, "Took back that two actions of a plan go together")


def _plan(entry: PlanEntry) -> Plan:
    return db.session.get_one(Plan, entry.plan_id)


def _enter(plan: Plan, section: Section | None, action: Action, **fields: Any) -> PlanEntry:
    last = db.session.scalar(sa.select(sa.func.max(PlanEntry.position)).where(PlanEntry.plan_id == plan.id)) or 0
    objective = fields.pop("objective", None)
    entry = PlanEntry(
        partnership_id=plan.partnership_id, group_id=plan.group_id, audience=plan.audience, audience_why=Why.PLAN,
        plan_id=plan.id, action=action, section=section, objective_id=objective.id if objective else None,
        import_id=fields.pop("import_id", None), position=fields.pop("position", last + 1),
    )  # fmt: skip
    _set_own(entry, fields)
    db.session.add(entry)
    db.session.flush()
    return entry


def _set_own(entry: PlanEntry, fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        if name in OWN_ATTRIBUTES:
            setattr(entry, name, value)


def _is_shared(action: Action, partnership_id: int) -> bool:
    shared = sa.select(Share.id).filter_by(
        action_id=action.id, partnership_id=partnership_id, is_taken=True, ended_at=None
    )
    return action.audience not in (Audience.GROUP, Audience.RESTRICTED) and bool(db.session.scalar(shared))
