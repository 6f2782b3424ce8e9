"""Rows that are no actions: the heading of a section with its code, its aim, its objectives and what else it says."""

import re
from typing import NamedTuple

_DASHES = r"[.:)\-–—]"  # noqa: RUF001  dashes of every length
_WORD = r"target|area of work|work area|key area|area|theme|priority area|priority|section|strand|goal|part|stream"
_NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten"
_CODED = re.compile(
    rf"(?:(?P<word>{_WORD})\s+(?:no\.?\s*)?)?(?:(?P<code>[A-Z]{{0,4}}\.?\d{{1,2}}(?:\.\d{{1,2}})*)(?:\s*{_DASHES}+\s*|\s+)"
    rf"|(?P<letter>[A-Z]|[IVX]{{1,4}}|(?(word)(?:{_NUMBERS})|[A-Z]))\s*{_DASHES}\s*|(?P<only>[A-Z]{{0,4}}\.?\d{{1,2}}(?:\.\d{{1,2}})*)\.?$)",
    re.IGNORECASE,
)
_ABOUT = {
    "aim": "aim;aims;overall aim;purpose;our aim",
    "evidence": "evidence;evidence base;survey evidence",
    "indicator": "indicator;indicators;national indicator;national indicators;outside indicator;performance indicator",
    "advice": "what you can do;advice;how you can help",
    "tier": "tier;level;geographical level",
}
_LABELS = {word: name for name, words in _ABOUT.items() for word in words.split(";")}
_LABELLED = re.compile(
    rf"({'|'.join(sorted(_LABELS, key=len, reverse=True))})\s*(?:\d\s*)?(?:{_DASHES}+|\n)\s*(.*)",
    re.IGNORECASE | re.DOTALL,
)
_OBJECTIVE = re.compile(rf"objectives?\s*(?:\d+(?:\.\d+)*\s*)?(?:{_DASHES}+\s*|\n\s*|\s+(?=\d))(.*)|objectives?$",
                        re.IGNORECASE | re.DOTALL)  # fmt: skip
_BULLET = re.compile(r"^\s*(?:[-–—•·*▪o]\s+|\(?(?:\d{1,2}|[a-z])[.)]\s+)(?=\S)")  # noqa: RUF001
_NOTE = re.compile(
    r"(?:key|note|notes|source|nb|n\.b\.|total|totals|page|\*+|last updated|updated|prepared|version)\b", re.I
)


class Banner(NamedTuple):
    """What a heading of a section says: its code and title, what is said about it, and its objectives."""

    code: str
    title: str
    about: dict[str, str]
    objectives: list[str]


def about(text: str) -> tuple[str, str]:
    """Return what a line says of its section and the words of it: ("aim", "Run it well"), or ("", "")."""
    found = _LABELLED.match(text.strip())
    if found:
        return _LABELS[" ".join(found[1].lower().split())], found[2].strip()
    label = _LABELS.get(text.strip().lower(), "")
    return label, ""


def objectives(text: str) -> list[str] | None:
    """Return the objectives that a text says it lists, one a line; None where it does not begin so."""
    found = _OBJECTIVE.match(text.strip())
    return listed_lines(found[1] or "") if found else None


def listed_lines(text: str) -> list[str]:
    """Return the lines of a list without their bullets."""
    return [line for each in text.split("\n") if (line := _BULLET.sub("", each).strip())]


def is_coded(text: str) -> bool:
    """Whether a text begins as the heading of a section does: "T1 Policy", "Area of work 1: …", "B. People"."""
    return bool(_CODED.match(_first(text)))


def is_note(text: str) -> bool:
    """Whether a text is a note to the table rather than a part of the plan: "Key: N = now", "Total"."""
    return bool(_NOTE.match(text))


def banner(text: str) -> Banner:
    """Return the heading of a section, from a cell of one or more lines."""
    first, *others = text.strip().split("\n")
    found = _CODED.match(first)
    code = (found["code"] or found["letter"] or found["only"]) if found else ""
    title = first[found.end() :].strip() if found else first.strip()
    said: dict[str, str] = {}
    goals: list[str] = []
    place = "title" if not title else ""
    for line in others:
        label, words = about(line)
        listed = objectives(line)
        if label:
            place = label
            said[label] = words
        elif listed is not None:
            place = "objectives"
            goals += listed
        elif place == "objectives":
            goals += listed_lines(line)
        elif place == "title" or not (place or said):
            title, place = f"{title} {line}".strip(), "" if place == "title" else place
        else:
            said[place] = f"{said.get(place, '')}\n{line}".strip()
    return Banner(code, title or code, said, goals)


def _first(text: str) -> str:
    return text.strip().split("\n")[0]
