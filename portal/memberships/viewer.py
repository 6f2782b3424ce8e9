"""Reading the viewer: the person behind a sign-in and every part they play, in one statement."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import current_app

from portal.accounts.models import SignIn, User
from portal.core import clock
from portal.core.database import Moment
from portal.core.permissions import Role
from portal.core.prepared import Prepared
from portal.core.viewer import Part, Place, Viewer
from portal.directory.models import Keeper, Person
from portal.memberships.models import Appointment, Holder, Office, OfficeKind, Seat, Standing, Substitution, Visit
from portal.partnerships.models import Partnership

NO_NUMBER = sa.cast(sa.null(), sa.Integer)
TODAY = sa.bindparam("today", type_=sa.Date)
UNPUBLISHED = ("none", "draft", "sent", "checked")
_MEETINGS = sa.table(  # of a higher feature, and so named as text
    "meetings", sa.column("id", sa.Integer), sa.column("partnership_id", sa.Integer), sa.column("group_id", sa.Integer),
    sa.column("taker_id", sa.Integer), sa.column("cancelled_at", sa.DateTime), sa.column("minutes_state", sa.String),
)  # fmt: skip


def is_current(table: Any, day: Any = TODAY) -> sa.ColumnElement[bool]:
    """Return the condition that a row with `from_on` and `until_on` holds on a day; the last day counts.

    Without a day the statement must be given one as `today`.
    """
    return sa.and_(table.from_on <= day, sa.or_(table.until_on.is_(None), table.until_on >= day))


def load_viewer(token_hash: str) -> Viewer | None:
    """Return the viewer signed in with the token, or None when the sign-in ended, idled or was disabled."""
    moment = clock.now()
    idle = moment - timedelta(hours=current_app.config["SIGN_IN_IDLE_HOURS"])
    rows = EVERYTHING.ask(token=token_hash, moment=moment, idle=idle, today=clock.today())
    return _viewer(EVERYTHING.read(rows)) if rows else None


def _viewer(rows: Sequence[Any]) -> Viewer:
    who = rows[0]
    played = [row for row in rows if row.what is not None]
    parts = [Part(Role(row.role), row.partnership_id, row.group_id) for row in played if row.role is not None]
    parts += [Part(Role.CHAIR, row.partnership_id, row.group_id) for row in played if row.chair_of is not None]
    places = {
        row.partnership_id: Place(row.partnership_id, row.slug, row.place, row.short_name, row.accent)
        for row in played
        if row.partnership_id is not None
    }
    return Viewer(
        user_id=who.user_id,
        sign_in_id=who.sign_in_id,
        person_id=who.person_id,
        email=who.email,
        name=who.name,
        is_site_administrator=who.is_site_administrator,
        seen_at=who.seen_at,
        parts=frozenset(parts),
        places=tuple(sorted(places.values(), key=lambda place: place.name)),
        seats=frozenset(row.number for row in played if row.what == "seat"),
        organisations=frozenset(
            row.organisation_id for row in played if row.what == "seat" and row.organisation_id is not None
        ),
        entrusted=frozenset(row.number for row in played if row.what == "keeper"),
        meetings=frozenset(row.number for row in played if row.what == "meeting"),
        visits=frozenset(row.number for row in played if row.what == "visit"),
    )


def _me() -> sa.CTE:
    return (
        sa.select(
            User.id.label("user_id"), User.email, User.name, User.is_site_administrator,
            Person.id.label("person_id"), Person.left_on, SignIn.id.label("sign_in_id"), SignIn.seen_at,
        )
        .join(SignIn, SignIn.user_id == User.id)
        .outerjoin(Person, Person.user_id == User.id)
        .where(
            SignIn.token_hash == sa.bindparam("token"),
            SignIn.expires_at > sa.bindparam("moment", type_=Moment()),
            sa.or_(SignIn.is_kept, SignIn.seen_at > sa.bindparam("idle", type_=Moment())),
            User.disabled_at.is_(None),
        )
        .cte("me")
    )  # fmt: skip


def _word(word: str) -> sa.ColumnElement[str]:
    return sa.literal_column(f"'{word}'", sa.String)


def _part(
    what: Any, number: Any, role: Any, table: Any, organisation: Any = NO_NUMBER, chair_of: Any = NO_NUMBER
) -> sa.Select:
    """Return a select of one kind of part; `table` says in which partnership and group it is played."""
    return sa.select(
        what.label("what"), number.label("number"), sa.type_coerce(role, sa.String).label("role"),
        table.partnership_id, table.group_id, organisation.label("organisation_id"), chair_of.label("chair_of"),
    )  # fmt: skip


def _seats(person: sa.ScalarSelect) -> sa.Select:
    """Seats the person represents or is the named substitute of.

    Where an organisation is the chair and nobody is named for it, its representative in that group fills the office.
    """
    represents = Holder.standing == Standing.REPRESENTATIVE
    return (
        _part(
            sa.case((represents, _word("seat")), else_=_word("named")), Seat.id,
            sa.case((represents, _word(Role.REPRESENTATIVE)), else_=_word(Role.WIDER_STAFF)),
            Seat, Seat.organisation_id, Office.id,
        )
        .select_from(Holder)
        .join(Seat, Seat.id == Holder.seat_id)
        .outerjoin(
            Office,
            sa.and_(
                Office.group_id == Seat.group_id,
                Office.organisation_id == Seat.organisation_id,
                Office.kind == OfficeKind.CHAIR,
                Office.person_id.is_(None),
                represents,
                is_current(Office),
            ),
        )
        .where(Holder.person_id == person, is_current(Holder), is_current(Seat))
    )  # fmt: skip


def _taking(person: sa.ScalarSelect) -> sa.Select:
    """Meetings whose minutes a representative was named to take: until these are out, they are a minute taker there.

    Only those who sit in the group, so that nobody sees more by it than before. Source: the minute taker comes from the
    membership and changes from meeting to meeting (Wychavon).
    """
    rows, states = _MEETINGS.c, [_word(state) for state in UNPUBLISHED]
    sits = (
        sa.select(Seat.id)
        .join(Holder, Holder.seat_id == Seat.id)
        .where(Seat.group_id == rows.group_id, Holder.person_id == person, Holder.standing == Standing.REPRESENTATIVE)
        .where(is_current(Seat), is_current(Holder))
    )
    return _part(_word("taking"), rows.id, _word(Role.MINUTE_TAKER), rows).where(
        rows.taker_id == person, rows.cancelled_at.is_(None), rows.minutes_state.in_(states), sits.exists()
    )


def _everything() -> sa.Select:
    """Return the statement: who signed in beside each part they play, or beside nothing where they play none.

    The chair's office makes a chair; any other one belongs to the group without deciding in it, as wider staff do.
    Somebody of whom the directory says that they left plays none any more, whatever was not ended yet.
    """
    me = _me()
    person = sa.select(me.c.person_id).where(me.c.left_on.is_(None)).scalar_subquery()
    appointed = _part(_word("role"), Appointment.id, Appointment.role, Appointment).where(
        Appointment.person_id == person, is_current(Appointment)
    )
    is_chair = Office.kind == OfficeKind.CHAIR
    office = sa.case((is_chair, _word(Role.CHAIR)), else_=_word(Role.WIDER_STAFF))
    offices = _part(_word("office"), Office.id, office, Office).where(Office.person_id == person, is_current(Office))
    stands_in = (
        _part(_word("meeting"), Substitution.meeting_id, _word(Role.SUBSTITUTE), Seat)
        .select_from(Substitution)
        .join(Seat, Seat.id == Substitution.seat_id)
        .where(Substitution.person_id == person, Substitution.meets_on >= TODAY)
    )
    nowhere = sa.literal_column("NULL", sa.Integer)
    entrusted = sa.select(
        _word("keeper").label("what"), Keeper.organisation_id.label("number"), sa.null().label("role"),
        nowhere.label("partnership_id"), nowhere.label("group_id"), NO_NUMBER.label("organisation_id"),
        NO_NUMBER.label("chair_of"),
    ).where(Keeper.person_id == person, is_current(Keeper))  # fmt: skip
    invited = sa.select(
        _word("visit").label("what"), Visit.meeting_id.label("number"), sa.null().label("role"),
        nowhere.label("partnership_id"), nowhere.label("group_id"), NO_NUMBER.label("organisation_id"),
        NO_NUMBER.label("chair_of"),
    ).where(Visit.person_id == person, Visit.until_on >= TODAY)  # fmt: skip
    kinds = (_seats(person), appointed, offices, stands_in, _taking(person), entrusted, invited)
    parts = sa.union_all(*kinds).subquery("parts")
    return (
        sa.select(
            me, parts, Partnership.slug, Partnership.name.label("place"), Partnership.short_name, Partnership.accent
        )
        .select_from(me)
        .outerjoin(parts, sa.true())
        .outerjoin(Partnership, Partnership.id == parts.c.partnership_id)
    )


EVERYTHING = Prepared(_everything())
