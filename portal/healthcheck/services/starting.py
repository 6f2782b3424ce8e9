"""Starting this year's health check: a draft with last year's form, so that equal words can be compared."""

from datetime import date

from portal.core import clock
from portal.core.audience import Audience, Why
from portal.core.errors import Refusal
from portal.core.viewer import Viewer
from portal.healthcheck.queries import checks, places
from portal.partnerships.models import Group, Partnership
from portal.questionnaires.models import Purpose
from portal.questionnaires.services import drafting
from portal.questionnaires.survey_models import Asks, Privacy, Stage, Survey


def start(
    doer: Viewer, partnership: Partnership, group: Group, *, purpose: Purpose, asks: Asks, closes_on: date
) -> Survey:
    """Return the draft of this year's health check; it is edited and opened on its own page.

    Raises `Refusal` while another one is not completed: its results have to be answered first.
    """
    latest = checks.latest(partnership.id)
    if latest is not None and latest.stage is not Stage.COMPLETED:
        raise Refusal(f"{latest.title} is not completed yet. Complete that review first, or remove its draft.")
    source = places.last_form(partnership.id, purpose) or purpose
    survey = drafting.make(doer, partnership, source, f"Health check {clock.today().year}", group.id)
    survey.audience, survey.audience_why = Audience.PARTNERSHIP, Why.CHOSEN
    survey.asks, survey.closes_on = asks, closes_on
    survey.privacy = Privacy.UNNAMED if asks is Asks.JOINT else Privacy.ANONYMOUS
    if latest is not None:
        survey.previous_id, survey.compares = latest.id, latest.compares
    return survey
