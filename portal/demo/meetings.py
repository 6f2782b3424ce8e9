"""The meetings of the sample: called in a row, with agendas, and held but for those to come."""

import random
from dataclasses import dataclass, field
from datetime import date, time

from portal.core.audience import Audience, Why
from portal.demo import days, reading
from portal.demo.book import Book, dice, moment
from portal.demo.places import hours
from portal.meetings import rules
from portal.meetings.models import Kind, Meeting, State
from portal.meetings.services.calling import usual_title
from portal.partnerships.models import Group, QuorumKind, Rules


@dataclass
class Held:
    """A meeting of the sample with what its file says of it; `row` has the row of meetings it stands in."""

    slug: str
    row: reading.Facts
    said: reading.Facts
    number: int
    is_coming: bool
    meeting: Meeting
    items: list[reading.Facts] = field(default_factory=list)

    @property
    def took_place(self) -> bool:
        """Whether seats, notes and decisions of it are kept."""
        return not self.is_coming and self.meeting.cancelled_at is None and not self.row.get("has_no_minutes")

    @property
    def leading(self) -> set[str]:
        """The organisations that lead an item, by their slugs."""
        return {item["led"] for item in self.items if item.get("led", "").islower()}

    @property
    def is_latest(self) -> bool:
        """Whether it is the last one of its row up to now."""
        return self.number == len(self.row.get("meeting", [])) - 1


def meetings_of(book: Book, slug: str) -> list[Held]:
    """Return the meetings of a partnership by day, those to come too, with what is to be kept of each."""
    found = []
    for row in reading.meetings_of(slug):
        for number, (day, said, is_coming) in enumerate(_planned(book, row)):
            meeting = _meeting(book, slug, row, said, day, number)
            found.append(Held(slug, row, said, number, is_coming, meeting, list(said.get("item", []))))
        _add_seasonal(found, row)
    found.sort(key=lambda held: held.meeting.day)
    return found


def _planned(book: Book, row: reading.Facts) -> list[tuple[date, reading.Facts, bool]]:
    """Return day and content of each meeting of a row, oldest first, and whether it is still to come."""
    held, coming = row.get("meeting", []), row.get("coming", [])
    if "yearly" in row:
        past, ahead = days.yearly_days(book.today, row["yearly"], len(held))
    else:
        weekday, latest, every = row["weekday"], row["latest"], row["every"]
        past = days.past_days(book.today, weekday, latest, every, len(held))
        first = row.get("next", days.usual_wait(latest, every))
        ahead = days.coming_days(book.today, weekday, first, every, len(coming))
    return [(day, said, False) for day, said in zip(past, held, strict=True)] + [
        (day, said, True) for day, said in zip(ahead, coming, strict=False)
    ]


def _add_seasonal(found: list[Held], row: reading.Facts) -> None:
    """Put what belongs to a season on the first agenda of that season."""
    for item in row.get("seasonal", []):
        fits = [held for held in found if held.row is row and held.meeting.day.month in item["months"]]
        for held in fits[:1]:
            held.items.append(item)


def _meeting(book: Book, slug: str, row: reading.Facts, said: reading.Facts, day: date, number: int) -> Meeting:
    group = book.groups[slug, row["group"]]
    agreed = book.rules_of(slug, row["group"])
    kind = Kind(row["kind"]) if "kind" in row else Kind.SUB_GROUP if group.is_sub_group else Kind.MAIN
    starts, ends = _hours(group, row)
    venues = row.get("venues") or [group.venue]
    takers = row.get("takers", [])
    has_minutes = not row.get("has_no_minutes")
    return Meeting(
        partnership_id=group.partnership_id,
        group_id=group.id,
        group=group,
        kind=kind,
        title=row.get("title") or usual_title(kind, group),
        day=day,
        starts=starts,
        ends=ends,
        venue=venues[number % len(venues)],
        cancelled_at=moment(day - days.WEEK, 9, 20) if "cancelled" in said else None,
        cancelled_why=said.get("cancelled", ""),
        taker_id=book.people[takers[number % len(takers)]].id if takers and has_minutes else None,
        minutes_state=State.NONE,
        minutes_due_on=rules.minutes_due(day, agreed.minutes_days, agreed.minutes_count) if has_minutes else None,
        **_frame(agreed, has_minutes),
    )


def _hours(group: Group, row: reading.Facts) -> tuple[time | None, time | None]:
    return hours(row["hours"]) if "hours" in row else (group.meets_at, group.meets_until)


def _frame(agreed: Rules, has_minutes: bool) -> dict:
    """Return what a meeting keeps of the group's rules from the day it is called."""
    return {
        "audience": agreed.meetings_audience,
        "audience_why": Why.MEETINGS,
        "minutes_audience": Audience.GROUP,
        "minutes_why": Why.DRAFT,
        "quorum_kind": agreed.quorum_kind if has_minutes else QuorumKind.NONE,
        "quorum_value": agreed.quorum_value if has_minutes else 0,
        "quorum_base": agreed.quorum_base,
        "quorum_counts_vacant": agreed.quorum_counts_vacant,
        "is_unattributed": agreed.is_unattributed,
    }


def chance(held: Held, *about: object) -> random.Random:
    """Return chance for one meeting: it depends on its place in the row, not on its day."""
    return dice(held.slug, held.row["group"], held.row.get("kind", ""), held.number, *about)
