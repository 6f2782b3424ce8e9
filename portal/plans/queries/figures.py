"""Reading the few figures of plans that the pages of a partnership and of an organisation show."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from portal.actions.models import OPEN, Action, Lead, Status
from portal.core import clock
from portal.core.audience import visible_to
from portal.core.database import reader
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.partnerships.models import Partnership
from portal.plans.models import Plan, PlanEntry, Section, Stage
from portal.plans.queries.attention import conditions
from portal.plans.queries.seeing import seen

SHOWN = ("overdue", "due_soon", "no_lead", "unreported")


def of_plan(viewer: Viewer, plan: Plan) -> Any:
    """Return how many of a plan's actions there are, are done, and stand on the lists of work: one statement."""

    def how_many(condition: Any) -> Any:
        return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)

    found = conditions(plan)
    asked = (
        sa.select(
            how_many(Action.status != Status.DROPPED).label("all"),
            how_many(Action.status == Status.DONE).label("done"),
            *(how_many(found[key]).label(key) for key in SHOWN),
        )
        .select_from(PlanEntry)
        .join(Action, Action.id == PlanEntry.action_id)
        .where(
            PlanEntry.plan_id == plan.id, PlanEntry.removed_at.is_(None), Action.removed_at.is_(None), seen(viewer)
        )
    )  # fmt: skip
    return reader().execute(asked).one()


def of_organisation(viewer: Viewer, organisation: Organisation) -> Sequence[Any]:
    """Return the current plans in which an organisation leads something or minds a section: one statement.

    Each row: id and title of the plan, slug and name of its partnership, how many actions it leads there, how many of
    them are open and overdue, and how many sections it minds.
    """
    leads = (
        sa.select(
            PlanEntry.plan_id,
            sa.func.count(Action.id.distinct()).label("led"),
            sa.func.count(sa.case((Action.status.in_(OPEN), Action.id)).distinct()).label("open"),
            sa.func.count(sa.case((Action.due_sort < clock.today(), Action.id)).distinct()).label("overdue"),
        )
        .join(Action, Action.id == PlanEntry.action_id)
        .join(Lead, sa.and_(Lead.action_id == Action.id, Lead.organisation_id == organisation.id))
        .where(PlanEntry.removed_at.is_(None), Action.removed_at.is_(None), seen(viewer))
        .group_by(PlanEntry.plan_id)
        .subquery()
    )
    minds = (
        sa.select(Section.plan_id, sa.func.count().label("minds"))
        .where(Section.caretaker_id == organisation.id, Section.removed_at.is_(None))
        .group_by(Section.plan_id)
        .subquery()
    )
    asked = (
        sa.select(
            Plan.id, Plan.title, Partnership.slug, Partnership.name, sa.func.coalesce(leads.c.led, 0).label("led"),
            sa.func.coalesce(leads.c.open, 0).label("open"), sa.func.coalesce(leads.c.overdue, 0).label("overdue"),
            sa.func.coalesce(minds.c.minds, 0).label("minds"),
        )
        .join(Partnership, Partnership.id == Plan.partnership_id)
        .outerjoin(leads, leads.c.plan_id == Plan.id)
        .outerjoin(minds, minds.c.plan_id == Plan.id)
        .where(
            Plan.stage == Stage.CURRENT, Plan.removed_at.is_(None), visible_to(viewer, Plan),
            sa.or_(leads.c.led > 0, minds.c.minds > 0),
        )
        .order_by(Partnership.name, Plan.id)
    )  # fmt: skip
    return reader().execute(asked).all()


def plans_of_actions(viewer: Viewer, numbers: Sequence[int]) -> Sequence[Any]:
    """Return the current plans in which these actions stand: action_id, entry_id, ref, plan_id, title and slug."""
    if not numbers:
        return []
    asked = (
        sa.select(
            PlanEntry.action_id, PlanEntry.id.label("entry_id"), PlanEntry.ref, Plan.id.label("plan_id"), Plan.title,
            Partnership.slug,
        )
        .join(Action, Action.id == PlanEntry.action_id)
        .join(Plan, Plan.id == PlanEntry.plan_id)
        .join(Partnership, Partnership.id == Plan.partnership_id)
        .where(
            PlanEntry.action_id.in_(numbers), PlanEntry.removed_at.is_(None), Plan.removed_at.is_(None),
            Plan.stage != Stage.CLOSED, seen(viewer),
        )
        .order_by(Plan.id, PlanEntry.id)
    )  # fmt: skip
    return reader().execute(asked).all()
