"""A series of meetings tied together, one called ahead, and an open poll, for the sample."""

from datetime import time, timedelta

from portal.core.database import db
from portal.core.viewer import Viewer
from portal.demo.book import Book, keep
from portal.meetings.models import Kind, Meeting
from portal.memberships.queries.seats import seats_on
from portal.partnerships import queries as partnerships
from portal.partnerships.models import Group
from portal.series import polling, services
from portal.series.models import Called, Every, PollAnswer, Series, Suits
from portal.series.rhythm import Rhythm, days_of, moved_to

WRITER = Viewer(name="Wren Plumtree")


def load(book: Book) -> None:
    """Tie Peak Partners' meetings together, call a year of Wychavon's core group, and ask Evesham for a day."""
    if db.session.scalar(db.select(Series.id).limit(1)):
        return
    _tied(book, "peak-partners")
    _called(book, "wychavon")
    _asked(book, "evesham")


def _main(book: Book, slug: str) -> Group | None:
    place = book.partnerships.get(slug)
    if place is None:
        return None
    asked = db.select(Group).where(Group.partnership_id == place.id, Group.is_sub_group.is_(False))
    return db.session.scalar(asked.order_by(Group.parent_id.isnot(None), Group.position, Group.id).limit(1))


def _tied(book: Book, slug: str) -> None:
    """Keep the meetings there are as one series: every second month."""
    group = _main(book, slug)
    if group is None:
        return
    meetings = db.session.scalars(
        db.select(Meeting).where(Meeting.group_id == group.id, Meeting.kind == Kind.MAIN).order_by(Meeting.day)
    ).all()
    if not meetings:
        return
    first, last = meetings[0], meetings[-1]
    series = Series(
        partnership_id=group.partnership_id, group_id=group.id, audience=last.audience, audience_why=last.audience_why,
        every=Every.WEEKDAY, step=2, weekday=last.day.weekday(), nth=(last.day.day - 1) // 7 + 1,
        day_of_month=last.day.day, skips_august=False, from_on=first.day, until_on=last.day, starts=last.starts,
        ends=last.ends, venue=last.venue, kind=Kind.MAIN,
    )  # fmt: skip
    keep([series])
    keep(Called(series_id=series.id, meeting_id=meeting.id) for meeting in meetings)


def _called(book: Book, slug: str) -> None:
    """Call the core group's meetings of the year after those it has."""
    group = _main(book, slug)
    if group is None:
        return
    last = db.session.scalar(db.select(db.func.max(Meeting.day)).where(Meeting.group_id == group.id))
    rhythm = Rhythm(Every.QUARTER, 3, 3, 3)
    from_on = max(last or book.today, book.today) + timedelta(days=21)
    days = [moved_to(day) or day for day in days_of(rhythm, from_on, from_on + timedelta(days=1000), 4)]
    said = {
        "from_on": from_on, "starts": group.meets_at or time(14), "ends": group.meets_until, "venue": group.venue,
        "kind": Kind.MAIN, "is_open": False,
    }  # fmt: skip
    agreed = partnerships.rules_for(group.partnership_id, group.id)
    services.call_series(WRITER, group.partnership, group, agreed, rhythm, said, days)


def _asked(book: Book, slug: str) -> None:
    """Put three days of an away day to the seats; most have answered, one by telephone."""
    group = _main(book, slug)
    if group is None:
        return
    first = book.today + timedelta(days=(1 - book.today.weekday()) % 7 + 28)
    days = [
        (moved_to(day) or day, time(10), time(15))
        for day in (first, first + timedelta(days=2), first + timedelta(days=8))
    ]
    said = {
        "about": "Away day: what the partnership does next", "kind": Kind.AWAY_DAY, "venue": group.venue,
        "closes_on": book.today + timedelta(days=6),
    }  # fmt: skip
    poll = polling.open_poll(WRITER, group.partnership, group, said, days)
    pattern = [
        (Suits.YES, Suits.NO, Suits.YES),
        (Suits.YES, Suits.IF_NEED_BE, Suits.YES),
        (Suits.NO, Suits.YES, Suits.YES),
    ]
    seats = [seat for seat in seats_on(group.id, book.today) if seat.organisation_id is not None]
    keep(
        PollAnswer(
            poll_day_id=day.id,
            seat_id=seat.seat_id,
            suits=suits,
            answered_by=seat.person_name or WRITER.name,
            by_telephone=n == 1,
            answered_at=book.now,
        )
        for n, seat in enumerate(seats[: max(len(seats) - 2, 1)])
        for day, suits in zip(poll.days, pattern[n % 3], strict=True)
    )
