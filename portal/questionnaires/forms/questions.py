"""What is filled in for a section and for a question."""

from typing import Any

from wtforms import BooleanField, RadioField, SelectField, ValidationError
from wtforms.validators import Optional

from portal.core.forms import LineField, PortalForm, ProseField, choices, required
from portal.questionnaires.models import Measure

MOST_CHOICES = 12


class SectionForm(PortalForm):
    """The heading of a section, and the words below it."""

    title = LineField("Heading of the section", [required("Give the section a heading.")], longest=120)
    introduction = ProseField("Words below it", [Optional()], longest=1000)


class QuestionForm(PortalForm):
    """A question in its words, and how it is answered."""

    heading = LineField(
        "The statement or question", [required("Write what you want to ask.")], longest=160,
        description="A statement that people agree with or not says one thing, and says it positively.",
    )  # fmt: skip
    hint = LineField("A hint below it", [Optional()], longest=300)
    measure = RadioField(
        "How is it answered?", choices=choices([(each.value, each.words) for each in Measure]),
        default=Measure.AGREEMENT.value,
    )  # fmt: skip
    choices = ProseField(
        "The choices, one a line", [Optional()], longest=1200, description="For the two kinds with choices."
    )
    asks_help = BooleanField("Under a low rating, ask what would help", default=True)

    def said(self) -> dict[str, Any]:
        """Return what was filled in, as the services take it."""
        return {
            "heading": self.heading.data, "hint": self.hint.data, "measure": Measure(self.measure.data),
            "choices": "\n".join(_lines(self.choices.data)), "asks_help": self.asks_help.data,
        }  # fmt: skip

    def validate_choices(self, field: ProseField) -> None:
        """Two choices at least, and no more than fit on a phone."""
        count = len(_lines(field.data))
        needs = self.measure.data in {Measure.ONE_OF, Measure.SOME_OF}
        if needs and not 2 <= count <= MOST_CHOICES:
            raise ValidationError(f"Write from 2 to {MOST_CHOICES} choices, one a line.")


class FromBankForm(PortalForm):
    """A question that was asked before."""

    wording = SelectField("Or ask again what was asked before")

    def offer(self, known: list[tuple[int, str]]) -> None:
        """Offer the questions of the bank."""
        self.wording.choices = choices([(str(number), heading) for number, heading in known], "Choose one …")


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(line.strip()[:120] for line in text.splitlines() if line.strip()))
