"""What one who answers is asked, section by section, and how far they have come."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from portal.questionnaires.models import Measure, Wording

UNSURE = 0
AGREEMENT = ["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"]
Answers = dict[str, dict[str, Any]]
"""What was answered so far, by the number of the wording: see the envelope in survey_models."""


@dataclass(frozen=True)
class Part:
    """A section as it is asked: `number` counts from 1, over those that this one who answers is asked."""

    number: int
    title: str
    introduction: str
    wordings: Sequence[Wording]

    def answered(self, answers: Answers) -> int:
        """How many of its questions have an answer."""
        return sum(is_answered(answers.get(str(wording.id))) for wording in self.wordings)


@dataclass(frozen=True)
class Progress:
    """How far an answer has come."""

    parts: Sequence[Part]
    answers: Answers
    minutes: int

    @cached_property
    def asked(self) -> int:
        """How many questions there are."""
        return sum(len(part.wordings) for part in self.parts)

    @cached_property
    def answered(self) -> int:
        """How many have an answer."""
        return sum(part.answered(self.answers) for part in self.parts)

    @property
    def minutes_left(self) -> int:
        """About how many minutes the rest takes; nought when nothing is left."""
        left = self.asked - self.answered
        return -(-self.minutes * left // self.asked) if left else 0

    @property
    def left_out(self) -> list[tuple[Part, list[Wording]]]:
        """The sections with the questions that have no answer yet."""
        found = [(part, [each for each in part.wordings if not is_answered(self.answers.get(str(each.id)))]) for part in
                 self.parts]  # fmt: skip
        return [(part, wordings) for part, wordings in found if wordings]


def is_answered(answer: dict[str, Any] | None) -> bool:
    """Say whether a question has an answer; what would help alone is none."""
    if not answer:
        return False
    return "choice" in answer or bool(answer.get("choices")) or bool(answer.get("text"))


def choices_of(wording: Wording) -> list[tuple[int, str]]:
    """Return the choices of a wording as (answer, words), "don't know" the last."""
    usual = {Measure.AGREEMENT: AGREEMENT, Measure.YES_NO: ["Yes", "No"]}
    labels = wording.labels or usual.get(wording.measure, [])
    unsure = "Don’t know, too early" if wording.measure is Measure.AGREEMENT else "Don’t know"
    return [*enumerate(labels, start=1), (UNSURE, unsure)]
