"""What a health check amounts to: which statements wait for an answer, and the sentences on its pages."""

from collections.abc import Callable, Sequence
from datetime import date

from portal.core.dates import add_months
from portal.core.text import listed, number_word, plural
from portal.healthcheck import evidence_words as words
from portal.healthcheck.evidence_words import Figures
from portal.questionnaires.rules import Band
from portal.questionnaires.survey_models import Asks, Survey

FEWEST = 5
"""With fewer seats than this nobody is asked one by one (health-check method, 4)."""
AGAIN_AFTER = 12
MOST_UNANSWERED_NAMED = 6

TOPICS: dict[str, tuple[Callable[[Figures], str], str]] = {
    "attend": (words.attendance, "representation/attendance"),
    "equal-say": (words.leading, "actions/"),
    "valued": (words.agreeing, "decisions/"),
    "progress": (words.doing, "actions/"),
    "right-partners": (words.seats, "seats/"),
    "engagement": (words.telling, "meetings/"),
    "resources": (words.resources, "plans/current"),
}
"""The statements of the short check by their keys, what the records say on each, and where that comes from."""

PROMPTS = """Four questions to begin with:

1. Do these answers match what each of us sees?
2. Where we differ: why may that be?
3. What has changed since we last asked?
4. What will we do about it, who leads it, and by when? Or why do we leave it as it is?"""


def heading(replies: int, asked: int, bands: Sequence[Band | None], still_open: int, is_joint: bool = False) -> str:
    """Return the summary sentence: who answered, what is to be acted on, and how much is still to agree.

    `bands` are those of the statements that are shown; `still_open` says how many of them wait for an answer.
    """
    said = [_replies(replies, asked, is_joint)]
    found = _bands(bands)
    if still_open:
        found = (
            f"{found}; {number_word(still_open)} still to agree"
            if found
            else f"{number_word(still_open)} still to agree"
        )
    if found:
        said.append(f"{found[0].upper()}{found[1:]}.")
    return " ".join(said)


def _replies(replies: int, asked: int, is_joint: bool) -> str:
    if is_joint:
        return "Agreed together at the meeting."
    return f"{replies} of {plural(asked, 'organisation')} answered."


def _bands(bands: Sequence[Band | None]) -> str:
    act, divided, strong = (sum(band is each for band in bands) for each in (Band.ACT, Band.DIVIDED, Band.STRENGTH))
    said = []
    if act:
        said.append(f"{number_word(act)} {'thing' if act == 1 else 'things'} to act on")
    if divided:
        said.append(f"{number_word(divided)} where we are divided")
    if strong:
        said.append(f"{number_word(strong)} {'strength' if strong == 1 else 'strengths'}")
    return ", ".join(said)


def still_to_agree(statements: Sequence[str]) -> str:
    """Return why a review cannot be completed: the statements for which nothing is agreed."""
    named = [f"“{each}”" for each in statements[:MOST_UNANSWERED_NAMED]]
    if len(statements) > MOST_UNANSWERED_NAMED:
        named.append(plural(len(statements) - MOST_UNANSWERED_NAMED, "more statement"))
    return (
        f"The review cannot be completed yet: nothing is agreed on {listed(named)}. "
        "Each needs an action, or the reason why you do not act."
    )


def due_again(completed_on: date) -> date:
    """Return the day from which the next health check is due: a year after the review was completed."""
    return add_months(completed_on, AGAIN_AFTER)


def topic_of(key: str) -> str:
    """Return the topic a question stands for by its key, which it keeps over the years; "" for none."""
    return key if key in TOPICS else ""


def is_joint(survey: Survey) -> bool:
    """Say whether it was one answer, agreed on together."""
    return survey.asks is Asks.JOINT
