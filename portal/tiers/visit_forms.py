"""The form of a visit."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import BooleanField, SelectField, ValidationError
from wtforms.validators import Optional

from portal.core import clock
from portal.core.filters import shortday
from portal.core.forms import DayField, LineField, VersionedForm, choices, number_or_none


class VisitForm(VersionedForm):
    """A visit: to a meeting, or on another day."""

    meeting_id = SelectField(
        "At which of their meetings?", coerce=number_or_none, validators=[Optional()],
        description="The meetings that you may open. For another one, write its day below.",
    )  # fmt: skip
    day = DayField("On which day?", description="Leave it empty where a meeting is chosen.")
    who = LineField("Who comes?", [Optional()], description="The chair, and who else.")
    was_made = BooleanField("The visit was made")
    note = LineField("What came of it", [Optional()], longest=400)
    days: dict[int, date]

    def offer(self, meetings: Sequence[Any]) -> None:
        """Offer the meetings, as rows with id and day."""
        self.days = {row.id: row.day for row in meetings}
        self.meeting_id.choices = choices([(row.id, shortday(row.day)) for row in meetings], none="At none of them")

    def validate_day(self, field: DayField) -> None:
        """A visit has a day: the meeting's, or its own."""
        if not field.data and not field.errors and not self.meeting_id.data:
            raise ValidationError("Say on which day, or choose a meeting")

    def validate_was_made(self, field: BooleanField) -> None:
        """What lies ahead was not made yet."""
        if field.data and (day := self.when) and day > clock.today():
            raise ValidationError("This day is still to come. Note it when the visit was made.")

    @property
    def when(self) -> date | None:
        """The day of the visit."""
        return self.days.get(self.meeting_id.data) or self.day.data
