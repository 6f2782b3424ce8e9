"""Asking for a resource, a step of a booking, and a message about it."""

from datetime import datetime, time

from wtforms import SelectField
from wtforms.validators import Optional

from portal.core import clock
from portal.core.forms import DayField, HourField, PortalForm, ProseField, number_or_none, required
from portal.resources.forms.audience import WRONG


class BookingForm(PortalForm):
    """From when until when somebody would like to have a thing, for whom and for what."""

    starts_on = DayField("From which day?", [required("Write the day.")], description="Such as next Thursday.")
    starts = HourField("From what time?", [required("Write the time, such as 9am.")], description="Such as 9am.")
    ends_on = DayField("Until which day?", description="Left empty: the same day.")
    ends = HourField("Until what time?", [required("Write the time, such as 5pm.")], description="Such as 5pm.")
    organisation_id = SelectField("For which organisation?", coerce=number_or_none, **WRONG)
    purpose = ProseField("What for?", [required("Say what it is for.")], longest=2000,
                         description="A sentence, so that they know whether it fits.")  # fmt: skip

    @property
    def asked(self) -> tuple[datetime, datetime]:
        """From when until when, once the form is sound."""
        first = self.starts_on.data or clock.today()
        last = self.ends_on.data or first
        return clock.at(first, self.starts.data or time(0)), clock.at(last, self.ends.data or time(0))


class StepForm(PortalForm):
    """What is said beside a step of a booking."""

    words = ProseField("Why?", [Optional()], longest=2000)


class MessageForm(PortalForm):
    """A message about a booking."""

    text = ProseField("Your message", [required("Write your message.")], longest=2000)
