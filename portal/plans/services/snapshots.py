"""Keeping a plan as it stands: at the end of a round, at the yearly review, or whenever somebody asks for it."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from portal.actions.models import Action, Progress
from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.plans import rules
from portal.plans.comparing import Frozen
from portal.plans.models import Field, Plan
from portal.plans.queries import grid
from portal.plans.round_models import Occasion, Snapshot

NAMED = {Field.LEADS, Field.LINKS}
"""What is left out of the frozen cells: names of people and other actions are shown as the reader may see them."""


def freeze(doer: Viewer, plan: Plan, title: str, occasion: Occasion) -> Snapshot:
    """Keep a plan as it stands now, under a title; return the picture. It holds every action of the plan."""
    row = Snapshot(
        plan_id=plan.id, partnership_id=plan.partnership_id, group_id=plan.group_id, audience=plan.audience,
        audience_why=plan.audience_why, at=clock.now(), title=title, occasion=occasion, by=doer.name,
        body=body_of(plan),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    record(doer, "kept", row, f"Kept {plan.title} as it stands: {title}")
    return row


def body_of(plan: Plan) -> dict[str, Any]:
    """Return a plan as it stands: its columns, the headings of its sections, and a row for each action."""
    standing = grid.every_row(plan)
    lately = _last_reports(plan)
    actions = _actions_of(plan)
    columns = [column for column in plan.columns if column.field not in NAMED]
    sections = {section.id: _heading(section.code, section.title) for section in plan.sections}
    rows = []
    for row in standing:
        last = lately.get(row.action_id)
        action = actions[row.action_id]
        rows.append(
            Frozen(
                entry=row.entry_id, action=row.action_id, section=sections.get(row.section_id or 0, ""), ref=row.ref,
                text=row.text, status=str(row.status), when=row.when_text, leads=action.leads_text,
                leads_public=action.leads_public,
                rag=str(last.rag) if last and last.rag else "", figure=last.figure if last else "",
                said=last.text if last else "",
                cells={str(column.field): rules.cell(column.field, row, column) for column in columns},
                audience=str(action.audience), group_id=action.group_id,
            )._asdict()
        )  # fmt: skip
    return {
        "columns": [[str(column.field), column.heading] for column in plan.columns],
        "begins_on": plan.begins_on.isoformat(),
        "ends_on": plan.ends_on.isoformat(),
        "rows": rows,
    }


def _heading(code: str, title: str) -> str:
    return f"{code} {title}".strip()


def _last_reports(plan: Plan) -> Mapping[int, Progress]:
    """Return the last report on each action of the plan, by the action's number."""
    entries = grid.numbers(plan)
    last = sa.select(sa.func.max(Progress.id)).where(Progress.action_id.in_(entries)).group_by(Progress.action_id)
    found = db.session.scalars(sa.select(Progress).where(Progress.id.in_(last)))
    return {note.action_id: note for note in found}


def _actions_of(plan: Plan) -> Mapping[int, Any]:
    """Return how the leads of each action are called, and who it is for, by its number."""
    rows = db.session.execute(
        sa.select(Action.id, Action.leads_text, Action.leads_public, Action.audience, Action.group_id).where(
            Action.id.in_(grid.numbers(plan))
        )
    )
    return {row.id: row for row in rows}
