"""Looking at a partnership's seats: the list, the pictures, and the page of one seat."""

from datetime import date, timedelta

import pytest

from portal.core import clock
from portal.core.database import db, writing
from portal.core.filters import shortday
from portal.directory.models import Person, Sector, Showing
from portal.memberships.models import Held, Quota, Standing
from tests import factories
from tests.conftest import HTMX
from tests.factories_partnerships import again

SEATS = "/partnerships/here/seats/"


def names(page):
    return [row.th.get_text(strip=True) for row in page.select("#results tbody tr")]


def show(person, whom):
    with writing():
        db.session.get(Person, person.id).name_shown = whom


@pytest.fixture
def board(who):
    """The main group with some more seats: one vacant, one elected, one by office, one that ended."""
    group = who.here.main
    council = factories.organisation("Derby City Council", sector=Sector.PUBLIC)
    factories.seat(group, council, capacity="Leader", held=Held.OF_RIGHT)
    soon = clock.today() + timedelta(days=30)
    factories.seat(
        group, factories.organisation("Acme Ltd", sector=Sector.PRIVATE), held=Held.ELECTED, term_ends_on=soon
    )
    factories.seat(group, organisation_id=None, sector=Sector.PRIVATE, held=Held.SELECTED)
    factories.seat(group, factories.organisation("City 1"), held=Held.EX_OFFICIO, capacity="Chair of City 1")
    factories.seat(group, factories.organisation("Gone Trust"), until_on=date(2024, 3, 31), ended_why="Closed down")
    return group


def test_anybody_sees_which_organisation_has_which_seat(client, board):
    page = client.soup(SEATS)

    assert names(page) == [
        "Acme Ltd", "Buxton Volunteer Bureau", "City 1", "Derby City Council", "High Peak CVS", "Vacant seat",
    ]  # fmt: skip
    assert "6 seats" in page.find(id="results").text
    assert "5 of 6 seats are filled. 1 term of office ends within sixty days." in page.find(class_="lede").text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("sector=private", ["Acme Ltd", "Vacant seat"]),
        ("held=ex_officio", ["City 1"]),
        ("vacant=yes", ["Vacant seat"]),
        ("vacant=no&sector=private", ["Acme Ltd"]),
        ("term=ending", ["Acme Ltd"]),
        ("term=over", []),
        ("ended=yes", ["Gone Trust"]),
        ("ended=all&q=trust", ["Gone Trust"]),
        ("q=trust", []),
        ("q=leader", ["Derby City Council"]),
        ("q=HPCVS", ["High Peak CVS"]),
        ("q=%25", []),
        ("group=nowhere&q=city", ["City 1", "Derby City Council"]),
    ],
)
def test_the_list_is_narrowed(client, board, asked, found):
    assert names(client.soup(f"{SEATS}?{asked}")) == found


def test_the_list_is_sorted_by_any_heading(client, board):
    assert names(client.soup(f"{SEATS}?sort=-organisation"))[0] == "Vacant seat"
    assert names(client.soup(f"{SEATS}?sort=term_ends_on"))[0] == "Acme Ltd"
    assert names(client.soup(f"{SEATS}?sort=capacity"))[0] == "City 1"


def test_htmx_gets_the_table_alone(client, board):
    response = client.get(f"{SEATS}?sector=public", headers=HTMX)

    assert response.text.lstrip().startswith('<div id="results"')
    assert "Derby City Council" in response.text


@pytest.mark.parametrize(
    ("shown", "visitor", "partner", "insider"),
    [
        (Showing.PUBLIC, True, True, True),
        (Showing.PARTNERS, False, True, True),
        (Showing.TOGETHER, False, False, True),
        (Showing.NOBODY, False, False, False),
    ],
)
def test_who_represents_a_seat_is_named_as_far_as_they_agreed(client, sign_in, who, shown, visitor, partner, insider):
    show(who.ray, shown)

    seat, group = f"{SEATS}{who.seat_ray.id}/", f"/partnerships/here/groups/{who.here.main.slug}/"
    for browser, knows in ((client, visitor), (sign_in(who.sue), partner), (sign_in(who.otto), insider)):
        for address in (SEATS, f"{SEATS}?format=csv", seat, group):
            assert ("Ray Rowsley" in browser.get(address).text) is knows, address
        assert ("High Peak" in browser.get(f"{SEATS}?q=rowsley", headers=HTMX).text) is knows
    assert "Named, not shown to you" in client.get(SEATS).text or visitor


def test_the_manager_sees_every_name_of_their_own_seats_only(ann, who):
    show(who.ray, Showing.NOBODY)
    tess = db.session.query(Person).filter_by(name="Tess Taddington").one()
    show(tess, Showing.NOBODY)

    assert "Ray Rowsley" in ann.get(SEATS).text
    assert "Ray Rowsley" in ann.get(f"{SEATS}{who.seat_ray.id}/").text
    assert "Tess" not in ann.get("/partnerships/there/seats/").text
    assert "Tess" not in ann.get(f"/partnerships/there/seats/{who.seat_there.id}/").text


def test_the_list_is_a_file_too(client, board):
    response = client.get(f"{SEATS}?format=csv&sector=private")

    assert response.mimetype == "text/csv"
    lines = response.text.splitlines()
    assert lines[0].endswith("Organisation,Group,Capacity,Sector,How it is held,Since,Term ends,Ended,Held by")
    assert [line.split(",")[0] for line in lines[1:]] == ["Acme Ltd", ""]
    assert "elected by the sector" in lines[1]


def test_the_picture_shows_the_main_group_or_the_one_that_was_chosen(client, who, board):
    with writing():
        db.session.add(Quota(group_id=board.id, sector=Sector.PUBLIC, seats=8))
    arm = factories.group(who.here, name="Delivery arm", slug="delivery")
    factories.seat(arm)

    picture = client.soup(SEATS).find("svg", class_="ring")["aria-label"]
    page = client.soup(f"{SEATS}?group=delivery")
    chosen = page.find("svg", class_="ring")["aria-label"]

    assert picture == (
        "Main group: 5 of 13 seats filled: Public, 1 of 8 (P); Private, 1 of 2 (B); "
        "Voluntary and community, 2 of 2 (V); By office, 1 of 1"
    )
    assert chosen.startswith("Delivery arm: 1 of 1 seats filled")
    assert "1 seat found" in page.find(id="results").text


def test_the_same_figures_stand_in_a_table(client, board):
    table = client.soup(SEATS).find("details").table

    rows = [[cell.get_text(strip=True) for cell in row.find_all(["th", "td"])] for row in table.tbody.find_all("tr")]
    assert rows == [
        ["Public", "1", "", "1", "0", "As of right"],
        ["Private", "2", "", "1", "1", "Elected by the sector, selected by the sector"],
        ["Voluntary and community", "2", "", "2", "0", "By agreement of the partners"],
        ["By office", "1", "", "1", "0", "By office (ex officio)"],
    ]


def test_a_partnership_without_seats_says_who_opens_them(client, sign_in):
    other = factories.partnership(slug="new")
    manager = factories.person()
    factories.appointment(manager, "manager", other)

    assert "The manager opens them" in client.get("/partnerships/new/seats/").text
    assert "Open the first seat" in sign_in(manager).get("/partnerships/new/seats/").text


def test_the_list_costs_the_same_however_many_seats_there_are(client, who, queries):
    for number in range(30):
        factories.seat(who.here.main, held_by=factories.person(with_account=False), capacity=f"Member {number}")

    queries.clear()
    client.get(SEATS)

    assert len(queries) <= 4


def test_the_page_of_a_seat_tells_its_facts_and_who_held_it(client, who):
    show(who.ray, Showing.PUBLIC)
    before, stands_in = factories.person("Bea Before", name_shown=Showing.PUBLIC), factories.person("Sam Stand")
    factories.holder(who.seat_ray, before, from_on=date(2018, 1, 1), until_on=date(2019, 12, 31))
    factories.holder(who.seat_ray, stands_in, Standing.SUBSTITUTE)

    page = client.soup(f"{SEATS}{who.seat_ray.id}/")

    text = page.main.get_text(" ", strip=True)
    assert page.h1.text == "High Peak CVS"
    assert "Member in Main group" in text
    assert "Bea Before representative, 1 January 2018 to 31 December 2019" in text
    assert "Sam Stand" not in text
    assert "since 1 January 2020" in page.find(attrs={"aria-labelledby": "represents"}).text
    assert not page.main.find("form")


def test_a_seat_says_when_it_ended_and_why(client, board):
    address = client.soup(f"{SEATS}?ended=yes").select_one("#results tbody th a")["href"]

    text = client.soup(address).main.get_text(" ", strip=True)

    assert "Ended on 31 March 2024" in text
    assert "Closed down" in text


def test_a_term_that_is_over_is_said_but_takes_no_seat_away(client, ann, who):
    yesterday = clock.today() - timedelta(days=1)
    seat = factories.seat(who.here.main, held=Held.ELECTED, term_ends_on=yesterday)

    page = ann.soup(f"{SEATS}{seat.id}/")

    assert f"The term of office ended on {shortday(yesterday)}" in page.text
    assert page.find("button", string="Give another term")
    assert "Give another term" not in client.soup(f"{SEATS}{seat.id}/").text.replace("Give another term, or", "")
    assert "Term over" in client.get(SEATS).text


def test_a_seat_of_another_partnership_is_not_found(client, who):
    assert client.get(f"{SEATS}{who.seat_there.id}/").status_code == 404


def test_the_history_of_a_seat_is_for_the_manager(ann, sign_in, who):
    ann.post(f"{SEATS}{who.seat_ray.id}/end", data={"until_on": "today", "why": "Left"})

    assert "Ended the seat of High Peak CVS" in ann.get(f"{SEATS}{who.seat_ray.id}/").text
    assert "What was changed" not in sign_in(who.ray).get(f"{SEATS}{who.seat_ray.id}/").text


def test_a_name_leads_to_the_person_only_while_they_sit_there(ann, who):
    yesterday = clock.today() - timedelta(days=1)
    with writing():
        again(who.seat_ray).until_on = yesterday

    page = ann.soup(f"{SEATS}?ended=all").find(id="results")

    assert "Ray Rowsley" in page.text
    assert not page.find("a", string="Ray Rowsley")
    assert page.find("a", string="Rosa Rowarth")["href"] == f"/people/{who.rosa.id}/"


def test_seats_that_have_ended_are_found_where_no_other_is_left(client):
    group = factories.partnership(slug="past").main
    factories.seat(group, factories.organisation("Gone Trust"), until_on=date(2024, 3, 31))

    link = client.soup("/partnerships/past/seats/").find("a", string="Seats that have ended")

    assert names(client.soup(link["href"])) == ["Gone Trust"]
