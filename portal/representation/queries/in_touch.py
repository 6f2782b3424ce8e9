"""Reading who keeps in touch with a partnership, and what is to be told to them: nothing but what is public."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from portal.core import clock
from portal.core.audience import visible_to
from portal.core.database import Moment, db
from portal.core.tables import Column, Table
from portal.core.viewer import VISITOR
from portal.meetings.models import Meeting
from portal.partnerships.models import Partnership
from portal.representation.in_touch_models import IndividualMember

AHEAD = timedelta(days=21)
"""How long before an open meeting its invitation goes out."""
LATELY = timedelta(days=3)
"""For how long after a bulletin was sent it still goes out to who keeps in touch."""
_bulletins = sa.table(  # of a feature beside this one, and so named as text
    "bulletins", *(sa.column(name, sa.Integer) for name in ("id", "partnership_id", "group_id", "meeting_id")),
    sa.column("audience", Meeting.__table__.c.audience.type), sa.column("title", sa.String),
    sa.column("text", sa.Text), sa.column("sent_at", Moment()),
)  # fmt: skip


def members_table(partnership: Partnership, with_addresses: bool) -> Table:
    """Return who keeps in touch, by name; their addresses only for who keeps the list."""
    row = IndividualMember
    columns = [
        Column("name", "Name", sa.func.lower(row.name), "main"),
        Column("confirmed_at", "Since", row.confirmed_at),
    ]
    if with_addresses:
        columns.insert(1, Column("email", "E-mail address", row.email))
    return Table(
        rows=sa.select(row.id, row.name, row.email, row.confirmed_at).where(
            row.partnership_id == partnership.id, row.confirmed_at.is_not(None)
        ),
        id=row.id,
        noun="person",
        more="people",
        sort="name",
        columns=columns,
        search=lambda words: row.name.icontains(words, autoescape=True),
    )


def count_members(partnership_id: int) -> int:
    """Return how many people keep in touch with a partnership."""
    mine = sa.select(sa.func.count()).where(
        IndividualMember.partnership_id == partnership_id, IndividualMember.confirmed_at.is_not(None)
    )
    return db.session.scalar(mine) or 0


def get_member(partnership: Partnership, number: int) -> IndividualMember:
    """Return somebody who keeps in touch, or answer 404."""
    return db.one_or_404(sa.select(IndividualMember).filter_by(id=number, partnership_id=partnership.id))


def member_with(partnership_id: int, email: str) -> IndividualMember | None:
    """Return who has this address on the partnership's list, confirmed or not."""
    wanted = email.strip().lower()
    return db.session.scalar(sa.select(IndividualMember).filter_by(partnership_id=partnership_id, email=wanted))


def bulletins_to_send() -> Sequence[Any]:
    """Return each public bulletin of the last days beside each member to whom it is to go, with where it stands.

    A row holds member_id, name, email, Partnership, meeting_id, title, text. Who asked after it was sent gets the next;
    who had it as a partner gets no second one.
    """
    row, member, letters = _bulletins.c, IndividualMember, db.metadata.tables["letters"].c
    has_it = sa.select(letters.id).where(
        sa.func.lower(letters.to_email) == member.email,
        letters.about.like("bulletin " + sa.cast(row.meeting_id, sa.String) + " %"),
    )
    return db.session.execute(
        _to_members(row.partnership_id)
        .add_columns(row.id, row.meeting_id, row.title, row.text)
        .where(visible_to(VISITOR, row), row.sent_at >= clock.now() - LATELY, row.sent_at >= member.confirmed_at)
        .where(~has_it.exists())
    ).all()


def meetings_to_tell(today: date) -> Sequence[Any]:
    """Return each open meeting of the coming weeks beside each member who is to be invited to it.

    A row holds member_id, name, email, Partnership and Meeting.
    """
    return db.session.execute(
        _to_members(Meeting.partnership_id)
        .add_columns(Meeting)
        .where(visible_to(VISITOR, Meeting), Meeting.cancelled_at.is_(None), Meeting.day > today)
        .where(Meeting.day <= today + AHEAD)
    ).all()


def unconfirmed_since(moment: datetime) -> Sequence[IndividualMember]:
    """Return who asked before a moment and never confirmed."""
    asked = sa.select(IndividualMember).where(
        IndividualMember.confirmed_at.is_(None), IndividualMember.asked_at < moment
    )
    return db.session.scalars(asked).all()


def _to_members(of: Any) -> sa.Select:
    member = IndividualMember
    return (
        sa.select(Partnership, member.id.label("member_id"), member.name, member.email)
        .join(member, member.partnership_id == Partnership.id)
        .where(of == Partnership.id, member.confirmed_at.is_not(None), Partnership.closed_on.is_(None))
        .order_by(member.id)
    )
