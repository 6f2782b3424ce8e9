"""What the sample decided between meetings, what its sub groups reported, and what it looks at again."""

import tomllib
from datetime import date, timedelta
from importlib.resources import files

import sqlalchemy as sa

from portal.core import index
from portal.core.audience import Audience, Why
from portal.core.database import db
from portal.core.dates import add_months
from portal.decisions import proposal_services, silence
from portal.decisions import services as decisions
from portal.decisions.models import Decision, Found, How, Review
from portal.decisions.proposal_models import Answer, Choice, Proposal, Standing, Through, Told
from portal.demo.book import Book, is_on, keep, moment
from portal.demo.reading import Facts
from portal.meetings.models import ItemKind, Meeting
from portal.meetings.services import agenda
from portal.meetings.services.indexing import reindex_item
from portal.memberships.models import Holder, Office, OfficeKind, Seat
from portal.memberships.models import Standing as Stands
from portal.partnerships.models import Group
from portal.partnerships.report_models import Comment, Difficulty, Report


def load(book: Book) -> None:
    """Add what was put to the seats, the reviews, a sub group past its day, its reports, and make it findable."""
    facts = tomllib.loads(files("portal.demo").joinpath("data", "deciding.toml").read_text(encoding="utf-8"))
    slug, place = facts["place"], book.partnerships[facts["place"]]
    group = book.groups[slug, facts["group"]]
    with index.gathering():
        for fact in facts["proposals"]:
            _proposal(book, slug, group, fact)
        for fact in facts["reviews"]:
            _review(book, place.id, fact)
    _sub_group(book, slug, facts["sub_group"])
    keep(_report(book, slug, fact) for fact in facts["reports"] if "comment" not in fact)
    for fact in facts["reports"]:
        if "comment" in fact:
            _discussed(book, slug, fact)
    keep(_difficulty(book, slug, fact) for fact in facts["difficulties"])


def _proposal(book: Book, slug: str, group: Group, fact: Facts) -> None:
    agreed, author = book.rules_of(slug, group.slug), book.people[fact["by"]]
    opened_on = _ago(book, fact["opened"])
    closes_on = _ago(book, fact["closed"]) if "closed" in fact else book.today + timedelta(days=fact["closes"])
    seats = [seat for seat in book.seats[slug, group.slug] if is_on(seat, book.today) and seat.organisation]
    proposal = Proposal(
        partnership_id=group.partnership_id, group_id=group.id, group=group, text=fact["text"],
        background=fact["background"], proposed_by=fact["by"], proposer_id=author.user_id, opened_on=opened_on,
        closes_on=closes_on, audience=Audience.GROUP, audience_why=Why.CHOSEN, round=1,
        standing=Standing(fact.get("standing", Standing.OPEN)),
        answers=[_answer(book, seat, opened_on, fact) for seat in seats],
        **{name: getattr(agreed, name) for name in proposal_services.COPIED},
    )  # fmt: skip
    keep([proposal])
    if proposal.standing is not Standing.OPEN:
        _settle(book, proposal, closes_on, fact, agreed.minutes_audience)
    proposal_services.reindex(proposal, book.partnerships[slug])


def _answer(book: Book, seat: Seat, opened_on: date, fact: Facts) -> Answer:
    called = seat.organisation
    slug = next(key for key, each in book.organisations.items() if each is called)
    objects = fact.get("object", {})
    answer = Answer(
        seat_id=seat.id, organisation_id=seat.organisation_id, organisation_name=called.name if called else "",
        told_at=moment(opened_on, 9, 30), told_how=Told.LETTER, told_by="The portal",
    )  # fmt: skip
    if slug in objects or slug in fact["agree"]:
        answer.choice = Choice.OBJECT if slug in objects else Choice.AGREE
        answer.reason, answer.through = objects.get(slug, ""), Through.REPRESENTATIVE
        answer.answered_at = moment(opened_on + timedelta(days=2 + seat.id % 3), 14, 5 + seat.id % 50)
        answer.answered_by = _sitting(book, seat)
    elif slug in fact.get("seen", []):
        answer.acknowledged_at = moment(_ago(book, fact["closed"] - 6), 10, 20)
        answer.acknowledged_by = _sitting(book, seat)
    return answer


def _settle(book: Book, proposal: Proposal, closes_on: date, fact: Facts, audience: Audience) -> None:
    voices = [silence.Voice(a.seat_id, a.organisation_id, a.choice, proposal.opened_on) for a in proposal.answers]
    came = silence.outcome(proposal, voices, closes_on)
    settled_on = closes_on + timedelta(days=1)
    proposal.settled_at, proposal.silent = moment(settled_on, 6, 1), len(came.silent)
    proposal.quorum_present, proposal.quorum_needed, proposal.quorum_of = came.present, came.needed, came.of
    for answer in proposal.answers:
        answer.is_silent = answer.seat_id in came.silent
    stopped = came.standing is Standing.STOPPED
    decision = Decision(
        partnership_id=proposal.partnership_id, group_id=proposal.group_id, text=proposal.text, is_between=True,
        how=How.DEFERRED if stopped else How.CONSENSUS, topic="Decided between meetings", decided_on=settled_on,
        dissent="1 seat objected or wanted to discuss it." if stopped else "", quorum_present=came.present,
        quorum_needed=came.needed, quorum_of=came.of, audience=audience, audience_why=Why.MINUTES,
    )  # fmt: skip
    keep([decision])
    decisions.reindex(decision)
    proposal.decision_id = decision.id
    if "item" in fact:
        _bring(book, proposal, fact["item"])


def _bring(book: Book, proposal: Proposal, title: str) -> None:
    """Put it on the agenda of the group's next meeting, where there is one."""
    coming = sa.select(Meeting).where(
        Meeting.group_id == proposal.group_id, Meeting.day > book.today, Meeting.cancelled_at.is_(None)
    )
    meeting = db.session.scalars(coming.order_by(Meeting.day)).first()
    if meeting is not None:
        item = agenda.new_item(meeting, title, ItemKind.DECISION)
        item.background = proposal.background
        agenda.renumber(meeting)
        proposal.item_id = item.id
        place = next(each for each in book.partnerships.values() if each.id == proposal.partnership_id)
        reindex_item(item, meeting, place.slug)


def _review(book: Book, partnership_id: int, fact: Facts) -> None:
    decision = _decision(partnership_id, fact["decision"])
    if "due" in fact:
        decision.review_on = _ago(book, fact["due"])
        return
    review = Review(
        decision_id=decision.id, on=_ago(book, fact["ago"]), found=Found(fact["found"]), note=fact["note"],
        later_id=_decision(partnership_id, fact["later"]).id, by=fact["by"],
    )  # fmt: skip
    keep([review])


def _decision(partnership_id: int, text: str) -> Decision:
    return db.session.scalars(sa.select(Decision).filter_by(partnership_id=partnership_id, text=text)).one()


def _sub_group(book: Book, slug: str, fact: Facts) -> None:
    above = book.groups[slug, fact["above"]]
    decision = _decision(above.partnership_id, fact["decision"])
    opened_on = decision.decided_on
    group = Group(
        partnership_id=above.partnership_id, parent_id=above.id, slug=fact["slug"], name=fact["name"], kind="sub group",
        is_sub_group=True, position=99, task=fact["task"], subject=fact["subject"], opened_on=opened_on,
        closes_on=_ago(book, fact["closed_by"]), opening_decision_id=decision.id,
        rhythm="As needed, two hours",
    )  # fmt: skip
    keep([group])
    book.groups[slug, group.slug] = group
    chair = Office(
        partnership_id=group.partnership_id, group_id=group.id, kind=OfficeKind.CHAIR, from_on=opened_on,
        organisation_id=book.organisations[fact["chair"]].id, until_on=add_months(opened_on, 12),
    )  # fmt: skip
    keep([chair])
    theirs = {seat.organisation_id: seat for seat in book.seats[slug, fact["above"]] if is_on(seat, book.today)}
    for position, key in enumerate(fact["seats"], 1):
        organisation = book.organisations[key]
        seat = Seat(
            partnership_id=group.partnership_id, group_id=group.id, organisation=organisation,
            sector=organisation.sector, position=position, from_on=opened_on,
        )  # fmt: skip
        represents = [h for h in theirs[organisation.id].holders if h.standing is Stands.REPRESENTATIVE]
        seat.holders = [Holder(person_id=represents[-1].person_id, standing=Stands.REPRESENTATIVE, from_on=opened_on)]
        keep([seat])


def _report(book: Book, slug: str, fact: Facts) -> Report:
    group = book.groups[slug, fact["group"]]
    return Report(
        partnership_id=group.partnership_id, group_id=group.id, on=_ago(book, fact["ago"]), text=fact["text"],
        by=fact["by"], user_id=book.people[fact["by"]].user_id, audience=Audience.PARTNERSHIP, audience_why=Why.CHOSEN,
    )  # fmt: skip


def _discussed(book: Book, slug: str, fact: Facts) -> None:
    report = _report(book, slug, fact)
    keep([report])
    at = _ago(book, fact["ago"] - 2)
    keep(
        [
            Comment(
                report_id=report.id, text=fact["comment"], by=fact["comment_by"], at=moment(at, 19, 5),
                user_id=book.people[fact["comment_by"]].user_id, answer=fact["answer"], answered_by=fact["answer_by"],
                answered_at=moment(at + timedelta(days=1), 8, 50),
            )
        ]
    )  # fmt: skip


def _difficulty(book: Book, slug: str, fact: Facts) -> Difficulty:
    group = book.groups[slug, fact["group"]]
    return Difficulty(
        partnership_id=group.partnership_id, group_id=group.id, text=fact["text"], by=fact["by"],
        user_id=book.people[fact["by"]].user_id, at=moment(_ago(book, fact["ago"]), 17, 40),
    )  # fmt: skip


def _sitting(book: Book, seat: Seat) -> str:
    held = [h.person_id for h in seat.holders if h.standing is Stands.REPRESENTATIVE and is_on(h, book.today)]
    return next((person.name for person in book.people.values() if person.id in held), "")


def _ago(book: Book, days: int) -> date:
    return book.today - timedelta(days=days)
