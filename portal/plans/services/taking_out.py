"""Taking an import out of a plan again: all of it that stands as it was put in. What was worked on since stays."""

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from portal.actions import services as actions
from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.text import plural
from portal.core.viewer import Viewer
from portal.plans.import_models import PlanImport
from portal.plans.models import Field, Plan, PlanEntry
from portal.plans.queries import brought
from portal.plans.queries.brought import Brought
from portal.plans.rules import FIELDS, OF_ACTION
from portal.plans.services import entries, sections


class TakenOut(NamedTuple):
    """How many actions were taken out, and which stay because they were worked on since."""

    actions: int
    kept: Sequence[Brought]


def take_out(doer: Viewer, plan: Plan, row: PlanImport) -> TakenOut:
    """Take out what an import put in: its actions, then its objectives, sections and columns that nothing needs.

    What was changed, reported on or used since stays, so that nobody's work is lost; what goes can be brought back
    one by one. Raises Refusal when there is nothing to take out.
    """
    if not row.put_in_at or row.undone_at:
        raise Refusal("There is nothing to take out: this table was not put in, or was taken out already.")
    found = brought.brought_in(row)
    for each in found:
        if not each.why:
            entries.remove(doer, each.entry)
            actions.remove_action(doer, each.entry.action)
    db.session.flush()
    for goal in brought.objectives_as_put_in(row):
        sections.remove_objective(doer, plan, goal)
    db.session.flush()
    for section in brought.sections_as_put_in(row):
        sections.remove(doer, plan, section)
    _remove_columns(plan, row.reading["put_in"]["columns"])
    row.undone_at = clock.now()
    kept = [each for each in found if each.why]
    sentence = f"Took {plural(len(found) - len(kept), 'action')} from {row.source} out of {plan.title} again"
    record(doer, "took back", row, sentence, plan.partnership_id)
    return TakenOut(len(found) - len(kept), kept)


def _remove_columns(plan: Plan, added: Sequence[str]) -> None:
    """Take off the columns that an import added, where no action that stays says anything in them."""
    for column in [each for each in plan.columns if each.field.value in added]:
        standing = sa.select(PlanEntry.id).filter_by(plan_id=plan.id, removed_at=None).limit(1)
        if db.session.scalar(standing.where(_says_something(column.field))) is None:
            plan.columns.remove(column)
    db.session.flush()


def _says_something(field: Field) -> sa.ColumnElement[bool]:
    """Return the condition under which an entry has words in a column; what actions and links say counts as words."""
    if field in (*OF_ACTION, Field.LINKS):
        return sa.true()
    holds = getattr(PlanEntry, FIELDS[field].attribute)
    return holds.is_(True) if field is Field.NEEDS_DETAIL else holds != ""
