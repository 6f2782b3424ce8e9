"""What templates ask for: dates as people write them, due marks, counted nouns."""

from collections.abc import Callable
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, NamedTuple

from flask import Flask
from markupsafe import Markup

from portal.core import clock, text

SEEN = 2000


class Due(NamedTuple):
    """How near a date is: the words and the style of the mark."""

    words: str
    css: str


@lru_cache(maxsize=SEEN)
def day(value: date | datetime | None) -> str:
    """Return "Thursday 27 March 2026"."""
    return f"{_day(value):%A} {shortday(value)}" if value else ""


@lru_cache(maxsize=SEEN)
def shortday(value: date | datetime | None) -> str:
    """Return "27 March 2026"."""
    found = _day(value) if value else None
    return f"{found.day} {found:%B} {found.year}" if found else ""


@lru_cache(maxsize=SEEN)
def daymonth(value: date | datetime | None) -> str:
    """Return "27 March"."""
    found = _day(value) if value else None
    return f"{found.day} {found:%B}" if found else ""


def hour(value: time | datetime | None) -> str:
    """Return "9.30am", "2pm" or "12 noon"."""
    if value is None:
        return ""
    found = clock.local(value).time() if isinstance(value, datetime) else value
    if (found.hour, found.minute) in {(0, 0), (12, 0)}:
        return "12 noon" if found.hour else "midnight"
    minutes = f".{found.minute:02}" if found.minute else ""
    return f"{found.hour % 12 or 12}{minutes}{'pm' if found.hour >= 12 else 'am'}"


def moment(value: datetime | None) -> str:
    """Return "27 March 2026, 10:42" by the clock on the wall."""
    return f"{shortday(value)}, {clock.local(value):%H:%M}" if value else ""


def isodate(value: date | datetime | None) -> str:
    """Return the date as machines read it."""
    return (value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()) if value else ""


def due(value: date | None, done: bool = False) -> Due:
    """Return how near the date is, seen from today."""
    if value is None:
        return Due("no date", "none")
    if done:
        return Due("done", "met")
    days = (value - clock.today()).days
    if days < 0:
        return Due(f"{text.plural(-days, 'day')} late", "late")
    if days == 0:
        return Due("due today", "soon")
    return Due(f"due in {text.plural(days, 'day')}", "soon" if days <= 7 else "")


@lru_cache(maxsize=SEEN)
def dated(value: date | datetime | None, form: str = "shortday") -> Markup:
    """Return the date as a `time` element that people and machines both read."""
    if value is None:
        return Markup("")
    return Markup('<time datetime="{}">{}</time>').format(isodate(value), FORMS[form](value))


FORMS: dict[str, Callable[[Any], str]] = {"day": day, "shortday": shortday, "daymonth": daymonth, "moment": moment}


def _day(value: date | datetime) -> date:
    return clock.local(value).date() if isinstance(value, datetime) else value


def init_app(app: Flask) -> None:
    """Hand the filters to Jinja."""
    app.jinja_env.filters.update(
        day=day, shortday=shortday, daymonth=daymonth, clock=hour, moment=moment, isodate=isodate, due=due, dated=dated,
        plural=text.plural, number_word=text.number_word, paragraphs=text.paragraphs, listed=text.listed,
        shortened=text.shortened,
    )  # fmt: skip

    @app.context_processor
    def always() -> dict:
        return {"today": clock.today()}
