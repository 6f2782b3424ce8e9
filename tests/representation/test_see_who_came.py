"""People look at who came to meetings over time: the own with names, the public by organisation."""

from datetime import date, timedelta

import pytest

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.meetings.models import Attendance, Kind, Meeting, State
from tests import factories
from tests.factories_representation import met

ADDRESS = "/partnerships/here/representation/"


@pytest.fixture
def two(who):
    """Two meetings: one with a substitute, one with apologies from the same seat."""
    main = who.here.main
    return [
        met(main, 60, {who.seat_ray: "S", who.seat_rosa: "P"}, audience=Audience.PUBLIC),
        met(main, 30, {who.seat_ray: "A", who.seat_rosa: "P"}, audience=Audience.PUBLIC),
    ]


def row(soup, name):
    table = soup.find("table", class_="att")
    return next((tr for tr in table.tbody.find_all("tr") if name in tr.th.text), None)


def words(soup, name):
    return [cell.find(class_="word").text for cell in row(soup, name).find_all("td")[:-1]]


def test_each_cell_says_in_words_who_came(ann, two):
    soup = ann.soup(ADDRESS)

    assert words(soup, "High Peak CVS") == ["Substitute", "Apologies"]
    assert words(soup, "Buxton Volunteer Bureau") == ["Present", "Present"]
    assert "1 of 2" in row(soup, "High Peak CVS").find_all("td")[-1].text
    assert "2 of 2 member organisations; more than half means 2" in soup.text
    assert "3 of 4 expected seats filled (75 %)" in soup.text


def test_the_own_read_names_and_the_public_none(ann, client, two, who):
    with writing():
        kept = db.session.query(Attendance).filter_by(meeting_id=two[0].id, seat_id=who.seat_ray.id).one()
        kept.substitute_name = "Suki Sheldon"

    own, public = ann.get(ADDRESS).text, client.get(ADDRESS).text

    assert "Ray Rowsley" in own
    assert "Substitute, Suki Sheldon" in own
    assert "High Peak CVS" in public
    for name in ("Ray Rowsley", "Rosa Rowarth", "Suki Sheldon"):
        assert name not in public
        assert name not in client.get(f"{ADDRESS}?format=csv").text


def test_who_may_not_read_the_minutes_sees_nothing_of_who_came(client, sign_in, who):
    met(who.here.main, 30, {who.seat_ray: "N"}, audience=Audience.PARTNERSHIP)
    met(who.here.main, 20, {who.seat_ray: "N"}, State.DRAFT, Audience.GROUP)

    for browser in (client, sign_in(who.sue)):
        text = browser.get(ADDRESS).text
        assert "Nothing to show" in text
        assert "High Peak CVS" not in text
        assert "High Peak CVS" not in browser.get(f"{ADDRESS}?format=csv").text
    assert len(row(sign_in(who.ray).soup(ADDRESS), "High Peak CVS").find_all("td")) == 3
    assert len(row(sign_in(who.wyn).soup(ADDRESS), "High Peak CVS").find_all("td")) == 2


def test_seats_that_came_later_ended_or_were_vacant_are_told_apart(ann, two, who):
    today = clock.today()
    factories.seat(who.here.main, factories.organisation("Late Trust"), from_on=today - timedelta(days=40))
    factories.seat(who.here.main, factories.organisation("Gone Trust"), until_on=today - timedelta(days=40))
    factories.seat(who.here.main, organisation_id=None)
    factories.seat(who.here.main, factories.organisation("Long Gone"), until_on=today - timedelta(days=400))

    soup = ann.soup(ADDRESS)

    assert words(soup, "Late Trust") == ["Not a member yet", "Not noted"]
    assert words(soup, "Gone Trust") == ["Not noted", "No longer a member"]
    assert words(soup, "Vacant seat") == ["Seat vacant", "Seat vacant"]
    assert row(soup, "Long Gone") is None


def test_late_and_early_are_said(ann, two, who):
    with writing():
        rows = db.session.query(Attendance).filter_by(meeting_id=two[1].id)
        rows.filter_by(seat_id=who.seat_rosa.id).update({"came_late": True})
        rows = db.session.query(Attendance).filter_by(meeting_id=two[0].id)
        rows.filter_by(seat_id=who.seat_rosa.id).update({"left_early": True})

    assert words(ann.soup(ADDRESS), "Buxton") == ["Present, left early", "Present, came late"]


def test_cancelled_meetings_networking_and_those_to_come_are_left_out(ann, two, who):
    marks = {who.seat_ray: "N"}
    met(who.here.main, 20, marks, kind=Kind.NETWORKING)
    cancelled = met(who.here.main, 15, marks)
    met(who.here.main, -10, {})
    with writing():
        db.session.get(Meeting, cancelled.id).cancelled_at = clock.now()

    assert words(ann.soup(ADDRESS), "High Peak CVS") == ["Substitute", "Apologies"]


def test_the_last_twelve_or_a_year(ann, who):
    for number in range(14):
        met(who.here.main, 7 + number, {who.seat_ray: "P"}, day=date(2024, 12, 1) + timedelta(days=14 * number))

    last, year = ann.soup(ADDRESS), ann.soup(f"{ADDRESS}?year=2024")

    assert len(words(last, "High Peak CVS")) == 12
    assert len(words(year, "High Peak CVS")) == 3
    assert [option.text for option in last.find(id="year").find_all("option")] == ["The last twelve", "2025", "2024"]
    assert len(words(ann.soup(f"{ADDRESS}?year=1999"), "High Peak CVS")) == 12


def test_the_same_as_a_file(ann, two):
    text = ann.get(f"{ADDRESS}?format=csv").text
    lines = text.lstrip("\ufeff").split("\r\n")

    assert lines[0].startswith("Organisation,Capacity,Sector,Represented by,")
    assert "High Peak CVS,Member,Voluntary and community,Ray Rowsley,Substitute,Apologies,1,2" in lines
    assert any(line.startswith("Quorum,") and "not met" in line for line in lines)
    assert ann.get(f"{ADDRESS}?format=xlsx").mimetype.endswith("sheet")


def test_another_group_is_chosen_and_that_of_another_partnership_is_not_there(ann, who):
    forum = factories.group(who.here, name="Forum", slug="forum")
    seat = factories.seat(forum, factories.organisation("Forum Trust"))
    met(forum, 9, {seat: "P"})

    assert words(ann.soup(f"{ADDRESS}?group=forum"), "Forum Trust") == ["Present"]
    assert ann.get(f"{ADDRESS}?group={who.there.main.slug}").status_code == 404


def test_thirty_seats_take_no_more_statements(ann, who, queries):
    seats = [factories.seat(who.here.main) for _number in range(30)]
    for days in (10, 20, 30):
        met(who.here.main, days, dict.fromkeys(seats, "P"))
    queries.clear()

    soup = ann.soup(ADDRESS)

    assert len(soup.find("table", class_="att").tbody.find_all("tr")) == 32
    assert len(queries) <= 8


def test_seats_and_groups_lead_here(client, who):
    assert client.soup("/partnerships/here/seats/").find("a", href=ADDRESS)
    slug = who.here.main.slug
    assert client.soup(f"/partnerships/here/groups/{slug}/").find("a", href=f"{ADDRESS}?group={slug}")
