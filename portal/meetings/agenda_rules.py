"""The rules of an agenda: its times, whom an item is opened to, how interests are told."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple, Protocol

from portal.core.audience import Audience, Why, narrowest, widest
from portal.core.text import number_word, plural, shortened
from portal.meetings.agenda_models import Handling


class Timed(Protocol):
    """An agenda item as its times look at it."""

    id: int
    minutes_long: int | None
    is_confidential: bool
    chosen_audience: Audience | None


class Times(NamedTuple):
    """When each item starts, as far as it can be worked out, and how the minutes add up."""

    starts: dict[int, time]
    minutes: int
    room: int | None
    untimed: int
    is_out_of_order: bool

    @property
    def is_too_long(self) -> bool:
        """Whether the items take longer than the meeting."""
        return self.room is not None and self.minutes > self.room

    @property
    def words(self) -> str:
        """How it adds up: "The items take 2 hours, the meeting 1 hour 30 minutes: 30 minutes too much."."""
        if not self.minutes:
            return ""
        said = f"The items take {length(self.minutes)}"
        if self.room is None:
            said += "; the meeting has no end yet"
        elif self.is_too_long:
            said += f", the meeting {length(self.room)}: {length(self.minutes - self.room)} too much"
        elif self.room > self.minutes:
            said += f", the meeting {length(self.room)}: {length(self.room - self.minutes)} to spare"
        else:
            said += ", just as long as the meeting"
        if self.untimed:
            said += f". {number_word(self.untimed).capitalize()} without a length"
        return f"{said}."


def times(starts: time | None, ends: time | None, items: Sequence[Timed]) -> Times:
    """Return when each item starts, given in the order of the agenda.

    Open items are timed as if they followed each other without a break, and those that not everybody may see after
    them: who sees less of an agenda sees the same times, and no gap tells that something was left out. From the first
    item without minutes on, no more times are known.
    """
    order = sorted(items, key=is_apart)
    found: dict[int, time] = {}
    here = datetime.combine(date.min, starts) if starts else None
    for item in order:
        if here is not None:
            found[item.id] = here.time()
        here = here + timedelta(minutes=item.minutes_long) if here and item.minutes_long else None
    room = None
    if starts and ends:
        room = (ends.hour - starts.hour) * 60 + ends.minute - starts.minute
    taken = sum(item.minutes_long or 0 for item in items)
    untimed = sum(not item.minutes_long for item in items)
    return Times(found, taken, room, untimed, list(order) != list(items))


def is_apart(item: Timed) -> bool:
    """Whether an item is hidden from some who see the agenda: a confidential one, or one for the group alone."""
    return item.is_confidential or item.chosen_audience is Audience.GROUP


def length(minutes: int) -> str:
    """Return minutes as people say them: "1 hour 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    return " ".join(plural(number, noun) for number, noun in ((hours, "hour"), (rest, "minute")) if number)


def audience_of(chosen: Audience | None, meeting_audience: Audience, meeting_why: Why) -> tuple[Audience, Why]:
    """Return whom an open item is for: as its meeting, wider by choice, or for the group alone.

    A wider choice never takes away what the meeting opens; one for the group alone stays so when minutes come out.
    """
    if chosen is Audience.GROUP:
        return chosen, Why.CHOSEN
    if chosen is None or widest(chosen, meeting_audience) is meeting_audience:
        return meeting_audience, meeting_why
    return chosen, Why.CHOSEN


def may_be_opened_to(meeting_audience: Audience) -> list[Audience]:
    """Return the audiences an item can be given by choice: any wider than the meeting's, or the group alone."""
    wider = [each for each in Audience if widest(each, meeting_audience) is each and each is not meeting_audience]
    return wider + ([Audience.GROUP] if meeting_audience is not Audience.GROUP else [])


def review_title(text: str, action_audience: Audience, *shown_to: Audience) -> str:
    """Return the title of an item that reviews an action; its text only where all who will read the title may."""
    if all(narrowest(action_audience, each) is each for each in shown_to):
        return shortened(f"Review: {text}", 190)
    return "Review of an objective"


def was_reached(item: object, noted: Iterable[object]) -> bool:
    """Whether a meeting came to an item: something was noted, decided, agreed or told on under it."""
    return bool(getattr(item, "notes", "") or getattr(item, "key_message", "") or any(noted))


def withdrawn_seats(interests: Iterable[tuple[int | None, Handling]]) -> frozenset[int]:
    """Return the seats that withdrew from an item, out of (seat, how it was handled)."""
    return frozenset(seat for seat, how in interests if seat is not None and how is Handling.WITHDREW)


def interests_told(rows: Iterable[Any], with_people: bool, is_attributed: bool) -> list[str]:
    """Return what is told of interests (`first` organisation, `second` person, `third` nature, `mark` handling).

    Where nothing is attributed, others than the partnership's own read only how many there were, and what they did.
    """
    rows = list(rows)
    if not is_attributed:
        counted = Counter(Handling(row.mark) for row in rows)
        return [declared(count, how) for how, count in counted.items()]
    told = []
    for row in rows:
        named = [row.first, row.second if with_people else ""]
        who = ", ".join(filter(None, named)) or "A guest"
        told.append(f"{who} declared an interest: {row.third.rstrip('.')}. {Handling(row.mark).words.capitalize()}.")
    return told


def declared(count: int, handling: Handling) -> str:
    """Return what is told of interests where nothing is attributed: "One member declared an interest and withdrew"."""
    who = f"{number_word(count).capitalize()} member{'s' if count > 1 else ''}"
    rest = f" and {handling.words}" if handling is not Handling.OPEN else ""
    return f"{who} declared an interest{rest}."
