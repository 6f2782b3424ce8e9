"""Forms of a poll for a day."""

from datetime import timedelta
from typing import Any

from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from portal.core import clock
from portal.core.filters import daymonth, hour
from portal.core.forms import DayField, HourField, LineField, PortalForm, choices, required
from portal.meetings.models import Kind
from portal.series.models import PollAnswer, PollDay, Suits

MOST = 8
ROWS = range(1, MOST + 1)


class PollForm(PortalForm):
    """Which days are put to the seats, and until when they may answer."""

    about = LineField("What is the meeting about?", [required("Say what the meeting is about")])
    kind = SelectField("Kind of meeting", choices=choices((k, k.words) for k in Kind), coerce=Kind)
    venue = LineField("Where", longest=300)
    closes_on = DayField("Answer by", [required("Say until which day the seats may answer")])

    def proposed(self) -> list[tuple[Any, Any, Any]]:
        """Return the days that were typed, each with its times."""
        rows = [(self[f"day{n}"], self[f"starts{n}"], self[f"ends{n}"]) for n in ROWS]
        return [(day.data, starts.data, ends.data) for day, starts, ends in rows if day.data]

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse fewer than two days, days gone by, the same twice, and a closing day after the first of them."""
        if not super().validate(extra_validators):
            return False
        seen: set[tuple[Any, Any]] = set()
        for n in ROWS:
            self._look_at(self[f"day{n}"], self[f"starts{n}"], self[f"ends{n}"], seen)
        if self.closes_on.data and self.closes_on.data < clock.today():
            self.closes_on.errors = ["This day has gone by. Give the seats a few days."]
        elif not self.errors and len(seen) < 2:
            self["day2"].errors = ["Propose at least two days. For one, call the meeting."]
        elif seen and self.closes_on.data and self.closes_on.data >= min(day for day, _starts in seen):
            self.closes_on.errors = ["The answers have to be in before the first of the days proposed."]
        return not self.errors

    def _look_at(self, day: Any, starts: Any, ends: Any, seen: set[tuple[Any, Any]]) -> None:
        """Say what is wrong with one row."""
        if not day.data:
            if self.is_usual(starts, ends):
                return
            day.errors = ["Give the day to this time, or clear the time."]
            return
        if day.data <= clock.today():
            day.errors = ["Propose a day to come."]
        elif (day.data, starts.data) in seen:
            day.errors = ["This day and time stand here twice."]
        if starts.data and ends.data and ends.data <= starts.data:
            ends.errors = ["This ends before it begins."]
        seen.add((day.data, starts.data))

    def is_usual(self, starts: Any, ends: Any) -> bool:
        """Whether a row without a day has only the times that were filled in for it."""
        return (starts.data, ends.data) in {(None, None), (self["starts1"].data, self["ends1"].data)}


for _n in ROWS:
    setattr(PollForm, f"day{_n}", DayField(f"Day {_n}"))
    setattr(PollForm, f"starts{_n}", HourField(f"From, day {_n}"))
    setattr(PollForm, f"ends{_n}", HourField(f"Until, day {_n}"))


def usual(starts: Any, ends: Any, kind: Kind, venue: str) -> dict[str, Any]:
    """Return what a new poll begins with: the group's times, and a week to answer."""
    times = {f"starts{n}": starts for n in (1, 2, 3)} | {f"ends{n}": ends for n in (1, 2, 3)}
    return times | {"kind": kind, "venue": venue, "closes_on": clock.today() + timedelta(days=7)}


def answer_form(days: list[PollDay], kept: dict[int, PollAnswer], **given: Any) -> PortalForm:
    """Return a form that asks for each of the days whether it suits; what was answered is ticked."""

    class AnswerForm(PortalForm):
        """Which days suit a seat."""

    for day in days:
        at = f", {hour(day.starts)}" if day.starts else ""
        field = RadioField(
            f"{day.day:%A} {daymonth(day.day)}{at}", [InputRequired("Say whether this day suits.")],
            choices=choices((s, s.words) for s in Suits), coerce=Suits,
            default=kept[day.id].suits if day.id in kept else None,
        )  # fmt: skip
        setattr(AnswerForm, f"day-{day.id}", field)
    return AnswerForm(**given)
