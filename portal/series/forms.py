"""Forms for a series of meetings and its preview."""

import calendar
from datetime import date, timedelta
from typing import Any

from wtforms import BooleanField, IntegerField, RadioField, SelectField
from wtforms.validators import NumberRange, Optional

from portal.core import clock, dates
from portal.core.days import add_months
from portal.core.forms import DayField, HourField, LineField, PortalForm, choices, required
from portal.meetings.models import Kind
from portal.series.models import Every, Series
from portal.series.rhythm import MOST, ORDINALS, Rhythm, days_of

OPEN, CLOSED = "public", "usual"


class PlanForm(PortalForm):
    """By which rhythm meetings are called. It is a question, sent in the address, and changes nothing."""

    class Meta(PortalForm.Meta):
        """A question needs no seal."""

        csrf = False

    once = None
    every = RadioField("Every", choices=choices((e, e.words) for e in Every), coerce=Every, default=Every.WEEKDAY)
    nth = SelectField("Which one", choices=choices(ORDINALS.items()), coerce=int, default=3)
    weekday = SelectField("Weekday", choices=choices(enumerate(calendar.day_name)), coerce=int, default=3)
    day_of_month = IntegerField(
        "Day of the month", [Optional(), NumberRange(1, 31, "Give a day from 1 to 31.")], default=15
    )
    step = IntegerField(
        "How many weeks or months apart", [required("Say how many"), NumberRange(1, 26, "Give a number from 1 to 26.")],
        default=2, description="2 with a weekday of the month: every second month. Quarters need no number.",
    )  # fmt: skip
    skips_august = BooleanField("Not in August")
    from_on = DayField("From", [required("Say from which day")])
    until_on = DayField("Until", description="Left empty: for a year.")
    number = IntegerField(
        "Or how many meetings", [Optional(), NumberRange(1, MOST, f"Give a number from 1 to {MOST}.")]
    )
    starts = HourField("Starts at", description="For example 9.30am")
    ends = HourField("Ends at")
    venue = LineField("Where", longest=300)
    kind = SelectField("Kind of meeting", choices=choices((k, k.words) for k in Kind), coerce=Kind)
    audience = RadioField(
        "Open to the public?", choices=choices([(CLOSED, "As the group's meetings are"), (OPEN, "Open to the public")]),
        default=CLOSED,
    )  # fmt: skip

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse an end before the beginning, a time gone by, and a rhythm without a day."""
        if not super().validate(extra_validators):
            return False
        if self.starts.data and self.ends.data and self.ends.data <= self.starts.data:
            self.ends.errors = ["The meetings end before they begin. Give a later time."]
        first = self.from_on.data or clock.today()
        if first < clock.today():
            self.from_on.errors = ["A series begins today or later. Log a meeting that took place by itself."]
        if self.until_on.data and self.until_on.data < first:
            self.until_on.errors = ["The last day is before the first one."]
        if self.every.data is Every.DAY and not self.day_of_month.data:
            self.day_of_month.errors = ["Say on which day of the month."]
        if not self.errors and not self.days:
            self.until_on.errors = ["No day of this rhythm falls in that time. Give a later end."]
        return not self.errors

    @property
    def rhythm(self) -> Rhythm:
        """What was asked for."""
        return Rhythm(
            self.every.data, self.step.data or 1, self.weekday.data, self.nth.data, self.day_of_month.data or 1,
            bool(self.skips_august.data),
        )  # fmt: skip

    @property
    def last(self) -> date:
        """The last day of the time asked for; so many meetings may take longer than a year."""
        ends = add_months(self.from_on.data or clock.today(), 12 * (40 if self.number.data else 1)) - timedelta(days=1)
        return self.until_on.data or ends

    @property
    def days(self) -> list[date]:
        """The days the rhythm falls on."""
        return days_of(self.rhythm, self.from_on.data or clock.today(), self.last, self.number.data or MOST)


class DatesForm(PortalForm):
    """Which of the days of a preview are called, and which are moved.

    `on` are the days that are ticked; `to-2027-03-26` is the day that one is moved to, where something is typed.
    """

    def read(self, days: list[date], sent: Any) -> list[date]:
        """Return the days to call, in their order; `wrong` then says what is not right, by day."""
        self.wrong: dict[date, str] = {}
        self.typed = {day: sent.get(f"to-{day}", "").strip()[:60] for day in days}
        ticked = set(sent.getlist("on"))
        self.ticked = {day for day in days if str(day) in ticked}
        chosen: dict[date, date] = {}
        for day in sorted(self.ticked):
            try:
                held = dates.parse_day(self.typed[day], clock.today()) if self.typed[day] else day
            except ValueError as error:
                self.wrong[day] = str(error)
                continue
            if held < clock.today():
                self.wrong[day] = "This day has gone by."
            elif held in chosen:
                self.wrong[day] = "Another meeting of this series is on that day."
            chosen[held] = day
        return [] if self.wrong else sorted(chosen)


class MoveForm(PortalForm):
    """To which day one meeting is moved."""

    day = DayField("Move to", [required("Say to which day")])


def plan_of(series: Series) -> Rhythm:
    """Return the rhythm of a series."""
    return Rhythm(
        series.every, series.step, series.weekday, series.nth, series.day_of_month, series.skips_august
    )  # fmt: skip
