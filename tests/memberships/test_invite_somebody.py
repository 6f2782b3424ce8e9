"""A manager invites somebody by letter to a seat or a role, sends the letter again, or withdraws it."""

import re
from datetime import timedelta

import pytest

from portal.accounts.sign_in import hashed
from portal.core import clock
from portal.core.database import db, writing
from portal.core.permissions import Role
from portal.memberships.models import Invitation, Standing
from tests import factories

ROLE = "/partnerships/here/invitations/new"
LIST = "/partnerships/here/invitations/"
NIA = {"name": "Nia New", "email": "Nia@Example.org"}


@pytest.fixture
def seat(who):
    """A seat that nobody represents yet."""
    return factories.seat(who.here.main, factories.organisation("Peak Trust"))


@pytest.fixture
def to_seat(seat):
    """The address at which somebody is invited to the seat."""
    return f"/partnerships/here/seats/{seat.id}/invite"


def invitation():
    db.session.rollback()
    return db.session.query(Invitation).order_by(Invitation.id.desc()).first()


def token_in(letter):
    return re.search(r"http://localhost/invitations/(\S+)", letter.body)[1]


def test_the_letter_says_who_invites_to_what_and_holds_the_address(ann, outbox, seat, to_seat):
    response = ann.post(to_seat, data=NIA | {"standing": "representative"})

    (letter,) = outbox()
    assert (response.status_code, response.location) == (303, f"/partnerships/here/seats/{seat.id}/")
    assert (letter.to_email, letter.to_name) == ("nia@example.org", "Nia New")
    assert letter.subject == "Here Partnership: an invitation for you"
    assert "Ann Abbot invites you to represent Peak Trust in Main group of Here Partnership." in letter.body
    assert hashed(token_in(letter)) == invitation().token_hash
    assert token_in(letter) not in response.text


def test_it_is_kept_as_a_hash_for_one_address_and_seven_days(ann, outbox, to_seat):
    ann.post(to_seat, data=NIA | {"standing": "substitute"})

    row = invitation()
    assert (row.email, row.name, row.role, row.standing) == (
        "nia@example.org", "Nia New", Role.SUBSTITUTE, Standing.SUBSTITUTE,
    )  # fmt: skip
    assert row.expires_at - row.created_at == timedelta(days=7)
    assert token_in(outbox()[0]) not in row.token_hash
    assert "be the substitute named for Peak Trust in Main group" in outbox()[0].body


@pytest.mark.parametrize(
    ("asked", "purpose"),
    [
        ({"role": "manager"}, "be a manager or administrator in Here Partnership"),
        ({"role": "chair", "group": True}, "be the chair in Main group of Here Partnership"),
        ({"role": "wider_staff", "staff": True}, "be wider staff in Here Partnership, for High Peak CVS"),
        ({"role": "observer", "staff": True}, "be an observer in Here Partnership."),
    ],
)
def test_somebody_is_invited_to_a_role(ann, outbox, who, asked, purpose):
    data = NIA | {"role": asked["role"]}
    data |= {"group_id": who.here.main.id} if asked.get("group") else {}
    data |= {"organisation_id": who.seat_ray.organisation_id} if asked.get("staff") else {}

    response = ann.post(ROLE, data=data)

    assert (response.status_code, response.location) == (303, LIST)
    assert f"Ann Abbot invites you to {purpose}" in outbox()[0].body


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Write the name."),
        ({"email": ""}, "Write the e-mail address."),
        ({"email": "nia"}, "Write the whole e-mail address"),
        ({"email": "nia@example.org\r\nBcc: all@example.org"}, "Write the whole e-mail address"),
        ({"role": "wider_staff"}, "Choose the organisation they are wider staff of."),
    ],
)
def test_what_is_missing_is_said_and_no_letter_written(ann, outbox, who, wrong, sentence):
    response = ann.post(ROLE, data=NIA | {"role": "observer"} | wrong)

    assert response.status_code == 422
    assert sentence in response.text
    assert not outbox()


def test_a_line_break_in_a_name_opens_no_line_of_the_letters_head(ann, outbox, who):
    ann.post(ROLE, data=NIA | {"name": "Nia\r\nBcc: all@example.org", "role": "observer"})

    assert outbox()[0].to_name == "Nia Bcc: all@example.org"


def test_nobody_is_invited_to_a_seat_that_somebody_else_holds(ann, outbox, who):
    data = NIA | {"standing": "representative"}

    response = ann.post(f"/partnerships/here/seats/{who.seat_ray.id}/invite", data=data)

    assert response.status_code == 409
    assert "Ray Rowsley is the representative of this seat." in response.text
    assert not outbox()


def test_nobody_is_invited_to_a_vacant_seat_or_one_that_ended(ann, outbox, who):
    vacant = factories.seat(who.here.main, organisation_id=None)
    ended = factories.seat(who.here.main, until_on=clock.today() - timedelta(days=1))

    for each in (vacant, ended):
        address = f"/partnerships/here/seats/{each.id}/invite"
        assert ann.post(address, data=NIA | {"standing": "representative"}).status_code == 409
    assert not outbox()


def test_whoever_holds_a_seat_without_an_account_is_invited_by_their_name(ann, outbox, seat, to_seat):
    pat = factories.person("Pat Peak", with_account=False, email="", organisation_id=seat.organisation_id)
    holder = factories.holder(seat, pat)

    page = ann.soup(f"{to_seat}?holder={holder.id}")
    linked = ann.soup(f"/partnerships/here/seats/{seat.id}/").find("a", href=f"{to_seat}?holder={holder.id}")
    data = {"name": "Pat Peak", "email": "pat@example.org", "standing": "representative"}
    response = ann.post(f"{to_seat}?holder={holder.id}", data=data)

    assert linked.text == "Invite to sign in: Pat Peak"
    assert page.find(id="name")["value"] == "Pat Peak"
    assert len(page.find_all("input", type="radio")) == 1
    assert response.status_code == 303
    assert invitation().person_id == pat.id


def test_the_address_of_somebody_else_is_not_taken_for_a_known_person(ann, outbox, seat, to_seat):
    pat = factories.person("Pat Peak", with_account=False, email="pat@example.org")
    holder = factories.holder(seat, pat)
    data = {"name": "Pat Peak", "email": "ann@example.org", "standing": "representative"}

    response = ann.post(f"{to_seat}?holder={holder.id}", data=data)

    assert response.status_code == 409
    assert "The directory has another e-mail address for Pat Peak." in response.text
    assert not outbox()


def test_nobody_gets_an_account_over_somebody_who_sits_elsewhere_too(ann, outbox, who, seat, to_seat):
    pat = factories.person("Pat Peak", with_account=False, email="")
    holder = factories.holder(seat, pat)
    factories.seat(who.there.main, held_by=pat)
    data = {"name": "Pat Peak", "email": "ann@example.org", "standing": "representative"}

    assert ann.post(f"{to_seat}?holder={holder.id}", data=data).status_code == 409
    assert not outbox()


def test_two_open_invitations_to_the_same_are_one_too_many(ann, outbox, who, to_seat):
    seat = NIA | {"standing": "representative"}

    statuses = [
        ann.post(address, data=data).status_code
        for address, data in (
            (to_seat, seat), (to_seat, seat), (to_seat, seat | {"standing": "substitute"}),
            (ROLE, NIA | {"role": "observer"}), (ROLE, NIA | {"role": "observer"}),
            (ROLE, NIA | {"role": "observer", "group_id": who.here.main.id}),
        )
    ]  # fmt: skip

    assert statuses == [303, 409, 303, 303, 409, 303]
    assert len(outbox()) == 4


def test_the_list_tells_how_each_invitation_stands(ann, who, to_seat):
    ann.post(ROLE, data={"name": "Old One", "email": "old@example.org", "role": "observer"})
    with writing():
        invitation().expires_at = clock.now()
    ann.post(to_seat, data=NIA | {"standing": "representative"})

    page = ann.soup(LIST)
    rows = [row.get_text(" ", strip=True) for row in page.select("#results tbody tr")]

    assert [row.split(" ")[0] for row in rows] == ["Nia", "Old"]
    assert "Representative for Peak Trust, Main group" in rows[0]
    assert "Open until" in rows[0]
    assert "Ran out" in rows[1]
    assert [row.th.text for row in ann.soup(f"{LIST}?state=expired").select("#results tbody tr")] == ["Old One"]
    assert [row.th.text for row in ann.soup(f"{LIST}?q=nia%40").select("#results tbody tr")] == ["Nia New"]
    assert "Nia New,nia@example.org,representative,Peak Trust,Main group" in ann.get(f"{LIST}?format=csv").text


def test_no_secret_stands_in_the_list_or_in_the_record(ann, outbox, to_seat):
    ann.post(to_seat, data=NIA | {"standing": "representative"})
    token = token_in(outbox()[0])

    for address in (LIST, f"{LIST}?format=csv", "/partnerships/here/history"):
        text = ann.get(address).text
        assert token not in text
        assert hashed(token) not in text


def test_sending_again_makes_the_old_address_void(ann, client, outbox, to_seat):
    ann.post(to_seat, data=NIA | {"standing": "representative"})

    response = ann.post(f"{LIST}{invitation().id}/again")

    first, second = [token_in(letter) for letter in outbox()]
    assert (response.status_code, response.location) == (303, LIST)
    assert client.get(f"/invitations/{first}").status_code == 404
    assert client.get(f"/invitations/{second}").status_code == 200


def test_an_invitation_that_ran_out_or_was_withdrawn_can_be_sent_again(ann, client, outbox, to_seat):
    ann.post(to_seat, data=NIA | {"standing": "representative"})
    ann.post(f"{LIST}{invitation().id}/withdraw")

    ann.post(f"{LIST}{invitation().id}/again")

    assert client.get(f"/invitations/{token_in(outbox()[-1])}").status_code == 200


def test_a_withdrawn_invitation_opens_nothing(ann, client, outbox, to_seat):
    ann.post(to_seat, data=NIA | {"standing": "representative"})

    response = ann.post(f"{LIST}{invitation().id}/withdraw")
    page = client.get(f"/invitations/{token_in(outbox()[0])}")

    assert (response.status_code, response.location) == (303, LIST)
    assert page.status_code == 410
    assert "It was withdrawn by the partnership's manager." in page.text.replace("&#39;", "'")


def test_an_invitation_of_another_partnership_is_not_found(ann, sign_in, who):
    sue = sign_in(who.sue)
    sue.post("/partnerships/there/invitations/new", data=NIA | {"role": "observer"})
    number = invitation().id

    assert ann.post(f"{LIST}{number}/withdraw").status_code == 404
    assert ann.post(f"{LIST}{number}/again").status_code == 404
    assert invitation().withdrawn_at is None


def test_the_list_costs_the_same_however_many_there_are(ann, queries):
    for number in range(30):
        ann.post(ROLE, data={"name": f"N {number}", "email": f"n{number}@example.org", "role": "observer"})

    queries.clear()
    ann.get(LIST)

    assert len(queries) <= 4
