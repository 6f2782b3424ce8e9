"""What is filled in when an organisation holds a standard, or applied for funding."""

from typing import Any

from wtforms import RadioField, SelectField, ValidationError
from wtforms.validators import Optional

from portal.core.forms import DayField, LineField, PortalForm, VersionedForm, choices, number_or_none, required
from portal.library.models import Outcome

CHOOSE = "Choose one of the organisations in the list."


class DaysForm(PortalForm):
    """Since when an organisation holds a standard, and until when."""

    since_on = DayField("Since when?", [Optional()])
    until_on = DayField(
        "Until when?", [Optional()], description="Leave it empty if it still holds it and no end is known."
    )

    def validate_until_on(self, field: DayField) -> None:
        """The end comes after the beginning."""
        if field.data and self.since_on.data and field.data < self.since_on.data:
            raise ValidationError("This day is before the one it began.")


class HoldingForm(DaysForm):
    """Which organisation holds a standard."""

    organisation_id = SelectField("Who holds it?", [required(CHOOSE)], coerce=number_or_none)


class ResultForm(VersionedForm):
    """When somebody applied, for how much, and what came of it."""

    applied_on = DayField("When did it apply?", description="Leave it empty for today.")
    asked_for = LineField("For how much?", [Optional()], longest=120)
    outcome = RadioField(
        "What came of it?", choices=choices([(each.value, each.words) for each in Outcome]),
        default=Outcome.WAITING.value,
    )  # fmt: skip
    note = LineField("What others can learn from it", [Optional()], longest=400)

    def said(self) -> dict[str, Any]:
        """Return what was filled in."""
        return {
            "applied_on": self.applied_on.data, "asked_for": self.asked_for.data, "note": self.note.data,
            "outcome": Outcome(self.outcome.data),
        }  # fmt: skip


class ApplicationForm(ResultForm):
    """Who applied."""

    organisation_id = SelectField("Who applied?", [required(CHOOSE)], coerce=number_or_none)
