"""Reading plans: one of them, the current one, and the list of a partnership's."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from portal.actions.models import OPEN, Action, Status
from portal.core import clock
from portal.core.audience import may_see, visible_to
from portal.core.database import db, reader
from portal.core.permissions import Permission
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.memberships.models import Seat
from portal.memberships.viewer import is_current
from portal.partnerships.models import Group, Partnership
from portal.plans.models import Objective, Plan, PlanEntry, Section, Stage, Step
from portal.plans.queries.seeing import seen


def get_plan(viewer: Viewer, partnership: Partnership, plan_id: int, removed: bool = False) -> Plan:
    """Return a plan of the partnership with its columns, or answer 404; a removed one only when asked for."""
    asked = _of(partnership, removed).where(Plan.id == plan_id, visible_to(viewer, Plan))
    return _one(asked)


def named(partnership: Partnership, plan_id: int) -> Plan:
    """Return a plan of the partnership whoever may see it, or answer 404: for what may be read of it by more people."""
    return _one(_of(partnership).where(Plan.id == plan_id))


def may_see_plan(viewer: Viewer, plan: Plan) -> bool:
    """Whether the viewer may see the plan itself."""
    return may_see(viewer, plan)


def current_plan(viewer: Viewer, partnership: Partnership) -> Plan | None:
    """Return the plan that the partnership works by: of those the viewer may see the current one that began last."""
    asked = (
        _of(partnership)
        .where(Plan.stage == Stage.CURRENT, visible_to(viewer, Plan))
        .order_by(Plan.group_id.isnot(None), Plan.begins_on.desc(), Plan.id.desc())
    )
    return db.session.scalars(asked).unique().first()


def list_plans(viewer: Viewer, partnership: Partnership) -> Sequence[Any]:
    """Return the partnership's plans that the viewer may see, with how many actions they hold: one statement.

    Current ones come first, then drafts, then what is closed; each knows id, title, stage, begins_on, ends_on, group,
    audience, audience_why, and how many actions are there in `all`, `done` and `open`.
    """

    def how_many(condition: Any) -> Any:
        return sa.func.coalesce(sa.func.sum(sa.case((sa.and_(Action.id.isnot(None), condition), 1), else_=0)), 0)

    stands = sa.and_(PlanEntry.plan_id == Plan.id, PlanEntry.removed_at.is_(None))
    asked = (
        sa.select(
            Plan.id, Plan.title, Plan.stage, Plan.begins_on, Plan.ends_on, Plan.audience, Plan.audience_why,
            Group.name.label("group"), how_many(Action.status != Status.DROPPED).label("all"),
            how_many(Action.status == Status.DONE).label("done"), how_many(Action.status.in_(OPEN)).label("open"),
        )
        .outerjoin(PlanEntry, stands)
        .outerjoin(Action, sa.and_(Action.id == PlanEntry.action_id, Action.removed_at.is_(None), seen(viewer)))
        .outerjoin(Group, Group.id == Plan.group_id)
        .where(Plan.partnership_id == partnership.id, Plan.removed_at.is_(None), visible_to(viewer, Plan))
        .group_by(Plan.id, Group.id)
        .order_by(
            sa.case((Plan.stage == Stage.CURRENT, 0), (Plan.stage == Stage.DRAFT, 1), else_=2),
            Plan.begins_on.desc(), Plan.id.desc(),
        )
    )  # fmt: skip
    return reader().execute(asked).all()


def sections_of(plan: Plan) -> Sequence[Section]:
    """Return a plan's sections in their order, with who minds each and their objectives: one statement.

    The plan has them then, too.
    """
    asked = (
        sa.select(Section)
        .where(Section.plan_id == plan.id, Section.removed_at.is_(None))
        .options(joinedload(Section.caretaker), joinedload(Section.objectives))
        .order_by(Section.position, Section.id)
    )
    found = db.session.scalars(asked).unique().all()
    set_committed_value(plan, "sections", found)
    return found


def get_section(plan: Plan, section_id: int, removed: bool = False) -> Section:
    """Return a section of the plan, or answer 404; a removed one only when asked for."""
    asked = sa.select(Section).where(Section.id == section_id, Section.plan_id == plan.id)
    return db.one_or_404(asked.where(Section.removed_at.isnot(None) if removed else Section.removed_at.is_(None)))


def get_objective(plan: Plan, objective_id: int, removed: bool = False) -> Objective:
    """Return an objective of the plan, or answer 404; a removed one only when asked for."""
    asked = sa.select(Objective).join(Section, Section.id == Objective.section_id)
    return db.one_or_404(
        asked.where(
            Objective.id == objective_id, Section.plan_id == plan.id, Section.removed_at.is_(None),
            Objective.removed_at.isnot(None) if removed else Objective.removed_at.is_(None),
        )
    )  # fmt: skip


def get_step(plan: Plan, step_id: int) -> Step:
    """Return a step of the plan's way, or answer 404."""
    return db.one_or_404(sa.select(Step).where(Step.id == step_id, Step.plan_id == plan.id))


def groups_to_plan_for(viewer: Viewer, partnership: Partnership) -> list[Group]:
    """Return the open groups for which the viewer may keep a plan, in their order."""
    asked = (
        sa.select(Group)
        .where(Group.partnership_id == partnership.id, Group.closed_on.is_(None))
        .order_by(Group.parent_id.isnot(None), Group.position, Group.id)
    )
    return [
        group for group in db.session.scalars(asked) if viewer.can_in(Permission.KEEP_ACTIONS, partnership, group.id)
    ]


def slug_of(partnership_id: int) -> str:
    """Return the part of its pages' addresses that names a partnership."""
    return db.session.get_one(Partnership, partnership_id).slug


def caretakers(partnership: Partnership) -> Sequence[Any]:
    """Return the organisations that may mind a section: those with a seat here today, by name."""
    seated = sa.select(Seat.organisation_id).where(
        Seat.partnership_id == partnership.id, is_current(Seat, clock.today()), Seat.organisation_id.isnot(None)
    )
    asked = sa.select(Organisation.id, Organisation.name).where(Organisation.id.in_(seated))
    return reader().execute(asked.order_by(Organisation.sort_name)).all()


def group_of(plan: Plan) -> Group | None:
    """Return the group whose plan it is; None for the whole partnership's."""
    return db.session.get(Group, plan.group_id) if plan.group_id else None


def _of(partnership: Partnership, removed: bool = False) -> sa.Select:
    kept = Plan.removed_at.isnot(None) if removed else Plan.removed_at.is_(None)
    return (
        sa.select(Plan)
        .where(Plan.partnership_id == partnership.id, kept)
        .options(joinedload(Plan.columns), joinedload(Plan.steps))
    )


def _one(asked: sa.Select) -> Plan:
    found = db.session.scalars(asked).unique().one_or_none()
    return found or db.one_or_404(asked.where(sa.false()))
