"""The forms of a meeting's call: calling it, changing the call, cancelling it."""

from typing import Any

from wtforms import RadioField, SelectField
from wtforms.validators import Optional, ValidationError

from portal.core.audience import Audience
from portal.core.forms import (
    DayField,
    HourField,
    LineField,
    PortalForm,
    VersionedForm,
    choices,
    number_or_none,
    required,
)
from portal.meetings.coming import Manner, is_secure
from portal.meetings.models import Kind


class MeetingForm(VersionedForm):
    """Calling a meeting, or changing its call."""

    day = DayField(
        "When is it?",
        [required("Say which day the meeting is on")],
        description="Write it as you would say it: 24 March, 24/3/2026, next Thursday.",
    )
    starts = HourField("From", description="For example 9.30am")
    ends = HourField("Until", description="For example 12 noon")
    venue = LineField("Where, and how do people get in?", longest=300)
    manner = SelectField(
        "How do people meet?", choices=choices((m, m.words) for m in Manner), coerce=Manner, default=Manner.PLACE
    )
    online_link = LineField(
        "Link to join online", longest=500,
        description="Begins with https://. Only the group itself and those invited to this meeting see it.",
    )  # fmt: skip
    lunch = LineField(
        "Lunch or refreshments", description="For example: shared lunch at 12 noon; say if you need a diet."
    )
    access_notes = LineField(
        "Access", longest=400, description="Step-free way in, hearing loop, parking, interpreter, toilets."
    )
    kind = RadioField("What kind of meeting is it?", choices=choices((k, k.words) for k in Kind), coerce=Kind)
    title = LineField("What is it called?", description="Left empty, it takes the name of its kind.")
    audience = RadioField(
        "Who may see that it takes place, and its agenda?",
        choices=choices((a, a.words.capitalize()) for a in Audience if a is not Audience.RESTRICTED),
        coerce=Audience,
    )
    taker_id = SelectField(
        "Who takes the minutes?",
        coerce=number_or_none,
        description="Leave it open if you do not know yet.",
        validators=[Optional()],
    )

    def __init__(self, takers: Any = (), hint: str = "", **given: Any) -> None:
        super().__init__(**given)
        self.taker_id.choices = choices(takers, none="Not settled yet")
        if hint:
            self.taker_id.description = hint

    def validate_online_link(self, given: LineField) -> None:
        """Refuse what is no address on a secured line."""
        if given.data and not is_secure(given.data):
            raise ValidationError("Give the whole address, beginning with https:// and without a password in it.")

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse an end before the beginning."""
        good = super().validate(extra_validators)
        if good and self.starts.data and self.ends.data and self.ends.data <= self.starts.data:
            self.ends.errors = ["The meeting ends before it begins. Give a later time."]
            return False
        return good


class CancelForm(PortalForm):
    """Why a meeting will not take place."""

    why = LineField("Why is it cancelled?", [required("Say in a few words why")])
