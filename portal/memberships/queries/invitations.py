"""Reading invitations: the list a manager keeps, and the one a letter leads to."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.accounts.models import User
from portal.accounts.sign_in import hashed
from portal.core import clock
from portal.core.database import db
from portal.core.tables import Column, Filter, Table
from portal.directory.models import Organisation, Person
from portal.memberships.models import Appointment, Invitation, Seat
from portal.memberships.queries.roles import INVITERS
from portal.memberships.viewer import is_current
from portal.partnerships.models import Group, Partnership

STATES = {"open": "Open", "accepted": "Accepted", "withdrawn": "Withdrawn", "expired": "Ran out"}


def invitations_table(partnership: Partnership) -> Table:
    """Return the invitations of a partnership, newest first, for who may invite."""
    moment = clock.now()
    state = sa.case(
        (Invitation.accepted_at.isnot(None), "accepted"),
        (Invitation.withdrawn_at.isnot(None), "withdrawn"),
        (Invitation.expires_at <= moment, "expired"),
        else_="open",
    )
    rows = (
        sa.select(
            Invitation.id, Invitation.name, Invitation.email, Invitation.role, Invitation.seat_id,
            Invitation.invited_by, Invitation.created_at, Invitation.expires_at, Invitation.accepted_at,
            state.label("state"), sa.func.coalesce(Organisation.name, "").label("organisation"),
            sa.func.coalesce(Group.name, "The whole partnership").label("group"),
            sa.func.coalesce(Person.name, "").label("accepted_by"),
        )
        .outerjoin(Seat, Seat.id == Invitation.seat_id)
        .outerjoin(Organisation, Organisation.id == sa.func.coalesce(Seat.organisation_id, Invitation.organisation_id))
        .outerjoin(Group, Group.id == sa.func.coalesce(Seat.group_id, Invitation.group_id))
        .outerjoin(Person, Person.id == Invitation.person_id)
        .where(Invitation.partnership_id == partnership.id)
    )  # fmt: skip
    return Table(
        rows=rows,
        id=Invitation.id,
        noun="invitation",
        sort="-created_at",
        columns=[
            Column("name", "Invited", sa.func.lower(Invitation.name)),
            Column("email", "E-mail", Invitation.email),
            Column("role", "As", Invitation.role),
            Column("organisation", "Organisation", in_page=False),
            Column("group", "Group", in_page=False),
            Column("invited_by", "By"),
            Column("created_at", "On", Invitation.id),
            Column("expires_at", "Runs out", in_page=False),
            Column("state", "State"),
            Column("accepted_by", "Accepted by", in_page=False),
        ],
        filters=[Filter("state", "State", list(STATES.items()), lambda chosen: state == chosen)],
        search=lambda words: sa.or_(
            Invitation.name.icontains(words, autoescape=True), Invitation.email.icontains(words, autoescape=True)
        ),
    )


def _whole() -> Any:
    return (
        joinedload(Invitation.partnership),
        joinedload(Invitation.group),
        joinedload(Invitation.organisation),
        joinedload(Invitation.seat).joinedload(Seat.group),
        joinedload(Invitation.seat).joinedload(Seat.organisation),
    )


def get_invitation(partnership: Partnership, number: int) -> Invitation:
    """Return one invitation of the partnership with what it is to, or answer 404."""
    asked = sa.select(Invitation).filter_by(id=number, partnership_id=partnership.id).options(*_whole())
    return db.one_or_404(asked)


def invitation_behind(token: str) -> Invitation:
    """Return the invitation whose letter held this secret, whatever became of it, or answer 404."""
    asked = sa.select(Invitation).filter_by(token_hash=hashed(token)).options(*_whole())
    return db.one_or_404(asked)


def inviter_still_may(invitation: Invitation) -> bool:
    """Whether who sent the invitation may still invite to the partnership, and has an account that is not disabled."""
    today = clock.today()
    appointed = (
        sa.select(Appointment.id)
        .join(Person, Person.id == Appointment.person_id)
        .where(
            Person.user_id == User.id,
            Appointment.partnership_id == invitation.partnership_id,
            sa.or_(Appointment.group_id.is_(None), Appointment.group_id == invitation.group_id),
            Appointment.role.in_(INVITERS),
            is_current(Appointment, today),
        )
        .exists()
    )
    found = db.session.scalar(
        sa.select(User.id).where(
            User.id == invitation.inviter_id, User.disabled_at.is_(None), sa.or_(User.is_site_administrator, appointed)
        )
    )
    return found is not None


def same_open(invitation: Invitation) -> bool:
    """Whether another invitation to the same, for the same address, is still open."""
    with db.session.no_autoflush:
        found = db.session.scalar(
            sa.select(Invitation.id).where(
                Invitation.id != (invitation.id or 0),
                Invitation.partnership_id == invitation.partnership_id,
                Invitation.email == invitation.email,
                Invitation.role == invitation.role,
                Invitation.seat_id.is_not_distinct_from(invitation.seat_id),
                Invitation.group_id.is_not_distinct_from(invitation.group_id),
                Invitation.accepted_at.is_(None),
                Invitation.withdrawn_at.is_(None),
                Invitation.expires_at > clock.now(),
            )
        )
    return found is not None
