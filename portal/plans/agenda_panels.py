"""What plans add to an agenda: under the review of an objective, the objective and how its actions stand."""

import sqlalchemy as sa

from portal.core import panels
from portal.core.audience import visible_to
from portal.core.database import db
from portal.core.panels import Panel
from portal.core.viewer import Viewer
from portal.meetings.models import AgendaItem, Meeting
from portal.partnerships.models import Partnership
from portal.plans.models import Objective, Plan, Section
from portal.plans.queries import rounds
from portal.plans.round_models import ObjectiveReview


@panels.offer("meeting items", 40)
def objectives_under_review(viewer: Viewer, meeting: Meeting) -> Panel | None:
    """The objective of each item that reviews one, for those who may see the plan: two statements for all items."""
    rows = db.session.execute(
        sa.select(ObjectiveReview.item_id, Objective, Section, Plan.id.label("plan_id"), Partnership.slug)
        .join(AgendaItem, AgendaItem.id == ObjectiveReview.item_id)
        .join(Objective, Objective.id == ObjectiveReview.objective_id)
        .join(Section, Section.id == Objective.section_id)
        .join(Plan, Plan.id == Section.plan_id)
        .join(Partnership, Partnership.id == Plan.partnership_id)
        .where(AgendaItem.meeting_id == meeting.id, Plan.removed_at.is_(None), visible_to(viewer, Plan))
    ).all()
    if not rows:
        return None
    actions = rounds.progress_by_objective(viewer, [row.Objective.id for row in rows])
    made = panels.shown(
        Panel(
            "plans/_of_item.html",
            {"objective": row.Objective, "section": row.Section, "actions": actions[row.Objective.id],
             "at": f"/partnerships/{row.slug}/plans/{row.plan_id}/"},
        )
        for row in rows
    )  # fmt: skip
    return Panel("", dict(zip((row.item_id for row in rows), made, strict=True)))
