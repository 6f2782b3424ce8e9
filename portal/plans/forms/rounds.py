"""Forms of rounds, pictures, the yearly review, the annual report and the review of objectives."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from wtforms import RadioField, SelectField, ValidationError
from wtforms.validators import Optional

from portal.core import clock
from portal.core.audience import Audience
from portal.core.dates import add_months
from portal.core.forms import DayField, LineField, PortalForm, ProseField, VersionedForm, choices, required
from portal.plans.models import Plan, PlanEntry

READERS = (Audience.PARTNERSHIP, Audience.PARTNERS, Audience.PUBLIC)
FATES = [("carry", "Carry on"), ("done", "It is done"), ("drop", "Drop it")]


class RoundForm(PortalForm):
    """A round to begin: what it is called, and until when answers are taken."""

    title = LineField("What this round is called", [required("Give the round a name.")], longest=200)
    closes_on = DayField("Answers are taken until", [required("Say until when answers are taken.")])

    def validate_closes_on(self, field: DayField) -> None:
        """Refuse a day that is over."""
        if field.data and field.data <= clock.today():
            raise ValidationError("Choose a day to come, so that there is time to answer.")


class KeepForm(PortalForm):
    """A picture of the plan, kept under a title."""

    title = LineField("What it is kept as", [required("Give it a title, such as “Before the away day”.")], longest=200)


class ReportForm(VersionedForm):
    """An annual report in the partnership's own words."""

    title = LineField("Title", [required("Give the report a title.")], longest=200)
    successes = ProseField("What went well", [required("Say what went well.")], longest=8000)
    failures = ProseField(
        "What did not", [required("Say what did not go well: a report that leaves it out is not believed.")],
        longest=8000,
    )  # fmt: skip
    lessons = ProseField("What we learned", longest=8000)

    def said(self) -> dict[str, str]:
        """Return what was written, as the services take it."""
        return {name: self[name].data for name in ("title", "successes", "failures", "lessons")}


class PublishForm(PortalForm):
    """Who a report is for."""

    audience = RadioField(
        "Who may read it", choices=choices([(each.value, each.words.capitalize()) for each in READERS])
    )


class ReviewOfObjectiveForm(PortalForm):
    """When an objective comes onto an agenda, and how often."""

    review_on = DayField("Review it at the first meeting from", [Optional()], description="Leave it empty for none.")
    review_months = SelectField(
        "And again",
        choices=choices([("0", "No, only once"), ("3", "Every three months"), ("6", "Every six months"),
                         ("12", "Every year")]),
    )  # fmt: skip


class FollowForm(PortalForm):
    """The plan that follows on, and what becomes of each open action; `fates` is read beside the fields."""

    title = LineField("What the new plan is called", [required("Give the new plan a title.")], longest=200)
    begins_on = DayField("It begins on", [required("Say when it begins.")])
    ends_on = DayField("It ends on", [required("Say when it ends.")])

    def __init__(self, plan: Plan, open_entries: Sequence[PlanEntry], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan, self.open_entries = plan, open_entries

    def validate_ends_on(self, field: DayField) -> None:
        """Refuse a plan that ends before it begins."""
        if field.data and self.begins_on.data and field.data <= self.begins_on.data:
            raise ValidationError("The plan must end after it begins.")

    def fates(self, given: Any) -> dict[str, set[int]]:
        """Return which of the open actions are carried on, done and dropped; who is not named is carried on."""
        fates: dict[str, set[int]] = {key: set() for key, _words in FATES}
        for entry in self.open_entries:
            fate = given.get(f"fate-{entry.id}", "carry")
            fates[fate if fate in fates else "carry"].add(entry.id)
        return fates


def next_period(plan: Plan) -> tuple[date, date]:
    """Return the period after the plan's own, as long as it: from the day after its end."""
    begins = plan.ends_on + timedelta(days=1)
    months = (plan.ends_on.year - plan.begins_on.year) * 12 + plan.ends_on.month - plan.begins_on.month + 1
    return begins, add_months(begins, max(months, 1)) - timedelta(days=1)
