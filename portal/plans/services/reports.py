"""The annual report on a plan: written beside the figures of a kept picture, published and taken back."""

import sqlalchemy as sa

from portal.audit.services import record
from portal.core import clock
from portal.core.audience import Audience, Why, narrowest
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.viewer import Viewer
from portal.plans.models import Plan
from portal.plans.round_models import AnnualReport, Occasion, Snapshot
from portal.plans.services import snapshots


def write(doer: Viewer, plan: Plan, *, title: str, successes: str, failures: str, lessons: str) -> AnnualReport:
    """Return a new report, a draft beside the figures of today. Raises `Refusal` where one is called the same."""
    if db.session.scalar(sa.select(AnnualReport.id).filter_by(plan_id=plan.id, title=title)):
        raise Refusal("A report of this plan is called so already. Give this one another title.")
    kept = snapshots.freeze(doer, plan, title, Occasion.CHOSEN)
    row = AnnualReport(
        plan_id=plan.id, partnership_id=plan.partnership_id, group_id=plan.group_id, snapshot_id=kept.id, title=title,
        successes=successes, failures=failures, lessons=lessons, audience=plan.audience, audience_why=Why.CHOSEN,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    record(doer, "wrote", row, f"Wrote the report “{title}” on {plan.title}")
    return row


def change(doer: Viewer, row: AnnualReport, *, title: str, successes: str, failures: str, lessons: str) -> None:
    """Give a report other words; it may be published already, and says then when it was changed."""
    row.title, row.successes, row.failures, row.lessons = title, successes, failures, lessons
    record(doer, "changed", row, f"Changed the report “{title}”")


def publish(doer: Viewer, plan: Plan, row: AnnualReport, audience: Audience) -> None:
    """Let a report be read by an audience. Its figures count what that audience may see of the plan."""
    row.audience, row.published_at = audience, row.published_at or clock.now()
    record(doer, "published", row, f"Published the report “{row.title}” on {plan.title}")


def take_back(doer: Viewer, plan: Plan, row: AnnualReport) -> None:
    """Let a report be a draft again."""
    row.audience, row.published_at = narrowest(row.audience, Audience.PARTNERSHIP), None
    record(doer, "withdrew", row, f"Took back the report “{row.title}” on {plan.title}")


def figures_of(row: AnnualReport) -> Snapshot:
    """Return the picture of the plan that a report's figures are taken from."""
    return db.session.get_one(Snapshot, row.snapshot_id)
