"""What of the health check waits for those who run it: results under review, and the next one when a year is over."""

from portal.core import clock, waiting
from portal.core.filters import shortday
from portal.core.permissions import GRANTS, Permission
from portal.core.viewer import Viewer
from portal.core.waiting import Waiting, thing
from portal.healthcheck import rules
from portal.healthcheck.queries import checks
from portal.questionnaires.survey_models import Stage


@waiting.offer
def waiting_for(viewer: Viewer) -> list[Waiting]:
    """Return the health checks to be followed up, and those that are due again: one statement."""
    kept = sorted({part.partnership_id for part in viewer.parts if Permission.RUN_SURVEYS in GRANTS[part.role]})
    found = []
    for row in checks.latest_of(kept) if kept else []:
        if not viewer.can_in(Permission.RUN_SURVEYS, row.partnership_id, row.group_id):
            continue
        at = f"/partnerships/{row.slug}/health-check/"
        if row.stage is Stage.CLOSED:
            meta = f"{row.partnership}. Closed on {shortday(row.closed_on)}."
            words = f"Agree what follows from {row.title}"
            found.append(thing(None, words, f"{at}{row.id}/", meta, "See the results"))
        elif row.completed_on and rules.due_again(row.completed_on) <= clock.today():
            due = rules.due_again(row.completed_on)
            meta = f"{row.partnership}. The last one was completed on {shortday(row.completed_on)}."
            found.append(thing(due, "Start this year’s health check", f"{at}start", meta, "Start it"))
    return found
