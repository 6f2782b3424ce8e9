"""Reading what is put to the seats between meetings, and who may answer for which seat."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from portal.core import clock
from portal.core.audience import visible_to
from portal.core.database import db, reader
from portal.core.permissions import Permission
from portal.core.prepared import asked_often
from portal.core.viewer import Viewer
from portal.decisions.models import Decision
from portal.decisions.proposal_models import Answer, Choice, Proposal, Standing, Told
from portal.decisions.silence import Voice
from portal.directory.models import Person
from portal.memberships.models import Holder, Seat
from portal.memberships.models import Standing as Stands
from portal.memberships.queries.seats import seats_on
from portal.memberships.viewer import is_current
from portal.partnerships.models import Group, Partnership


def list_groups(partnership: Partnership) -> Sequence[Group]:
    """Return the open groups of a partnership in their order."""
    asked = sa.select(Group).where(Group.partnership_id == partnership.id, Group.closed_on.is_(None))
    return db.session.scalars(asked.order_by(Group.position, Group.id)).all()


def groups_to_propose_in(viewer: Viewer, partnership: Partnership) -> list[Group]:
    """Return the open groups in which the viewer may put something to the seats."""
    return [
        group
        for group in list_groups(partnership)
        if viewer.can_in(Permission.ACKNOWLEDGE_DECISIONS, partnership, group.id)
    ]


def get_proposal(viewer: Viewer, partnership: Partnership, number: int) -> Proposal:
    """Return one with its group and its answers, or answer 404."""
    asked = sa.select(Proposal).where(
        Proposal.id == number, Proposal.partnership_id == partnership.id, visible_to(viewer, Proposal)
    )
    return db.one_or_404(asked.options(joinedload(Proposal.group), selectinload(Proposal.answers)))


def standings(viewer: Viewer, seats: Iterable[int]) -> dict[int, Stands]:
    """Return for which of the seats the viewer may answer today, and as what; a representative goes first."""
    wanted = sorted(seats)
    if viewer.person_id is None or not wanted:
        return {}
    asked = (
        sa.select(Holder.seat_id, Holder.standing)
        .join(Seat, Seat.id == Holder.seat_id)
        .join(Person, Person.id == Holder.person_id)
        .where(
            Holder.person_id == viewer.person_id, Holder.seat_id.in_(wanted), Person.left_on.is_(None),
            is_current(Holder, clock.today()), is_current(Seat, clock.today()),
        )
    )  # fmt: skip
    found: dict[int, Stands] = {}
    for seat_id, standing in reader().execute(asked):
        if found.get(seat_id) is not Stands.REPRESENTATIVE:
            found[seat_id] = standing
    return found


def voices(proposal: Proposal, on: date | None = None) -> list[Voice]:
    """Return every counting seat as it stands on the closing day (or another), what it answered, since when it knew.

    Seats that ended since they were asked are among them, and so are new and vacant ones, which nobody was told for.
    """
    failed = unreached(proposal)
    now = {row.seat_id: row for row in seats_on(proposal.group_id or 0, on or proposal.closes_on)}
    asked = {answer.seat_id: answer for answer in proposal.answers}
    found = []
    for answer in proposal.answers:
        is_told = answer.told_at and answer.seat_id not in failed
        told_on = clock.local(answer.told_at).date() if answer.told_at and is_told else None
        row = now.get(answer.seat_id)
        if row is None or row.counts:
            found.append(
                Voice(answer.seat_id, answer.organisation_id, answer.choice, told_on, is_in_force=row is not None)
            )
    return found + [
        Voice(row.seat_id, row.organisation_id) for row in now.values() if row.counts and row.seat_id not in asked
    ]


def letters_of(proposal: Proposal) -> dict[int, set[str]]:
    """Return for each seat how the letters stand that told it: sent, waiting or failed."""
    letters = db.metadata.tables["letters"]
    stands = sa.case(
        (letters.c.sent_at.is_not(None), "sent"), (letters.c.next_try_at.is_(None), "failed"), else_="waiting"
    )
    rows = db.session.execute(sa.select(letters.c.about, stands).where(letters.c.about.like(f"told {proposal.id} %")))
    found: dict[int, set[str]] = defaultdict(set)
    for about, how in rows:
        found[int(about.split()[2])].add(how)
    return found


def unreached(proposal: Proposal) -> set[int]:
    """Return the seats that were told only by letters which could not be delivered: that is no proof of telling."""
    letters = letters_of(proposal)
    return {a.seat_id for a in proposal.answers if a.told_how is Told.LETTER and letters[a.seat_id] == {"failed"}}


def proposal_of(viewer: Viewer, decision: Decision) -> int | None:
    """Return the number of the proposal that became a decision, where the viewer may see it."""
    asked = sa.select(Proposal.id).where(Proposal.decision_id == decision.id, visible_to(viewer, Proposal))
    return db.session.scalar(asked.limit(1))


def past_their_day() -> Sequence[Proposal]:
    """Return the open proposals whose closing day has passed, oldest first, to be settled."""
    asked = sa.select(Proposal).where(Proposal.standing == Standing.OPEN, Proposal.closes_on < clock.today())
    return db.session.scalars(asked.order_by(Proposal.closes_on, Proposal.id)).all()


def all_agreed() -> Sequence[Proposal]:
    """Return the open proposals to which every seat that was asked has agreed, oldest first, to be looked at."""
    asked = sa.select(Answer.id).where(Answer.proposal_id == Proposal.id)
    other = asked.where(sa.or_(Answer.choice.is_(None), Answer.choice != Choice.AGREE))
    found = sa.select(Proposal).where(Proposal.standing == Standing.OPEN, asked.exists(), ~other.exists())
    return db.session.scalars(found.order_by(Proposal.id)).all()


def waiting_proposals(viewer: Viewer) -> Sequence[Any]:
    """Return what waits for an answer of the viewer's seats: one statement.

    Each row: id, text, closes_on, slug, partnership, group, organisation_name. A substitute is asked as well.
    """
    if viewer.person_id is None or not viewer.groups:
        return []
    return _waiting_proposals(viewer)


@asked_often
def _waiting_proposals(viewer: Viewer) -> sa.Select:
    asked = (
        sa.select(
            Proposal.id, Proposal.text, Proposal.closes_on, Partnership.slug, Partnership.name.label("partnership"),
            Group.name.label("group"), Answer.organisation_name,
        )
        .join(Answer, Answer.proposal_id == Proposal.id)
        .join(Seat, Seat.id == Answer.seat_id)
        .join(Holder, Holder.seat_id == Seat.id)
        .join(Partnership, Partnership.id == Proposal.partnership_id)
        .join(Group, Group.id == Proposal.group_id)
        .where(
            Holder.person_id == viewer.person_id, is_current(Holder, clock.today()), is_current(Seat, clock.today()),
            Proposal.standing == Standing.OPEN, Proposal.closes_on >= clock.today(), Answer.choice.is_(None),
            visible_to(viewer, Proposal),
        )
        .order_by(Proposal.closes_on, Proposal.id)
    )  # fmt: skip
    return asked.distinct()
