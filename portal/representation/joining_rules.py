"""The rule of joining: what an applicant is asked, whether it meets all of it, and how far its application is."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum, auto
from typing import NamedTuple, Protocol

from portal.core.text import number_word
from portal.decisions.proposal_models import PASSED, TO_A_MEETING, Standing
from portal.partnerships.models import Saying
from portal.representation.joining_models import Ended

ELIGIBLE = (
    "An organisation that signs up to the purpose, values and principles and meets the criteria is automatically "
    "eligible, once the existing partners agree that it does."
)
"""Source: Peak Partners, appendix 1.1, on who may join; existing partners agree, and nothing else is asked for."""


class Asked(NamedTuple):
    """One thing an applicant is asked: a heading it signs up to with what stands under it, or a criterion."""

    key: str
    words: str
    lines: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The question as it is kept with the answer."""
        return f"{self.words}: {'; '.join(self.lines)}" if self.lines else self.words


class Said(Protocol):
    """A question with its answer."""

    meets: bool


class Stage(StrEnum):
    """How far an application is."""

    RECEIVED = auto()
    ASKED = auto()
    MEETING = auto()
    AGREED = auto()
    SEATED = auto()
    DECLINED = auto()
    WITHDRAWN = auto()

    @property
    def words(self) -> str:
        """The stage as a list says it."""
        return {
            Stage.RECEIVED: "Received",
            Stage.ASKED: "With the partners",
            Stage.MEETING: "To be discussed at a meeting",
            Stage.AGREED: "Agreed, seat to be made",
            Stage.SEATED: Ended.SEATED.words,
            Stage.DECLINED: Ended.DECLINED.words,
            Stage.WITHDRAWN: Ended.WITHDRAWN.words,
        }[self]


def asked_of(purpose: str, statements: Mapping[Saying, Sequence[tuple[int, str]]]) -> list[Asked]:
    """Return what a partnership asks of who would join, in order; what it has not written down it does not ask.

    `statements` holds number and words under each heading.
    """
    found = [Asked("purpose", "The purpose", (purpose,))] if purpose else []
    for heading, words in ((Saying.VALUE, "The values"), (Saying.PRINCIPLE, "The principles")):
        lines = tuple(text for _number, text in statements.get(heading, ()))
        found += [Asked(heading.value, words, lines)] if lines else []
    return found + [Asked(f"criterion-{number}", text) for number, text in statements.get(Saying.CRITERION, ())]


def meets_all(checks: Iterable[Said]) -> bool:
    """Whether an applicant meets all it was asked; where nothing was asked, nothing is met."""
    said = [check.meets for check in checks]
    return bool(said) and all(said)


def eligibility(checks: Sequence[Said]) -> str:
    """Return how the answers stand, in a sentence."""
    missing = sum(not check.meets for check in checks)
    if not checks:
        return "This partnership has not written down what it asks of new members."
    if not missing:
        return "It meets all that is asked. By the rule it is automatically eligible, once the existing partners agree."
    points = "one point" if missing == 1 else f"{number_word(missing)} points"
    return f"It says that it does not meet {points} yet. The partners see which, and decide with that before them."


def stage_of(ended: Ended | None, has_decision: bool, standing: Standing | None) -> Stage:
    """Return how far an application is: by its end, a meeting's decision, or what was put to the partners' seats.

    A proposal that was withdrawn leaves it as it was before.
    """
    if ended:
        return Stage(ended.value)
    if has_decision or standing in PASSED:
        return Stage.AGREED
    if standing is Standing.OPEN:
        return Stage.ASKED
    return Stage.MEETING if standing in TO_A_MEETING else Stage.RECEIVED
