"""Reading what somebody has to hand over within a partnership, who could follow, and what was handed over before."""

from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.actions.models import OPEN, Action, Lead
from portal.core import clock
from portal.core.database import db
from portal.core.filters import shortday
from portal.core.tables import Column, Table
from portal.core.text import shortened
from portal.directory.models import Keeper, Organisation, Person
from portal.directory.queries import seated_in
from portal.meetings.models import Meeting
from portal.meetings.rules import OPEN_STATES
from portal.memberships.models import Appointment, Holder, Office, Seat, Standing
from portal.memberships.viewer import is_current
from portal.partnerships.models import Partnership
from portal.representation.models import HandOver


class Part(NamedTuple):
    """One thing to be handed over: its kind, its row, and what it is in words."""

    kind: str
    row: Any
    words: str

    @property
    def key(self) -> str:
        """The part as a form names it."""
        return f"{self.kind}-{self.row.id}"


def parts_of_person(partnership: Partnership, person_id: int) -> list[Part]:
    """Return everything a person has in a partnership: seats, offices, roles, minutes, actions, keeperships."""
    kinds = (_seats, _offices, _roles, _minutes, _actions, _keeperships)
    return [part for kind in kinds for part in kind(partnership, person_id)]


def parts_of_organisation(partnership: Partnership, organisation_id: int) -> list[Part]:
    """Return an organisation's offices (areas of work it takes care of among them) and open actions."""
    offices = db.session.scalars(
        sa.select(Office)
        .where(
            Office.organisation_id == organisation_id,
            Office.partnership_id == partnership.id,
            is_current(Office, clock.today()),
        )
        .options(joinedload(Office.group))
        .order_by(Office.id)
    )
    found = [Part("office", row, _office(row)) for row in offices]
    return found + _led(partnership, Lead.organisation_id == organisation_id)


def _seats(partnership: Partnership, person_id: int) -> list[Part]:
    rows = db.session.scalars(
        sa.select(Holder)
        .join(Holder.seat)
        .where(
            Holder.person_id == person_id,
            Seat.partnership_id == partnership.id,
            is_current(Holder, clock.today()),
            is_current(Seat, clock.today()),
        )
        .options(joinedload(Holder.seat).options(joinedload(Seat.group), joinedload(Seat.organisation)))
        .order_by(Holder.id)
    )
    return [Part("seat", row, _seat(row)) for row in rows]


def _seat(row: Holder) -> str:
    whose = row.seat.organisation.name if row.seat.organisation else "a vacant seat"
    verb = "Represents" if row.standing is Standing.REPRESENTATIVE else "Named substitute for"
    return f"{verb} {whose} in {row.seat.group.name}"


def _offices(partnership: Partnership, person_id: int) -> list[Part]:
    rows = db.session.scalars(
        sa.select(Office)
        .where(
            Office.person_id == person_id, Office.partnership_id == partnership.id, is_current(Office, clock.today())
        )
        .options(joinedload(Office.group))
        .order_by(Office.id)
    )
    return [Part("office", row, _office(row)) for row in rows]


def _office(row: Office) -> str:
    return f"{row.kind.words}{f' ({row.detail})' if row.detail else ''} in {row.group.name}"


def _roles(partnership: Partnership, person_id: int) -> list[Part]:
    rows = db.session.scalars(
        sa.select(Appointment)
        .where(
            Appointment.person_id == person_id,
            Appointment.partnership_id == partnership.id,
            is_current(Appointment, clock.today()),
        )
        .options(joinedload(Appointment.group))
        .order_by(Appointment.id)
    )
    return [
        Part("role", row, f"{row.role.words.capitalize()} of {(row.group or partnership).name}") for row in rows
    ]  # fmt: skip


def _minutes(partnership: Partnership, person_id: int) -> list[Part]:
    rows = db.session.scalars(
        sa.select(Meeting)
        .join(Meeting.group)
        .where(
            Meeting.taker_id == person_id,
            Meeting.partnership_id == partnership.id,
            Meeting.cancelled_at.is_(None),
            Meeting.minutes_state.in_(OPEN_STATES),
        )
        .order_by(Meeting.day, Meeting.id)
    )
    return [Part("minutes", row, f"Takes the minutes on {shortday(row.day)}: {row.title}") for row in rows]


def _actions(partnership: Partnership, person_id: int) -> list[Part]:
    return _led(partnership, Lead.person_id == person_id)


def _led(partnership: Partnership, whose: sa.ColumnElement[bool]) -> list[Part]:
    rows = db.session.scalars(
        sa.select(Action)
        .where(
            Action.partnership_id == partnership.id,
            Action.removed_at.is_(None),
            Action.status.in_(OPEN),
            Action.id.in_(sa.select(Lead.action_id).where(whose)),
        )
        .order_by(Action.due_sort, Action.id)
    )
    return [Part("action", row, f"Leads: {shortened(row.text, 110)}") for row in rows]


def _keeperships(partnership: Partnership, person_id: int) -> list[Part]:
    rows = db.session.execute(
        sa.select(Keeper, Organisation.name)
        .join(Organisation, Organisation.id == Keeper.organisation_id)
        .where(
            Keeper.person_id == person_id,
            is_current(Keeper, clock.today()),
            Keeper.organisation_id.in_(seated_in([partnership.id])),
        )
        .order_by(Keeper.id)
    )
    return [Part("keeper", row.Keeper, f"Keeps the entries of {row.name}") for row in rows]


def get_person(number: int) -> Person:
    """Return a person who is still here, or answer 404."""
    return db.one_or_404(sa.select(Person).where(Person.id == number, Person.left_on.is_(None)))


def get_organisation(number: int) -> Organisation:
    """Return an organisation that is open, or answer 404."""
    return db.one_or_404(sa.select(Organisation).where(Organisation.id == number, Organisation.closed_on.is_(None)))


def hand_overs_table(partnership: Partnership) -> Table:
    """Return what was handed over in a partnership, newest first."""
    rows = sa.select(
        HandOver.id,
        HandOver.from_name,
        HandOver.to_name,
        HandOver.on.label("on"),
        HandOver.by,
        HandOver.parts,
        HandOver.note,
    ).where(HandOver.partnership_id == partnership.id)
    return Table(
        rows=rows,
        id=HandOver.id,
        noun="hand-over",
        sort="-on",
        columns=[
            Column("on", "On", HandOver.on),
            Column("from_name", "From", sa.func.lower(HandOver.from_name)),
            Column("to_name", "To", sa.func.lower(HandOver.to_name)),
            Column("parts", "What"),
            Column("note", "Note"),
            Column("by", "By", in_page=False),
        ],
        search=lambda words: sa.or_(
            *(text.icontains(words, autoescape=True) for text in (HandOver.from_name, HandOver.to_name, HandOver.parts))
        ),
    )
