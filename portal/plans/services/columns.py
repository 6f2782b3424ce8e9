"""The columns of a plan: chosen, ordered, called and worded as its partnership likes."""

from collections.abc import Sequence

from portal.audit.services import record
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.viewer import Viewer
from portal.plans.models import Field, Plan, PlanColumn


def choose(doer: Viewer, plan: Plan, columns: Sequence[tuple[Field, str, str]]) -> None:
    """Give a plan these columns in this order. What a column held stays kept when it is left out, and comes back.

    Raises `Refusal` when nothing says what is to be done.
    """
    if Field.WHAT not in {field for field, _heading, _wording in columns}:
        raise Refusal("A plan says what is to be done: keep the column for it, under any heading.")
    had = {column.field: column for column in plan.columns}
    kept = []
    for position, (field, heading, wording) in enumerate(columns):
        column = had.get(field) or PlanColumn(field=field)
        column.heading, column.wording, column.position = heading, wording, position
        kept.append(column)
    plan.columns = kept
    plan.version = plan.version + 1
    db.session.flush()
    record(doer, "changed", plan, f"Chose the columns of {plan.title}")
