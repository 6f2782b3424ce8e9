"""The minutes of the sample: written, checked, published mostly in time, and confirmed at the next meeting."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from portal.audit.models import Event
from portal.core.audience import Audience, Why, narrowest, widest
from portal.core.filters import shortday
from portal.decisions.models import Acknowledgement
from portal.demo.book import Book, moment
from portal.demo.days import working_day
from portal.demo.meetings import Held, chance
from portal.meetings.models import FILLED, Attendance, State
from portal.partnerships.models import Partnership

FRESH = timedelta(days=100)
"""How long a seat that was absent may leave what was decided unread, in the sample."""


def bring_out(book: Book, held: Held) -> None:
    """Take the minutes of a meeting as far as they are: the last ones may still be a draft or with the chair."""
    meeting = held.meeting
    meeting.minutes_state = State.DRAFT
    out_on = working_day(meeting.day + timedelta(days=_delay(held)))
    kept_back = held.row.get("minutes") if held.is_latest else None
    if kept_back == State.SENT:
        meeting.minutes_state = State.SENT
        meeting.sent_at = moment(min(meeting.day + timedelta(days=9), book.today), 9, 5)
    if kept_back or out_on > book.today:
        return
    meeting.minutes_state = State.PUBLISHED
    meeting.sent_at = moment(out_on - timedelta(days=3), 17, 25)
    meeting.checked_at = moment(out_on - timedelta(days=1), 20, 15)
    meeting.checked_by = book.chair_of(held.slug, held.row["group"], meeting.day)
    meeting.published_at = moment(out_on, 9, 40)
    agreed = book.rules_of(held.slug, held.row["group"])
    meeting.minutes_audience, meeting.minutes_why = agreed.minutes_audience, Why.MINUTES
    if (widened := widest(meeting.audience, meeting.minutes_audience)) is not meeting.audience:
        meeting.audience, meeting.audience_why = widened, Why.MINUTES


def audience_of_decisions(held: Held) -> tuple[Audience, Why]:
    """Return whom the decisions of a meeting are for, and why."""
    return held.meeting.minutes_audience, held.meeting.minutes_why


def audience_of_actions(held: Held, place: Partnership) -> tuple[Audience, Why]:
    """Return whom the actions of a meeting are for, and why."""
    said = held.meeting.minutes_audience
    if held.meeting.minutes_why is not Why.MINUTES:
        return said, held.meeting.minutes_why
    acted = narrowest(said, place.actions_audience)
    return acted, Why.MINUTES if acted is said else Why.ACTIONS


def confirm(meetings: Sequence[Held]) -> None:
    """Confirm the minutes of each meeting at the next one of its group that took place after they were out."""
    by_group: dict[int | None, list[Held]] = defaultdict(list)
    for held in meetings:
        if held.took_place:
            by_group[held.meeting.group_id].append(held)
    for row in by_group.values():
        for earlier, later in zip(row, row[1:], strict=False):
            published = earlier.meeting.published_at
            if published and published.date() < later.meeting.day:
                earlier.meeting.minutes_state = State.CONFIRMED
                earlier.meeting.confirmed_at = moment(later.meeting.day, 10, 5)
                earlier.meeting.confirmed_meeting_id = later.meeting.id


def acknowledgements(book: Book, held: Held, roll: Sequence[Attendance]) -> list[Acknowledgement]:
    """Return which absent seats saw what was decided without them: of old meetings all, of late ones some."""
    published = held.meeting.published_at
    if published is None or held.is_latest:
        return []
    is_old = book.today - held.meeting.day > FRESH
    absent = [row for row in roll if row.presence not in FILLED and row.person_name]
    return [
        Acknowledgement(
            meeting_id=held.meeting.id,
            seat_id=row.seat_id,
            by=row.person_name,
            at=min(published + timedelta(days=chance(held, "read on", row.person_name).randrange(1, 20)), book.now),
        )
        for row in absent
        if is_old or chance(held, "read", row.person_name).random() < 0.4
    ]


def events(held: Held, manager: str) -> list[Event]:
    """Return what the record of changes says of a meeting's minutes."""
    if held.meeting.published_at is None:
        return []
    what = f"Published the minutes of {held.meeting.group.name} of {shortday(held.meeting.day)}"
    return [
        Event(
            at=held.meeting.published_at,
            who=manager,
            partnership_id=held.meeting.partnership_id,
            verb="publish",
            thing="meetings",
            thing_id=held.meeting.id,
            sentence=what,
        )
    ]


def _delay(held: Held) -> int:
    """Return after how many days the minutes came out: mostly in time, now and then late."""
    if "minutes_after" in held.said:
        return held.said["minutes_after"]
    fallen = chance(held, "minutes")
    return fallen.randrange(16, 24) if fallen.random() < 0.14 else fallen.randrange(5, 14)
