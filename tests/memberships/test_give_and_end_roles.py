"""A manager sees who has a part, and gives and ends roles. Both act at once."""

from datetime import timedelta

import pytest

from portal.accounts.models import User
from portal.core import clock
from portal.core.database import db, writing
from portal.core.permissions import Role
from portal.directory.models import Person, Showing
from portal.memberships.models import Appointment, Standing
from tests import factories
from tests.factories_partnerships import again

ROLES = "/partnerships/here/roles/"


def given(person, role):
    return (
        db.session.query(Appointment).filter_by(person_id=person.id, role=role).order_by(Appointment.id.desc()).first()
    )


def end(browser, person, role):
    return browser.post(f"{ROLES}{given(person, role).id}/end")


def names(page):
    return [row.th.get_text(strip=True) for row in page.select("#results tbody tr")]


def test_everybody_with_a_part_is_listed(ann, who):
    factories.holder(who.seat_ray, factories.person("Sam Stand", with_account=False), Standing.SUBSTITUTE)
    factories.office(who.here.main, person_id=who.rosa.id)

    page = ann.soup(ROLES)

    assert names(page) == [
        "Ann Abbot", "Cal Calver", "Dis Darley", "Mina Monyash", "Otto Over", "Ray Rowsley", "Rosa Rowarth",
        "Rosa Rowarth", "Sam Stand", "Wyn Winster",
    ]  # fmt: skip
    rows = [row.get_text(" ", strip=True) for row in page.select("#results tbody tr")]
    assert rows[0].startswith(
        "Ann Abbot Manager or administrator The whole partnership Given directly 1 January 2020 Yes"
    )
    assert "Represents High Peak CVS" in rows[5]
    assert "Chair Main group By office" in " ".join(rows)
    assert "Named substitute for High Peak CVS" in rows[8]
    assert "No account" in rows[8]
    assert "No account" in rows[2]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("role=observer", ["Otto Over"]),
        ("role=representative", ["Ray Rowsley", "Rosa Rowarth"]),
        ("q=buxton", ["Rosa Rowarth"]),
        ("q=mina", ["Mina Monyash"]),
        ("sort=-name&role=manager", ["Dis Darley", "Ann Abbot"]),
    ],
)
def test_the_list_is_narrowed(ann, asked, found):
    assert names(ann.soup(f"{ROLES}?{asked}")) == found


def test_the_list_is_narrowed_to_a_group(ann, who):
    assert "Ann Abbot" not in names(ann.soup(f"{ROLES}?group={who.here.main.id}"))


def test_the_list_is_a_file_too(ann):
    lines = ann.get(f"{ROLES}?format=csv").text.splitlines()

    assert lines[1] == "Ann Abbot,manager or administrator,The whole partnership,Given directly,2020-01-01,,yes"


def test_a_role_is_given_and_acts_at_once(ann, sign_in, who):
    otto = sign_in(who.otto)
    assert otto.get("/partnerships/here/seats/new").status_code == 403

    response = ann.post(f"{ROLES}new", data={"person_id": who.otto.id, "role": "manager"})

    assert (response.status_code, response.location) == (303, ROLES)
    assert given(who.otto, Role.MANAGER).from_on == clock.today()
    assert otto.get("/partnerships/here/seats/new").status_code == 200


def test_a_role_may_hold_for_one_group_only(ann, who):
    arm = factories.group(who.here)

    ann.post(f"{ROLES}new", data={"person_id": who.ray.id, "role": "minute_taker", "group_id": arm.id})

    assert given(who.ray, Role.MINUTE_TAKER).group_id == arm.id


def test_wider_staff_are_of_an_organisation_with_a_seat(ann, who):
    data = {"person_id": who.otto.id, "role": "wider_staff"}

    nowhere = ann.post(f"{ROLES}new", data=data)
    response = ann.post(f"{ROLES}new", data=data | {"organisation_id": who.seat_ray.organisation_id})

    assert nowhere.status_code == 422
    assert "Choose the organisation they are wider staff of." in nowhere.text
    assert response.status_code == 303
    assert given(who.otto, Role.WIDER_STAFF).organisation_id == who.seat_ray.organisation_id
    assert "For High Peak CVS" in ann.get(ROLES).text


@pytest.mark.parametrize(
    ("wrong", "status", "sentence"),
    [
        ({"role": "manager", "group": True}, 422, "A manager manages the whole partnership."),
        ({"role": "representative"}, 422, "Choose one of those offered"),
        ({"role": "site_administrator"}, 422, "Choose one of those offered"),
        ({"role": ""}, 422, "Choose one of those offered"),
        ({"person_id": "0"}, 422, "Choose one of those offered"),
        ({"role": "observer", "group": True}, 409, "Otto Over is observer there already."),
    ],
)
def test_what_cannot_be_is_not_given(ann, who, wrong, status, sentence):
    if wrong.pop("group", False):
        wrong["group_id"] = who.here.main.id
    before = db.session.query(Appointment).count()

    response = ann.post(f"{ROLES}new", data={"person_id": who.otto.id, "role": "chair"} | wrong)

    assert response.status_code == status
    assert sentence in response.text
    assert db.session.query(Appointment).count() == before


def test_only_people_of_the_partnership_are_offered(ann, who):
    stranger = factories.person("Stan Stranger")
    colleague = factories.person("Cora Colleague", organisation_id=who.seat_ray.organisation_id)

    options = ann.soup(f"{ROLES}new").find(id="person_id").get_text()

    assert "Cora Colleague, High Peak CVS" in options
    assert "Stranger" not in options
    assert "Tess" not in options
    assert ann.post(f"{ROLES}new", data={"person_id": stranger.id, "role": "chair"}).status_code == 422
    assert ann.post(f"{ROLES}new", data={"person_id": colleague.id, "role": "chair"}).status_code == 303


def test_a_role_ends_at_once_and_the_message_takes_it_back(ann, sign_in, who):
    cal = sign_in(who.cal)
    assert cal.get("/partnerships/here/meetings/new").status_code == 200

    response = end(ann, who.cal, Role.CHAIR)

    assert (response.status_code, response.location) == (303, ROLES)
    assert cal.get("/partnerships/here/meetings/new").status_code in (403, 404)
    assert given(who.cal, Role.CHAIR).until_on == clock.today() - timedelta(days=1)
    undo = ann.soup(ROLES).find(class_="toast").form["action"]
    assert ann.post(undo).status_code == 303
    assert cal.get("/partnerships/here/meetings/new").status_code == 200
    assert ann.post(undo).status_code == 409


def test_the_last_manager_who_can_sign_in_stays(ann, who):
    response = end(ann, who.ann, Role.MANAGER)

    assert response.status_code == 409
    assert "A partnership is never without a manager who can sign in." in response.text
    assert given(who.ann, Role.MANAGER).until_on is None


def test_a_manager_without_an_account_does_not_count_as_another(ann, who):
    factories.appointment(factories.person(with_account=False), Role.MANAGER, who.here)

    assert end(ann, who.ann, Role.MANAGER).status_code == 409


def test_one_of_two_managers_may_go_and_is_out_at_once(ann, who):
    factories.appointment(who.otto, Role.MANAGER, who.here)

    response = end(ann, who.ann, Role.MANAGER)

    assert (response.status_code, response.location) == (303, "/partnerships/here/")
    assert ann.get(ROLES).status_code == 404


def test_a_role_ends_once(ann, who):
    end(ann, who.cal, Role.CHAIR)

    assert end(ann, who.cal, Role.CHAIR).status_code == 409


def test_a_role_that_ended_long_ago_is_given_anew_instead(ann, who):
    with writing():
        again(given(who.cal, Role.CHAIR)).until_on = clock.today() - timedelta(days=30)

    assert ann.post(f"{ROLES}{given(who.cal, Role.CHAIR).id}/restore").status_code == 409


def test_what_was_given_again_is_not_restored_as_well(ann, who):
    first = given(who.cal, Role.CHAIR)
    end(ann, who.cal, Role.CHAIR)
    data = {"person_id": who.cal.id, "role": "chair", "group_id": who.here.main.id}
    factories.appointment(who.cal, Role.OBSERVER, who.here)
    assert ann.post(f"{ROLES}new", data=data).status_code == 303

    assert ann.post(f"{ROLES}{first.id}/restore").status_code == 409


def test_a_role_in_another_partnership_is_not_found(ann, who):
    assert end(ann, who.sue, Role.MANAGER).status_code == 404
    assert ann.post(f"{ROLES}{given(who.sue, Role.MANAGER).id}/restore").status_code == 404


def test_the_list_names_those_who_are_shown_to_nobody_else(ann, sign_in, who):
    with writing():
        db.session.get(Person, who.otto.id).name_shown = Showing.NOBODY

    assert "Otto Over" in ann.get(ROLES).text
    assert sign_in(who.cal).get(ROLES).status_code == 403


def test_somebody_who_ends_their_own_role_while_another_acts_finds_the_account_there(ann, who):
    with writing():
        db.session.get(User, who.dis.user_id).disabled_at = None

    assert end(ann, who.dis, Role.MANAGER).status_code == 303
    assert end(ann, who.ann, Role.MANAGER).status_code == 409


def test_the_list_costs_the_same_however_many_there_are(ann, who, queries):
    for _number in range(30):
        factories.appointment(factories.person(with_account=False), Role.OBSERVER, who.here)

    queries.clear()
    ann.get(ROLES)

    assert len(queries) <= 4
