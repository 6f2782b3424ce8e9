"""Two entries of one organisation that both sat in a group keep one seat of the two."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.audit.models import Event
from portal.core import clock
from portal.core.database import db, writing
from portal.core.permissions import Role
from portal.core.viewer import Viewer
from portal.directory.services.merging import merge
from portal.memberships.models import Appointment, Holder, Invitation, Seat, Standing, Substitution
from tests import factories
from tests.factories_meetings import meeting
from tests.people import cast

REP, SUB = Standing.REPRESENTATIVE, Standing.SUBSTITUTE
OLD, NEW = date(2020, 1, 1), date(2023, 1, 1)


@pytest.fixture
def who(app):
    return cast()


def day(offset: int) -> date:
    return clock.today() + timedelta(days=offset)


def pair(who, goes_from=NEW, stays_from=OLD, **of_goes):
    """Two entries, each with a seat in the same group; return the entries and the seats."""
    goes, stays = factories.organisation("Goyt CVS twice"), factories.organisation("Goyt CVS")
    theirs = factories.seat(who.here.main, goes, from_on=goes_from, **of_goes)
    ours = factories.seat(who.here.main, stays, from_on=stays_from)
    return goes, stays, theirs, ours


def merged(who, goes, stays):
    with writing():
        merge(Viewer(name="Ann"), db.session.merge(goes), db.session.merge(stays), name=stays.name)
    db.session.expire_all()


def lasting(organisation) -> list[int]:
    asked = select(Seat.id).where(Seat.organisation_id == organisation.id, Seat.until_on.is_(None))
    return list(db.session.scalars(asked.order_by(Seat.id)))


def holding(seat, offset: int, standing=REP) -> list[str]:
    held = db.session.scalars(select(Holder).filter_by(seat_id=seat.id, standing=standing))
    return [
        each.person.name for each in held
        if each.from_on <= day(offset) and (each.until_on is None or each.until_on >= day(offset))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("goes_from", "stays_from", "stays_is_kept"), [(NEW, OLD, True), (OLD, NEW, False), (OLD, OLD, False)]
)
def test_the_older_seat_stays_and_the_other_ends_that_day(who, goes_from, stays_from, stays_is_kept):
    goes, stays, theirs, ours = pair(who, goes_from, stays_from)
    kept, ended = (ours, theirs) if stays_is_kept else (theirs, ours)

    merged(who, goes, stays)

    assert lasting(stays) == [kept.id]
    over = db.session.get(Seat, ended.id)
    assert (over.until_on, over.organisation_id) == (day(0), stays.id)
    assert over.ended_why == "Merged with the organisation's other entry, which has a seat here"
    told = set(db.session.scalars(select(Event.verb).where(Event.thing == "seats", Event.thing_id == ended.id)))
    assert "ended" in told


HELD = [
    # who holds the younger seat; who holds the older one; who represents and stands in from tomorrow
    (None, None, None, [], []),
    ("goes", None, None, ["Goes"], []),
    (None, "goes", None, [], ["Goes"]),
    ("goes", "other", None, ["Goes"], ["Other"]),
    ("goes", None, ("stays", REP), ["Stays"], []),
    (None, "goes", ("stays", REP), ["Stays"], ["Goes"]),
    ("goes", "other", ("stays", SUB), ["Goes"], ["Stays"]),
    ("goes", None, ("goes", REP), ["Goes"], []),
    ("goes", None, ("goes", SUB), [], ["Goes"]),
]


@pytest.mark.parametrize(("rep", "sub", "kept", "reps", "subs"), HELD)
def test_holders_go_on_with_the_older_seat_where_it_has_nobody(who, rep, sub, kept, reps, subs):
    goes, stays, theirs, ours = pair(who)
    people = {name: factories.person(name.title()) for name in ("goes", "other", "stays")}
    for name, standing in ((rep, REP), (sub, SUB)):
        if name:
            factories.holder(theirs, people[name], standing, from_on=NEW)
    if kept:
        factories.holder(ours, people[kept[0]], kept[1])
    was = {standing: holding(theirs, -1, standing) for standing in Standing}

    merged(who, goes, stays)

    assert (holding(ours, 1, REP), holding(ours, 1, SUB)) == (reps, subs)
    assert {standing: holding(theirs, -1, standing) for standing in Standing} == was, "history stays"
    assert not holding(theirs, 1, REP) + holding(theirs, 1, SUB)


@pytest.mark.parametrize(
    ("theirs_until", "ours_until", "kept_until", "are_joined"),
    [
        (None, None, None, True),
        (None, 30, None, True),
        (60, 30, 60, True),
        (30, 60, 60, True),
        (-1, None, None, False),
        (0, None, None, False),
        (None, -1, -1, False),
    ],
)
def test_what_lasts_longer_lasts(who, theirs_until, ours_until, kept_until, are_joined):
    goes, stays, theirs, ours = pair(who)
    with writing():
        for seat, until in ((theirs, theirs_until), (ours, ours_until)):
            db.session.get(Seat, seat.id).until_on = None if until is None else day(until)

    merged(who, goes, stays)

    kept, other = db.session.get(Seat, ours.id), db.session.get(Seat, theirs.id)
    assert kept.until_on == (None if kept_until is None else day(kept_until))
    assert (other.ended_why != "") == are_joined


def test_a_seat_that_begins_later_never_begins(who):
    goes, stays, theirs, ours = pair(who, goes_from=day(30))
    factories.holder(theirs, factories.person("Later"), from_on=day(30))

    merged(who, goes, stays)

    assert db.session.get(Seat, theirs.id).until_on == day(29)
    assert (holding(ours, 1), holding(ours, 30)) == ([], ["Later"])


def test_two_seats_that_one_had_on_purpose_stay_two(who):
    goes, stays, _theirs, ours = pair(who)
    second = factories.seat(who.here.main, stays, from_on=OLD, capacity="For its area")

    merged(who, goes, stays)

    assert lasting(stays) == [ours.id, second.id]


def test_seats_in_other_groups_and_roles_of_staff_stay(who):
    goes, stays, _theirs, ours = pair(who)
    elsewhere = factories.seat(who.there.main, goes)
    staff = factories.appointment(factories.person("Sal"), Role.WIDER_STAFF, who.here, organisation_id=goes.id)

    merged(who, goes, stays)

    assert set(lasting(stays)) == {ours.id, elsewhere.id}
    kept = db.session.get(Appointment, staff.id)
    assert (kept.until_on, kept.organisation_id) == (None, stays.id)


def test_what_hangs_on_meetings_to_come_is_the_older_seats(who):
    goes, stays, theirs, ours = pair(who)
    to_come, past = meeting(who.here.main, -10), meeting(who.here.main, 10)
    stands_in = factories.person("Stella")
    for each in (to_come, past):
        factories.substitution(each, theirs, stands_in)

    merged(who, goes, stays)

    found = dict(db.session.execute(select(Substitution.meeting_id, Substitution.seat_id)).all())
    assert found == {to_come.id: ours.id, past.id: theirs.id}


def test_an_invitation_that_waits_is_to_the_older_seat(who):
    goes, stays, theirs, ours = pair(who)
    factories.add(
        Invitation(
            partnership_id=who.here.id, group_id=None, seat_id=theirs.id, organisation_id=goes.id, name="Ivy",
            role=Role.REPRESENTATIVE, email="ivy@example.org", token_hash="x" * 64, invited_by="Ann",
            created_at=clock.now(), expires_at=clock.now() + timedelta(days=7),
        )
    )  # fmt: skip

    merged(who, goes, stays)

    assert db.session.scalar(select(Invitation.seat_id)) == ours.id
