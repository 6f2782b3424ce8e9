"""What is asked in a round and what was answered, the pictures of a plan that were kept, and its reports."""

from collections.abc import Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from portal.actions import lists
from portal.actions.models import OPEN, Action, Progress
from portal.core.audience import Audience, may_see, visible_to
from portal.core.database import db, reader
from portal.core.viewer import Viewer
from portal.partnerships.models import Partnership
from portal.plans.comparing import Frozen, rows_of
from portal.plans.models import Objective, Plan, PlanEntry, Section, Stage
from portal.plans.queries.seeing import seen
from portal.plans.round_models import AnnualReport, Asked, Round, Snapshot


def list_rounds(plan: Plan) -> Sequence[Any]:
    """Return the rounds of a plan, the newest first, each with how many actions were `asked` and `answered`."""
    asked = sa.select(sa.func.count()).where(Asked.round_id == Round.id).scalar_subquery()
    answered = sa.select(sa.func.count()).where(Asked.round_id == Round.id, Asked.progress_id.isnot(None))
    return (
        reader()
        .execute(
            sa.select(
                Round.id, Round.title, Round.begun_on, Round.closes_on, Round.closed_at, Round.snapshot_id,
                asked.label("asked"), answered.scalar_subquery().label("answered"),
            )
            .where(Round.plan_id == plan.id)
            .order_by(Round.begun_on.desc(), Round.id.desc())
        )
        .all()
    )  # fmt: skip


def get_round(plan: Plan, round_id: int) -> Round:
    """Return a round of the plan, or answer 404."""
    return db.one_or_404(sa.select(Round).where(Round.id == round_id, Round.plan_id == plan.id))


def asked_in(viewer: Viewer, row: Round, only: Asked | None = None) -> Sequence[Any]:
    """Return what was asked in a round, as far as the viewer may see it: those without an answer first, then by lead.

    Each row: id, entry_id, action_id, ref, text, leads, status, is_open, told, told_at, and of the answer at, by,
    said, rag, figure, heard and its status as `answered`. One statement. `only` leaves the others out.
    """
    leads = lists.leads_shown(viewer)
    wanted = Asked.id == only.id if only else sa.true()
    return (
        reader()
        .execute(
            sa.select(
                Asked.id, Asked.entry_id, PlanEntry.action_id, PlanEntry.ref, Action.text, leads.label("leads"),
                Action.status, Action.status.in_(OPEN).label("is_open"), Asked.told, Asked.told_at, Progress.at,
                Progress.by, Progress.text.label("said"), Progress.rag, Progress.figure, Progress.heard,
                Progress.status.label("answered"),
            )
            .join(PlanEntry, PlanEntry.id == Asked.entry_id)
            .join(Action, Action.id == PlanEntry.action_id)
            .outerjoin(Progress, Progress.id == Asked.progress_id)
            .where(Asked.round_id == row.id, PlanEntry.removed_at.is_(None), Action.removed_at.is_(None), seen(viewer))
            .where(wanted)
            .order_by(Asked.progress_id.isnot(None), leads == "", leads, PlanEntry.position, Asked.id)
        )
        .all()
    )  # fmt: skip


def get_asked(viewer: Viewer, row: Round, asked_id: int) -> Asked:
    """Return one thing asked in a round, with its action, or answer 404."""
    return db.one_or_404(
        sa.select(Asked)
        .join(Asked.entry)
        .join(PlanEntry.action)
        .where(Asked.id == asked_id, Asked.round_id == row.id, PlanEntry.removed_at.is_(None))
        .where(Action.removed_at.is_(None), seen(viewer))
        .options(joinedload(Asked.entry).joinedload(PlanEntry.action).selectinload(Action.leads))
    )


def mine_in(viewer: Viewer, row: Round) -> set[int]:
    """Return the numbers of what is asked of the viewer: the actions of the round that they lead."""
    return set(
        reader().scalars(
            sa.select(Asked.id)
            .join(PlanEntry, PlanEntry.id == Asked.entry_id)
            .join(Action, Action.id == PlanEntry.action_id)
            .where(Asked.round_id == row.id, lists.is_led_by(viewer))
        )
    )


def list_snapshots(viewer: Viewer, plan: Plan) -> Sequence[Any]:
    """Return the pictures kept of a plan, the newest first, without their bodies."""
    return (
        reader()
        .execute(
            sa.select(Snapshot.id, Snapshot.at, Snapshot.title, Snapshot.occasion, Snapshot.by)
            .where(Snapshot.plan_id == plan.id, visible_to(viewer, Snapshot))
            .order_by(Snapshot.at.desc(), Snapshot.id.desc())
        )
        .all()
    )


def get_snapshot(viewer: Viewer, plan: Plan, snapshot_id: int) -> Snapshot:
    """Return a picture of the plan, or answer 404."""
    return db.one_or_404(
        sa.select(Snapshot).where(Snapshot.id == snapshot_id, Snapshot.plan_id == plan.id, visible_to(viewer, Snapshot))
    )


def shown_rows(viewer: Viewer, plan: Plan, body: dict[str, Any]) -> list[Frozen]:
    """Return the rows of a picture that the viewer may see today and might have seen then.

    Words that were confidential when they were kept stay so, though the action was reworded and opened since.
    """
    shown = _still_shown(viewer, [row["entry"] for row in body["rows"]])
    return [row for row in rows_of(body, shown) if _was_shown(viewer, plan, row)]


def _was_shown(viewer: Viewer, plan: Plan, row: Frozen) -> bool:
    if row.audience not in (Audience.GROUP, Audience.RESTRICTED):
        return True
    of_then = SimpleNamespace(partnership_id=plan.partnership_id, group_id=row.group_id)
    return may_see(viewer, of_then, Audience(row.audience))


def _still_shown(viewer: Viewer, numbers: Sequence[int]) -> set[int]:
    """Return those of the entries that the viewer may see today, whether or not they still stand in the plan."""
    return set(
        reader().scalars(
            sa.select(PlanEntry.id)
            .join(Action, Action.id == PlanEntry.action_id)
            .where(PlanEntry.id.in_(numbers), seen(viewer))
        )
    )


def counted(plan: Plan, numbers: Sequence[int]) -> set[int]:
    """Return those of the entries that a published report counts: what is confidential or one group's alone is not.

    The plan of a group counts what is that group's.
    """
    own = sa.and_(Action.audience == Audience.GROUP, Action.group_id == plan.group_id)
    return set(
        reader().scalars(
            sa.select(PlanEntry.id)
            .join(Action, Action.id == PlanEntry.action_id)
            .where(PlanEntry.id.in_(numbers))
            .where(sa.or_(Action.audience.not_in([Audience.GROUP, Audience.RESTRICTED]), own))
        )
    )


def list_reports(viewer: Viewer, plan: Plan, may_keep: bool) -> Sequence[AnnualReport]:
    """Return the annual reports of a plan that the viewer may read, the newest first; drafts to who keeps the plan."""
    asked = sa.select(AnnualReport).where(AnnualReport.plan_id == plan.id, visible_to(viewer, AnnualReport))
    if not may_keep:
        asked = asked.where(AnnualReport.published_at.isnot(None))
    return db.session.scalars(asked.order_by(AnnualReport.id.desc())).all()


def get_report(viewer: Viewer, plan: Plan, report_id: int, may_keep: bool) -> AnnualReport:
    """Return an annual report of the plan, or answer 404; a draft only to who keeps the plan."""
    asked = sa.select(AnnualReport).where(
        AnnualReport.id == report_id, AnnualReport.plan_id == plan.id, visible_to(viewer, AnnualReport)
    )
    return db.one_or_404(asked if may_keep else asked.where(AnnualReport.published_at.isnot(None)))


def rounds_to_answer(viewer: Viewer) -> Sequence[Any]:
    """Return the open rounds in which something is asked of the viewer, with how many without an answer: one statement.

    Each row: id, plan_id, title, closes_on, slug, partnership, waiting.
    """
    return (
        reader()
        .execute(
            sa.select(
                Round.id, Round.plan_id, Round.title, Round.closes_on, Partnership.slug,
                Partnership.name.label("partnership"), sa.func.count().label("waiting"),
            )
            .join(Asked, Asked.round_id == Round.id)
            .join(PlanEntry, PlanEntry.id == Asked.entry_id)
            .join(Action, Action.id == PlanEntry.action_id)
            .join(Plan, Plan.id == Round.plan_id)
            .join(Partnership, Partnership.id == Plan.partnership_id)
            .where(
                Round.closed_at.is_(None), Asked.progress_id.is_(None), Action.status.in_(OPEN),
                Action.removed_at.is_(None), PlanEntry.removed_at.is_(None), Plan.removed_at.is_(None),
                lists.is_led_by(viewer), seen(viewer),
            )
            .group_by(Round.id, Partnership.id)
            .order_by(Round.closes_on, Round.id)
        )
        .all()
    )  # fmt: skip


def rounds_kept(partnerships: Sequence[int], before: date) -> Sequence[Any]:
    """Return, of the current plans of these partnerships, those whose open round is over or whose last began `before`.

    Each row: plan_id, title, slug, partnership, round_id and closes_on of the open round, last begun. One statement.
    """
    if not partnerships:
        return []
    earlier = aliased(Round)
    last = sa.select(sa.func.max(earlier.begun_on)).where(earlier.plan_id == Plan.id).scalar_subquery()
    still = sa.and_(Round.plan_id == Plan.id, Round.closed_at.is_(None))
    began = sa.func.coalesce(last, Plan.begins_on)
    return (
        reader()
        .execute(
            sa.select(
                Plan.id.label("plan_id"), Plan.title, Partnership.slug, Partnership.name.label("partnership"),
                Round.id.label("round_id"), Round.closes_on, began.label("began"),
            )
            .join(Partnership, Partnership.id == Plan.partnership_id)
            .outerjoin(Round, still)
            .where(
                Plan.partnership_id.in_(partnerships), Plan.stage == Stage.CURRENT, Plan.removed_at.is_(None),
                sa.or_(Round.id.isnot(None), began < before),
            )
            .order_by(Plan.id)
        )
        .all()
    )  # fmt: skip


def progress_by_objective(viewer: Viewer, objective_ids: Sequence[int]) -> dict[int, list[Any]]:
    """Return the actions of each objective, or of its whole section where it has none of its own, by its number."""
    own = sa.or_(
        PlanEntry.objective_id == Objective.id,
        sa.and_(PlanEntry.objective_id.is_(None), PlanEntry.section_id == Objective.section_id),
    )
    rows = reader().execute(
        sa.select(
            Objective.id.label("objective"), PlanEntry.id, PlanEntry.plan_id, PlanEntry.ref, Action.text, Action.status,
            Action.due_on,
        )
        .join(Section, Section.id == Objective.section_id)
        .join(PlanEntry, own)
        .join(Action, Action.id == PlanEntry.action_id)
        .where(Objective.id.in_(objective_ids), PlanEntry.removed_at.is_(None), Action.removed_at.is_(None))
        .where(seen(viewer))
        .order_by(PlanEntry.position, PlanEntry.id)
    )  # fmt: skip
    found: dict[int, list[Any]] = {number: [] for number in objective_ids}
    for row in rows:
        found[row.objective].append(row)
    return found
