"""Bringing a table into a plan: keep it to be looked at, put the whole of it in, take the whole of it out again."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.viewer import Viewer
from portal.plans.import_models import PlanImport
from portal.plans.models import Plan
from portal.plans.pasting import guessing
from portal.plans.pasting.rows import Kind, Layout
from portal.plans.pasting.table import Source
from portal.plans.queries import imports
from portal.plans.queries.imports import Understood

KEPT_FOR = timedelta(days=30)


def begin(doer: Viewer, plan: Plan, source: Source, name: str) -> PlanImport:
    """Keep a table to be looked at, understood as well as can be guessed; nothing of it is in the plan yet."""
    layout = guessing.guess(source.rows, imports.own_headings(plan), imports.choices_for(plan))
    said = {"what": source.what, "names": source.names} | _kept(layout)
    rows = [row.kept() for row in source.rows]
    row = PlanImport(
        plan_id=plan.id, user_id=doer.user_id, at=clock.now(), source=name[:200], rows=rows, reading=said
    )  # fmt: skip
    db.session.add(row)
    record(doer, "chose", row, f"Chose {row.source} to put into {plan.title}", plan.partnership_id)
    return row


def match(
    plan: Plan, row: PlanImport, heads: Sequence[int], tables: Sequence[int], columns: Sequence[str],
    said: Mapping[int, Kind],
) -> None:  # fmt: skip
    """Keep how somebody says that the table is to be understood. Other headings or tables are looked at anew.

    `said` names the rows that are to be taken as something else than they are now. Raises Refusal when the table was
    put in meanwhile.
    """
    must_be_open(row)
    before = imports.understood(plan, row)
    places = {place for place in heads if place < len(before.rows)}
    taken = frozenset(tables) & {each.table for each in before.rows} or before.layout.tables
    kinds = _said(before, said)
    layout = Layout(list(columns), tuple(sorted(places)), taken, kinds)
    if (layout.heads, layout.tables) != (before.layout.heads, before.layout.tables):
        layout = Layout([], layout.heads, layout.tables)
        layout = guessing.with_columns(before.rows, layout, imports.own_headings(plan), before.choices)
    row.reading = {**row.reading, **_kept(layout)}


def forget(doer: Viewer, plan: Plan, row: PlanImport) -> None:
    """Let go of a table that was only looked at. Raises Refusal when it was put in meanwhile."""
    must_be_open(row)
    record(doer, "let go", row, f"Let go of {row.source} without putting it into {plan.title}", plan.partnership_id)
    db.session.delete(row)


def tidy() -> int:
    """Let go of tables that nobody put in for a month; return how many there were."""
    old = sa.delete(PlanImport).where(PlanImport.put_in_at.is_(None), PlanImport.at < clock.now() - KEPT_FOR)
    return db.session.execute(old).rowcount  # type: ignore[attr-defined]


def must_be_open(row: PlanImport) -> None:
    """Raise Refusal when a table is in the plan."""
    if row.put_in_at and not row.undone_at:
        raise Refusal("This table is in the plan already.")


def _kept(layout: Layout) -> dict[str, Any]:
    return {
        "columns": [str(key) for key in layout.columns], "heads": list(layout.heads), "tables": sorted(layout.tables),
        "said": {str(place): kind.value for place, kind in layout.said.items()},
    }  # fmt: skip


def _said(before: Understood, said: Mapping[int, Kind]) -> dict[int, Kind]:
    """Return what was said of rows: what differs from how they are taken, and what was said before and stays."""
    taken, kept = before.read.taken, dict(before.layout.said)
    for place, kind in said.items():
        if place < len(taken) and taken[place].kind is not kind:
            kept[place] = kind
    return kept
