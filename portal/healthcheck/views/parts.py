"""What several pages of the health check need."""

from flask_login import current_user

from portal.core import gate
from portal.core.permissions import Permission
from portal.healthcheck.queries import checks
from portal.partnerships.models import Partnership
from portal.questionnaires.survey_models import Survey


def at(partnership: Partnership) -> str:
    """Return the address of the partnership's health check."""
    return f"/partnerships/{partnership.slug}/health-check/"


def may_run(partnership: Partnership, survey: Survey) -> bool:
    """Whether the viewer runs this health check."""
    return current_user.can_in(Permission.RUN_SURVEYS, partnership, survey.group_id)


def run_check(partnership: Partnership, survey_id: int) -> Survey:
    """Return a health check that is closed and that the viewer runs, or answer 404 or 403."""
    survey = checks.get_check(current_user, partnership, survey_id)
    gate.demand(Permission.RUN_SURVEYS, partnership, survey.group_id)
    return survey
