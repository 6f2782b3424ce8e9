"""Reading requests and wanted notices: the two sides see a request, nobody else does."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask import abort
from sqlalchemy.orm import joinedload, selectinload

from portal.core import clock
from portal.core.audience import visible_to
from portal.core.database import db, reader
from portal.core.prepared import asked_often
from portal.core.viewer import Viewer
from portal.directory.models import Keeper, Organisation, Person
from portal.memberships.models import Holder, Seat, Standing
from portal.memberships.viewer import is_current
from portal.skills import rules
from portal.skills.models import HelpMessage, HelpRequest, RequestState, Wanted


def asks(viewer: Viewer) -> sa.ColumnElement[bool]:
    """Return the condition that the viewer speaks for the side that asks."""
    mine = HelpRequest.person_id == (viewer.person_id or 0)
    return sa.or_(mine, HelpRequest.organisation_id.in_(sorted(viewer.keeps)))


def is_asked(viewer: Viewer) -> sa.ColumnElement[bool]:
    """Return the condition that the viewer speaks for the side that is asked."""
    mine = HelpRequest.helper_person_id == (viewer.person_id or 0)
    return sa.or_(mine, HelpRequest.helper_id.in_(sorted(viewer.keeps)))


class RequestSeen(NamedTuple):
    """A request, and the sides the viewer speaks for."""

    request: HelpRequest
    sides: list[str]

    @property
    def side(self) -> str:
        """The side the viewer answers for: whose turn it is, where they speak for both."""
        turn = rules.WHOSE_TURN.get(self.request.state, "")
        return turn if turn in self.sides else self.sides[0]


def get_request(viewer: Viewer, number: int) -> RequestSeen:
    """Return a request of which the viewer is a side, or answer 404: it is nobody else's business."""
    asked = (
        sa.select(HelpRequest, asks(viewer), is_asked(viewer))
        .where(HelpRequest.id == number, sa.or_(asks(viewer), is_asked(viewer)))
        .options(
            joinedload(HelpRequest.organisation), joinedload(HelpRequest.helper), joinedload(HelpRequest.skill),
            joinedload(HelpRequest.wanted), selectinload(HelpRequest.messages).joinedload(HelpMessage.organisation),
        )
    )  # fmt: skip
    request, is_asker, is_helper = db.session.execute(asked).one_or_none() or abort(404)
    sides = [side for side, there in ((rules.ASKER, is_asker), (rules.HELPER, is_helper)) if there]
    return RequestSeen(request, sides)


def rows_for(viewer: Viewer) -> sa.Select:
    """Return the select of the requests of which the viewer is a side."""
    helper = sa.orm.aliased(Organisation)
    return (
        sa.select(
            HelpRequest.id, HelpRequest.title, HelpRequest.state, HelpRequest.asked_on, HelpRequest.moved_at,
            HelpRequest.when_text, HelpRequest.needed_by, Organisation.name.label("organisation"),
            helper.name.label("helper"), asks(viewer).label("is_ours"),
        )
        .join(Organisation, Organisation.id == HelpRequest.organisation_id)
        .join(helper, helper.id == HelpRequest.helper_id)
        .where(sa.or_(asks(viewer), is_asked(viewer)))
    )  # fmt: skip


def waiting_requests(viewer: Viewer) -> Sequence[Any]:
    """Return the requests that wait for the viewer's side, the one that waits longest first."""
    if not viewer.keeps and not viewer.person_id:
        return []
    return _our_turn(viewer)


@asked_often
def _our_turn(viewer: Viewer) -> sa.Select:
    mine = sa.or_(
        sa.and_(HelpRequest.waits_for == HelpRequest.organisation_id, asks(viewer)),
        sa.and_(HelpRequest.waits_for == HelpRequest.helper_id, is_asked(viewer)),
    )
    return rows_for(viewer).where(mine).order_by(HelpRequest.moved_at, HelpRequest.id).limit(30)


def get_wanted(viewer: Viewer, number: int) -> Wanted:
    """Return a notice that the viewer may see, or answer 404."""
    asked = sa.select(Wanted).where(Wanted.id == number, visible_to(viewer, Wanted))
    return db.one_or_404(asked.options(joinedload(Wanted.organisation), joinedload(Wanted.term)))


def offers_to(viewer: Viewer, wanted: Wanted) -> Sequence[Any]:
    """Return the offers that answer a notice, as far as the viewer is a side of them, oldest first."""
    found = rows_for(viewer).where(HelpRequest.wanted_id == wanted.id)
    return reader().execute(found.order_by(HelpRequest.id)).all()


def speakers_for(organisation: Organisation, person_id: int | None = None) -> list[tuple[str, str]]:
    """Return the e-mail addresses and names of who answers for an organisation, each once, for letters alone.

    That is the person given, where there is one with an address; else its keepers and representatives; else its office.
    """
    if person_id is not None:
        person = db.session.get(Person, person_id)
        if person is not None and person.email and person.left_on is None:
            return [(person.email, person.name)]
    today = clock.today()
    keepers = sa.select(Keeper.person_id).where(Keeper.organisation_id == organisation.id, is_current(Keeper, today))
    sitting = (
        sa.select(Holder.person_id)
        .join(Seat, Seat.id == Holder.seat_id)
        .where(Seat.organisation_id == organisation.id, Holder.standing == Standing.REPRESENTATIVE)
        .where(is_current(Seat, today), is_current(Holder, today))
    )
    people = db.session.execute(
        sa.select(Person.email, Person.name)
        .where(Person.id.in_(keepers.union(sitting)), Person.left_on.is_(None), Person.email != "")
        .order_by(Person.sort_name)
    )
    found = {email.lower(): (email, name) for email, name in people}
    if not found and organisation.email:
        return [(organisation.email, organisation.name)]
    return list(found.values())


def unanswered(before: Any) -> Sequence[HelpRequest]:
    """Return the requests nobody answered since a moment and of which nobody was reminded."""
    asked = sa.select(HelpRequest).where(
        HelpRequest.state == RequestState.ASKED, HelpRequest.moved_at <= before, HelpRequest.reminded_on.is_(None)
    )
    return db.session.scalars(asked.order_by(HelpRequest.id).limit(200)).all()
