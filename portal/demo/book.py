"""What is being loaded: today's date, and the rows so far under the names the files call them by."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from portal.core import clock
from portal.core.database import Model, db
from portal.core.dates import add_months
from portal.directory.models import Organisation, Person
from portal.meetings.models import StandingItem
from portal.memberships.models import Holder, Seat
from portal.partnerships.models import Group, Kind, Partnership, Rules

LONG_AGO = 30
"""How many months ago most seats, offices and roles began: before the first meeting of the sample."""


@dataclass
class Book:
    """The rows loaded so far. Groups go by partnership and group, as do rules; those of a whole partnership by ""."""

    today: date
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)
    partnerships: dict[str, Partnership] = field(default_factory=dict)
    groups: dict[tuple[str, str], Group] = field(default_factory=dict)
    rules: dict[tuple[str, str], Rules] = field(default_factory=dict)
    standing: dict[tuple[str, str], dict[str, StandingItem]] = field(default_factory=dict)
    seats: dict[tuple[str, str], list[Seat]] = field(default_factory=dict)
    chairs: dict[tuple[str, str], list[tuple[date, str]]] = field(default_factory=dict)
    managers: dict[str, str] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        """The moment of loading, as far as the sample knows: early today."""
        return moment(self.today, 6, 0)

    def back(self, months: int) -> date:
        """Return the day so many months ago; a number below 0 is ahead."""
        return add_months(self.today, -months)

    def rules_of(self, slug: str, group: str) -> Rules:
        """Return the rules that hold for a group: its own, or those of the whole partnership."""
        return self.rules.get((slug, group)) or self.rules[slug, ""]

    def chair_of(self, slug: str, group: str, day: date) -> str:
        """Return who chaired a group on a day, or who chairs it as far back as is known."""
        chairs = self.chairs.get((slug, group), [])
        return next((name for since, name in reversed(chairs) if since <= day), chairs[0][1] if chairs else "")


def keep(rows: Iterable[Model]) -> None:
    """Add rows and give them their numbers."""
    db.session.add_all(list(rows))
    db.session.flush()


def is_on(row: Seat | Holder, day: date) -> bool:
    """Whether a seat, or a person's holding of it, is in force on a day."""
    return row.from_on <= day and (row.until_on is None or row.until_on >= day)


def dice(*words: object) -> random.Random:
    """Return chance that falls the same for the same words, whenever the sample is loaded."""
    return random.Random(" ".join(map(str, words)))  # noqa: S311  nothing secret hangs on it


def moment(day: date, hour: int = 16, minute: int = 10) -> datetime:
    """Return a moment in the working hours of a day."""
    return clock.at(day, time(hour, minute))
