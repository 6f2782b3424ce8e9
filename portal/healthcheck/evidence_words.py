"""What the records show on each topic of a health check, in a sentence or two."""

from datetime import date
from typing import NamedTuple

from portal.core.filters import shortday
from portal.core.text import listed, number_word, plural

WELL_ATTENDED = 0.75
"""The share of seats that makes a meeting well attended in the sentence on attendance."""


class Figures(NamedTuple):
    """What is counted for a health check, in the year up to the day it was closed."""

    seats: int
    filled: list[int]
    led: int
    decisions: int
    by_consensus: int
    done: int
    late: int
    nobody: int
    open: int
    vacant: int
    terms: list[date]
    missed: int
    clocks: list[str]
    report_backs: int
    unmet: int
    consultations: int
    stakeholders: int
    before: tuple[int, int]


def many_of(seats: int) -> int:
    """Return how many seats make a meeting well attended: three quarters, rounded up."""
    return -int(-seats * WELL_ATTENDED // 1) if seats else 0


def attendance(found: Figures) -> str:
    """How often most seats were filled."""
    if not found.filled or not found.seats:
        return "No meeting with published minutes in these twelve months."
    many = many_of(found.seats)
    often = sum(filled >= many for filled in found.filled)
    return (
        f"{number_word(many).capitalize()} or more of {number_word(found.seats)} seats were filled at "
        f"{often} of {plural(len(found.filled), 'meeting')}."
    )


def leading(found: Figures) -> str:
    """How many seats led something."""
    if not found.seats:
        return ""
    return f"Seats that led an item or an action in these twelve months: {found.led} of {found.seats}."


def agreeing(found: Figures) -> str:
    """How decisions were reached."""
    return f"Decisions by consensus: {found.by_consensus} of {found.decisions}." if found.decisions else ""


def doing(found: Figures) -> str:
    """How far the actions are."""
    said = [f"{plural(found.done, 'action')} done in these twelve months", f"{found.open or 'none'} open"]
    said += [f"{found.late} late"] if found.late else []
    said += [f"{found.nobody} with nobody named"] if found.nobody else []
    agreed, done = found.before
    then = f" Of {plural(agreed, 'action')} agreed at the health check before, {done} done." if agreed else ""
    return f"{listed(said)}.{then}"


def seats(found: Figures) -> str:
    """Which seats are vacant, end soon, or were missed three times in a row."""
    said = [f"{plural(found.vacant, 'vacant seat')}." if found.vacant else "No vacant seat."]
    if found.terms:
        words = "one term ends" if len(found.terms) == 1 else f"{number_word(len(found.terms))} terms end"
        said.append(f"{words.capitalize()} within six months, the first on {shortday(min(found.terms))}.")
    if found.missed:
        said.append(f"{plural(found.missed, 'seat')} missed three meetings in a row or more.")
    return " ".join(said)


def telling(found: Figures) -> str:
    """Whether papers, minutes and bulletins were on time, who told their own organisations, and who else is linked."""
    said = [f"{listed(found.clocks)}."] if found.clocks else []
    said.append(
        f"{plural(found.report_backs, 'report-back')} logged." if found.report_backs else "No report-back was logged."
    )
    outside = [f"{plural(found.stakeholders, 'stakeholder')} on the list"] if found.stakeholders else []
    outside += [f"{plural(found.consultations, 'consultation')} of other bodies noted"] if found.consultations else []
    return " ".join([*said, f"{listed(outside)}."] if outside else said)


def resources(found: Figures) -> str:
    """What needs money, time or people that nobody has given yet."""
    if not found.open:
        return "No action is open."
    have = "has" if found.nobody == 1 else "have"
    said = f"{found.nobody} of {plural(found.open, 'open action')} {have} nobody named."
    if found.unmet:
        words = "says what it needs" if found.unmet == 1 else "say what they need"
        said += f" In the plan {found.unmet} {words}, in time, money or other things."
    return said
