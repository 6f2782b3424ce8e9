"""The form of one section, made of its questions; every one of them may be left out."""

from collections.abc import Sequence
from typing import Any

from wtforms import RadioField, SelectMultipleField, widgets

from portal.core.forms import PortalForm, ProseField, choices
from portal.questionnaires.asking import UNSURE, Answers, choices_of
from portal.questionnaires.models import Measure, Wording

LONGEST, LONGEST_HELP = 2000, 1000
HELP = "What would help?"


class OneOfField(RadioField):
    """One of several choices, or none."""

    def pre_validate(self, form: Any) -> None:
        """Let a question be left out."""
        if self.data is not None:
            super().pre_validate(form)


class SomeOfField(SelectMultipleField):
    """Any number of choices."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class SectionForm(PortalForm):
    """One section. It has no mark against sending it twice: it is saved again and again, and no trace is to be left."""

    once = None
    wordings: Sequence[Wording] = ()

    @property
    def given(self) -> Answers:
        """The answers in the form, by the number of the wording; without those that were left out."""
        found = {str(wording.id): self._answer(wording) for wording in self.wordings}
        return {number: answer for number, answer in found.items() if answer}

    def _answer(self, wording: Wording) -> dict[str, Any]:
        said, answer = self[f"q{wording.id}"].data, {}
        if wording.measure is Measure.TEXT:
            answer["text"] = said
        elif wording.measure is Measure.SOME_OF:
            answer["choices"] = [choice for choice in said or [] if choice != UNSURE] or said
        elif said is not None:
            answer["choice"] = said
        if wording.asks_help:
            answer["help"] = self[f"help{wording.id}"].data
        return {part: words for part, words in answer.items() if words not in ("", None, [])}

    def complain(self, sentence: str) -> None:
        """Put what does not fit beside the longest text, or above the form when none was written."""
        texts = [field for field in self if isinstance(field, ProseField) and field.data]
        if texts:
            max(texts, key=lambda field: len(field.data)).errors = [sentence]
        else:
            self.form_errors.append(sentence)


def form_for(wordings: Sequence[Wording], answers: Answers) -> SectionForm:
    """Return the form of some questions, filled in with what was answered before, or with what was sent."""
    fields: dict[str, Any] = {"wordings": wordings}
    data: dict[str, Any] = {}
    for wording in wordings:
        said = answers.get(str(wording.id), {})
        fields[f"q{wording.id}"] = _field(wording)
        data[f"q{wording.id}"] = said.get("text", said.get("choices", said.get("choice")))
        if wording.asks_help:
            fields[f"help{wording.id}"] = ProseField(HELP, longest=LONGEST_HELP)
            data[f"help{wording.id}"] = said.get("help", "")
    return type("FormOfSection", (SectionForm,), fields)(data=data)


def _field(wording: Wording) -> Any:
    if wording.measure is Measure.TEXT:
        return ProseField(wording.heading, longest=LONGEST, description=wording.hint)
    offered = choices(choices_of(wording))
    kind = SomeOfField if wording.measure is Measure.SOME_OF else OneOfField
    return kind(wording.heading, coerce=int, choices=offered, description=wording.hint)
