"""What is not done when its time is over is rolled forward into the next: now into soon, soon into later."""

from datetime import datetime

import sqlalchemy as sa

from portal.actions.models import OPEN
from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.text import plural
from portal.core.viewer import Viewer
from portal.plans import rules
from portal.plans.glance import time_of
from portal.plans.models import Field, Plan, PlanEntry
from portal.plans.queries import grid

NEXT = {"now": "soon", "soon": "later"}


def roll(doer: Viewer, plan: Plan, lane: str) -> tuple[int, datetime]:
    """Move what is not done in a lane on into the next; return how many, and the moment by which it is taken back.

    Each keeps the timescale it had, and the record of changes names them.
    """
    now = clock.now().replace(microsecond=0)
    moved = []
    for row in grid.rows(doer, plan, {}):
        if row.status in OPEN and time_of(plan, row)[0] == lane:
            entry = db.session.get_one(PlanEntry, row.entry_id)
            ticks = set(rules.ticked(entry.timescale)) - {lane} | {NEXT[lane]}
            entry.rolled_from, entry.rolled_at = entry.timescale, now
            entry.timescale = rules.kept(Field.TIMESCALE, ticks)
            moved.append(entry)
    if moved:
        refs = ", ".join(entry.ref for entry in moved if entry.ref)
        words = f"Rolled {plural(len(moved), 'action')} of {plan.title} forward from {lane} to {NEXT[lane]}"
        record(doer, "rolled", plan, f"{words}: {refs}" if refs else words)
    return len(moved), now


def take_back(doer: Viewer, plan: Plan, moment: datetime) -> int:
    """Put what was rolled forward at a moment back where it was; return how many. What was moved since stays."""
    found = db.session.scalars(sa.select(PlanEntry).where(PlanEntry.plan_id == plan.id, PlanEntry.rolled_at == moment))
    entries = list(found)
    for entry in entries:
        entry.timescale, entry.rolled_from, entry.rolled_at = entry.rolled_from, "", None
    if entries:
        record(doer, "rolled back", plan, f"Took back what was rolled forward in {plan.title}")
    return len(entries)
