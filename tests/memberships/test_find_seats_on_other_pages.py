"""Seats, offices and roles on the pages of partnerships, groups, organisations and people."""

from datetime import date

from portal.core.database import writing
from portal.core.permissions import Role
from portal.directory.models import Person, Showing
from portal.memberships.models import OfficeKind
from tests import factories
from tests.factories_partnerships import again


def text_of(browser, address, heading):
    return browser.soup(address).find(attrs={"aria-labelledby": heading}).get_text(" ", strip=True)


def show(person, whom):
    with writing():
        again(person).name_shown = whom


def test_the_front_door_shows_who_sits_at_the_table(client, who):
    factories.seat(factories.group(who.here))

    page = client.soup("/partnerships/here/")

    section = page.find(attrs={"aria-labelledby": "table"})
    assert section.find("svg", class_="ring")["aria-label"].startswith("Main group: 2 of 2 seats filled")
    assert "2 of 2 seats are filled." in section.text
    assert section.find("details").table
    assert section.find("a", href="/partnerships/here/seats/")
    assert "and those of one other group" in section.text


def test_a_partnership_without_seats_shows_no_table(client, who):
    factories.partnership(slug="new")

    assert not client.soup("/partnerships/new/").find(attrs={"aria-labelledby": "table"})


def test_more_seats_than_can_be_drawn_are_told_in_a_table(client):
    group = factories.partnership(slug="large").main
    for _number in range(70):
        factories.seat(group)

    section = client.soup("/partnerships/large/").find(attrs={"aria-labelledby": "table"})

    assert not section.find("svg", class_="ring")
    assert "70 of 70 seats are filled." in section.text
    assert section.find("details").has_attr("open")


def test_a_groups_page_lists_its_seats_and_offices(ann, client, who):
    factories.office(who.here.main, organisation_id=who.seat_ray.organisation_id)
    factories.seat(who.here.main, organisation_id=None, capacity="Treasurer")
    group = f"/partnerships/here/groups/{who.here.main.slug}/"

    seats, offices = text_of(client, group, "seats"), text_of(client, group, "offices")

    assert "High Peak CVS Member, by agreement of the partners" in seats
    assert "Vacant seat Treasurer" in seats
    assert offices.startswith("Offices Chair High Peak CVS")
    assert "Give an office" not in offices
    assert "Give an office" in text_of(ann, group, "offices")


def test_a_group_without_seats_leads_the_manager_to_the_first_one(ann, client, who):
    group = factories.group(who.here)
    address = f"/partnerships/here/groups/{group.slug}/"

    assert ann.soup(address).find("a", href=f"/partnerships/here/seats/new?group={group.id}")
    assert "No seats yet." in client.get(address).text
    chosen = ann.soup(f"/partnerships/here/seats/new?group={group.id}").find(id="group_id").find(selected=True)
    assert chosen["value"] == str(group.id)


def test_an_organisations_page_lists_all_its_seats_past_ones_too(client, who):
    organisation = again(who.seat_ray).organisation
    factories.seat(who.there.main, organisation, capacity="Adviser")
    factories.seat(who.here.main, organisation, capacity="Founder", until_on=date(2024, 1, 1))
    factories.office(who.here.main, OfficeKind.ADMINISTRATOR, organisation_id=organisation.id)

    text = text_of(client, f"/organisations/{organisation.slug}/", "seats")

    assert "Here Partnership: Main group Member" in text
    assert "There Partnership: Main group Adviser" in text
    assert "Ended Founder, by agreement of the partners, 1 January 2020 to 1 January 2024" in text
    assert "Administrator Here Partnership: Main group" in text


def test_an_organisation_that_never_sat_anywhere_has_no_such_section(client):
    organisation = factories.organisation()

    assert not client.soup(f"/organisations/{organisation.slug}/").find(attrs={"aria-labelledby": "seats"})


def test_a_persons_page_lists_seats_and_offices_to_whoever_may_open_it(client, who):
    show(who.ray, Showing.PUBLIC)
    factories.office(who.here.main, person_id=who.ray.id)
    factories.holder(who.seat_rosa, who.ray, from_on=date(2018, 1, 1), until_on=date(2018, 12, 31))

    text = text_of(client, f"/people/{who.ray.id}/", "parts")

    assert "Here Partnership: Main group Represents High Peak CVS, since 1 January 2020" in text
    assert "Ended Represented Buxton Volunteer Bureau" in text
    assert "Chair Here Partnership: Main group" in text


def test_roles_are_shown_only_within_the_partnership(client, sign_in, who):
    show(who.ray, Showing.PUBLIC)
    factories.appointment(who.ray, Role.MINUTE_TAKER, who.here)
    address = f"/people/{who.ray.id}/"

    assert "Minute taker" not in client.get(address).text
    assert "Minute taker" not in sign_in(who.sue).get(address).text
    assert "Minute taker" in text_of(sign_in(who.otto), address, "parts")
    assert "Minute taker" in text_of(sign_in(who.ada), address, "parts")


def test_a_person_without_a_part_has_no_such_section(client):
    person: Person = factories.person(name_shown=Showing.PUBLIC)

    assert not client.soup(f"/people/{person.id}/").find(attrs={"aria-labelledby": "parts"})
