"""What the sample keeps of seats over time: missed meetings, notes, a hand-over, a welcome, and who could follow."""

from datetime import date, timedelta

import sqlalchemy as sa

from portal.core.database import db
from portal.demo.book import Book, keep, moment
from portal.directory.models import Person
from portal.meetings.models import Attendance, Meeting, State
from portal.memberships.models import Seat
from portal.representation.induction_models import Induction, InductionStep, InductionTick
from portal.representation.models import (
    Answer,
    AttendanceNote,
    CaseStep,
    HandOver,
    MissedCase,
    Outcome,
    Step,
    Willing,
)
from portal.representation.services.induction import USUAL

OFFICE = "Callum Millbrook"
NOTICE = """The seat of Silk Weir Engineering in Board was not filled at the last three meetings.

We miss your voice. Please tell us by the next meeting whether you name somebody else, whether your representative stays, or whether you give up the seat. Would another hour suit the works better? The members decide at a meeting, with your answer before them."""  # noqa: E501  a letter has long paragraphs
PEAK = (
    ("Sam Peatmoor", "Taking minutes; away days", "Bea Curlew"),
    ("Molly Sedge", "Chairing a sub group; talks with other agencies", "Jack Drystone"),
    ("Dale Rushey", "Caretaker of an area of work; the web page", "Rosa Millstone"),
)


def load(book: Book) -> None:
    """Add it all to the partnerships there are, once."""
    if db.session.scalar(sa.select(MissedCase.id).limit(1)):
        return
    book.rules["peak-partners", ""].regular_percent = 70
    _waits_for_an_answer(book)
    _settled(book)
    _not_regular(book)
    _pool(book)
    _handed_over(book)
    _welcomed(book)


def _seat(book: Book, slug: str, group: str, organisation: str) -> Seat:
    number = book.organisations[organisation].id
    return next(seat for seat in book.seats[slug, group] if seat.organisation_id == number and seat.until_on is None)


def _case(book: Book, organisation: str, opened_on: date) -> MissedCase:
    seat = _seat(book, "derby-city-partnership", "board", organisation)
    case = MissedCase(
        partnership_id=seat.partnership_id, group_id=seat.group_id, seat_id=seat.id, seat=seat, times=3,
        organisation_name=book.organisations[organisation].name, opened_on=opened_on, opened_by=OFFICE, steps=[],
    )  # fmt: skip
    _add(case, Step.OPENED, opened_on, "Missed three meetings in a row.")
    return case


def _add(case: MissedCase, step: Step, on: date, text: str = "") -> CaseStep:
    row = CaseStep(step=step, on=on, at=moment(on, 10, 15), by=OFFICE, text=text, letter="", sent_to="")
    case.steps.append(row)
    return row


def _waits_for_an_answer(book: Book) -> None:
    """The works missed three meetings: the notice is out, and nothing is decided."""
    case = _case(book, "silk-weir", book.today - timedelta(days=16))
    notice = _add(case, Step.NOTICE, book.today - timedelta(days=14))
    notice.letter, notice.sent_to = NOTICE, "Sent by e-mail to Victor Ironstone"
    _add(case, Step.NOTE, book.today - timedelta(days=5), "Rang the works: he is abroad until the end of the month.")
    keep([case])


def _settled(book: Book) -> None:
    """The police missed three meetings once; its shifts were moved, and the seat stays."""
    seat = _seat(book, "derby-city-partnership", "board", "police-derby")
    days = list(db.session.scalars(
        sa.select(Meeting.day)
        .join(Attendance, Attendance.meeting_id == Meeting.id)
        .where(Attendance.seat_id == seat.id, Meeting.minutes_state != State.NONE)
        .order_by(Meeting.day)
    ))  # fmt: skip
    case = _case(book, "police-derby", days[3] + timedelta(days=6))
    notice = _add(case, Step.NOTICE, days[3] + timedelta(days=8))
    notice.letter, notice.sent_to = NOTICE.replace("Silk Weir Engineering", case.organisation_name), "To be printed"
    answer = _add(case, Step.ANSWERED, days[3] + timedelta(days=20), "Shifts changed on Thursdays; they are moved now.")
    answer.answer = Answer.STAYS
    _add(case, Step.CLOSED, days[4], "The board heard the answer; the commander was there.")
    case.closed_on, case.closed_by, case.outcome = days[4], OFFICE, Outcome.STAYS
    seat.missed_from_on = days[4] + timedelta(days=1)
    keep([case])


def _not_regular(book: Book) -> None:
    seat = _seat(book, "peak-partners", "partnership", "nmvc")
    text = "Spoke on the telephone: two meetings fell on the day of the market. The dates for next year avoid it."
    keep([AttendanceNote(seat_id=seat.id, at=moment(book.today - timedelta(days=9)), by="Rosa Millstone", text=text)])


def _pool(book: Book) -> None:
    place = book.partnerships["peak-partners"]
    on = book.back(2)
    rows = []
    for name, areas, by in PEAK:
        person: Person = book.people[name]
        rows.append(Willing(
            partnership_id=place.id, organisation_id=person.organisation_id, person_id=person.id, areas=areas,
            kept_on=on, kept_by=by,
        ))  # fmt: skip
    keep(rows)


def _handed_over(book: Book) -> None:
    """Worcestershire's area manager followed another one in the core group."""
    seat = _seat(book, "wychavon", "core-group", "county-worcestershire")
    place = book.partnerships["wychavon"]
    old, new = book.people["Miles Teasel"], book.people["Helena Maltings"]
    parts = [
        f"Represents {book.organisations['county-worcestershire'].name} in {seat.group.name}",
        "Leads: Bring the county's figures on bus use to the next meeting",
    ]
    keep([HandOver(
        partnership_id=place.id, from_person_id=old.id, to_person_id=new.id, from_name=old.name, to_name=new.name,
        on=book.back(4), by="Nell Larkrise", parts="\n".join(parts),
        note="The reports from the three area partnerships come ten days before; ring the chairs who are late.",
    )])  # fmt: skip


def _welcomed(book: Book) -> None:
    """New Mills' co-ordinator was welcomed with a buddy; two steps are still to come."""
    place = book.partnerships["peak-partners"]
    steps = [InductionStep(partnership_id=place.id, position=number, text=text) for number, text in enumerate(USUAL, 1)]
    keep(steps)
    seat = _seat(book, "peak-partners", "partnership", "nmvc")
    holder = max(seat.holders, key=lambda each: each.from_on)
    buddy = book.people["Priya Heather"]
    begun = holder.from_on + timedelta(days=3)
    ticks = [
        InductionTick(step_id=step.id, on=begun + timedelta(days=8 * number), by=buddy.name)
        for number, step in enumerate(steps[:4], 1)
    ]
    row = Induction(partnership_id=place.id, holder_id=holder.id, buddy_id=buddy.id, begun_on=begun, ticks=ticks)
    row.begun_by = "Rosa Millstone"
    keep([row])
