"""The pack: one page, one file, sent round with what each reader may see, and what came afterwards is marked."""

import io
import zipfile
from datetime import timedelta

import time_machine

from portal.core import clock
from portal.core.database import db, writing
from portal.meetings.models import Meeting
from portal.memberships.models import Standing
from portal.papers.models import Circulation, MeetingClock, PaperReading
from tests import factories, factories_meetings
from tests.factories_papers import PDF, paper


def test_the_pack_holds_the_agenda_with_its_papers(who, coming, items, at, sign_in):
    paper(coming, items[1], "Timetable", b"Bus 1 at six", "times.txt")
    page = sign_in(who.ray).soup(f"{at}pack")
    assert [item["data-number"] for item in page.select("ol.items > li")] == ["1", "2", "C1"]
    assert "Bus 1 at six" in page.select_one(".annex pre").text
    assert "2-a Timetable (TXT, 12 bytes)" in page.select_one(".annex.only-print").text
    assert not sign_in(who.otto).soup(f"{at}pack").select("[data-number=C1]")


def test_all_files_in_one_named_by_their_items(who, coming, items, at, sign_in):
    paper(coming, items[0], "Map", PDF, "map.pdf")
    paper(coming, items[0], "Budget")
    paper(coming, items[2], "Pay", name="pay.txt")
    paper(coming, items[1], "Promised", None)
    names = {
        name: zipfile.ZipFile(io.BytesIO(sign_in(getattr(who, name)).get(f"{at}pack.zip").data)).namelist()
        for name in ("ray", "otto")
    }
    assert names["ray"] == ["1-a map.pdf", "1-b budget.txt", "C1-a pay.txt"]
    assert names["otto"] == ["1-a map.pdf", "1-b budget.txt"]


def test_it_goes_round_to_seats_and_substitutes_by_what_each_may_see(who, coming, items, at, sign_in, outbox):
    stand_in = factories.person("Sam Stand")
    factories.holder(who.seat_ray, stand_in, Standing.SUBSTITUTE)
    paper(coming, items[0], "Map")
    paper(coming, items[2], "Pay of two")
    ann = sign_in(who.ann)
    assert "Send the papers round" in ann.soup(f"{at}pack/circulate").h1.text

    answer = ann.post(f"{at}pack/circulate", data={"words": "Please read the map"})

    assert answer.location == f"{at}pack"
    letters = {letter.to_name: letter.body for letter in outbox()}
    assert set(letters) == {"Ray Rowsley", "Rosa Rowarth", "Sam Stand"}
    assert all("1-a Map" in body and "Please read the map" in body for body in letters.values())
    assert "Pay of two" in letters["Ray Rowsley"]
    assert "Pay of two" not in letters["Sam Stand"]
    assert "Staff" not in letters["Sam Stand"]
    assert db.session.query(Circulation).one().letters == 3


def test_who_is_invited_to_the_meeting_gets_what_is_for_them_and_all_are_told_how_to_come(
    who, coming, items, at, sign_in, outbox
):
    paper(coming, items[0], "Map")
    paper(coming, items[2], "Pay of two")
    with writing():
        row = db.session.get(Meeting, coming.id)
        row.venue, row.lunch, row.access_notes, row.online_link = (
            "Town hall",
            "Soup",
            "Ramp",
            "https://meet.example.org/7",
        )
    factories.person("Oda Onlooker", email="oda@example.org")
    guest = {"name": "Oda", "capacity": "observer", "email": "oda@example.org"}
    ann = sign_in(who.ann)
    ann.post(f"{at}guests", data=guest)

    ann.post(f"{at}pack/circulate", data={"words": ""})

    letters = {letter.to_name: letter.body for letter in outbox() if "papers for" in letter.subject}
    assert set(letters) == {"Ray Rowsley", "Rosa Rowarth", "Oda Onlooker"}
    for line in ("Where: Town hall", "Lunch: Soup", "Access: Ramp", "Online: https://meet.example.org/7"):
        assert all(line in body for body in letters.values())
    theirs = letters["Oda Onlooker"]
    assert "you are invited to this meeting" in theirs
    assert "Town centre" in theirs
    for secret in ("Staff", "Pay of two", "C1"):
        assert secret not in theirs
    assert "Pay of two" in letters["Ray Rowsley"]


def test_what_came_afterwards_is_marked_and_the_next_letter_says_what_is_new(who, coming, items, at, sign_in, outbox):
    old = paper(coming, items[0], "Map")
    ann = sign_in(who.ann)
    ann.post(f"{at}pack/circulate", data={})
    with time_machine.travel(clock.now() + timedelta(minutes=5)):
        new = paper(coming, items[0], "Poster")
        page = sign_in(who.ray).soup(f"{at}pack")
        assert "Added after" in page.select_one(f"#paper-{new.id}").text
        assert "after the papers went round" not in page.select_one(f"#paper-{old.id}").text
        sign_in(who.ann).post(f"{at}pack/circulate", data={})
    last = outbox()[-1].body
    assert "1-b Poster (new)" in last
    assert "1-a Map\n" in last
    assert [row.number for row in db.session.query(Circulation)] == [1, 2]
    assert db.session.query(MeetingClock).one().circulated_at == db.session.query(Circulation).first().at


def test_who_may_not_send_it_and_when_it_cannot_go(who, coming, at, sign_in):
    assert sign_in(who.ray).post(f"{at}pack/circulate").status_code == 403
    assert sign_in(who.sue).post(f"{at}pack/circulate").status_code == 404
    past = factories_meetings.meeting(who.here.main, 3)
    answer = sign_in(who.ann).post(f"/partnerships/here/meetings/{past.id}/pack/circulate")
    assert answer.status_code == 409
    assert sign_in(who.ann).post(f"{at}pack/circulate", data={"words": "x" * 1001}).status_code == 422


def test_a_seat_ticks_that_it_read_a_paper(who, coming, items, at, sign_in):
    row = paper(coming, items[0], "Map")
    ray = sign_in(who.ray)
    assert ray.soup(f"{at}pack").select_one(f"#read-{row.id}")

    swap = ray.htmx(f"{at}papers/{row.id}/read")

    assert "You have read it" in swap.text
    note = db.session.query(PaperReading).one()
    assert (note.seat_id, note.by, note.edition) == (who.seat_ray.id, "Ray Rowsley", 1)
    assert "not yet" in sign_in(who.ann).soup(f"{at}papers/readers").text
    assert sign_in(who.ray).get(f"{at}papers/readers").status_code == 403


def test_opening_by_the_button_ticks_and_looking_alone_does_not(who, coming, items, at, sign_in, client):
    row = paper(coming, items[0], "Map")
    rosa = sign_in(who.rosa)
    rosa.get(f"{at}papers/{row.id}/file")
    assert not db.session.query(PaperReading).count()
    assert rosa.post(f"{at}papers/{row.id}/read", data={"open": "yes"}).location == f"{at}papers/{row.id}/file"
    assert db.session.query(PaperReading).count() == 1
    assert rosa.post(f"{at}papers/{row.id}/read").location == f"{at}pack"
    assert sign_in(who.otto).post(f"{at}papers/{row.id}/read").status_code == 403
    assert sign_in(who.sue).post(f"{at}papers/{row.id}/read").status_code == 404
    promised = paper(coming, items[0], "Later", None)
    assert sign_in(who.ray).post(f"{at}papers/{promised.id}/read").status_code == 409


def test_a_new_version_asks_to_be_read_again(who, coming, items, at, sign_in):
    row = paper(coming, items[0], "Map")
    ray = sign_in(who.ray)
    ray.post(f"{at}papers/{row.id}/read")
    sign_in(who.ann).post(f"{at}papers/{row.id}/renew", data={"link": "https://example.org/map"})
    assert ray.soup(f"{at}pack").select_one(f"#read-{row.id}")
    assert "an earlier version" in sign_in(who.ann).soup(f"{at}papers/readers").text
