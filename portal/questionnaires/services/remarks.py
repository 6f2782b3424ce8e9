"""Taking words out of the results where they hurt or tell too much, with a mark that stays."""

from portal.audit.services import record
from portal.core import clock
from portal.core.errors import Refusal
from portal.core.viewer import Viewer
from portal.questionnaires.survey_models import Remark, Survey


def hide(doer: Viewer, survey: Survey, remark: Remark) -> None:
    """Take a text out of the results; that one was taken out stays to be seen."""
    remark.hidden_on = remark.hidden_on or clock.today()
    record(doer, "hid", survey, f"Took a text out of the results of {survey.title}")


def show(doer: Viewer, survey: Survey, remark: Remark) -> None:
    """Put a text back on the day it was taken out. Raises `Refusal` on a later day."""
    if remark.hidden_on != clock.today():
        raise Refusal("What was taken out can be put back on the same day only.")
    remark.hidden_on = None
    record(doer, "showed", survey, f"Put a text back into the results of {survey.title}")
