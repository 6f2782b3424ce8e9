"""What the action plans of the sample say, in the years in which they would stand today."""

import re
from datetime import date, timedelta
from typing import Any

from portal.core.dates import add_months
from portal.demo import reading

SLUGS = ("peak-partners", "derby-third-sector", "wychavon", "evesham")
"""The partnerships with a plan; the first three hold every action of a real one."""

AT_LEAST = timedelta(days=77)
"""How long a plan of the sample has been worked by at least: one round of asking how it goes."""

_YEAR = re.compile(r"\{(y|year)([+-]\d)?\}")


def begins_on(month: int, today: date) -> date:
    """Return the first day of a plan that begins in a month: the last such day that is long enough ago."""
    first = date(today.year, month, 1)
    return first if first <= today - AT_LEAST else date(today.year - 1, month, 1)


def plan_on(slug: str, today: date) -> reading.Facts:
    """Return a plan as its file has it, with its years filled in as they are on a day, and the day it `begins_on`."""
    facts = reading.plan_of(slug)
    begun = begins_on(facts["month"], today)
    return _dated(facts, begun.year) | {"begins_on": begun}


def text_of(fact: reading.Facts) -> str:
    """Return an action's text: what is to be done, and below it what else the same cell says."""
    return "\n".join(filter(None, (fact["what"], fact.get("notes", ""))))


def comments_of(fact: reading.Facts) -> str:
    """Return the comments on an action; what is said about its leads beyond their names stands there too."""
    note = fact.get("lead_note", "")
    return "\n".join(filter(None, (fact.get("comments", ""), note and f"Who leads: {note}")))


def day_in(begun: date, months: int, day: int = 1) -> date:
    """Return a day of the month so many months after the plan began."""
    return add_months(begun, months).replace(day=day)


def _dated(value: Any, year: int) -> Any:
    if isinstance(value, dict):
        return {key: _dated(part, year) for key, part in value.items()}
    if isinstance(value, list):
        return [_dated(part, year) for part in value]
    return _YEAR.sub(lambda found: _written(found, year), value) if isinstance(value, str) else value


def _written(found: re.Match, year: int) -> str:
    meant = year + int(found[2] or 0)
    return f"{meant}/{(meant + 1) % 100:02d}" if found[1] == "year" else str(meant)
