"""Forms of a plan itself: begun from a preset, changed, its way noted, and its columns chosen."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from wtforms import IntegerField, RadioField, SelectField, ValidationError
from wtforms.validators import NumberRange

from portal.core import clock
from portal.core.audience import Audience
from portal.core.dates import add_months
from portal.core.forms import (
    DayField,
    LineField,
    PortalForm,
    ProseField,
    VersionedForm,
    choices,
    number_or_none,
    required,
)
from portal.partnerships.models import Group
from portal.plans.presets import PRESETS

MONTHS = "Write a number of months between 1 and 60."
YEARS = choices([("1", "January"), ("4", "April")])


def _audiences(group: Group | None) -> list[tuple[str, str]]:
    found = [
        (each.value, each.words.capitalize()) for each in (Audience.PUBLIC, Audience.PARTNERS, Audience.PARTNERSHIP)
    ]
    return [*found, (Audience.GROUP.value, f"{group.name} only")] if group else found


class _Period(VersionedForm):
    """What a plan is called, and from when to when it lasts."""

    title = LineField("What the plan is called", [required("Give the plan a name.")])
    begins_on = DayField("It begins on", [required("Say when the plan begins.")])
    ends_on = DayField("It ends on", [required("Say when the plan ends.")])

    def validate_ends_on(self, field: DayField) -> None:
        """Refuse an end before the beginning."""
        if field.data and self.begins_on.data and field.data <= self.begins_on.data:
            raise ValidationError("A plan ends after it begins.")

    @property
    def period(self) -> tuple[date, date]:
        """The first and the last day, once the form is validated."""
        return self.begins_on.data or date.min, self.ends_on.data or date.max


class StartForm(_Period):
    """A plan to begin, with the columns of a preset."""

    preset = RadioField("Columns to begin with", choices=choices([(p.key, p.name) for p in PRESETS.values()]))
    group = SelectField("Whose plan it is", coerce=number_or_none)
    opens_to = RadioField("Who may read it, once it is no draft")

    def __init__(self, groups: Sequence[Group], is_for_all: bool, *args: Any, **kwargs: Any) -> None:
        first = (clock.today() + timedelta(days=28)).replace(day=1)
        usual = {
            "begins_on": first, "ends_on": add_months(first, 24) - timedelta(days=1), "preset": "peak",
            "opens_to": Audience.PARTNERSHIP.value,
        }  # fmt: skip
        super().__init__(*args, **{"data": usual} | kwargs)
        self.group.choices = choices(
            [(group.id, group.name) for group in groups], "The whole partnership's" if is_for_all else None
        )
        self.opens_to.choices = choices(
            [*_audiences(None), *([(Audience.GROUP.value, "The group whose plan it is")] if groups else [])]
        )

    def validate_opens_to(self, field: Any) -> None:
        """Refuse a plan of the whole partnership that is for one group."""
        if field.data == Audience.GROUP.value and self.group.data is None:
            raise ValidationError("A plan of the whole partnership cannot be for one group. Choose whose plan it is.")


class PlanForm(_Period):
    """All that a plan says of itself."""

    introduction = ProseField("Introduction", description="What the plan is for, and how it came about.", longest=4000)
    section_noun = LineField("What a section is called", [required("Say what a section is called.")], longest=40)
    now_months = IntegerField("“Now” is so many months", [NumberRange(1, 60, message=MONTHS)])
    soon_months = IntegerField("“Soon” ends after so many months", [NumberRange(1, 60, message=MONTHS)])
    year_starts = SelectField("Quarter 1 begins in", choices=YEARS)
    opens_to = RadioField("Who may read it, once it is no draft")

    def __init__(self, group: Group | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opens_to.choices = choices(_audiences(group))

    def validate_soon_months(self, field: Any) -> None:
        """Refuse a soon that is over before now is."""
        if field.data and self.now_months.data and field.data <= self.now_months.data:
            raise ValidationError("“Soon” ends after “now” does.")

    def said(self) -> dict[str, Any]:
        """Return what was filled in, as `services.plans.change` takes it."""
        names = ("title", "begins_on", "ends_on", "introduction", "section_noun", "now_months", "soon_months")
        found = {name: self[name].data for name in names}
        return found | {"year_starts": int(self.year_starts.data), "opens_to": Audience(self.opens_to.data)}


class StepForm(PortalForm):
    """A day on a plan's way."""

    day = DayField("On", [required("Write the day.")])
    words = LineField("What happens", [required("Say what happens on this day.")])

    @property
    def when(self) -> date:
        """The day, once the form is validated."""
        return self.day.data or clock.today()
