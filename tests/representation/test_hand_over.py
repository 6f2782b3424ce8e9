"""A manager hands over everything somebody has, with the open work, in one step."""

from datetime import timedelta

import pytest

from portal.actions.models import Action, Status
from portal.core import clock
from portal.core.database import db, writing
from portal.core.permissions import Role
from portal.directory.models import Keeper, Organisation
from portal.meetings.models import Meeting
from portal.memberships.models import Appointment, Holder, Office, OfficeKind
from portal.representation.models import HandOver
from tests import factories, factories_meetings
from tests.factories_actions import action, led_by
from tests.factories_partnerships import again
from tests.factories_representation import handed_over

HERE = "/partnerships/here/representation/hand-over/"


@pytest.fixture
def newcomer(who):
    """Somebody new at the organisation that Ray represents."""
    return factories.person("Nina Newhall", organisation_id=who.seat_ray.organisation_id)


@pytest.fixture
def rays(who):
    """Everything Ray has: a seat, an office, a role, minutes to take, an action, entries to keep."""
    main = who.here.main
    other = db.session.get(Organisation, who.seat_rosa.organisation_id)
    office = factories.office(main, OfficeKind.VICE_CHAIR, person_id=who.ray.id)
    role = factories.appointment(who.ray, Role.MINUTE_TAKER, who.here, main)
    meeting = factories_meetings.meeting(main, -7)
    with writing():
        db.session.get(Meeting, meeting.id).taker_id = who.ray.id
    work = action(main, "Book the hall", led_by(person=who.ray), due_in=9)
    kept = factories.add(Keeper(organisation_id=other.id, person_id=who.ray.id, from_on=factories.LONG_AGO))
    return office, role, meeting, work, kept


def address(old, new, kind="person"):
    return f"{HERE}{kind}/{old.id}/to/{new.id}"


def ticked(ann, at):
    return [box["value"] for box in ann.soup(at).find_all("input", attrs={"name": "parts"})]


def test_who_and_to_whom_is_chosen_first(ann, who, newcomer):
    response = ann.post(f"{HERE}person", data={"leaver": who.ray.id, "successor": newcomer.id})

    assert (response.status_code, response.location) == (303, address(who.ray, newcomer))


def test_all_there_is_is_shown_and_ticked(ann, who, rays, newcomer):
    page = ann.soup(address(who.ray, newcomer))

    labels = [label.text.strip() for label in page.find("form", method="post", class_="gap").find_all("label")]
    assert labels[0] == "Represents High Peak CVS in Main group"
    assert "Vice-chair in Main group" in labels
    assert "Minute taker of Main group" in labels
    assert any(label.startswith("Takes the minutes on") for label in labels)
    assert "Leads: Book the hall" in labels
    assert "Keeps the entries of Buxton Volunteer Bureau" in labels
    assert all(box.has_attr("checked") for box in page.find_all("input", attrs={"name": "parts"}))


def test_all_of_it_goes_over_in_one_step(ann, sign_in, who, rays, newcomer):
    office, role, meeting, work, kept = rays
    at = address(who.ray, newcomer)

    response = ann.post(at, data={"parts": ticked(ann, at), "note": "The key is with the caretaker."})

    today, yesterday = clock.today(), clock.today() - timedelta(days=1)
    assert response.status_code == 303
    holders = db.session.query(Holder).filter_by(seat_id=who.seat_ray.id).order_by(Holder.id).all()
    assert [(row.person_id, row.until_on) for row in holders] == [(who.ray.id, yesterday), (newcomer.id, None)]
    assert again(office).until_on == yesterday
    assert db.session.query(Office).filter_by(person_id=newcomer.id, from_on=today).count() == 1
    assert again(role).until_on == yesterday
    assert db.session.query(Appointment).filter_by(person_id=newcomer.id, role=Role.MINUTE_TAKER).count() == 1
    assert db.session.get(Meeting, meeting.id).taker_id == newcomer.id
    assert [lead.person_id for lead in again(work).leads] == [newcomer.id]
    assert again(work).due_on == today + timedelta(days=9)
    assert again(kept).until_on == yesterday
    assert db.session.query(Keeper).filter_by(person_id=newcomer.id, until_on=None).count() == 1
    record = ann.get(HERE).text
    for said in ("Ray Rowsley", "Nina Newhall", "Leads: Book the hall", "The key is with the caretaker."):
        assert said in record
    assert ann.get(at).status_code == 404


def test_who_has_nothing_hands_nothing_over(ann, newcomer, who):
    assert "Nina Newhall has nothing to hand over" in ann.get(address(newcomer, who.ray)).text


def test_what_is_not_ticked_stays(ann, who, rays, newcomer):
    _office, _role, _meeting, work, _kept = rays
    at = address(who.ray, newcomer)

    ann.post(at, data={"parts": [key for key in ticked(ann, at) if not key.startswith("action")]})

    assert [lead.person_id for lead in again(work).leads] == [who.ray.id]


def test_nobody_leads_twice(ann, who, newcomer):
    work = action(who.here.main, "Book", led_by(person=who.ray), led_by(person=newcomer), led_by(words="the vicar"))
    at = address(who.ray, newcomer)

    ann.post(at, data={"parts": [f"action-{work.id}"]})

    assert [(lead.person_id, lead.words) for lead in again(work).leads] == [(newcomer.id, ""), (None, "the vicar")]


def test_what_is_done_needs_no_hand_over(ann, who, newcomer):
    work = action(who.here.main, "Done", led_by(person=who.ray))
    with writing():
        db.session.get(Action, work.id).status = Status.DONE

    assert "Leads: Done" not in ann.get(address(who.ray, newcomer)).text


def test_when_one_part_cannot_go_none_does(ann, who, rays, newcomer):
    with writing():
        db.session.query(Holder).filter_by(seat_id=who.seat_ray.id).update({"from_on": clock.today()})
    at = address(who.ray, newcomer)

    response = ann.post(at, data={"parts": ticked(ann, at)[::-1]})

    assert response.status_code == 409
    assert [lead.person_id for lead in again(rays[3]).leads] == [who.ray.id]
    assert db.session.query(HandOver).count() == 0


def test_a_managers_role_goes_over_too_but_never_the_last_to_who_cannot_sign_in(ann, who):
    silent = factories.person("Sid Silent", with_account=False, organisation_id=who.seat_ray.organisation_id)
    with writing():
        db.session.query(Appointment).filter_by(person_id=who.dis.id).delete()
    (given,) = db.session.query(Appointment).filter_by(person_id=who.ann.id)

    refused = ann.post(address(who.ann, silent), data={"parts": [f"role-{given.id}"]})
    taken = ann.post(address(who.ann, who.ray), data={"parts": [f"role-{given.id}"]})

    assert (refused.status_code, taken.status_code) == (409, 303)
    assert db.session.query(Appointment).filter_by(person_id=who.ray.id, role=Role.MANAGER).count() == 1
    assert db.session.query(Appointment).filter_by(person_id=silent.id).count() == 0


def test_an_organisation_hands_over_its_areas_of_work_and_actions(ann, who):
    old, new = (db.session.get(Organisation, seat.organisation_id) for seat in (who.seat_ray, who.seat_rosa))
    office = factories.office(who.here.main, OfficeKind.CARETAKER, detail="Mentoring", organisation_id=old.id)
    work = action(who.here.main, "Find mentors", led_by(organisation=old))
    at = address(old, new, "organisation")

    page = ann.soup(at)
    response = ann.post(at, data={"parts": ticked(ann, at)})

    assert "Caretaker of an area of work (Mentoring) in Main group" in page.text
    assert response.status_code == 303
    assert again(office).until_on == clock.today() - timedelta(days=1)
    assert db.session.query(Office).filter_by(organisation_id=new.id, detail="Mentoring").count() == 1
    assert [lead.organisation_id for lead in again(work).leads] == [new.id]


@pytest.mark.parametrize("kind", ["person", "organisation"])
def test_nobody_hands_over_to_themselves(ann, who, kind):
    number = who.ray.id if kind == "person" else who.seat_ray.organisation_id

    response = ann.post(f"{HERE}{kind}", data={"leaver": number, "successor": number})

    assert response.status_code == 422
    assert "Choose somebody else" in response.text


def test_nothing_ticked_is_a_mistake_and_the_note_stays(ann, who, newcomer):
    response = ann.post(address(who.ray, newcomer), data={"note": "My own words"})

    assert response.status_code == 422
    assert "My own words" in response.text


def test_people_of_another_partnership_are_not_there(ann, who):
    theirs = db.session.query(Holder).filter_by(seat_id=who.seat_there.id).one().person

    assert ann.get(address(theirs, who.ray)).status_code == 404
    assert ann.post(address(who.ray, theirs), data={"parts": ["seat-1"]}).status_code == 404
    assert ann.post(f"{HERE}person", data={"leaver": theirs.id, "successor": who.ray.id}).status_code == 422


def test_who_may_not_hands_nothing_over(sign_in, who, rays, newcomer):
    for person, status in [(who.cal, 403), (who.ray, 403), (who.sue, 404)]:
        browser = sign_in(person)
        assert browser.get(HERE).status_code == status
        assert browser.post(address(who.ray, newcomer), data={"parts": ["seat-1"]}).status_code == status
    assert db.session.query(HandOver).count() == 0


def test_thirty_hand_overs_are_listed(ann, who, queries):
    for number in range(30):
        handed_over(who.here, number)
    handed_over(who.there, 99)
    queries.clear()

    rows = ann.soup(HERE).find("tbody").find_all("tr")

    assert len(rows) == 30
    assert len(queries) <= 5
    assert len(ann.soup(f"{HERE}?q=Hand+07").find("tbody").find_all("tr")) == 1
    assert "Old Hand 99" not in ann.get(f"{HERE}?format=csv").text
