"""The choices of a plan as a table may write them: by a word, by the plan's own words, by a letter, by a tick."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from portal.actions.models import Status
from portal.core.sheets import folded
from portal.plans.models import Field

TICK_FIELDS = (Field.TIMESCALE, Field.SCALE, Field.PRIORITY, Field.STATUS)


class Choice(NamedTuple):
    """One choice of a column: its key, and every way it is called, folded."""

    key: str
    called: frozenset[str]


Choices = Mapping[Field, Sequence[Choice]]

OTHERS = {
    (Field.STATUS, Status.OUTSTANDING): "not started;not begun;to do;to be done;planned;open;new;pending",
    (Field.STATUS, Status.ONGOING): "on going;in progress;under way;underway;started;begun;continuing;current",
    (Field.STATUS, Status.DONE): "complete;completed;finished;achieved;closed;met",
    (Field.STATUS, Status.DROPPED): "cancelled;canceled;abandoned;withdrawn;no longer needed;stopped;deleted",
    (Field.PRIORITY, "medium"): "med;middle;moderate",
    (Field.SCALE, "medium"): "med;middle",
    (Field.SCALE, "large"): "big",
    (Field.TIMESCALE, "now"): "short;short term;immediate;immediately",
    (Field.TIMESCALE, "soon"): "medium term;mid term",
    (Field.TIMESCALE, "later"): "long;long term",
}  # fmt: skip


def choices_of(wording: Mapping[Field, Sequence[tuple[str, str]]]) -> dict[Field, list[Choice]]:
    """Return the choices of a plan's columns, from (key, words) pairs with every other way they are called."""
    return {
        field: [
            Choice(
                key,
                frozenset(
                    name for word in (key, words, *OTHERS.get((field, key), "").split(";")) if (name := folded(word))
                ),
            )
            for key, words in pairs
        ]
        for field, pairs in wording.items()
        if field in TICK_FIELDS
    }


def letters_of(field: Field, choice: Choice) -> frozenset[str]:
    """Return the letter by which a narrow column may be headed: "N" for now. A status has none."""
    return frozenset() if field is Field.STATUS else frozenset({choice.key[:1]})


def chosen(field: Field, text: str, choices: Choices) -> list[str] | None:
    """Return the keys of the choices a cell names, in their order; None where it names anything else.

    Several are divided by commas, strokes, plus signs, "and" or lines: "Now / later".
    """
    offered = choices.get(field, ())
    whole = _one(field, text, offered)
    if whole:
        return [whole]
    divided = text.casefold()
    for sign in (",", "/", "+", "&", ";", "\n", " and ", " then ", " to ", " - ", " – ", "→"):  # noqa: RUF001
        divided = divided.replace(sign, "|")
    keys = [_one(field, part, offered) for part in divided.split("|") if part.strip()]
    if not keys or not all(keys):
        return None
    return [choice.key for choice in offered if choice.key in keys]


def _one(field: Field, text: str, offered: Sequence[Choice]) -> str:
    name = folded(text)
    return next(
        (each.key for each in offered if name in each.called or name in letters_of(field, each)),
        "",
    )


def labels(choices: Choices) -> set[str]:
    """Return every word by which a choice may be called, with its letter."""
    return {
        word
        for field in TICK_FIELDS
        for choice in choices.get(field, ())
        for word in (*choice.called, *letters_of(field, choice))
    }
