"""What is filled in about the membership statement: a new edition, and a review."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import HiddenField, SelectField, ValidationError

from portal.core import clock
from portal.core.days import add_months
from portal.core.filters import shortday
from portal.core.forms import DayField, LineField, ProseField, choices, number_or_none, required
from portal.core.text import shortened
from portal.decisions.models import Decision
from portal.memberships.forms.seats import within_reason
from portal.representation.forms import DatedForm


class SettledForm(DatedForm):
    """When something was settled, how, and when it is looked at again."""

    how = LineField("Where?", description="The meeting or workshop, in words.")
    decision_id = SelectField("By which decision?", coerce=number_or_none)
    review_on = DayField(
        "Look at it again on", [required("Write the day of the next review."), within_reason],
        default=lambda: add_months(clock.today(), 12),
    )  # fmt: skip

    def offer(self, decisions: Sequence[Any]) -> None:
        """Offer the decisions of the last year."""
        self._decisions = list(decisions)
        rows = [(each.id, f"{shortday(each.decided_on)}: {shortened(each.text, 90)}") for each in decisions]
        self.decision_id.choices = choices(rows, "None in the register")

    def validate_review_on(self, field: DayField) -> None:
        """The next review lies ahead."""
        if isinstance(field.data, date) and field.data <= clock.today():
            raise ValidationError("Write a day to come.")

    @property
    def settled(self) -> tuple[date, str, Decision | None]:
        """When, how, and by which decision."""
        chosen = next((each for each in self._decisions if each.id == self.decision_id.data), None)
        return self.day, self.how.data, chosen

    @property
    def review_day(self) -> date:
        """The day of the next review."""
        return self.review_on.data or clock.today()


class EditionForm(SettledForm):
    """A new edition of the statement."""

    text = ProseField(
        "The statement", [required("Write the statement.")], 10_000,
        description="Who may be a member, what is asked of members, how one joins and leaves.",
    )  # fmt: skip
    after = HiddenField()

    @property
    def written_from(self) -> int:
        """The number of the edition it was written from; 0 where there was none."""
        return int(self.after.data) if (self.after.data or "").isascii() and (self.after.data or "").isdigit() else 0


class ReviewForm(SettledForm):
    """A review after which the statement stands as it is."""
