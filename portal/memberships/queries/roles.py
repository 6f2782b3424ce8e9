"""Reading who plays which part in a partnership."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from portal.accounts.models import User
from portal.core import clock
from portal.core.database import db
from portal.core.permissions import APPOINTED, GRANTS, Permission, Role
from portal.core.tables import Column, Filter, Table
from portal.directory.models import Organisation, Person
from portal.memberships.models import Appointment, Holder, Office, OfficeKind, Seat, Standing
from portal.memberships.viewer import is_current
from portal.partnerships.models import Group, Partnership

INVITERS = [role for role in APPOINTED if Permission.INVITE in GRANTS[role]]


def parts_table(partnership: Partnership, groups: Sequence[Group]) -> Table:
    """Return the list of everybody with a part in the partnership now, for who may invite.

    A row's `id` is made from the appointment, holder or office it tells of; `appointment_id` is there for the first.
    """
    parts = sa.union_all(_given(partnership), _held(partnership), _in_office(partnership)).subquery("parts")
    column = parts.c
    chosen = [(role.value, role.words.capitalize()) for role in (*APPOINTED, Role.REPRESENTATIVE)]
    return Table(
        rows=sa.select(parts),
        id=column.id,
        noun="part",
        sort="name",
        columns=[
            Column("name", "Person", column.sort_name),
            Column("role", "Part", column.role),
            Column("group", "Group", column.group),
            Column("how", "How"),
            Column("from_on", "Since", column.from_on),
            Column("until_on", "Until", in_page=False),
            Column("signs_in", "Signs in"),
        ],
        filters=[
            Filter("role", "Part", chosen, lambda role: column.role == Role(role)),
            Filter("group", "Group", [(g.id, g.name) for g in groups], lambda number: column.group_id == int(number)),
        ],
        search=lambda words: sa.or_(
            column.name.icontains(words, autoescape=True), column.how.icontains(words, autoescape=True)
        ),
    )  # fmt: skip


def _signs_in() -> sa.ColumnElement[bool]:
    return sa.and_(User.id.isnot(None), User.disabled_at.is_(None)).label("signs_in")


def _role(role: Role) -> sa.ColumnElement[Role]:
    return sa.literal(role, Appointment.role.type)


def _select(number: Any, role: Any, how: Any, table: Any, appointment: Any, times: Any) -> sa.Select:
    return (
        sa.select(
            number.label("id"), Person.id.label("person_id"), Person.name, Person.sort_name, role.label("role"),
            table.group_id, sa.func.coalesce(Group.name, "The whole partnership").label("group"), how.label("how"),
            times.from_on, times.until_on, _signs_in(), appointment.label("appointment_id"),
        )
        .select_from(times)
        .join(Person, Person.id == times.person_id)
        .outerjoin(User, User.id == Person.user_id)
    )  # fmt: skip


def _given(partnership: Partnership) -> sa.Select:
    how = sa.case((Organisation.id.isnot(None), sa.literal("For ") + Organisation.name), else_="Given directly")
    return (
        _select(Appointment.id * 3, Appointment.role, how, Appointment, Appointment.id, Appointment)
        .outerjoin(Group, Group.id == Appointment.group_id)
        .outerjoin(Organisation, Organisation.id == Appointment.organisation_id)
        .where(Appointment.partnership_id == partnership.id, is_current(Appointment, clock.today()))
    )


def _held(partnership: Partnership) -> sa.Select:
    represents = Holder.standing == Standing.REPRESENTATIVE
    how = sa.case((represents, "Represents "), else_="Named substitute for ") + sa.func.coalesce(
        Organisation.name, "a vacant seat"
    )
    role = sa.case((represents, _role(Role.REPRESENTATIVE)), else_=_role(Role.WIDER_STAFF))
    return (
        _select(Holder.id * 3 + 1, role, how, Seat, sa.cast(sa.null(), sa.Integer), Holder)
        .join(Seat, Seat.id == Holder.seat_id)
        .join(Group, Group.id == Seat.group_id)
        .outerjoin(Organisation, Organisation.id == Seat.organisation_id)
        .where(
            Seat.partnership_id == partnership.id,
            is_current(Holder, clock.today()),
            is_current(Seat, clock.today()),
        )
    )


def _in_office(partnership: Partnership) -> sa.Select:
    role = sa.case((Office.kind == OfficeKind.CHAIR, _role(Role.CHAIR)), else_=_role(Role.WIDER_STAFF))
    return (
        _select(
            Office.id * 3 + 2,
            role,
            sa.literal("By office"),
            Office,
            sa.cast(sa.null(), sa.Integer),
            Office,
        )
        .join(Group, Group.id == Office.group_id)
        .where(Office.partnership_id == partnership.id, is_current(Office, clock.today()))
    )


def get_appointment(partnership: Partnership, number: int) -> Appointment:
    """Return a role given to a person, current or ended, or answer 404."""
    return db.one_or_404(sa.select(Appointment).filter_by(id=number, partnership_id=partnership.id))


def list_appointments(person_id: int, partnership: Partnership) -> Sequence[Appointment]:
    """Return the roles a person has in a partnership today."""
    return db.session.scalars(
        sa.select(Appointment)
        .where(
            Appointment.person_id == person_id,
            Appointment.partnership_id == partnership.id,
            is_current(Appointment, clock.today()),
        )
        .order_by(Appointment.id)
    ).all()


def list_managers(partnership_ids: Sequence[int]) -> Sequence[Any]:
    """Return who manages these partnerships and can sign in: appointment_id, partnership_id, user_id, name, email.

    On PostgreSQL the appointments stay locked until the request ends, so that two managers cannot end each other.
    """
    rows = (
        sa.select(
            Appointment.id.label("appointment_id"), Appointment.partnership_id, User.id.label("user_id"),
            User.name, User.email,
        )
        .join(Person, Person.id == Appointment.person_id)
        .join(User, User.id == Person.user_id)
        .where(
            Appointment.partnership_id.in_(partnership_ids),
            Appointment.group_id.is_(None),
            Appointment.role.in_(INVITERS),
            is_current(Appointment, clock.today()),
            User.disabled_at.is_(None),
        )
        .order_by(Appointment.partnership_id, User.id, Appointment.id)
        .with_for_update(of=Appointment)
    )  # fmt: skip
    return db.session.execute(rows).all()
