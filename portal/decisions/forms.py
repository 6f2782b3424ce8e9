"""What is filled in about decisions: acknowledging, putting to the seats, answering, and looking at them again."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from wtforms import BooleanField, HiddenField, SelectField, ValidationError
from wtforms.validators import Regexp

from portal.core import clock
from portal.core.filters import shortday
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
from portal.core.text import shortened
from portal.decisions.models import Found
from portal.decisions.proposal_models import Choice
from portal.partnerships.forms.pages import one_of


class AcknowledgeForm(PortalForm):
    """For which seat a meeting's decisions are acknowledged."""

    seat = HiddenField(validators=[Regexp(r"[0-9]{1,9}$")])


class ProposeForm(PortalForm):
    """What is put to the seats of a group between its meetings."""

    group_id = SelectField("Which group decides?", coerce=int)
    text = ProseField(
        "What is proposed?", [required("Write what is to be decided.")], longest=2000,
        description="One sentence that can be answered with yes or no. It stands in the register as you write it.",
    )  # fmt: skip
    background = ProseField("Background", longest=5000, description="Why now, what it costs, what was considered.")
    closes_on = DayField("Last day to answer", [required("Write the last day to answer.")])
    is_confidential = BooleanField(
        "Confidential: for this group's representatives only",
        description="Nobody else reads it, substitutes included, and no letter quotes it.",
    )

    def __init__(self, groups: Iterable[Any], agreed: Mapping[int, Any]) -> None:
        offered = [(group.id, group.name) for group in groups]
        usual = clock.today() + timedelta(days=agreed[offered[0][0]].silence_days)
        super().__init__(closes_on=usual)
        self.group_id.choices = choices(offered)

    def said(self) -> dict[str, Any]:
        """Return what was filled in."""
        return {name: self[name].data for name in ("text", "background", "closes_on", "is_confidential")}

    def validate_closes_on(self, field: DayField) -> None:
        """The seats have at least until tomorrow."""
        if field.data and field.data <= clock.today():
            raise ValidationError("Write a day to come, so that there is time to answer.")


ANSWERS = [
    (Choice.AGREE, "We agree"), (Choice.OBJECT, "We object"), (Choice.DISCUSS, "Discuss it at a meeting"),
]  # fmt: skip


class AnswerForm(PortalForm):
    """What one seat answers."""

    choice = one_of(
        "What do you answer?", "Choose one of the three answers.",
        choices(ANSWERS), Choice,
    )  # fmt: skip
    reason = ProseField("Why", longest=2000, description="An objection needs its reason.")

    def validate_reason(self, field: ProseField) -> None:
        """An objection can be understood by the others."""
        if self.choice.data is Choice.OBJECT and not field.data:
            raise ValidationError("Say why you object, so that the others can understand it.")


class ExtendForm(PortalForm):
    """A later last day to answer."""

    closes_on = DayField("New last day to answer", [required("Write the new last day.")])

    def __init__(self, now: date) -> None:
        super().__init__()
        self.now = now

    def validate_closes_on(self, field: DayField) -> None:
        """The new day is later than the one there is."""
        if field.data and field.data <= self.now:
            raise ValidationError(f"Write a day after {shortday(self.now)}.")


class WithdrawForm(PortalForm):
    """Why a proposal is taken back."""

    why = LineField("Why is it withdrawn?", [required("Say why, so that those who answered know.")], longest=400)


class PlanForm(VersionedForm):
    """When a decision is looked at again."""

    review_on = DayField("Review on", description="Empty: it is not to be reviewed.")


class ReviewForm(PortalForm):
    """What looking at a decision again came to."""

    found = one_of("What did it come to?", "Choose what it came to.", choices((f, f.words) for f in Found), Found)
    later_id = SelectField("Decision that changes it", coerce=number_or_none)
    next_on = DayField("Review it again on", description="Where it stands; empty for never.")
    note = ProseField("Note", longest=1000)

    def __init__(self, later: Iterable[Any]) -> None:
        super().__init__()
        offered = [(row.id, f"{shortday(row.decided_on)}: {shortened(row.text, 90)}") for row in later]
        self.later_id.choices = choices(offered, "None of these")

    def validate_later_id(self, field: SelectField) -> None:
        """Where another decision changes it, which."""
        if self.found.data is Found.CHANGED and not field.data and not field.errors:
            raise ValidationError("Choose the decision that changes this one.")

    def validate_next_on(self, field: DayField) -> None:
        """The next review lies ahead."""
        if field.data and field.data <= clock.today():
            raise ValidationError("Write a day to come.")


class SinceForm(PortalForm):
    """Since when to look."""

    since = DayField("Since")
