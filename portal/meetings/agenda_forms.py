"""Forms for proposals, for reviews and for interests."""

from datetime import date
from typing import Any

from wtforms import BooleanField, IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from portal.core import clock
from portal.core.forms import DayField, LineField, PortalForm, ProseField, choices, number_or_none, required
from portal.meetings.agenda_models import Handling, Prompt
from portal.meetings.models import ItemKind

SAID = ("title", "kind", "minutes_long", "led_by", "is_confidential", "reviews_action_id")
"""What a proposal says of the item, beside the answers to the group's prompts."""


class ProposalForm(PortalForm):
    """An item proposed for an agenda; the group's own prompts are added by `proposal_form`."""

    title = LineField("What should the group talk about?", [required("Say what the item is about")])
    kind = SelectField("What is it for?", choices=choices((k, k.words) for k in ItemKind), coerce=ItemKind)
    reviews_action_id = SelectField(
        "Which action does it review?", coerce=number_or_none, validators=[Optional()],
        description="For a review of an objective; otherwise leave it.",
    )  # fmt: skip
    minutes_long = IntegerField(
        "How many minutes would it take?", [Optional(), NumberRange(1, 600, "Give between 1 and 600 minutes.")]
    )
    led_by = LineField("Who would lead it?")
    is_confidential = BooleanField(
        "Confidential", description="Only the group's representatives see it, and observers leave before it."
    )

    def said(self) -> dict[str, Any]:
        """Return what the form says of the item."""
        return {name: self[name].data for name in SAID}

    def answers(self, prompts: Any) -> list[tuple[str, str]]:
        """Return each prompt with its answer."""
        return [(prompt.text, self[f"answer_{prompt.id}"].data) for prompt in prompts]


def proposal_form(prompts: list[Prompt], actions: Any, **given: Any) -> ProposalForm:
    """Return the form with a box for each of the group's prompts, and the actions that can be reviewed."""
    boxes = {f"answer_{prompt.id}": ProseField(prompt.text, longest=4000) for prompt in prompts}
    form = type("ProposalFormOfGroup", (ProposalForm,), boxes)(**given)
    form.reviews_action_id.choices = choices(actions, none="None")
    return form


class DeclineForm(PortalForm):
    """Why a proposal does not come onto an agenda."""

    why = LineField("Why is it declined?", [required("Say in a few words why; the proposer reads it")], longest=300)


class PromptForm(PortalForm):
    """A question for whoever proposes an item."""

    text = LineField("What should proposals answer?", [required("Write the question")], longest=300)


class ClosingForm(PortalForm):
    """By when proposals are to come."""

    days = IntegerField(
        "Days before the meeting by which proposals close",
        [InputRequired("Write a number of days; 0 for no closing day."),
         NumberRange(0, 60, "Give between 0 and 60 days.")],
        description="0: they may come until the meeting.",
    )  # fmt: skip


class ReviewForm(PortalForm):
    """An action put on an agenda for review."""

    meeting_id = SelectField("At which meeting?", coerce=int)
    title = LineField("What does the agenda say?", [required("Say what the item is about")])
    minutes_long = IntegerField(
        "How many minutes?", [Optional(), NumberRange(1, 600, "Give between 1 and 600 minutes.")]
    )

    def __init__(self, meetings: Any, **given: Any) -> None:
        super().__init__(**given)
        self.meeting_id.choices = choices(meetings)


class InterestForm(PortalForm):
    """An interest declared against an item."""

    whose = SelectField("Whose interest is it?", coerce=str)
    nature = LineField(
        "What is the interest?",
        [required("Say what the interest is")],
        longest=400,
        description="For example: our organisation bids for this fund.",
    )
    handling = SelectField(
        "How was it handled?", coerce=Handling,
        choices=choices((each, each.words.capitalize()) for each in Handling),
        description="Who withdraws is not counted in the quorum of what is decided under the item.",
    )  # fmt: skip

    def __init__(self, whose: Any, **given: Any) -> None:
        super().__init__(**given)
        self.whose.choices = choices(whose)


class HandlingForm(PortalForm):
    """How an interest was handled."""

    handling = SelectField(
        "How was it handled?", coerce=Handling, choices=choices((each, each.words.capitalize()) for each in Handling)
    )


class RegisterForm(PortalForm):
    """A standing interest for the register."""

    whose = SelectField("Whose interest is it?", coerce=str)
    nature = ProseField("What is the interest?", [required("Say what the interest is")], longest=400)
    from_on = DayField("Since when?", [required("Say since when")], description="For example 1 April 2025")
    until_on = DayField("Until when?", description="Leave it empty while it lasts.")

    def __init__(self, whose: Any, **given: Any) -> None:
        super().__init__(**given)
        self.whose.choices = choices(whose)
        if not self.is_submitted():
            self.from_on.data = clock.today()

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse an end before the beginning."""
        good = super().validate(extra_validators)
        ends: date | None = self.until_on.data
        if good and ends and self.from_on.data and ends < self.from_on.data:
            self.until_on.errors = ["It ends before it began. Give a later day."]
            return False
        return good
