"""The small language of the sample's lines: times that depend on the meeting, decisions, actions and their leads."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from portal.core.dates import add_months
from portal.core.filters import daymonth
from portal.decisions.models import How

_TIME = re.compile(r"\{(\d+)([wm])\}")


class Decided(NamedTuple):
    """A decision as a line has it: how it came about, its text, and what others held."""

    how: How
    text: str
    dissent: str


class Agreed(NamedTuple):
    """An action as a line has it; status and progress may be empty."""

    leads: tuple[str, ...]
    text: str
    when: str
    status: str
    progress: str


def dated(text: str, day: date) -> str:
    """Return the text with its times filled in: "{3w}" is a day three weeks later, "{2m}" a month two months later."""

    def fill(found: re.Match) -> str:
        number = int(found[1])
        later = day + timedelta(weeks=number) if found[2] == "w" else add_months(day, number)
        return daymonth(later) if found[2] == "w" else f"{later:%B}"

    return _TIME.sub(fill, text)


def decided(line: str) -> Decided:
    """Read a decision: "majority: The fair is held in May. || One member would rather wait."."""
    text, _, dissent = line.partition(" || ")
    first, _, rest = text.partition(": ")
    if first in (How.MAJORITY, How.DEFERRED):
        return Decided(How(first), rest, dissent)
    return Decided(How.CONSENSUS, text, dissent)


def agreed(line: str) -> Agreed:
    """Read an action: "hpcvs + @Jack Drystone | Write the page | by {3w} | ongoing | Half of it is written."."""
    leads, text, when, status, progress = (part.strip() for part in (line.split("|") + [""] * 5)[:5])
    return Agreed(tuple(lead.strip() for lead in leads.split("+") if lead.strip()), text, when, status, progress)
