"""What the health check adds to other pages: the front door, the workshop's item, and last year's before answering."""

from portal.core import clock, panels
from portal.core.audience import may_see
from portal.core.panels import Panel
from portal.core.viewer import Viewer
from portal.healthcheck import findings, state
from portal.healthcheck.queries import checks, following, placed
from portal.meetings.models import Meeting
from portal.partnerships.models import Partnership
from portal.questionnaires.queries.seeing import OVER
from portal.questionnaires.survey_models import Survey

WEAKEST = 5


@panels.offer("partnership", 66)
def on_front_door(viewer: Viewer, partnership: Partnership) -> Panel | None:
    """How the health check stands, for those of the partnership: one statement."""
    if not viewer.belongs_to(partnership):
        return None
    found = checks.latest_seen(viewer, partnership.id)
    if found is None:
        return None
    survey, asked, answered = found
    said = state.sentence(survey, (asked, answered), clock.today())
    return Panel("healthcheck/_front_door.html", {"sentence": said, "slug": partnership.slug})


@panels.offer("survey start", 10)
def last_year(viewer: Viewer, survey: Survey) -> Panel | None:
    """What was agreed a year ago and what became of it, before somebody answers this year's health check."""
    before = checks.before(survey) if viewer.belongs_to(survey.partnership_id) else None
    if before is None or not survey.questionnaire.purpose.is_check or not may_see(viewer, before):
        return None
    said = list(following.agreed_on(viewer, before.id).values())
    slug = checks.slug_of(survey)
    context = {"before": before, "said_then": said, "base": f"/partnerships/{slug}/"}
    return Panel("healthcheck/_last_year.html", context) if said else None


@panels.offer("meeting items", 44)
def under_the_workshop(viewer: Viewer, meeting: Meeting) -> Panel | None:
    """The weakest statements inside the item at which they are talked over, for those who may see the results."""
    if meeting.partnership_id not in placed.on_agendas() or not viewer.belongs_to(meeting.partnership_id):
        return None
    rows = [row for row in following.workshops_at(meeting) if row.Survey.stage in OVER and may_see(viewer, row.Survey)]
    if not rows:
        return None
    made = []
    for row in rows:
        found = findings.of(viewer, row.Survey)
        weakest = [each for each in found.rows if each.statement.is_shown][:WEAKEST]
        at = f"/partnerships/{checks.slug_of(row.Survey)}/health-check/{row.Survey.id}/"
        context = {"rows": weakest, "heading": found.heading, "at": at, "number": row.item_id}
        made.append(Panel("healthcheck/_of_item.html", context))
    return Panel("", dict(zip((row.item_id for row in rows), panels.shown(made), strict=True)))
