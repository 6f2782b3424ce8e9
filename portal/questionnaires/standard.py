"""The portal's own questionnaires, as its data file words them."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from portal.questionnaires.models import Purpose

AGREEMENT = "Strongly disagree\nDisagree\nNeither\nAgree\nStrongly agree"
Facts = dict[str, Any]


@cache
def questionnaires() -> dict[Purpose, Facts]:
    """Return each questionnaire by its purpose, in the order in which they are offered."""
    text = files("portal.questionnaires").joinpath("data", "standard.toml").read_text(encoding="utf-8")
    return {Purpose(each["purpose"]): each for each in tomllib.loads(text)["questionnaire"]}


@cache
def questions() -> dict[str, Facts]:
    """Return every question by its key; a questionnaire may ask what another one words (`same`)."""
    return {
        question["key"]: question
        for each in questionnaires().values()
        for section in each["section"]
        for question in section.get("question", ())
    }


def questions_of(section: Facts) -> list[Facts]:
    """Return the questions of a section: first those it shares with another questionnaire, then its own."""
    return [questions()[key] for key in section.get("same", ())] + section.get("question", [])
