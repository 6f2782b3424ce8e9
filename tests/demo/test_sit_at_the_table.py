"""Who sits where in the sample: seats, offices and roles as the sources describe them, held by invented people."""

import re
from collections import Counter
from datetime import timedelta

import sqlalchemy as sa

from portal.accounts.models import User
from portal.core import clock
from portal.core.database import db
from portal.core.permissions import Role
from portal.demo import reading
from portal.directory.models import Consent, Organisation, Person, Sector, Showing
from portal.meetings.models import Capacity, Guest
from portal.memberships.models import Appointment, Held, Holder, Office, OfficeKind, Quota, Seat, Standing
from portal.partnerships.models import Group, Partnership, Statement, Tie

FICTION = re.compile(r"^(01632 960\d{3}|07700 900\d{3})$")
ROLES = {
    "peak-partners": {"Member representative"},
    "derby-city-partnership": {"Board member", "Chair of the delivery sub group", "Chair of City 5"},
    "derby-third-sector": {"Development Group member"},
    "devon-compact": {"Compact Champion", "Working group member"},
    "wychavon": {"Core Group chair", "Parish council liaison", "LSP chair 1", "LSP chair 2", "LSP chair 3"},
}


def seats_of(slug: str, group: str) -> list[Seat]:
    """Return the seats of a group that are open today."""
    return list(
        db.session.scalars(
            sa.select(Seat)
            .join(Seat.group)
            .join(Group.partnership)
            .where(Partnership.slug == slug, Group.slug == group, Seat.until_on.is_(None))
        )
    )


def test_the_board_has_eight_seats_for_each_sector_two_of_them_vacant(sample):
    seats = seats_of("derby-city-partnership", "board")
    elected = [seat for seat in seats if seat.held is not Held.EX_OFFICIO]
    assert Counter(seat.sector for seat in elected) == {Sector.PUBLIC: 8, Sector.PRIVATE: 8, Sector.VOLUNTARY: 8}
    assert sum(seat.organisation_id is None for seat in elected) == 2
    assert len(seats) - len(elected) == 7
    quotas = dict(db.session.execute(sa.select(Quota.sector, Quota.seats)).all())
    assert quotas == {Sector.PUBLIC: 8, Sector.PRIVATE: 8, Sector.VOLUNTARY: 8}


def test_the_other_groups_have_the_seats_their_sources_tell(sample):
    assert len(seats_of("peak-partners", "partnership")) == 8
    assert len(seats_of("derby-third-sector", "development-group")) == 10
    assert len(seats_of("devon-compact", "partnership-code-working-group")) == 10
    evesham = seats_of("evesham", "partnership")
    assert len(evesham) == 8
    assert all(seat.counts and seat.organisation_id for seat in evesham)
    assert 8 <= len(seats_of("droitwich", "partnership")) <= 12
    assert 8 <= len(seats_of("pershore", "partnership")) <= 12


def test_every_filled_seat_has_one_representative_and_some_a_substitute(sample):
    today = clock.today()
    held = sa.and_(Holder.from_on <= today, sa.or_(Holder.until_on.is_(None), Holder.until_on >= today))
    rows = db.session.execute(
        sa.select(Seat.id, sa.func.count(Holder.id))
        .outerjoin(Holder, sa.and_(Holder.seat_id == Seat.id, Holder.standing == Standing.REPRESENTATIVE, held))
        .where(Seat.until_on.is_(None), Seat.organisation_id.isnot(None))
        .group_by(Seat.id)
    ).all()
    assert {number for _seat, number in rows} == {1}
    assert db.session.scalar(sa.select(sa.func.count()).where(Holder.standing == Standing.SUBSTITUTE)) > 15


def test_roles_of_the_sources_are_played_by_somebody(sample):
    for slug, titles in ROLES.items():
        asked = sa.select(Seat.capacity).join(Partnership, Partnership.id == Seat.partnership_id)
        assert titles <= set(db.session.scalars(asked.where(Partnership.slug == slug))), slug
    jobs = set(db.session.scalars(sa.select(Person.job)))
    assert {
        "Core Group support officer", "Communications framework drafter", "LSP support officer", "Partnership manager",
        "Independent consultant", "Individual member", "Observer", "Adviser",
    } <= jobs  # fmt: skip
    capacities = set(db.session.scalars(sa.select(Guest.capacity)))
    assert {Capacity.OBSERVER, Capacity.ADVISER, Capacity.MINUTE_TAKER, Capacity.IN_ATTENDANCE} == capacities
    roles = set(db.session.scalars(sa.select(Appointment.role)))
    assert roles == {Role.MANAGER, Role.MINUTE_TAKER, Role.OBSERVER, Role.WIDER_STAFF}


def test_eight_partners_have_eight_tasks_for_a_year(sample):
    today = clock.today()
    offices = db.session.scalars(
        sa.select(Office)
        .join(Partnership, Partnership.id == Office.partnership_id)
        .join(Office.group)
        .where(Partnership.slug == "peak-partners", Group.slug == "partnership", Office.until_on >= today)
    ).all()
    assert Counter(office.kind for office in offices) == {
        OfficeKind.CHAIR: 1, OfficeKind.ADMINISTRATOR: 1, OfficeKind.CARETAKER: 5, OfficeKind.UNEXPECTED_WORK: 1,
    }  # fmt: skip
    assert len({office.organisation_id for office in offices}) == 8


def test_every_group_that_meets_with_seats_has_a_chair(sample):
    today = clock.today()
    chaired = set(
        db.session.scalars(sa.select(Office.group_id).where(Office.kind == OfficeKind.CHAIR, Office.until_on >= today))
    )
    met = db.session.execute(
        sa.select(Group.id, Group.name, sa.func.count(Seat.id))
        .join(Seat, Seat.group_id == Group.id)
        .where(Group.closed_on.is_(None), Group.kind != "circle of organisations")
        .group_by(Group.id)
    ).all()
    assert [name for number, name, _seats in met if number not in chaired] == []


def test_a_term_of_office_ends_soon(sample):
    soon = clock.today() + timedelta(days=45)
    ending = db.session.scalars(sa.select(Seat).where(Seat.term_ends_on <= soon, Seat.until_on.is_(None))).all()
    assert [seat.organisation.name for seat in ending] == ["Railway Quarter Chamber of Commerce"]


def test_an_organisation_of_several_partnerships_is_there_once(sample):
    rows = db.session.execute(
        sa.select(Organisation.slug, sa.func.count(sa.distinct(Seat.partnership_id)))
        .join(Seat, Seat.organisation_id == Organisation.id)
        .group_by(Organisation.slug)
    ).all()
    partnerships = dict(rows)
    assert partnerships["derby-city-council"] == 2
    assert partnerships["community-action-derby"] == 2
    assert partnerships["wychavon-dc"] == 4
    names = db.session.scalars(sa.select(Organisation.name)).all()
    assert len(names) == len(set(names))


def test_the_core_group_and_the_area_partnerships_are_tied_both_ways(sample):
    slugs = dict(db.session.execute(sa.select(Partnership.id, Partnership.slug)).all())
    ties = {(slugs[tie.partnership_id], slugs[tie.other_id]): tie for tie in db.session.scalars(sa.select(Tie))}
    for area in ("droitwich", "evesham", "pershore"):
        assert ties["wychavon", area].words
        assert ties["wychavon", area].words_back
    assert ("derby-city-partnership", "derby-third-sector") in ties


def test_what_partnerships_say_of_themselves_is_there(sample):
    rows = db.session.execute(
        sa.select(Partnership.slug, Statement.kind, sa.func.count())
        .join(Statement, Statement.partnership_id == Partnership.id)
        .group_by(Partnership.slug, Statement.kind)
    ).all()
    said = {(slug, kind.value): number for slug, kind, number in rows}
    assert said["peak-partners", "value"] == 9
    assert said["peak-partners", "principle"] == 8
    assert said["peak-partners", "priority"] == 5
    assert said["peak-partners", "progress"] == 7
    assert said["derby-city-partnership", "value"] == 5
    assert said["derby-city-partnership", "priority"] == 6
    assert said["derby-third-sector", "priority"] == 5
    assert said["devon-compact", "priority"] == 6


def test_nobody_can_be_reached_outside_the_demonstration(sample):
    people = db.session.execute(sa.select(Person.email, Person.telephone)).all()
    offices = db.session.execute(sa.select(Organisation.email, Organisation.telephone, Organisation.website)).all()
    accounts = db.session.scalars(sa.select(User.email)).all()
    emails = [row.email for row in [*people, *offices]] + list(accounts)
    assert all(re.search(r"[@.]example\.org$", email) for email in emails)
    assert all(FICTION.match(row.telephone) for row in [*people, *offices])
    assert all(re.match(r"^(https://[a-z0-9-]+\.example\.org)?$", row.website) for row in offices)
    numbers = [row.telephone for row in [*people, *offices]]
    assert len(numbers) == len(set(numbers))


def test_no_address_or_number_stands_in_the_texts():
    for source in reading.SOURCES:
        text = repr(reading.facts_of(source))
        assert set(re.findall(r"@([\w.-]+\w)", text)) <= {"example.org", "derbycitypartnership.example.org"}, source
        assert not re.search(r"https?://|www\.|\b0\d{3,4} ?\d{3}", text), source
    for slug in reading.SLUGS:
        assert not re.search(r"https?://|www\.|\w@\w|\b0\d{3,4} ?\d{3}", repr(reading.meetings_of(slug))), slug


def test_people_chose_differently_who_may_reach_them(sample):
    chosen = Counter(db.session.scalars(sa.select(Person.contact_shown)))
    assert all(chosen[showing] >= 5 for showing in Showing), chosen
    consents = set(db.session.scalars(sa.select(Consent.person_id)))
    agreed = set(db.session.scalars(sa.select(Person.id).where(Person.contact_shown != Showing.NOBODY)))
    assert consents == agreed
    order = list(Showing)
    rows = db.session.execute(sa.select(Person.name_shown, Person.contact_shown)).all()
    assert all(order.index(name) <= order.index(contact) for name, contact in rows)
