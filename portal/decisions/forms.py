"""What is sent to acknowledge decisions."""

from wtforms import HiddenField
from wtforms.validators import Regexp

from portal.core.forms import PortalForm


class AcknowledgeForm(PortalForm):
    """For which seat a meeting's decisions are acknowledged."""

    seat = HiddenField(validators=[Regexp(r"[0-9]{1,9}$")])
