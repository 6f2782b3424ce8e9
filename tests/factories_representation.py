"""Makers of meetings with a register, of rules, and of cases."""

from datetime import timedelta

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.meetings.models import Attendance, Kind, Meeting, Presence, State
from portal.memberships.models import Seat
from portal.partnerships.models import Rules
from portal.representation.induction_models import Induction, InductionStep
from portal.representation.models import CaseStep, HandOver, MissedCase, Step, Willing
from tests import factories, factories_actions, factories_meetings

LETTERS = {"P": Presence.PRESENT, "S": Presence.SUBSTITUTE, "A": Presence.APOLOGIES, "N": Presence.ABSENT}


def rule(partnership, **settings) -> None:
    """Give a partnership settings of its rules."""
    with writing():
        db.session.query(Rules).filter_by(partnership_id=partnership.id, group_id=None).update(settings)


def met(group, days_ago, marks, state=State.PUBLISHED, audience=Audience.PARTNERSHIP, **said) -> Meeting:
    """A meeting with its register; `marks` gives each seat a letter: P, S, A or N. Other letters leave it unmarked."""
    row = factories_meetings.meeting(group, days_ago, items=(), **said)
    with writing():
        kept = db.session.get(Meeting, row.id)
        kept.minutes_state, kept.minutes_audience, kept.audience = state, audience, audience
        for seat, letter in marks.items():
            if letter in LETTERS:
                mark(kept, db.session.get(Seat, seat.id), LETTERS[letter])
    return row


def mark(meeting, seat, presence, **said) -> None:
    """Mark one seat at a meeting."""
    holder = next((one for one in seat.holders if one.from_on <= meeting.day), None)
    db.session.add(Attendance(
        meeting_id=meeting.id, seat_id=seat.id, organisation_id=seat.organisation_id,
        organisation_name=seat.organisation.name, person_id=holder.person_id if holder else None,
        person_name=holder.person.name if holder else "", presence=presence, **said,
    ))  # fmt: skip


def row_of(group, seat, letters, every=30, kinds=()) -> list[Meeting]:
    """Meetings of a group, oldest first, at which one seat was marked by these letters; X is a cancelled meeting."""
    found = []
    for place, letter in enumerate(letters):
        kind = Kind.NETWORKING if place in kinds else Kind.MAIN
        one = met(group, every * (len(letters) - place), {seat: letter.replace("X", "A")}, kind=kind)
        if letter == "X":
            with writing():
                db.session.get(Meeting, one.id).cancelled_at = clock.now()
        found.append(one)
    return found


def case(partnership, seat, **given) -> MissedCase:
    """A case that was taken up two weeks ago."""
    on = clock.today() - timedelta(days=14)
    usual = {
        "partnership_id": partnership.id, "group_id": seat.group_id, "seat_id": seat.id, "times": 3, "opened_on": on,
        "organisation_name": "High Peak CVS", "opened_by": "Ann Abbot",
    }  # fmt: skip
    row = factories.add(MissedCase(**usual | given))
    factories.add(CaseStep(case_id=row.id, step=Step.OPENED, on=on, at=clock.now(), by="Ann Abbot"))
    return row


def willing(partnership, person, organisation, **given) -> Willing:
    """Somebody who could take on a role."""
    usual = {
        "partnership_id": partnership.id, "organisation_id": organisation.id, "person_id": person.id,
        "areas": "Taking minutes", "kept_on": clock.today(), "kept_by": "Ray Rowsley",
    }  # fmt: skip
    return factories.add(Willing(**usual | given))


def handed_over(partnership, number=0) -> HandOver:
    """A hand-over on record."""
    return factories.add(HandOver(
        partnership_id=partnership.id, from_name=f"Old Hand {number:02}", to_name="New Hand", on=clock.today(),
        by="Ann Abbot", parts="Represents High Peak CVS in Main group",
    ))  # fmt: skip


def induction(partnership, holder, buddy) -> Induction:
    """The welcome of somebody new, with a list of two steps."""
    if not db.session.query(InductionStep).filter_by(partnership_id=partnership.id).first():
        for number, text in enumerate(("Read the rules", "Meet the buddy"), 1):
            factories.add(InductionStep(partnership_id=partnership.id, position=number, text=text))
    row = Induction(partnership_id=partnership.id, holder_id=holder.id, buddy_id=buddy.id, begun_by="Ann Abbot")
    row.begun_on = clock.today()
    return factories.add(row)


def furnish(place, partnership, seat, person) -> None:
    """Everything the pages about representation need, in a partnership of the table of who gets in."""
    main = partnership.main
    found = case(partnership, seat, organisation_name=seat.organisation.name)
    factories.add(CaseStep(case_id=found.id, step=Step.NOTICE, on=clock.today(), at=clock.now(), by="A", letter="Dear"))
    place.case = found.id
    ladder = factories.group(partnership, name="Ladder", slug=f"ladder-{partnership.slug}")
    factories.add(Rules(partnership_id=partnership.id, group_id=ladder.id, missed_limit=1, regular_percent=60))
    missing = factories.seat(ladder, held_by=factories.person())
    met(ladder, 12, {missing: "N"})
    place.missing = missing.id
    colleague = factories.person("Col League", organisation_id=seat.organisation_id)
    place.colleague = colleague.id
    place.nominee = factories.person("Nomi Nee", organisation_id=seat.organisation_id).id
    place.willing = willing(partnership, colleague, seat.organisation).id
    place.unwilling = willing(partnership, person, seat.organisation, removed_at=clock.now()).id
    place.induction = induction(partnership, missing.holders[0], person).id
    place.newcomer = factories.holder(factories.seat(ladder), factories.person(), from_on=clock.today()).id
    steps = db.session.query(InductionStep).filter_by(partnership_id=partnership.id).order_by(InductionStep.id).all()
    place.step, place.removed_step = (step.id for step in steps)
    steps[1].removed_at = clock.now()
    factories.add(steps[1])
    place.decided = factories_actions.decision(main, "Keep the seat").id
