"""Reading the steps for new representatives, who is new, and how far each of them is."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, selectinload

from portal.core import clock
from portal.core.database import db
from portal.core.days import add_months
from portal.core.permissions import Permission
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person
from portal.memberships.models import Holder, Seat, Standing
from portal.memberships.viewer import is_current
from portal.partnerships.models import Group, Partnership
from portal.representation.induction_models import Induction, InductionStep

NEW = 6
"""For how many months somebody counts as new to a seat."""


def list_steps(partnership_id: int) -> Sequence[InductionStep]:
    """Return the partnership's steps, in their order."""
    return db.session.scalars(
        sa.select(InductionStep)
        .where(InductionStep.partnership_id == partnership_id, InductionStep.removed_at.is_(None))
        .order_by(InductionStep.position, InductionStep.id)
    ).all()


def get_step(partnership: Partnership, number: int) -> InductionStep:
    """Return one step of the partnership, removed or not, or answer 404."""
    return db.one_or_404(sa.select(InductionStep).filter_by(id=number, partnership_id=partnership.id))


def newcomers(partnership: Partnership) -> Sequence[Any]:
    """Return who represents a seat since less than six months and was not welcomed yet: for who keeps the seats.

    Who sat in the partnership before is not new. A row holds id (the holder's), person, organisation, group, from_on,
    the newest first.
    """
    today = clock.today()
    since = add_months(today, -NEW)
    earlier, there = aliased(Holder), aliased(Seat)
    sat_here = (
        sa.select(earlier.id)
        .join(there, there.id == earlier.seat_id)
        .where(there.partnership_id == partnership.id, earlier.person_id == Holder.person_id, earlier.from_on <= since)
        .exists()
    )
    rows = (
        sa.select(
            Holder.id, Person.name.label("person"), Organisation.name.label("organisation"),
            Group.name.label("group"), Holder.from_on,
        )
        .join(Seat, Seat.id == Holder.seat_id)
        .join(Group, Group.id == Seat.group_id)
        .join(Person, Person.id == Holder.person_id)
        .outerjoin(Organisation, Organisation.id == Seat.organisation_id)
        .where(
            Seat.partnership_id == partnership.id,
            Holder.standing == Standing.REPRESENTATIVE,
            Holder.from_on > since,
            sa.not_(sat_here),
            is_current(Holder, today),
            Holder.id.notin_(sa.select(Induction.holder_id)),
        )
        .order_by(Holder.from_on.desc(), Holder.id.desc())
    )  # fmt: skip
    return db.session.execute(rows).all()


def list_inductions(viewer: Viewer, partnership: Partnership) -> Sequence[Induction]:
    """Return the welcomes of a partnership that the viewer has to do with, the newest first: all for who keeps seats,
    for others their own and those they are the buddy in.
    """
    asked = _whole().join(Induction.holder).where(Induction.partnership_id == partnership.id)
    if not viewer.can_in(Permission.KEEP_SEATS, partnership, None):
        asked = asked.where(sa.or_(Holder.person_id == viewer.person_id, Induction.buddy_id == viewer.person_id))
    return db.session.scalars(asked.order_by(Induction.begun_on.desc(), Induction.id.desc())).all()


def get_induction(viewer: Viewer, partnership: Partnership, number: int) -> Induction:
    """Return one welcome that the viewer has to do with, or answer 404."""
    found = db.one_or_404(_whole().where(Induction.id == number, Induction.partnership_id == partnership.id))
    mine = viewer.person_id in (found.holder.person_id, found.buddy_id) and viewer.person_id is not None
    return found if mine or viewer.can_in(Permission.KEEP_SEATS, partnership, None) else db.one_or_404(_nothing())


def get_newcomer(partnership: Partnership, holder_id: int) -> Holder:
    """Return who represents a seat of the partnership today, or answer 404."""
    return db.one_or_404(
        sa.select(Holder)
        .join(Holder.seat)
        .where(Holder.id == holder_id, Seat.partnership_id == partnership.id, is_current(Holder, clock.today()))
        .options(joinedload(Holder.person), joinedload(Holder.seat).joinedload(Seat.group))
    )


def _whole() -> sa.Select:
    seat = joinedload(Induction.holder).joinedload(Holder.seat)
    return sa.select(Induction).options(
        joinedload(Induction.holder).joinedload(Holder.person),
        seat.joinedload(Seat.group),
        seat.joinedload(Seat.organisation),
        joinedload(Induction.buddy),
        selectinload(Induction.ticks),
    )


def _nothing() -> sa.Select:
    return sa.select(Induction).where(sa.false())
