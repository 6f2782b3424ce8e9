"""The forms between two tiers."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, ValidationError
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from portal.core.filters import shortday
from portal.core.forms import (
    LineField,
    PortalForm,
    ProseField,
    VersionedForm,
    choices,
    number_or_none,
    required,
)
from portal.core.text import shortened
from portal.tiers.models import Tier
from portal.tiers.rules import CONFIDENTIAL
from portal.tiers.services.traffic import NOWHERE, Source


class TierForm(PortalForm):
    """Which other partnership, and who stands above."""

    other_id = SelectField("Which partnership?", coerce=number_or_none, validators=[required("Choose a partnership")])
    side = RadioField(
        "Which of the two stands above?",
        choices=choices([("upper", "This one: it reports to us"), ("lower", "The other one: we report to it")]),
    )


class PromptsForm(VersionedForm):
    """What the reports of the partnerships below are asked."""

    prompts = ProseField("Questions, one on each line", [required("Ask at least one question")], longest=2000)


class ReportForm(VersionedForm):
    """A report: one box for each question, made by `report_form`."""


def report_form(questions: Sequence[str], texts: Sequence[str]) -> Any:
    """Return the form of a report with a box for each question, holding what is written there so far."""

    class Asked(ReportForm):
        """The questions of this report."""

    for number, question in enumerate(questions, 1):
        text = texts[number - 1] if number <= len(texts) else ""
        setattr(Asked, f"part_{number}", ProseField(question, [Optional()], longest=4000, default=text))
    return Asked()


class _FromForm(PortalForm):
    """Something that may come from an item or a decision of one's own; a confidential one is refused."""

    source = SelectField("Which item does it come from?", validate_choice=False, validators=[Optional()])
    sources: dict[str, Source]
    secret: set[str]

    def offer_sources(self, items: Sequence[Any], decisions: Sequence[Any], none: str) -> None:
        """Offer the items and decisions that are not confidential, as rows of `queries.tiers.sources`."""
        self.sources = {f"item-{row.id}": Source(row.id, None, row.meeting_id, row.day) for row in items}
        self.sources |= {f"decision-{row.id}": Source(None, row.id, row.meeting_id, row.day) for row in decisions}
        self.secret = {f"item-{row.id}" for row in items if row.is_secret}
        self.secret |= {f"decision-{row.id}" for row in decisions if row.is_secret}
        kinds = [("item", row) for row in items] + [("decision", row) for row in decisions]
        self.source.choices = choices(
            [
                (f"{kind}-{row.id}", f"{shortday(row.day)}: {'decided: ' if kind == 'decision' else ''}"
                 f"{shortened(row.title, 90)}")
                for kind, row in kinds
                if not row.is_secret
            ],
            none=none,
        )  # fmt: skip

    def validate_source(self, field: SelectField) -> None:
        """What is confidential is refused with a sentence; what is not offered at all as well."""
        if field.data in self.secret:
            raise ValidationError(CONFIDENTIAL)
        if field.data and field.data not in self.sources:
            raise ValidationError("Choose one of those offered.")

    @property
    def chosen_source(self) -> Source:
        """Where it comes from, as it was chosen."""
        return self.sources.get(self.source.data or "", NOWHERE)


class IssueForm(_FromForm):
    """An issue for the partnerships below."""

    title = LineField("What is the issue?", [required("Say in a few words what the issue is")])
    text = ProseField("What would you like to hear?", [Optional()], longest=4000)
    to = SelectMultipleField(
        "To whom?", coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(),
        validators=[required("Choose at least one partnership")],
    )  # fmt: skip

    def offer(self, tiers: Sequence[Tier]) -> None:
        """Offer the partnerships below."""
        self.to.choices = choices((tier.id, tier.lower.name) for tier in tiers)


class QuestionForm(_FromForm):
    """A question for a partnership above."""

    tier_id = SelectField("To whom?", coerce=number_or_none, validators=[required("Choose a partnership")])
    title = LineField("What do you ask?", [required("Say in a few words what you ask")])
    text = ProseField("A sentence or two", [Optional()], longest=4000)

    def offer(self, tiers: Sequence[Tier]) -> None:
        """Offer the partnerships above."""
        self.tier_id.choices = choices((tier.id, tier.upper.name) for tier in tiers)


class AnswerForm(_FromForm, VersionedForm):
    """The answer to an issue, with the item of the meeting it came from."""

    answer = ProseField("What is the answer?", [required("Write what is answered")], longest=4000)


class QuestionAnswerForm(AnswerForm):
    """The answer to a question: to the asker, or to all."""

    is_for_all = BooleanField("Send the answer to all partnerships below, not to the asker alone")
