"""Who applied to join Peak Partners, its membership statement, who keeps in touch, and what stands behind its seats."""

from datetime import date, timedelta

import sqlalchemy as sa

from portal.core.audience import Audience, Why
from portal.core.database import db
from portal.decisions import proposal_services
from portal.decisions.proposal_models import Answer, Choice, Proposal, Standing, Through, Told
from portal.demo.book import Book, is_on, keep, moment
from portal.memberships.models import Holder, Seat
from portal.partnerships.models import Saying, Statement
from portal.representation.backing_models import Backing, ServesAs
from portal.representation.in_touch_models import IndividualMember
from portal.representation.joining_models import Application, Check, Ended, JoiningStep
from portal.representation.joining_rules import Asked, asked_of
from portal.representation.membership_models import MembershipReview, MembershipStatement

SLUG, GROUP, OFFICE = "peak-partners", "partnership", "Rosa Millstone"
AGREE = 3
FIRST = """Members are organisations that support other voluntary groups in the Derbyshire Dales or High Peak. Each sends one person who can decide for it.

A member may leave at any time."""  # noqa: E501  a statement has long paragraphs
NOW = """Members are organisations that support voluntary groups across all fields, in the Derbyshire Dales, in High Peak or in both. They sign up to our purpose, values and principles and meet the criteria under “Who can join”. An organisation that does is automatically eligible, once the existing partners agree that it does.

Each member sends one named person who can decide for it; where there are paid workers, that is as a rule not a trustee. It leads one piece of work, and comes to the meetings regularly.

A member may leave at any time. One that no longer meets the criteria, or seldom comes, is no longer eligible; we talk first.

This statement is looked at after each round of planning, and whenever somebody asks for it."""  # noqa: E501
IN_TOUCH = (("Hettie Stonecrop", 260, ""), ("Wilfred Brookside", 120, OFFICE), ("Maud Teasdale", 21, ""))


def load(book: Book) -> None:
    """Add it all, once."""
    if db.session.scalar(sa.select(Application.id).limit(1)):
        return
    _applications(book)
    _statement(book)
    place = book.partnerships[SLUG]
    keep(
        IndividualMember(
            partnership_id=place.id, name=name, email=f"{name.lower().replace(' ', '.')}@example.org",
            asked_at=moment(day), confirmed_at=moment(day, 17), entered_by=by,
        )
        for name, day, by in ((name, book.today - timedelta(days=ago), by) for name, ago, by in IN_TOUCH)
    )  # fmt: skip
    _behind(book)


def _applications(book: Book) -> None:
    today = book.today
    north = _applied(
        book, "ndva", today - timedelta(days=9), "Colin Ashgate", OFFICE,
        "We work next door and meet many of the same groups. We would bring our training calendar.",
        but="Works in the Derbyshire Dales, High Peak or both",
        how="We work in Chesterfield and the north east; some of our groups are in the Dales",
    )  # fmt: skip
    county = _applied(
        book,
        "derbyshire-volunteering",
        today - timedelta(days=15),
        "Petra Wingfield",
        "Petra Wingfield",
        "Volunteer centres of the county already work through us. We would like to hear earlier what they need.",
    )
    ground = _applied(
        book, "groundwork", book.back(8), "Len Quarrier", OFFICE, "We would like to know more before we decide.",
        but="Supports other organisations across all fields, not only one", how="Our field is land and how it is used",
    )  # fmt: skip
    ground.ended, ground.ended_on, ground.ended_by = Ended.WITHDRAWN, book.back(7), "Len Quarrier"
    ground.ended_why = "We would rather work with you from case to case."
    _step(ground, book.back(7), "Len Quarrier", f"The application of {ground.organisation_name} was taken back")
    asked_on = today - timedelta(days=6)
    proposal = _put(book, county, asked_on, today + timedelta(days=8))
    _step(county, asked_on, OFFICE, f"Asked the partners whether {county.organisation_name} joins")
    keep([north, county, ground, proposal])
    county.proposal_id = proposal.id
    proposal_services.reindex(proposal, book.partnerships[SLUG])


def _applied(
    book: Book, slug: str, on: date, contact: str, by: str, about: str, but: str = "", how: str = ""
) -> Application:
    organisation, place = book.organisations[slug], book.partnerships[SLUG]
    row = Application(
        partnership_id=place.id, organisation_id=organisation.id, organisation_name=organisation.name,
        contact_name=contact, contact_email=f"{contact.lower().replace(' ', '.')}@example.org", about=about,
        applied_on=on, entered_by=by, ended_by="", ended_why="", steps=[],
        checks=[_check(place, each, but, how) for place, each in enumerate(_asked(book), 1)],
    )  # fmt: skip
    _step(row, on, by, f"{organisation.name} applied to join {place.name}")
    return row


def _check(place: int, asked: Asked, but: str, how: str) -> Check:
    is_but = asked.words == but
    return Check(position=place, key=asked.key, text=asked.text, meets=not is_but, how=how if is_but else "")


def _asked(book: Book) -> list[Asked]:
    place = book.partnerships[SLUG]
    found: dict[Saying, list[tuple[int, str]]] = {}
    mine = sa.select(Statement).filter_by(partnership_id=place.id).order_by(Statement.position, Statement.id)
    for row in db.session.scalars(mine):
        found.setdefault(row.kind, []).append((row.id, row.text))
    return asked_of(place.purpose, found)


def _step(row: Application, on: date, by: str, text: str) -> None:
    row.steps.append(JoiningStep(at=moment(on, 11, 20), by=by, text=text))


def _put(book: Book, row: Application, opened_on: date, closes_on: date) -> Proposal:
    """Put to the seats whether an organisation joins; some have agreed, none has objected."""
    group, agreed = book.groups[SLUG, GROUP], book.rules_of(SLUG, GROUP)
    seats = [seat for seat in book.seats[SLUG, GROUP] if is_on(seat, book.today) and seat.organisation and seat.counts]
    return Proposal(
        partnership_id=group.partnership_id, group_id=group.id, group=group, round=1, standing=Standing.OPEN,
        text=f"{row.organisation_name} joins {book.partnerships[SLUG].name}.",
        background=f"It meets all that is asked.\n\n{row.about}", proposed_by=OFFICE, opened_on=opened_on,
        proposer_id=book.people[OFFICE].user_id, closes_on=closes_on, audience=Audience.GROUP, audience_why=Why.CHOSEN,
        answers=[_answer(seat, opened_on, place < AGREE) for place, seat in enumerate(seats)],
        **{name: getattr(agreed, name) for name in proposal_services.COPIED},
    )  # fmt: skip


def _answer(seat: Seat, opened_on: date, agrees: bool) -> Answer:
    answer = Answer(
        seat_id=seat.id, organisation_id=seat.organisation_id, told_at=moment(opened_on, 9, 30), told_how=Told.LETTER,
        organisation_name=seat.organisation.name if seat.organisation else "", told_by="The portal",
    )  # fmt: skip
    if agrees:
        answer.choice, answer.through = Choice.AGREE, Through.REPRESENTATIVE
        answer.answered_at, answer.answered_by = moment(opened_on + timedelta(days=2), 14), _sitting(seat).person.name
    return answer


def _sitting(seat: Seat) -> Holder:
    return max(seat.holders, key=lambda each: each.from_on)


def _statement(book: Book) -> None:
    """Two editions: the first was reviewed once, the second is due for its review within the month."""
    usual = {"partnership_id": book.partnerships[SLUG].id, "written_by": OFFICE}
    first = MembershipStatement(
        number=1, text=FIRST, agreed_on=book.back(26), agreed_how="at the first round of planning",
        review_on=book.back(11), written_at=moment(book.back(26)), **usual,
        reviews=[MembershipReview(
            reviewed_on=book.back(18), reviewed_how="at the partnership meeting", next_on=book.back(11),
            noted_by=OFFICE,
        )],
    )  # fmt: skip
    second = MembershipStatement(
        number=2, text=NOW, agreed_on=book.back(11), agreed_how="at the workshop that closed the round of planning",
        review_on=book.today + timedelta(days=20), written_at=moment(book.back(11), 12), reviews=[], **usual,
    )  # fmt: skip
    keep([first, second])


def _behind(book: Book) -> None:
    said = (
        ("nmvc", True, ServesAs.TRUSTEE, ""),
        ("gvb", False, ServesAs.VOLUNTEER, "The bus fare, and papers on paper a week before: nobody is paid here."),
    )
    for slug, workers, serves_as, support in said:
        number = book.organisations[slug].id
        seat = next(each for each in book.seats[SLUG, GROUP] if each.organisation_id == number and not each.until_on)
        holder = _sitting(seat)
        keep([Backing(
            seat_id=seat.id, has_paid_workers=workers, holder_id=holder.id, serves_as=serves_as, support=support,
            said_on=book.back(3), said_by=holder.person.name,
        )])  # fmt: skip
