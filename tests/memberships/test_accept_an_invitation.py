"""Somebody accepts an invitation through the address in its letter."""

import re
from datetime import timedelta

import pytest
import time_machine

from portal.accounts.models import User
from portal.accounts.passwords import is_right
from portal.audit.models import Event
from portal.core import clock
from portal.core.database import db, writing
from portal.core.log import masked
from portal.core.permissions import Role
from portal.directory.models import Person
from portal.memberships.models import Appointment, Holder, Invitation, Seat, Standing
from tests import factories
from tests.factories_partnerships import again

NEW = "/partnerships/here/invitations/new"
NIA = {"name": "Nia New", "email": "nia@example.org"}
PASSWORD = {"new_password": "copper lantern meadow", "again": "copper lantern meadow"}


@pytest.fixture
def seat(who):
    """A seat that nobody represents yet."""
    return factories.seat(who.here.main, factories.organisation("Peak Trust"))


@pytest.fixture
def to_seat(seat):
    """The address at which somebody is invited to the seat."""
    return f"/partnerships/here/seats/{seat.id}/invite"


@pytest.fixture
def invite(ann, outbox):
    """Invite somebody, and return the address in the letter."""

    def _invite(address, **data):
        assert ann.post(address, data=NIA | {"standing": "representative"} | data).status_code == 303
        return re.search(r"http://localhost(/invitations/\S+)", outbox()[-1].body)[1]

    return _invite


def person():
    db.session.rollback()
    return db.session.query(Person).filter_by(email="nia@example.org").one()


def nobody_new():
    db.session.rollback()
    return not db.session.query(User).filter_by(email="nia@example.org").count()


def holders(seat):
    db.session.rollback()
    return db.session.query(Holder).filter_by(seat_id=seat.id).all()


def test_looking_uses_nothing_up(client, invite, to_seat, seat):
    address = invite(to_seat)

    for _scanner in range(3):
        response = client.get(address)
        assert client.head(address).status_code == 200

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    page = " ".join(response.text.split())
    assert (
        "Ann Abbot invites Nia New to <strong>represent Peak Trust in Main group of Here Partnership</strong>" in page
    )
    assert not holders(seat)
    assert nobody_new()


def test_somebody_new_chooses_a_name_and_a_password_and_is_in(client, invite, outbox, to_seat, seat, who):
    address = invite(to_seat)

    response = client.post(address, data={"name": "Nia Newsome"} | PASSWORD)

    user = db.session.query(User).filter_by(email="nia@example.org").one()
    (holder,) = holders(seat)
    assert (response.status_code, response.location) == (303, "/partnerships/here/")
    assert (user.name, is_right(user.password_hash, PASSWORD["again"])) == ("Nia Newsome", True)
    assert (holder.person.name, holder.person.user_id, holder.standing) == (
        "Nia Newsome", user.id, Standing.REPRESENTATIVE,
    )  # fmt: skip
    assert (holder.from_on, holder.person.organisation_id) == (clock.today(), seat.organisation_id)
    welcome = client.soup("/partnerships/here/")
    assert "Welcome. Your account is made" in welcome.text
    assert "Nia Newsome" in welcome.find(class_="me").text


def test_the_manager_is_told_who_accepted(ann, client, invite, outbox, to_seat, who):
    client.post(invite(to_seat), data={"name": "Nia Newsome"} | PASSWORD)

    letter = outbox()[-1]
    assert letter.to_email == who.ann.email
    assert letter.subject == "Here Partnership: Nia Newsome accepted your invitation"
    assert "represent Peak Trust in Main group of Here Partnership" in letter.body
    assert "Accepted" in ann.soup("/partnerships/here/invitations/").select_one("#results tbody tr").text
    assert "Nia Newsome" in ann.get("/partnerships/here/invitations/").text
    said = "Nia Newsome accepted the invitation to represent Peak Trust in Main group of Here Partnership"
    assert db.session.query(Event).filter_by(sentence=said).one().who == "Nia Newsome"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Write your name"),
        ({"new_password": "short", "again": "short"}, "A password needs"),
        ({"again": "copper lantern meadows"}, "The two passwords differ."),
        ({"new_password": "nia new example org", "again": "nia new example org"}, "tried first"),
    ],
)
def test_a_mistake_uses_nothing_up(client, invite, to_seat, seat, wrong, sentence):
    address = invite(to_seat)

    response = client.post(address, data={"name": "Nia New"} | PASSWORD | wrong)

    assert response.status_code == 422
    assert sentence in response.text
    assert not holders(seat)
    assert nobody_new()
    assert client.get(address).status_code == 200


def test_it_is_for_one_use(client, app, invite, to_seat, seat):
    address = invite(to_seat)
    client.post(address, data={"name": "Nia New"} | PASSWORD)

    response = app.test_client().post(address, data={"name": "Eve"} | PASSWORD)

    assert response.status_code == 410
    assert "It has been accepted already." in response.text
    assert len(holders(seat)) == 1


def test_it_runs_out_after_seven_days(client, invite, to_seat, seat):
    address = invite(to_seat)

    with time_machine.travel(clock.now() + timedelta(days=7, seconds=1)):
        looked, sent = client.get(address), client.post(address, data={"name": "Nia New"} | PASSWORD)

    assert (looked.status_code, sent.status_code) == (410, 410)
    assert "they are over" in looked.text
    assert not holders(seat)


def test_a_guessed_address_is_not_found(client, who):
    assert client.get("/invitations/guessed").status_code == 404
    assert client.post("/invitations/guessed", data=PASSWORD).status_code == 404


def test_it_holds_only_as_long_as_the_inviter_manages(client, sign_in, invite, to_seat, seat, who):
    address = invite(to_seat)
    factories.appointment(who.otto, Role.MANAGER, who.here)
    mine = db.session.query(Appointment).filter_by(person_id=who.ann.id).one()
    sign_in(who.otto).post(f"/partnerships/here/roles/{mine.id}/end")

    looked, sent = client.get(address), client.post(address, data={"name": "Nia New"} | PASSWORD)

    assert (looked.status_code, sent.status_code) == (410, 410)
    assert "does not manage the partnership any more" in looked.text
    assert not holders(seat)


def test_a_disabled_inviter_invites_nobody(client, invite, to_seat, who):
    address = invite(to_seat)
    with writing():
        db.session.get(User, who.ann.user_id).disabled_at = clock.now()

    assert client.get(address).status_code == 410


def test_the_site_administrator_may_invite_to_any_partnership(client, sign_in, outbox, to_seat, seat, who):
    sign_in(who.ada).post(to_seat, data=NIA | {"standing": "representative"})
    address = re.search(r"http://localhost(/invitations/\S+)", outbox()[-1].body)[1]

    assert client.post(address, data={"name": "Nia New"} | PASSWORD).status_code == 303
    assert len(holders(seat)) == 1


def test_whoever_has_an_account_signs_in_first(client, sign_in, invite, to_seat, seat):
    nia = factories.person("Nia New", email="nia@example.org")
    with writing():
        db.session.get(User, nia.user_id).password_hash = "kept"
    address = invite(to_seat)

    page, sent = client.soup(address), client.post(address, data={"name": "Eve"} | PASSWORD)
    response = sign_in(nia).post(address)

    assert page.find("a", string="Sign in to accept")["href"] == f"/login?next={address}"
    assert sent.status_code == 403
    assert db.session.get(User, nia.user_id).password_hash == "kept"
    assert (response.status_code, response.location) == (303, "/partnerships/here/")
    assert [holder.person_id for holder in holders(seat)] == [nia.id]


def test_an_account_that_never_had_a_password_gets_one(client, invite, to_seat, seat):
    nia = factories.person("Nia New", email="nia@example.org")
    address = invite(to_seat)

    assert client.post(address, data={"name": "Nia New"} | PASSWORD).status_code == 303
    assert [holder.person_id for holder in holders(seat)] == [nia.id]
    assert db.session.get(User, nia.user_id).password_hash


def test_a_closed_account_accepts_nothing(client, invite, to_seat, seat):
    nia = factories.person("Nia New", email="nia@example.org")
    with writing():
        db.session.get(User, nia.user_id).disabled_at = clock.now()
    address = invite(to_seat)

    assert "is closed" in client.get(address).text
    assert client.post(address, data={"name": "Nia New"} | PASSWORD).status_code == 403
    assert not holders(seat)


def test_signed_in_as_somebody_else_it_is_refused_with_words(sign_in, invite, to_seat, seat, who):
    address = invite(to_seat)
    otto = sign_in(who.otto)

    for response in (otto.get(address), otto.post(address), otto.post(address, data={"name": "Otto"} | PASSWORD)):
        assert response.status_code == 403
        assert "This invitation is for another address" in response.text
        assert "nia@example.org" not in response.text
    assert not holders(seat)
    assert nobody_new()


def test_the_page_asks_who_is_signed_in_as_the_very_address_to_accept_by_a_button(sign_in, invite, to_seat):
    nia = factories.person("Nia New", email="nia@example.org")
    address = invite(to_seat)

    page = sign_in(nia).soup(address)

    assert page.find("form", class_="sheet")["action"] == address
    assert page.find("button", string="Accept")


def test_whoever_was_recorded_without_an_account_keeps_their_seat_and_gets_one(ann, client, invite, to_seat, seat):
    pat = factories.person("Pat Peak", with_account=False, email="", organisation_id=seat.organisation_id)
    holder = factories.holder(seat, pat)
    address = invite(f"{to_seat}?holder={holder.id}", name="Pat Peak")

    client.post(address, data={"name": "Pat Peak"} | PASSWORD)

    assert [(row.id, row.person_id) for row in holders(seat)] == [(holder.id, pat.id)]
    assert again(pat).user_id
    assert again(pat).email == "nia@example.org"


def test_an_entry_with_the_same_address_in_the_organisation_is_the_same_person(client, invite, to_seat, seat):
    nia = factories.person("N. New", with_account=False, email="Nia@example.org", organisation_id=seat.organisation_id)

    client.post(invite(to_seat), data={"name": "Nia New"} | PASSWORD)

    assert [holder.person_id for holder in holders(seat)] == [nia.id]


def test_an_entry_with_the_same_address_elsewhere_is_somebody_else(client, invite, to_seat, seat):
    shared = factories.person(
        "Office", with_account=False, email="nia@example.org", organisation_id=factories.organisation().id
    )

    client.post(invite(to_seat), data={"name": "Nia New"} | PASSWORD)

    assert holders(seat)[0].person_id != shared.id
    assert again(shared).user_id is None


def test_a_named_substitute_stands_beside_the_representative(client, invite, who):
    address = invite(f"/partnerships/here/seats/{who.seat_ray.id}/invite", standing="substitute")

    client.post(address, data={"name": "Nia New"} | PASSWORD)

    assert {holder.standing for holder in holders(who.seat_ray)} == {Standing.REPRESENTATIVE, Standing.SUBSTITUTE}


def test_a_role_is_taken_up(client, invite, who):
    address = invite(NEW, role="minute_taker", group_id=who.here.main.id)

    client.post(address, data={"name": "Nia New"} | PASSWORD)

    given = db.session.query(Appointment).filter_by(person_id=person().id).one()
    assert (given.role, given.group_id, given.from_on) == (Role.MINUTE_TAKER, who.here.main.id, clock.today())
    assert client.get("/partnerships/here/meetings/").status_code == 200


def test_a_role_somebody_has_already_is_not_given_twice(sign_in, invite, who):
    address = invite(NEW, role="observer", group_id=who.here.main.id, email=who.otto.email)

    assert sign_in(who.otto).post(address).status_code == 303
    assert db.session.query(Appointment).filter_by(person_id=who.otto.id).count() == 1


def test_wider_staff_of_an_organisation_that_left_meanwhile_are_refused(ann, client, invite, who):
    address = invite(NEW, role="wider_staff", organisation_id=who.seat_ray.organisation_id)
    with writing():
        db.session.get(Seat, who.seat_ray.id).until_on = clock.today() - timedelta(days=1)

    response = client.post(address, data={"name": "Nia New"} | PASSWORD)

    assert response.status_code == 409
    assert "Wider staff belong to an organisation with a seat" in response.text
    assert nobody_new()
    assert db.session.query(Invitation).one().accepted_at is None


def test_a_seat_that_was_given_to_somebody_else_meanwhile_is_refused(client, invite, to_seat, seat, who):
    address = invite(to_seat)
    factories.holder(seat, who.otto)

    response = client.post(address, data={"name": "Nia New"} | PASSWORD)

    assert response.status_code == 409
    assert nobody_new()
    assert len(holders(seat)) == 1


def test_the_log_never_holds_the_secret(invite, to_seat):
    assert masked(invite(to_seat)) == "/invitations/***"
