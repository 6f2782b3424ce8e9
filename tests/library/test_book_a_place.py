"""Places in training: booked with one form, never more than there are, given back, and spoken of afterwards."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from portal.core import clock
from portal.core.database import db
from portal.core.filters import shortday
from portal.library import rules
from portal.library.models import Feedback, Place, Session
from tests.conftest import HTMX
from tests.factories_library import course, feedback, place, session

TODAY = clock.today()


@pytest.fixture
def given(who) -> SimpleNamespace:
    """A course with a session of three places in a fortnight."""
    lesson = course(who.here, organisation_id=who.seat_rosa.organisation_id)
    return SimpleNamespace(course=lesson, session=session(lesson), mine=who.seat_ray.organisation)


@pytest.fixture
def form(given) -> dict:
    """What is sent to book one place."""
    return {
        "session": given.session.id, "organisation_id": given.mine.id, "names": "Pat Peak, pat@example.org",
        "needs": "A loop",
    }  # fmt: skip


def names(client, address: str) -> list[str]:
    return [cell.find(string=True).strip() for cell in client.soup(address).select("tbody th")]


@pytest.mark.parametrize(
    ("places", "booked", "wanted", "days", "cancelled", "refused"),
    [
        (3, 0, 1, 1, False, ""),
        (3, 0, 3, 1, False, ""),
        (3, 2, 1, 1, False, ""),
        (3, 0, 1, 0, False, ""),
        (3, 0, 4, 1, False, "Only 3 places are free, and you name 4 people."),
        (3, 2, 2, 1, False, "Only 1 place is free, and you name 2 people."),
        (3, 3, 1, 1, False, "This session is full."),
        (3, 5, 1, 1, False, "This session is full."),
        (3, 0, 1, -1, False, "This session is over."),
        (3, 3, 1, -1, False, "This session is over."),
        (3, 0, 1, 1, True, "This session was cancelled."),
        (3, 3, 9, -1, True, "This session was cancelled."),
    ],
)
def test_places_in_a_table_of_truth(places, booked, wanted, days, cancelled, refused):
    given = SimpleNamespace(
        places=places, day=TODAY + timedelta(days=days), cancelled_at=clock.now() if cancelled else None
    )

    assert rules.why_not(given, TODAY, booked, wanted) == refused
    assert rules.free_places(places, booked) == (places - booked if booked < places else 0)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Pat Peak, pat@example.org", [("Pat Peak", "pat@example.org")]),
        ("  Pat   Peak \n\nSam Stone", [("Pat Peak", ""), ("Sam Stone", "")]),
        ("pat@example.org", None),
        (", pat@example.org", None),
        ("Pat, not an address", None),
        ("Pat, pat@example", None),
        ("\n".join(f"Pat {n}" for n in range(21)), None),
    ],
)
def test_a_list_of_names_is_read_line_by_line(typed, read):
    if read is None:
        with pytest.raises(ValueError, match=r"\.$"):
            rules.read_names(typed)
    else:
        assert rules.read_names(typed) == read


def test_a_partner_books_places_for_its_people(who, sign_in, base, outbox, given, form):
    ray = sign_in(who.ray)
    page = ray.soup(f"{base}training/book?session={given.session.id}")
    assert "3 of 3 places free" in page.select_one("#session option[selected]").text

    answer = ray.post(base + "training/book", data=form | {"names": "Pat Peak, pat@example.org\nSam Stone"})

    assert answer.status_code == 303
    assert names(ray, base + "training/places/") == ["Pat Peak", "Sam Stone"]
    assert "1 of 3 places free" in ray.soup(f"{base}training/{given.course.id}/").text
    letters = sorted((letter.to_name, "Sam Stone" in letter.body) for letter in outbox())
    assert letters == [("Pat Peak", False), ("Ray Rowsley", False), ("Ray Rowsley", True)]
    assert all("a place is booked" in letter.body and "Needs: A loop" in letter.body for letter in outbox())


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"names": ""}, "Write at least one name."),
        ({"names": "Pat, nonsense"}, "is not an e-mail address."),
        ({"names": "A A\nB B\nC C\nD D"}, "Only 3 places are free, and you name 4 people."),
        ({"session": ""}, "Choose a course."),
        ({"session": "9999"}, "Choose one of"),
        ({"organisation_id": "{rosa}"}, "Choose one of"),
    ],
)
def test_a_mistake_books_nothing_and_writes_to_nobody(who, sign_in, base, outbox, form, wrong, said):
    wrong = {name: value.format(rosa=who.seat_rosa.organisation_id) for name, value in wrong.items()}

    answer = sign_in(who.ray).post(base + "training/book", data=form | wrong)

    assert answer.status_code == 422
    assert said in answer.text
    assert db.session.query(Place).count() == 0
    assert outbox() == []


def test_the_last_place_is_given_once(who, sign_in, base, given, form):
    for name in ("One", "Two", "Three"):
        place(given.session, given.mine, name)

    answer = sign_in(who.ray).post(base + "training/book", data=form)

    assert answer.status_code == 422
    assert "This session is full." in answer.text
    assert db.session.query(Place).count() == 3
    page = sign_in(who.ray).soup(f"{base}training/{given.course.id}/")
    assert "Full" in page.text
    assert not page.select('a[href*="book?session"]')


def test_a_place_given_back_is_free_for_another(who, sign_in, base, outbox, given, form):
    booked = [place(given.session, given.mine, name, by=who.ray) for name in ("One", "Two", "Three")]
    ray, at = sign_in(who.ray), f"{base}training/places/{booked[0].id}/"

    assert sign_in(who.cal).post(at + "cancel").status_code == 403
    assert ray.post(at + "cancel").status_code == 303
    assert {letter.to_name for letter in outbox()} == {"One", "Ray Rowsley"}
    assert ray.post(at + "cancel").status_code == 409
    assert ray.post(base + "training/book", data=form).status_code == 303

    again = ray.post(at + "restore")
    assert again.status_code == 409
    assert "This session is full." in again.text
    assert ray.post(f"{base}training/places/{booked[1].id}/cancel").status_code == 303
    assert ray.post(at + "restore").status_code == 303
    assert db.session.get(Place, booked[0].id).cancelled_at is None


@pytest.mark.parametrize("name", ["otto", "wyn", "mina", "sue"])
def test_who_speaks_for_no_organisation_books_nothing(who, sign_in, base, form, name):
    assert sign_in(getattr(who, name)).post(base + "training/book", data=form).status_code == 403


def test_each_sees_the_places_they_book_or_give(who, sign_in, client, base, given):
    place(given.session, given.mine, "Pat Peak")
    other = course(who.here, "Another")
    place(session(other), given.mine, "Ola Other")
    at = base + "training/places/"

    assert names(sign_in(who.ray), at) == ["Pat Peak", "Ola Other"]
    assert names(sign_in(who.rosa), at) == ["Pat Peak"]
    assert names(sign_in(who.ann), at) == ["Pat Peak", "Ola Other"]
    assert names(sign_in(who.otto), at) == []
    assert names(sign_in(who.sue), at) == []
    assert client.get(at).headers["Location"].startswith("/login")
    assert "Pat Peak" not in sign_in(who.otto).get(at + "?format=csv").text
    assert "pat@example.org" in sign_in(who.rosa).get(at + "?format=csv").text
    assert names(sign_in(who.ann), at + "?q=ola") == ["Ola Other"]
    assert sign_in(who.ann).get(at + "?q=ola", headers=HTMX).text.lstrip().startswith('<div id="results"')


def test_places_are_listed_by_what_became_of_them(who, sign_in, base, given):
    place(given.session, given.mine, "Coming")
    place(given.session, given.mine, "Cancelled", cancelled_at=clock.now())
    place(session(given.course, 5, cancelled_at=clock.now()), given.mine, "Called off")
    place(session(given.course, -5), given.mine, "Over")
    ray, at = sign_in(who.ray), base + "training/places/"

    assert names(ray, at) == ["Coming"]
    assert names(ray, at + "?which=past") == ["Over"]
    assert names(ray, at + "?which=cancelled&sort=-day") == ["Cancelled", "Called off"]
    assert len(names(ray, at + "?which=all")) == 4


def test_who_gives_the_course_keeps_its_sessions(who, sign_in, base, outbox, given):
    rosa, at = sign_in(who.rosa), f"{base}training/"
    soon = shortday(TODAY + timedelta(days=3))
    sent = {"day": soon, "starts_at": "9.30am", "ends_at": "12 noon", "venue": "Town hall", "places": "8"}
    assert sign_in(who.ray).post(f"{at}{given.course.id}/sessions/new", data=sent).status_code == 403
    for wrong in ({"places": "0"}, {"places": "many"}, {"places": "501"}, {"day": ""}, {"ends_at": "9am"}):
        assert rosa.post(f"{at}{given.course.id}/sessions/new", data=sent | wrong).status_code == 422
    assert rosa.post(f"{at}{given.course.id}/sessions/new", data=sent).status_code == 303
    assert db.session.query(Session).count() == 2

    place(given.session, given.mine, "One")
    place(given.session, given.mine, "Two", email="")
    own = f"{at}sessions/{given.session.id}/"
    few = rosa.post(own + "edit", data=sent | {"places": "1", "version": "1"})
    assert few.status_code == 422
    assert "2 places are booked already" in few.text
    assert rosa.post(own + "edit", data=sent | {"version": "0"}).status_code == 409
    assert outbox() == []
    assert rosa.post(own + "edit", data=sent | {"version": "1"}).status_code == 303
    assert [letter.to_name for letter in outbox()] == ["One"]


def test_a_cancelled_session_is_told_and_may_take_place_after_all(who, sign_in, base, outbox, given):
    place(given.session, given.mine, "One")
    rosa, own = sign_in(who.rosa), f"{base}training/sessions/{given.session.id}/"

    assert rosa.post(own + "cancel").status_code == 303
    assert "is cancelled" in outbox()[-1].body
    assert rosa.post(own + "cancel").status_code == 409
    assert "Cancelled" in sign_in(who.ray).soup(f"{base}training/{given.course.id}/").text
    assert not sign_in(who.ray).soup(base + "training/book").select("#session")
    assert rosa.post(own + "restore").status_code == 303
    assert "takes place after all" in outbox()[-1].subject


def test_what_people_say_is_averaged(who, sign_in, client, base, given):
    over = session(given.course, -3)
    booked = [place(over, given.mine, name) for name in ("One", "Two")]
    feedback(booked[0], 5)
    ray, at = sign_in(who.ray), f"{base}training/places/{booked[1].id}/feedback"

    assert ray.post(at, data={"score": "6"}).status_code == 422
    assert ray.post(at, data={"words": "Good"}).status_code == 422
    assert sign_in(who.cal).post(at, data={"score": "4"}).status_code == 403
    assert ray.post(at, data={"score": "4", "words": "A little quick"}).status_code == 303

    said = ray.soup(f"{base}training/{given.course.id}/").select_one("[aria-labelledby=said]").text
    assert "4.5 of 5, from 2 people" in said
    assert "A little quick" in said
    assert "4.5 of 5" in ray.soup(base + "training/").select_one("tbody").text
    ray.post(at, data={"score": "2", "words": "On second thoughts"})
    assert db.session.query(Feedback).count() == 2
    assert "3.5 of 5" in ray.soup(base + "training/").select_one("tbody").text


@pytest.mark.parametrize("what", ["coming", "cancelled", "called off"])
def test_who_was_not_there_says_nothing(who, sign_in, base, given, what):
    over = session(given.course, -3, cancelled_at=clock.now() if what == "called off" else None)
    when = given.session if what == "coming" else over
    booked = place(when, given.mine, cancelled_at=clock.now() if what == "cancelled" else None)

    assert sign_in(who.ray).post(f"{base}training/places/{booked.id}/feedback", data={"score": "5"}).status_code == 409


def test_nothing_of_it_is_there_elsewhere(who, sign_in, given):
    booked = place(given.session, given.mine)
    there = "/partnerships/there/library/training/"

    assert sign_in(who.sue).get(f"{there}{given.course.id}/").status_code == 404
    assert sign_in(who.sue).post(f"{there}sessions/{given.session.id}/cancel").status_code == 404
    assert sign_in(who.ray).post(f"{there}places/{booked.id}/cancel").status_code == 404


def test_thirty_places_cost_few_statements(who, sign_in, base, queries, given):
    for number in range(30):
        place(given.session, given.mine, f"Person {number}")
    ray = sign_in(who.ray)
    ray.get(base + "training/places/")
    queries.clear()

    assert len(names(ray, base + "training/places/")) == 30
    assert len(queries) <= 4 + 2  # two of them count the record of changes, before and after
