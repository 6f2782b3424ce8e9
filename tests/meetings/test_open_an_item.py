"""One item opened wider than its meeting or kept for the group, and people invited to one meeting without a seat."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.core.viewer import Viewer
from portal.meetings.models import AgendaItem, Guest, Meeting
from portal.memberships.models import Visit
from tests import factories
from tests import factories_meetings as make
from tests.people import cast

BASE = "/partnerships/here/meetings"


@pytest.fixture
def who(app):
    return cast()


def opened(who, sign_in, chosen, audience=Audience.GROUP, items=("Buses", "Parks"), days_ago=-14):
    """A meeting whose first item is given an audience by the form."""
    meeting = make.meeting(who.here.main, days_ago=days_ago, items=items, audience=audience)
    item = make.items(meeting)[0]
    answer = sign_in(who.ann).post(
        f"{BASE}/{meeting.id}/items/{item.id}/edit",
        data={"title": item.title, "kind": "decision", "chosen_audience": chosen, "background": "The bus survey"},
    )
    assert answer.status_code == 303
    return meeting, item


def test_an_item_opened_to_the_public_is_read_alone_and_found(who, sign_in, client):
    meeting, item = opened(who, sign_in, "public")

    assert client.get(f"{BASE}/{meeting.id}/").status_code == 404
    page = client.get(f"{BASE}/{meeting.id}/items/{item.id}/").text
    assert ("Buses" in page, "The bus survey" in page, "Parks" in page) == (True, True, False)
    assert "Public, by choice for this one" in page
    assert "Public, by choice for this one" in sign_in(who.ann).get(f"{BASE}/{meeting.id}/").text
    assert client.get(f"{BASE}/{meeting.id}/items/{make.items(meeting)[1].id}/").status_code == 404
    assert f"{BASE}/{meeting.id}/items/{item.id}/" in client.get("/search?q=buses").text


def test_a_confidential_item_is_never_opened(who, sign_in, client):
    meeting, item = opened(who, sign_in, "public")

    sign_in(who.ann).post(
        f"{BASE}/{meeting.id}/items/{item.id}/edit",
        data={"title": "Buses", "kind": "decision", "chosen_audience": "public", "is_confidential": "y"},
    )

    assert client.get(f"{BASE}/{meeting.id}/items/{item.id}/").status_code == 404
    assert db.session.get(AgendaItem, item.id).audience is Audience.RESTRICTED
    assert "Buses" not in client.get("/search?q=buses").text.replace('value="buses"', "")


def test_an_item_for_the_group_alone_leaves_no_gap(who, sign_in, client):
    meeting, item = opened(who, sign_in, "group", Audience.PUBLIC, ("Staff", "Parks", "News"), days_ago=1)
    make.decided(meeting, item, "Thank the staff")
    ann = sign_in(who.ann)

    for step in ("send", "check", "publish"):
        ann.post(f"{BASE}/{meeting.id}/minutes/{step}")

    numbers = [row["data-number"] for row in client.soup(f"{BASE}/{meeting.id}/").select("li.item")]
    assert numbers == ["1", "2"]
    assert "G1" in ann.get(f"{BASE}/{meeting.id}/").text
    for name in ("ann", "otto"):
        assert "Staff" in sign_in(getattr(who, name)).get(f"{BASE}/{meeting.id}/").text, name
    for page in (f"{BASE}/{meeting.id}/minutes", "/partnerships/here/decisions/", "/search?q=thank"):
        seen = client.get(page).text
        assert "Staff" not in seen, page
        assert "Thank the staff" not in seen, page


def test_a_choice_that_is_none_is_refused(who, sign_in):
    meeting = make.meeting(who.here.main, days_ago=-14, audience=Audience.PUBLIC)
    item = make.items(meeting)[0]

    for choice in ("restricted", "partners", "nonsense"):
        answer = sign_in(who.ann).post(
            f"{BASE}/{meeting.id}/items/{item.id}/edit",
            data={"title": "Buses", "kind": "decision", "chosen_audience": choice},
        )
        assert answer.status_code == 422, choice
    assert db.session.get(AgendaItem, item.id).chosen_audience is None


INVITED = {"name": "Oda Onlooker", "organisation": "County council", "capacity": "observer"}


@pytest.fixture
def oda(app):
    """Somebody with an account and without any part."""
    return factories.person("Oda Onlooker", email="oda@example.org")


@pytest.fixture
def coming(who):
    meeting = make.meeting(who.here.main, days_ago=-14, items=("Buses", "Award"), audience=Audience.GROUP)
    make.make_secret(meeting, make.items(meeting)[1])
    return meeting


def test_an_invited_observer_reads_the_agenda_and_no_confidential_item(who, oda, coming, sign_in):
    before = sign_in(oda).get(f"{BASE}/{coming.id}/").status_code
    sign_in(who.ann).htmx(f"{BASE}/{coming.id}/guests", data=INVITED | {"email": "Oda@example.org"})

    page = sign_in(oda).get(f"{BASE}/{coming.id}/")
    assert (before, page.status_code) == (404, 200)
    read = BeautifulSoup(page.text, "html.parser").main
    assert ("Buses" in read.text, "Award" in read.text, "C1" in read.text) == (True, False, False)
    assert "Who came" not in page.text
    for rest in ("minutes", f"items/{make.items(coming)[1].id}/"):
        assert sign_in(oda).get(f"{BASE}/{coming.id}/{rest}").status_code == 404
    assert "Award" not in sign_in(oda).get(f"{BASE}/{coming.id}/agenda").text
    assert sign_in(oda).post(f"{BASE}/{coming.id}/items", data={"title": "Mine"}).status_code in (403, 404)


def test_who_is_invited_gets_a_letter_that_says_how_to_come(who, oda, coming, sign_in, outbox):
    with writing():
        row = db.session.get(Meeting, coming.id)
        row.venue, row.lunch, row.access_notes = "Town hall", "Soup at noon", "Hearing loop"
        row.online_link = "https://meet.example.org/here-7"
    ann = sign_in(who.ann)
    for _time in range(2):
        ann.htmx(f"{BASE}/{coming.id}/guests", data=INVITED | {"email": "oda@example.org"})

    (letter,) = outbox()
    assert (letter.to_email, "you are invited on" in letter.subject) == ("oda@example.org", True)
    lines = ("Where: Town hall", "Access: Hearing loop", "Lunch: Soup at noon", "https://meet.example.org/here-7")
    assert all(line in letter.body for line in (*lines, f"/meetings/{coming.id}/"))
    assert "Award" not in letter.body
    assert "Buses" not in letter.body


def test_a_guest_noted_after_the_meeting_gets_no_letter(who, oda, sign_in, outbox):
    held = make.meeting(who.here.main, days_ago=1)
    sign_in(who.ann).htmx(f"{BASE}/{held.id}/guests", data=INVITED | {"email": "oda@example.org"})
    assert outbox() == []


def test_the_agenda_closes_the_day_after(who, oda, coming, sign_in):
    sign_in(who.ann).htmx(f"{BASE}/{coming.id}/guests", data=INVITED | {"email": "oda@example.org"})
    visit = db.session.query(Visit).one()
    assert visit.until_on == coming.day + timedelta(days=1)

    for until, status in ((clock.today(), 200), (clock.today() - timedelta(days=1), 404)):
        with writing():
            db.session.get(Visit, visit.id).until_on = until
        assert sign_in(oda).get(f"{BASE}/{coming.id}/").status_code == status


def test_a_meeting_that_moves_takes_its_invitations_along(who, oda, coming, sign_in):
    ann = sign_in(who.ann)
    ann.htmx(f"{BASE}/{coming.id}/guests", data=INVITED | {"email": "oda@example.org"})
    factories.substitution(coming, who.seat_rosa, who.suki)

    moved = coming.day + timedelta(days=7)
    ann.post(f"{BASE}/{coming.id}/edit", data={"day": moved.isoformat(), "kind": "main", "audience": "group"})

    assert db.session.query(Visit).one().until_on == moved + timedelta(days=1)


def test_who_is_taken_off_reads_no_more(who, oda, coming, sign_in):
    ann = sign_in(who.ann)
    ann.htmx(f"{BASE}/{coming.id}/guests", data=INVITED | {"email": "oda@example.org"})

    ann.htmx(f"{BASE}/{coming.id}/guests/{db.session.query(Guest).one().id}/remove")

    assert sign_in(oda).get(f"{BASE}/{coming.id}/").status_code == 404


def test_an_address_nobody_has_is_said_beside_the_field(who, coming, sign_in):
    answer = sign_in(who.ann).htmx(f"{BASE}/{coming.id}/guests", data=INVITED | {"email": "nobody@example.org"})

    assert answer.status_code == 422
    assert "Nobody with an account has this address" in answer.text
    assert "Oda Onlooker" in answer.text
    assert db.session.query(Guest).count() == 0


def test_only_who_came_stands_in_the_minutes(who, coming, sign_in):
    ann = sign_in(who.ann)
    for name in ("Oda Onlooker", "Otis Absent"):
        ann.htmx(f"{BASE}/{coming.id}/guests", data=INVITED | {"name": name})
    with writing():
        db.session.get(Meeting, coming.id).day = clock.today()
    oda, _otis = db.session.query(Guest).order_by(Guest.id)

    ann.htmx(f"{BASE}/{coming.id}/guests/{oda.id}/came")

    for rest in ("minutes", "minutes?format=txt"):
        page = ann.get(f"{BASE}/{coming.id}/{rest}").text
        assert ("Oda Onlooker" in page, "Otis Absent" in page) == (True, False)
    for name, status in (("ray", 403), ("sue", 404)):
        assert sign_in(getattr(who, name)).post(f"{BASE}/{coming.id}/guests/{oda.id}/came").status_code == status


ROWS = [(audience, kind) for audience in Audience for kind in ("meeting", "item", "minutes", "decision")]


@pytest.mark.parametrize(("audience", "what"), ROWS)
def test_what_an_invitation_opens(audience, what, who):
    """The meeting and its items, but nothing restricted, no minutes, and nothing decided or agreed there."""
    from portal.core.audience import may_see, visible_to
    from portal.decisions.models import Decision
    from tests import factories_actions

    meeting = make.meeting(who.here.main, days_ago=-1)
    item = make.items(meeting)[0]
    decision = factories_actions.decision(who.here.main, "Share", audience=audience)
    with writing():
        row = {"meeting": meeting, "minutes": meeting, "item": item, "decision": decision}[what]
        row = db.session.merge(row)
        if what == "decision":
            row.meeting_id = meeting.id
        setattr(row, "minutes_audience" if what == "minutes" else "audience", audience)
    viewer = Viewer(user_id=1, person_id=1, visits=frozenset({meeting.id}))
    table = {"meeting": Meeting, "minutes": Meeting, "item": AgendaItem, "decision": Decision}[what]
    column = Meeting.minutes_audience if what == "minutes" else None

    wanted = audience is Audience.PUBLIC or (what in ("meeting", "item") and audience is not Audience.RESTRICTED)
    found = db.session.query(table).filter(table.id == row.id, visible_to(viewer, table, column)).count()
    asked = may_see(viewer, row, row.minutes_audience) if what == "minutes" else may_see(viewer, row)
    assert (bool(found), asked) == (wanted, wanted)
