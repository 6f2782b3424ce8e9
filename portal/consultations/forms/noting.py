"""What is filled in for a consultation itself, and for the measure of short notice."""

from typing import Any

from wtforms import IntegerField, RadioField, ValidationError
from wtforms.validators import NumberRange, Optional

from portal.core import clock
from portal.core.audience import OFFERED_TO, Audience
from portal.core.forms import DayField, LineField, ProseField, VersionedForm, choices, required
from portal.directory.rules import website

OWN = ("title", "owner_called", "about", "link", "opens_on", "closes_on", "expected")


class ConsultationForm(VersionedForm):
    """Who asks what, from when until when, and since when the partnership knows of it."""

    title = LineField("What is it called?", [required("Give the consultation a title.")])
    owner_called = LineField(
        "Who asks?", [required("Write who asks.")],
        description="An organisation of the directory by its name, or any other body in your own words.",
    )  # fmt: skip
    about = ProseField(
        "What is it about?", [Optional()], longest=8000, description="And what in it matters to this partnership."
    )
    link = LineField("Where to read it", [Optional()], longest=300, description="The address of a website.")
    heard_on = DayField("When did we hear of it?", [Optional()], description="Leave it empty for today.")
    opens_on = DayField("When did it open?", [Optional()])
    closes_on = DayField("When does it close?", [Optional()])
    expected = LineField(
        "If it is only coming: when, as far as one knows?", [Optional()], longest=120,
        description="Such as: in the autumn. With no day above, it stands in the list as an early warning.",
    )  # fmt: skip
    audience = RadioField(
        "Who may read of it?", choices=choices([(each.value, each.words.capitalize()) for each in OFFERED_TO]),
        default=Audience.PARTNERS.value,
    )  # fmt: skip

    def said(self) -> dict[str, Any]:
        """Return what was filled in, as the services take it."""
        own = {name: self[name].data for name in OWN}
        heard = self.heard_on.data or clock.today()
        return own | {"heard_on": heard, "audience": Audience(self.audience.data)}

    def validate_link(self, field: LineField) -> None:
        """A link is the address of a website."""
        if field.data:
            try:
                field.data = website(field.data)
            except ValueError as error:
                raise ValidationError(str(error)) from error

    def validate_heard_on(self, field: DayField) -> None:
        """One hears of it today or before."""
        if field.data and field.data > clock.today():
            raise ValidationError("This day is still to come.")

    def validate_closes_on(self, field: DayField) -> None:
        """It closes after it opens."""
        if field.data and self.opens_on.data and field.data < self.opens_on.data:
            raise ValidationError("This is before the day it opened.")


class MeasureForm(VersionedForm):
    """How much notice the partnership wants, and why."""

    weeks = IntegerField(
        "How many weeks of notice do we want?",
        [required("Write a number of weeks."), NumberRange(1, 52, "Write a number from 1 to 52.")],
    )  # fmt: skip
    reason = ProseField(
        "Why so many?", [required("Say why, so that others understand it.")], longest=400,
        description="It stands beside every consultation that comes at short notice.",
    )  # fmt: skip
