"""What the forms do not offer is refused by the services too, so that a rule holds whoever asks."""

from datetime import date

import pytest

from portal.accounts.models import User
from portal.core import clock
from portal.core.database import db, writing
from portal.core.errors import Refusal
from portal.core.permissions import Role
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person, Sector
from portal.memberships.models import Appointment, Held, Holder, Invitation, Office, OfficeKind, Seat
from portal.memberships.services import holders, invitations, offices, roles, seats
from portal.memberships.services.offices import OfficeFacts
from portal.memberships.services.seats import SeatFacts
from portal.partnerships.models import Group, Partnership
from tests import factories

ANN = Viewer(name="Ann Abbot")
FACTS = SeatFacts("Member", Sector.PRIVATE, Held.AGREED, date(2026, 4, 1))


@pytest.fixture
def here(who):
    """The partnership, its main group, a seat of an organisation, and who represents it, within one transaction."""
    with writing():
        yield (
            db.session.get(Partnership, who.here.id),
            db.session.get(Group, who.here.main.id),
            db.session.get(Seat, who.seat_ray.id),
            db.session.get(Person, who.ray.id),
        )


@pytest.fixture
def invited(ann, who):
    """An invitation to a role that is open."""
    data = {"name": "Nia New", "email": "nia@example.org", "role": "observer"}
    ann.post("/partnerships/here/invitations/new", data=data)
    return db.session.query(Invitation).one()


def test_no_seat_is_opened_in_a_group_that_closed(here):
    _partnership, group, _seat, _ray = here
    group.closed_on = date(2026, 3, 1)

    with pytest.raises(Refusal, match="Main group was closed on 1 March 2026"):
        seats.open_seat(ANN, group, None, FACTS)


def test_no_seat_is_opened_for_an_organisation_that_closed(here):
    _partnership, group, seat, _ray = here
    db.session.get(Organisation, seat.organisation_id).closed_on = date(2026, 3, 1)

    with pytest.raises(Refusal, match="High Peak CVS was closed on 1 March 2026"):
        seats.open_seat(ANN, group, seat.organisation, FACTS)


def test_a_seat_that_ended_does_not_begin_afterwards(here):
    _partnership, _group, seat, _ray = here
    seat.until_on = date(2026, 3, 31)

    with pytest.raises(Refusal, match="it cannot begin after that"):
        seats.change_seat(ANN, seat, FACTS)


def test_what_ended_does_not_end_later(here):
    _partnership, _group, seat, _ray = here
    holder = db.session.query(Holder).filter_by(seat_id=seat.id).one()
    holder.until_on = date(2026, 3, 31)

    with pytest.raises(Refusal, match="This ended on 31 March 2026 already"):
        holders.end_holder(ANN, seat, holder, date(2026, 4, 1))


def test_nobody_is_brought_back_to_a_seat_that_ended(here):
    _partnership, _group, seat, _ray = here
    holder = db.session.query(Holder).filter_by(seat_id=seat.id).one()
    holder.until_on = seat.until_on = date(2026, 3, 31)

    with pytest.raises(Refusal, match="This seat ended on 31 March 2026"):
        holders.reopen_holder(ANN, seat, holder)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({}, "Say which organisation or which person"),
        ({"closed": True}, "was closed on 1 March 2026"),
        ({"until_on": date(2026, 3, 31), "given": True}, "would end before it begins"),
    ],
)
def test_an_office_needs_somebody_and_a_time(here, facts, sentence):
    _partnership, group, seat, _ray = here
    organisation = db.session.get(Organisation, seat.organisation_id) if facts else None
    if facts.get("closed"):
        organisation.closed_on = date(2026, 3, 1)

    with pytest.raises(Refusal, match=sentence):
        offices.give_office(
            ANN, group, OfficeKind.CHAIR, OfficeFacts(organisation, None, date(2026, 4, 1), facts.get("until_on"))
        )


def test_an_office_that_was_to_end_before_is_handed_over_as_it_stands(here):
    _partnership, group, _seat, ray = here
    office = Office(group=group, partnership_id=group.partnership_id, kind=OfficeKind.CHAIR, person=ray)
    office.from_on, office.until_on = date(2026, 1, 1), date(2026, 3, 31)
    db.session.add(office)

    offices.hand_over(ANN, office, OfficeFacts(None, ray, date(2026, 5, 1), None))

    assert office.until_on == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("role", "in_group", "sentence"),
    [
        (Role.REPRESENTATIVE, False, "Nobody is made representative directly"),
        (Role.SITE_ADMINISTRATOR, False, "Nobody is made site administrator directly"),
        (Role.MANAGER, True, "A manager manages the whole partnership"),
        (Role.WIDER_STAFF, False, "Wider staff belong to an organisation with a seat"),
    ],
)
def test_only_roles_that_can_be_given_are_given(here, role, in_group, sentence):
    partnership, group, _seat, ray = here

    with pytest.raises(Refusal, match=sentence):
        roles.give_role(ANN, partnership, ray, role, group if in_group else None, None)
    assert not db.session.query(Appointment).filter_by(person_id=ray.id).count()


def test_an_organisation_is_noted_for_wider_staff_alone(here):
    partnership, _group, seat, ray = here

    given = roles.give_role(ANN, partnership, ray, Role.OBSERVER, None, seat.organisation)

    assert given.organisation_id is None


def test_an_accepted_invitation_is_neither_sent_again_nor_withdrawn(ann, invited):
    with writing():
        invited.accepted_at = clock.now()

    again_, withdrawn = [
        ann.post(f"/partnerships/here/invitations/{invited.id}/{step}") for step in ("again", "withdraw")
    ]

    assert (again_.status_code, withdrawn.status_code) == (409, 409)
    assert "This invitation has been accepted." in again_.text


def test_an_invitation_is_accepted_by_its_addressee_alone(who, invited):
    user = db.session.get(User, who.otto.user_id)

    with pytest.raises(Refusal, match="for another e-mail address"):
        invitations.accept(invited, user)


@pytest.mark.parametrize("change", ["expires_at", "withdrawn_at", "accepted_at"])
def test_an_invitation_that_holds_no_longer_is_not_accepted(invited, change):
    nia = factories.person("Nia New", email="nia@example.org")
    with writing():
        setattr(invited, change, clock.now())

    with pytest.raises(Refusal, match="holds no longer"), writing():
        invitations.accept(invited, db.session.get(User, nia.user_id))


def test_of_two_who_accept_at_once_one_comes_first(invited):
    nia = factories.person("Nia New", email="nia@example.org")
    user = db.session.get(User, nia.user_id)
    assert invited.accepted_at is None
    db.session.execute(db.text("UPDATE invitations SET accepted_at = created_at"))

    with pytest.raises(Refusal, match="holds no longer"):
        invitations.accept(invited, user)


def test_an_invitation_whose_sender_is_gone_is_not_accepted(invited):
    nia = factories.person("Nia New", email="nia@example.org")
    with writing():
        invited.inviter_id = None

    with pytest.raises(Refusal, match="holds no longer"), writing():
        invitations.accept(invited, db.session.get(User, nia.user_id))


def test_an_account_that_was_made_meanwhile_keeps_its_password(app, ann, outbox, invited):
    token = outbox()[0].body.split("/invitations/")[1].split()[0]
    nia = factories.person("Nia New", email="nia@example.org")
    with writing():
        db.session.get(User, nia.user_id).password_hash = "kept"

    with app.test_request_context(method="POST"), pytest.raises(Refusal, match="Sign in with it to accept"):
        invitations.accept_as_newcomer(token, "Eve", "copper lantern meadow")

    db.session.rollback()
    assert db.session.get(User, nia.user_id).password_hash == "kept"
