"""Who looks at a page: every part a person plays, read afresh for each request."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from portal.accounts.models import SignIn, User
from portal.accounts.sign_in import hashed
from portal.core import clock
from portal.core.database import db, writing
from portal.core.permissions import Permission, Role
from portal.core.viewer import Part
from portal.directory.models import Person
from portal.memberships.models import OfficeKind, Standing
from portal.memberships.viewer import load_viewer
from portal.partnerships.models import Partnership
from tests import factories
from tests.factories_meetings import meeting
from tests.people import cast

LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 6, 15)
A_DAY = timedelta(days=1)


@pytest.fixture
def noon(app):
    """Noon of a day in summer, London time; what is given is the traveller, so that a test can move on."""
    with time_machine.travel(datetime(2026, 6, 15, 12, tzinfo=LONDON), tick=False) as traveller:
        yield traveller


@pytest.fixture
def ray(noon):
    """A person with an account and no part yet."""
    return factories.person("Ray Rowsley")


@pytest.fixture
def board(noon):
    """The main group of a partnership."""
    return factories.partnership(slug="here", name="Here Partnership", short_name="Here", accent="cobalt").main


def seen(person):
    return load_viewer(hashed(factories.signed_in(person)))


def roles(viewer):
    return {(part.role, part.group_id) for part in viewer.parts}


def test_somebody_who_plays_no_part_is_a_viewer_all_the_same(ray):
    viewer = seen(ray)

    assert (viewer.user_id, viewer.person_id, viewer.name) == (ray.user_id, ray.id, "Ray Rowsley")
    assert viewer.email == ray.email
    assert viewer.is_authenticated
    assert (viewer.parts, viewer.places, viewer.seats, viewer.meetings) == (frozenset(), (), frozenset(), frozenset())
    assert not viewer.is_partner


def test_an_account_without_a_person_is_a_viewer_too(noon):
    with writing():
        user = User(email="office@example.org", name="Office", created_at=clock.now())
        db.session.add(user)
        db.session.flush()
        moment = clock.now()
        db.session.add(
            SignIn(user_id=user.id, token_hash="t", created_at=moment, seen_at=moment, expires_at=moment + A_DAY)
        )

    viewer = load_viewer("t")

    assert (viewer.name, viewer.person_id, viewer.parts) == ("Office", None, frozenset())


def test_a_representative_sits_for_the_organisation(ray, board):
    seat = factories.seat(board, held_by=ray)

    viewer = seen(ray)

    assert viewer.parts == {Part(Role.REPRESENTATIVE, board.partnership_id, board.id)}
    assert (viewer.seats, viewer.organisations) == ({seat.id}, {seat.organisation_id})
    assert viewer.inner_groups == {board.id}
    assert [(place.slug, place.name, place.short_name, place.accent) for place in viewer.places] == [
        ("here", "Here Partnership", "Here", "cobalt")
    ]


def test_a_named_substitute_reads_as_wider_staff_of_the_group_until_they_stand_in(ray, board):
    factories.holder(factories.seat(board), ray, Standing.SUBSTITUTE)

    viewer = seen(ray)

    assert roles(viewer) == {(Role.WIDER_STAFF, board.id)}
    assert (viewer.seats, viewer.organisations, viewer.inner_groups) == (frozenset(), frozenset(), frozenset())


def test_seats_in_several_partnerships_stand_side_by_side(ray, board):
    other = factories.partnership(name="Another Partnership").main
    first, second = factories.seat(board, held_by=ray), factories.seat(other, held_by=ray)

    viewer = seen(ray)

    assert viewer.seats == {first.id, second.id}
    assert [place.name for place in viewer.places] == ["Another Partnership", "Here Partnership"]
    assert viewer.insider == {board.partnership_id, other.partnership_id}


@pytest.mark.parametrize("role", [Role.MANAGER, Role.CHAIR, Role.MINUTE_TAKER, Role.WIDER_STAFF, Role.OBSERVER])
def test_a_role_holds_for_the_whole_partnership_or_for_one_group(ray, board, role):
    factories.appointment(ray, role, board.partnership, board)
    factories.appointment(ray, role, board.partnership)

    assert roles(seen(ray)) == {(role, board.id), (role, None)}


def test_whoever_is_named_for_the_office_of_chair_chairs_the_group(ray, board):
    factories.office(board, person_id=ray.id)

    viewer = seen(ray)

    assert roles(viewer) == {(Role.CHAIR, board.id)}
    assert viewer.can_in(Permission.CHECK_MINUTES, board.partnership_id, board.id)
    assert not viewer.can_in(Permission.CHECK_MINUTES, board.partnership_id, board.id + 1)


def test_an_organisation_that_chairs_does_so_by_its_representative_in_that_group(ray, board):
    other = factories.group(board.partnership)
    organisation = factories.organisation()
    factories.seat(board, organisation, held_by=ray)
    factories.seat(other, organisation, held_by=ray)
    factories.office(board, organisation_id=organisation.id)

    assert roles(seen(ray)) == {
        (Role.REPRESENTATIVE, board.id), (Role.REPRESENTATIVE, other.id), (Role.CHAIR, board.id),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "as_well"),
    [
        ({"kind": OfficeKind.ADMINISTRATOR}, {Role.WIDER_STAFF}),
        ({"kind": OfficeKind.VICE_CHAIR}, {Role.WIDER_STAFF}),
        ({"until_on": TODAY - A_DAY}, set()),
        ({"from_on": TODAY + A_DAY}, set()),
    ],
)
def test_another_office_or_another_time_makes_nobody_chair(ray, board, given, as_well):
    organisation = factories.organisation()
    factories.seat(board, organisation, held_by=ray)
    factories.office(board, organisation_id=organisation.id, **given)
    factories.office(board, person_id=ray.id, **given)

    assert roles(seen(ray)) == {(role, board.id) for role in {Role.REPRESENTATIVE} | as_well}


def test_where_somebody_is_named_for_the_office_the_representative_does_not_chair(ray, board):
    organisation = factories.organisation()
    factories.seat(board, organisation, held_by=ray)
    factories.office(board, organisation_id=organisation.id, person_id=factories.person().id)

    assert roles(seen(ray)) == {(Role.REPRESENTATIVE, board.id)}


def test_the_substitute_of_the_organisation_that_chairs_does_not_chair(ray, board):
    organisation = factories.organisation()
    factories.holder(factories.seat(board, organisation), ray, Standing.SUBSTITUTE)
    factories.office(board, organisation_id=organisation.id)

    assert roles(seen(ray)) == {(Role.WIDER_STAFF, board.id)}


def test_an_office_of_nobody_makes_nobody_chair(ray, board):
    factories.seat(board, held_by=ray)
    factories.office(board)

    assert roles(seen(ray)) == {(Role.REPRESENTATIVE, board.id)}


def test_standing_in_ends_with_the_day_of_the_meeting(ray, board, noon):
    held = meeting(board, day=TODAY)
    factories.substitution(held, factories.seat(board), ray)

    viewer = seen(ray)
    noon.move_to(datetime(2026, 6, 16, 0, 0, tzinfo=LONDON))

    assert (roles(viewer), viewer.meetings) == ({(Role.SUBSTITUTE, board.id)}, {held.id})
    assert (viewer.insider, viewer.groups) == (frozenset(), frozenset())
    assert seen(ray).meetings == frozenset()


MAKERS = {
    "seat": lambda who, group, **when: factories.seat(group, held_by=who, **when),
    "holder": lambda who, group, **when: factories.holder(factories.seat(group), who, **when),
    "role": lambda who, group, **when: factories.appointment(who, Role.OBSERVER, group.partnership, group, **when),
    "office": lambda who, group, **when: factories.office(group, person_id=who.id, **when),
}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
@pytest.mark.parametrize(
    ("when", "plays"),
    [
        ({"from_on": TODAY}, True),
        ({"from_on": TODAY + A_DAY}, False),
        ({"until_on": TODAY}, True),
        ({"until_on": TODAY - A_DAY}, False),
    ],
)
def test_a_part_is_played_from_its_first_day_to_its_last(ray, board, make, when, plays):
    make(ray, board, **when)

    assert bool(seen(ray).parts) is plays


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
@pytest.mark.parametrize(
    ("last_day", "midnight"),
    [
        (date(2026, 6, 15), datetime(2026, 6, 15, 23, tzinfo=ZoneInfo("UTC"))),
        (date(2026, 3, 28), datetime(2026, 3, 29, 0, tzinfo=ZoneInfo("UTC"))),
        (date(2026, 3, 29), datetime(2026, 3, 29, 23, tzinfo=ZoneInfo("UTC"))),
        (date(2026, 10, 25), datetime(2026, 10, 26, 0, tzinfo=ZoneInfo("UTC"))),
    ],
    ids=["summer", "before the spring change", "after it", "autumn change"],
)
def test_the_last_day_ends_at_midnight_in_london(ray, board, noon, make, last_day, midnight):
    make(ray, board, until_on=last_day)

    noon.move_to(midnight - timedelta(seconds=1))
    before = seen(ray)
    noon.move_to(midnight)

    assert before.parts
    assert not seen(ray).parts


def test_a_role_taken_away_is_gone_at_the_next_request(ray, board):
    token = hashed(factories.signed_in(ray))
    given = factories.appointment(ray, Role.MANAGER, board.partnership)
    assert load_viewer(token).parts

    with writing():
        given.until_on = TODAY - A_DAY

    assert not load_viewer(token).parts


def test_somebody_of_whom_the_directory_says_that_they_left_plays_no_part(ray, board):
    factories.seat(board, held_by=ray)
    factories.appointment(ray, Role.MANAGER, board.partnership)
    with writing():
        db.session.get(Person, ray.id).left_on = TODAY

    viewer = seen(ray)

    assert (viewer.person_id, viewer.parts) == (ray.id, frozenset())


def test_a_site_administrator_is_known_as_one(ray):
    with writing():
        db.session.get(User, ray.user_id).is_site_administrator = True

    assert seen(ray).is_site_administrator


def test_a_disabled_account_is_nobody(ray, board):
    factories.appointment(ray, Role.MANAGER, board.partnership)
    token = hashed(factories.signed_in(ray))
    with writing():
        db.session.get(User, ray.user_id).disabled_at = clock.now()

    assert load_viewer(token) is None


def test_an_unknown_token_is_nobody(ray):
    assert load_viewer(hashed("guessed")) is None


def test_a_sign_in_runs_out(ray, noon):
    token = hashed(factories.signed_in(ray))

    noon.shift(timedelta(hours=8, seconds=1))

    assert load_viewer(token) is None


def test_a_sign_in_that_idled_is_over_unless_it_is_to_be_kept(ray, noon):
    token, kept = hashed(factories.signed_in(ray)), hashed(factories.signed_in(ray))
    with writing():
        for row in db.session.query(SignIn):
            row.expires_at = clock.now() + timedelta(days=30)
            row.is_kept = row.token_hash == kept

    noon.shift(timedelta(hours=8, seconds=1))

    assert load_viewer(token) is None
    assert load_viewer(kept).name == "Ray Rowsley"


def test_everybody_of_the_cast_is_who_they_are_said_to_be(noon):
    who = cast()
    main = who.here.main.id

    assert roles(seen(who.ann)) == {(Role.MANAGER, None)}
    assert roles(seen(who.cal)) == {(Role.CHAIR, main)}
    assert roles(seen(who.ray)) == {(Role.REPRESENTATIVE, main)}
    assert roles(seen(who.wyn)) == {(Role.WIDER_STAFF, None)}
    assert roles(seen(who.rem)) == set()
    assert seen(who.dis) is None
    assert seen(who.sue).insider == {db.session.query(Partnership.id).filter_by(slug="there").scalar()}


def test_it_is_one_statement_however_many_parts_somebody_plays(ray, board, queries):
    for _number in range(6):
        other = factories.partnership().main
        factories.seat(other, held_by=ray)
        factories.appointment(ray, Role.OBSERVER, other.partnership)
        factories.office(other, person_id=ray.id)
    token = hashed(factories.signed_in(ray))

    queries.clear()
    viewer = load_viewer(token)

    assert len(queries) == 1
    assert (len(viewer.parts), len(viewer.places)) == (18, 6)
