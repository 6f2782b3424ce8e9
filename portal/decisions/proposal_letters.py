"""Letters about what is put to the seats between meetings: told, reminded, and what came of it. None to who may not
see it."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from portal.core import clock
from portal.core.audience import Audience, may_see
from portal.core.database import db
from portal.core.filters import shortday
from portal.core.permissions import Role
from portal.core.viewer import Part, Viewer
from portal.decisions import silence
from portal.decisions.proposal_models import Proposal, Standing, Told
from portal.directory.models import Person
from portal.mail import services as mail
from portal.memberships.models import Holder, Seat
from portal.memberships.models import Standing as Stands
from portal.memberships.viewer import is_current
from portal.partnerships.models import Partnership

AHEAD = timedelta(days=3)


def tell(partnership: Partnership, proposal: Proposal) -> int:
    """Write to everybody who may answer; each seat somebody was written for counts as told. Return how many did."""
    readers = _readers(proposal)
    for answer in proposal.answers:
        letters = [
            _post(
                "decision_proposed", partnership, proposal, person, f"your answer is asked for by {_closing(proposal)}",
                f"told {proposal.id} {answer.seat_id} {person.id} {proposal.round}", is_again=proposal.round > 1,
            )
            for person in readers[answer.seat_id]
        ]  # fmt: skip
        if any(letters) and answer.told_at is None:
            answer.told_at, answer.told_how = clock.now(), Told.LETTER
            answer.told_by = "The portal"
    return sum(answer.told_at is not None for answer in proposal.answers)


def write_reminders() -> int:
    """Write to those who have not answered what closes within three days; return how many. Run from the clock."""
    today = clock.today()
    rows = db.session.execute(
        sa.select(Proposal, Partnership)
        .join(Partnership, Partnership.id == Proposal.partnership_id)
        .where(Proposal.standing == Standing.OPEN, Proposal.closes_on.between(today, today + AHEAD))
        .order_by(Proposal.id)
    ).all()
    written = 0
    for proposal, partnership in rows:
        readers = _readers(proposal)
        for answer in proposal.answers:
            if answer.choice is None:
                for person in readers[answer.seat_id]:
                    about = f"remind {proposal.id} {answer.seat_id} {person.id} {proposal.closes_on:%Y%m%d}"
                    subject = f"no answer from you yet, by {_closing(proposal)}"
                    written += _post("decision_reminder", partnership, proposal, person, subject, about)
    return written


def tell_outcome(partnership: Partnership, proposal: Proposal) -> None:
    """Write to all seats what came of it."""
    readers = _readers(proposal)
    for seat_id, people in readers.items():
        for person in people:
            about = f"outcome {proposal.id} {seat_id} {person.id}"
            _post(
                "decision_settled", partnership, proposal, person, "what came of a proposal", about,
                is_early=silence.was_early(proposal.standing, clock.today(), proposal.closes_on),
            )  # fmt: skip


def _closing(proposal: Proposal) -> str:
    return shortday(proposal.closes_on)


def _post(
    template: str, partnership: Partnership, proposal: Proposal, person: Person, subject: str, about: str, **more: Any
) -> bool:  # fmt: skip
    letter = mail.post(
        person.email, person.name, template, subject=f"{partnership.short_name or partnership.name}: {subject}",
        about=about, partnership_id=partnership.id, partnership=partnership, proposal=proposal,
        is_hidden=proposal.audience is Audience.RESTRICTED, rule=silence.rule_in_words(proposal), **more,
    )  # fmt: skip
    return letter is not None


def _readers(proposal: Proposal) -> dict[int, list[Person]]:
    """Return who represents or stands in for each seat that was asked, as far as they may see the proposal."""
    today = clock.today()
    rows = db.session.execute(
        sa.select(Holder.seat_id, Holder.standing, Person)
        .join(Person, Person.id == Holder.person_id)
        .join(Seat, Seat.id == Holder.seat_id)
        .where(
            Holder.seat_id.in_([answer.seat_id for answer in proposal.answers]), Person.left_on.is_(None),
            is_current(Holder, today), is_current(Seat, today),
        )
        .order_by(Holder.seat_id, Holder.standing, Person.id)
    )  # fmt: skip
    found: dict[int, list[Person]] = defaultdict(list)
    for seat_id, standing, person in rows:
        role = Role.REPRESENTATIVE if standing is Stands.REPRESENTATIVE else Role.WIDER_STAFF
        part = Part(role, proposal.partnership_id, proposal.group_id)
        reader = Viewer(user_id=person.user_id, person_id=person.id, parts=frozenset([part]))
        if may_see(reader, proposal) and person not in found[seat_id]:
            found[seat_id].append(person)
    return found
