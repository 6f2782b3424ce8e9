"""What is filled in for a survey: what to begin from, what it asks and promises, and its last day."""

from datetime import date
from typing import Any

from wtforms import IntegerField, RadioField, SelectField, ValidationError
from wtforms.validators import NumberRange, Optional

from portal.core import clock
from portal.core.audience import Audience
from portal.core.forms import DayField, LineField, PortalForm, ProseField, VersionedForm, choices, required
from portal.questionnaires.models import Purpose
from portal.questionnaires.survey_models import LOWEST_THRESHOLD, Asks, Privacy

RESULTS_FOR = (Audience.GROUP, Audience.PARTNERSHIP, Audience.PARTNERS, Audience.PUBLIC)
OWN = ("title", "year", "threshold", "strength_from", "discuss_from", "sample_note")


class StartForm(PortalForm):
    """What a survey begins from, and what it is called."""

    source = RadioField("What do you want to ask?")
    title = LineField(
        "What is it called?", [Optional()], description="Leave it empty to call it as the form is called."
    )
    group = SelectField("Whose seats?", [Optional()])

    def offer(self, earlier: list[tuple[int, str]], groups: list[tuple[int, str]]) -> None:
        """Offer the portal's own forms, those of earlier surveys, and the groups that can be asked."""
        own = [(f"standard-{each}", each.words) for each in Purpose if not each.is_check]
        again = [(f"again-{number}", f"Once more: {title}") for number, title in earlier]
        self.source.choices = choices([*own, *again])
        self.group.choices = choices([(str(number), name) for number, name in groups])

    def validate_source(self, field: RadioField) -> None:
        """Something has to be chosen."""
        if not field.data:
            raise ValidationError("Choose what to begin from.")


class SurveyForm(VersionedForm):
    """What a draft is called, whom it asks, what it promises, and who may see what comes of it."""

    title = LineField("What is it called?", [required("Give the survey a title.")])
    introduction = ProseField("What do people read first?", [Optional()], longest=2000)
    minutes = IntegerField("How many minutes does it take?", [NumberRange(1, 60, "Write a number from 1 to 60.")])
    year = IntegerField("For which year?", [NumberRange(2000, 2100, "Write a year, such as 2026.")])
    asks = RadioField("Who is asked?", choices=choices([(each.value, each.words) for each in Asks]))
    privacy = RadioField(
        "What becomes known of an answer?", choices=choices([(each.value, each.words) for each in Privacy]),
        description="It stands still once the survey is open, and an anonymous one never becomes named.",
    )  # fmt: skip
    threshold = IntegerField(
        "How many must answer before a figure is shown?",
        [NumberRange(LOWEST_THRESHOLD, 50, f"Write a number from {LOWEST_THRESHOLD} to 50.")],
    )  # fmt: skip
    audience = RadioField(
        "Who may see the results?", choices=choices([(each.value, each.words.capitalize()) for each in RESULTS_FOR])
    )
    strength_from = SelectField("A strength from an average of", choices=[])
    discuss_from = SelectField("To be discussed from an average of", choices=[])
    sample_note = ProseField(
        "How far do the answers stand for those who were not asked?", [Optional()], longest=1000,
        description="It stands above the results.",
    )  # fmt: skip

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        steps = [f"{tenth / 10:.1f}" for tenth in range(20, 49)]
        for field in (self.strength_from, self.discuss_from):
            field.choices = choices([(each, each) for each in steps])
            if field.data is not None:
                field.data = f"{float(field.data):.1f}"

    def said(self) -> dict[str, Any]:
        """Return what was filled in, as the services take it."""
        own = {name: self[name].data for name in OWN}
        return own | {
            "asks": Asks(self.asks.data), "privacy": Privacy(self.privacy.data),
            "audience": Audience(self.audience.data),
            "strength_from": float(self.strength_from.data), "discuss_from": float(self.discuss_from.data),
        }  # fmt: skip

    def validate_discuss_from(self, field: SelectField) -> None:
        """What is to be discussed begins below a strength."""
        if float(field.data) >= float(self.strength_from.data):
            raise ValidationError("This has to be below the average of a strength.")


class LastDayForm(PortalForm):
    """Until when people can answer."""

    closes_on = DayField("Until when can people answer?", [required("Write the last day.")])

    @property
    def last_day(self) -> date:
        """The day that was written."""
        return self.closes_on.data or date.max

    def validate_closes_on(self, field: DayField) -> None:
        """It comes after today, so that there is time to answer."""
        if field.data and field.data <= clock.today():
            raise ValidationError("The last day must come after today.")


class BareForm(PortalForm):
    """A button alone."""
