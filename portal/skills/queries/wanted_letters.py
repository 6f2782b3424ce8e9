"""Reading who is written to about what is wanted, and what each of them may be told."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.accounts.models import User
from portal.core.database import db
from portal.core.permissions import Role
from portal.core.viewer import Part, Viewer
from portal.directory.models import Keeper, Person
from portal.memberships.models import Appointment, Holder, Seat, Standing
from portal.memberships.viewer import is_current
from portal.skills.models import Capacity, Skill, Wanted, WantedLetters, WantedReader

WEEK = timedelta(days=7)
FRESH = timedelta(days=14)


class Addressee(NamedTuple):
    """Somebody who may be written to, as a viewer; `offers` are titles of what their organisations offer, by term."""

    person: Person
    viewer: Viewer
    choice: WantedLetters
    told_up_to: int
    offers: dict[int, str]


def reader_of(person_id: int) -> WantedReader | None:
    """Return what somebody chose, and how far they were told; None for who never chose and was never written to."""
    return db.session.scalar(sa.select(WantedReader).filter_by(person_id=person_id))


def fresh_notices(today: date) -> Sequence[Wanted]:
    """Return the open notices of the last fortnight, today's left out: they can still be put right. Oldest first."""
    asked = sa.select(Wanted).where(
        Wanted.closed_on.is_(None), Wanted.posted_on < today, Wanted.posted_on >= today - FRESH
    )
    return db.session.scalars(asked.options(joinedload(Wanted.organisation)).order_by(Wanted.id)).all()


def addressees(notices: Sequence[Wanted], today: date, limit: int = 200) -> list[Addressee]:
    """Return who may be written to now about some of the notices: who asked for all, and who offers what is wanted.

    Only people who can sign in, so that they can stop the letters; nobody who was written to in the last week, who
    was told of the newest notice already, or who wants no such letters.
    """
    newest = max((row.id for row in notices), default=0)
    wanted = sorted({row.term_id for row in notices if row.term_id})
    offers = _offering(wanted)
    chose_all = WantedReader.choice == WantedLetters.ALL
    asked = (
        sa.select(Person, WantedReader)
        .join(User, User.id == Person.user_id)
        .outerjoin(WantedReader, WantedReader.person_id == Person.id)
        .where(User.disabled_at.is_(None), Person.left_on.is_(None), Person.email != "")
        .where(sa.or_(chose_all, Person.id.in_(_speak_for(offers, today))))
        .where(
            sa.or_(
                WantedReader.id.is_(None),
                sa.and_(
                    WantedReader.choice != WantedLetters.NONE,
                    WantedReader.told_up_to < newest,
                    sa.or_(WantedReader.written_on.is_(None), WantedReader.written_on <= today - WEEK),
                ),
            )
        )
        .order_by(Person.id)
        .limit(limit)
    )
    rows = db.session.execute(asked).all()
    viewers = _viewers([person for person, _reader in rows], today)
    found = []
    for person, reader in rows:
        viewer = viewers[person.id]
        mine: dict[int, str] = {}
        for number in sorted(viewer.keeps):
            mine = offers.get(number, {}) | mine
        choice, told = (reader.choice, reader.told_up_to) if reader else (WantedLetters.MATCHES, 0)
        found.append(Addressee(person, viewer, choice, told, mine))
    return found


def _offering(wanted: list[int]) -> dict[int, dict[int, str]]:
    """Return what organisations offer of these terms, by organisation and term; who has no time now is left out."""
    offers: dict[int, dict[int, str]] = defaultdict(dict)
    asked = sa.select(Skill.organisation_id, Skill.term_id, Skill.title).where(
        Skill.term_id.in_(wanted), Skill.removed_at.is_(None), Skill.capacity != Capacity.NONE
    )
    for organisation_id, term_id, title in db.session.execute(asked.order_by(Skill.id.desc())):
        offers[organisation_id][term_id or 0] = title
    return offers


def _speak_for(organisations: Iterable[int], today: date) -> sa.CompoundSelect:
    """Return the select of the people who keep one of the organisations, or sit for it."""
    numbers = sorted(organisations)
    keeping = sa.select(Keeper.person_id).where(Keeper.organisation_id.in_(numbers), is_current(Keeper, today))
    sitting = (
        sa.select(Holder.person_id)
        .join(Seat, Seat.id == Holder.seat_id)
        .where(Seat.organisation_id.in_(numbers), Holder.standing == Standing.REPRESENTATIVE)
        .where(is_current(Holder, today), is_current(Seat, today))
    )
    return keeping.union(sitting)


def _by_person(rows: Iterable[sa.Row]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for person_id, organisation_id in rows:
        found[person_id].add(organisation_id)
    return found


def _viewers(people: Sequence[Person], today: date) -> dict[int, Viewer]:
    """Return people as viewers: with their seats, roles and what they keep; never more than a visit would show them."""
    numbers = [person.id for person in people]
    parts: dict[int, set[Part]] = defaultdict(set)
    organisations: dict[int, set[int]] = defaultdict(set)
    held = sa.select(Holder.person_id, Holder.standing, Seat.partnership_id, Seat.group_id, Seat.organisation_id).join(
        Seat, Seat.id == Holder.seat_id
    )
    for row in db.session.execute(
        held.where(Holder.person_id.in_(numbers), is_current(Holder, today), is_current(Seat, today))
    ):
        represents = row.standing is Standing.REPRESENTATIVE
        role = Role.REPRESENTATIVE if represents else Role.WIDER_STAFF
        parts[row.person_id].add(Part(role, row.partnership_id, row.group_id))
        if represents and row.organisation_id is not None:
            organisations[row.person_id].add(row.organisation_id)
    appointed = sa.select(Appointment).where(Appointment.person_id.in_(numbers), is_current(Appointment, today))
    for given in db.session.scalars(appointed):
        parts[given.person_id].add(Part(given.role, given.partnership_id, given.group_id))
    entrusted = _by_person(
        db.session.execute(
            sa.select(Keeper.person_id, Keeper.organisation_id).where(
                Keeper.person_id.in_(numbers), is_current(Keeper, today)
            )
        )
    )
    return {
        person.id: Viewer(
            person_id=person.id, name=person.name, parts=frozenset(parts[person.id]),
            organisations=frozenset(organisations[person.id]), entrusted=frozenset(entrusted.get(person.id, ())),
        )
        for person in people
    }  # fmt: skip
