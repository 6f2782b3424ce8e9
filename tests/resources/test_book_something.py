"""Asking for a resource, and what comes of it: accepted, handed over, returned, and never lent twice."""

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.core import clock
from portal.core.database import db, writing
from portal.core.errors import Refusal
from portal.core.viewer import Viewer
from portal.directory.models import Person
from portal.resources import rules
from portal.resources.models import Booking, BookingState, Resource
from portal.resources.rules import Side, Step
from portal.resources.services import bookings, letters
from tests import factories, factories_resources

ASKED, ACCEPTED, HANDED_OVER = BookingState.ASKED, BookingState.ACCEPTED, BookingState.HANDED_OVER


def typed(organisation, days=3, starts="9am", ends="5pm", until=None, **more):
    """What Rosa types to have something in so many days."""
    day = clock.today() + timedelta(days=days)
    last = "" if until is None else f"{day + timedelta(days=until):%d/%m/%Y}"
    return {
        "starts_on": f"{day:%d/%m/%Y}", "starts": starts, "ends_on": last, "ends": ends,
        "organisation_id": organisation.id, "purpose": "A trip to Castleton",
    } | more  # fmt: skip


@pytest.fixture
def at(minibus) -> str:
    return f"/resources/{minibus.id}/book"


def test_from_asking_to_returning(who, theirs, minibus, at, sign_in, outbox):
    rosa, ray = sign_in(who.rosa), sign_in(who.ray)
    assert rosa.soup(f"/resources/{minibus.id}/").select_one(f"a[href='{at}']").text == "Ask to book"

    answer = rosa.post(at, data=typed(theirs))

    booking = db.session.query(Booking).one()
    place = f"/resources/bookings/{booking.id}/"
    assert (answer.status_code, answer.location) == (303, place)
    assert (booking.state, booking.person_id, booking.organisation_id) == (ASKED, who.rosa.id, theirs.id)
    assert clock.local(booking.starts_at).hour == 9
    assert [(letter.to_name, letter.subject) for letter in outbox()] == [
        ("Ray Rowsley", "Minibus: can it be lent?"), ("Rosa Rowarth", "Minibus: your request is on its way"),
    ]  # fmt: skip
    assert "Can you lend Minibus?" in ray.soup("/").text

    for step, state in (("accept", "Accepted"), ("hand-over", "Handed over")):
        form = ray.soup(place).select_one(f"form[action='{place}{step}']")
        assert form["data-hx-post"] == form["action"]
        swapped = ray.htmx(form["action"])
        assert swapped.text.lstrip().startswith('<div id="booking"')
        assert state in swapped.text
    assert ray.post(f"{place}return", data={"words": "A scratch on the door"}).location == place

    assert "A scratch on the door" in rosa.soup(place).text
    db.session.refresh(booking)
    assert booking.state is BookingState.RETURNED
    assert [letter.subject for letter in outbox()[2:]] == [
        "Minibus: accepted", "Minibus: noted as handed over", "Minibus: noted as returned",
    ]  # fmt: skip
    assert who.rosa.email not in ray.get(place).text


def test_declining_says_why(who, theirs, minibus, sign_in, outbox):
    booking = factories_resources.booking(minibus, who.rosa, theirs)
    place, ray = f"/resources/bookings/{booking.id}/", sign_in(who.ray)

    plain, swapped = ray.post(place + "decline"), ray.htmx(place + "decline", data={"words": " "})
    assert (plain.status_code, swapped.status_code) == (422, 422)
    assert "Say why" in plain.text
    assert swapped.text.lstrip().startswith('<div id="booking"')
    db.session.refresh(booking)
    assert booking.state is ASKED

    ray.post(place + "decline", data={"words": "It is in the garage."})
    assert "It is in the garage." in sign_in(who.rosa).soup(place).text
    assert "Why: It is in the garage." in outbox()[-1].body


def test_both_sides_write_to_each_other(who, theirs, minibus, sign_in, outbox):
    booking = factories_resources.booking(minibus, who.rosa, theirs)
    place = f"/resources/bookings/{booking.id}/"
    sign_in(who.rosa).post(place + "messages", data={"text": "Has it a tail lift?"})
    answer = sign_in(who.ray).htmx(place + "messages", data={"text": "It has."})
    assert "Has it a tail lift?" in answer.text
    assert "It has." in answer.text
    assert [letter.to_name for letter in outbox()] == ["Ray Rowsley", "Rosa Rowarth"]
    assert sign_in(who.rosa).post(place + "messages", data={"text": ""}).status_code == 422
    assert sign_in(who.rosa).htmx(place + "messages", data={"text": ""}).status_code == 422


def test_a_taken_time_is_named(who, ours, theirs, minibus, at, sign_in):
    start = clock.at(clock.today() + timedelta(days=3), datetime.min.time()) + timedelta(hours=12)
    factories.add(
        Booking(
            resource_id=minibus.id, organisation_id=ours.id, person_id=who.ray.id, starts_at=start, purpose="Us",
            ends_at=start + timedelta(hours=2), state=ACCEPTED, asked_at=clock.now(),
        )
    )  # fmt: skip
    answer = sign_in(who.rosa).post(at, data=typed(theirs))
    assert answer.status_code == 422
    assert "It is taken then:" in answer.text
    assert "A trip to Castleton" in answer.text
    assert db.session.query(Booking).count() == 1
    assert sign_in(who.rosa).post(at, data=typed(theirs, ends="10am")).status_code == 303


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"starts": "5pm", "ends": "9am"}, "end before it begins"),
        ({"days": -3}, "That time is over"),
        ({"until": 5}, "lent for 3 days at most"),
        ({"days": 900}, "more than two years ahead"),
        ({"starts": "tea time"}, "cannot be read as a time"),
        ({"starts": ""}, "Write the time"),
        ({"starts_on": "whenever"}, "cannot be read"),
        ({"purpose": ""}, "Say what it is for"),
    ],
)
def test_a_mistake_is_said_in_words(who, theirs, at, sign_in, wrong, said):
    answer = sign_in(who.rosa).post(at, data=typed(theirs, **wrong))
    assert answer.status_code == 422
    assert said in answer.text
    assert db.session.query(Booking).count() == 0


def test_several_days_can_be_asked_for(who, theirs, at, sign_in):
    sign_in(who.rosa).post(at, data=typed(theirs, until=2))
    booking = db.session.query(Booking).one()
    assert booking.ends_at - booking.starts_at == timedelta(days=2, hours=8)


def test_who_lends_books_at_once(who, ours, at, sign_in, outbox):
    sign_in(who.ray).post(at, data=typed(ours))
    assert db.session.query(Booking).one().state is ACCEPTED
    assert outbox() == []


def test_a_manager_who_may_edit_the_entry_still_asks(who, theirs, minibus, at, sign_in):
    ann = db.session.get(Person, who.ann.id)
    ann.organisation_id = theirs.id
    db.session.commit()
    sign_in(who.ann).post(at, data=typed(theirs))
    assert db.session.query(Booking).one().state is ASKED


def test_who_may_ask(who, theirs, minibus, at, sign_in, client):
    assert client.post(at).location.startswith("/login")
    assert sign_in(who.otto).get(at).status_code == 403
    assert sign_in(who.suki).get(at).status_code == 404
    assert sign_in(who.rosa).post(at, data=typed(who.seat_there.organisation)).status_code == 422
    minibus = db.session.get(Resource, minibus.id)
    minibus.is_bookable = False
    db.session.commit()
    assert sign_in(who.rosa).get(at).status_code == 403
    assert "It is not booked here" in sign_in(who.rosa).soup(f"/resources/{minibus.id}/").text


def test_a_booking_is_for_its_two_sides(who, theirs, minibus, sign_in, client):
    booking = factories_resources.booking(minibus, who.rosa, theirs)
    place = f"/resources/bookings/{booking.id}/"
    names = ("ray", "rosa", "ann", "ada", "otto", "sue", "cal")
    assert [sign_in(getattr(who, name)).get(place).status_code for name in names] == [200] * 4 + [404] * 3
    assert client.get(place).location.startswith("/login")
    for step in ("accept", "decline", "hand-over", "return"):
        assert sign_in(who.rosa).post(place + step).status_code == 403
    assert sign_in(who.sue).post(place + "accept").status_code == 404
    assert sign_in(who.sue).post(place + "messages", data={"text": "Hm"}).status_code == 404
    assert "Castleton" not in sign_in(who.sue).soup(f"/resources/{minibus.id}/").text


def test_the_page_says_what_is_taken_and_not_by_whom(who, theirs, minibus, sign_in):
    factories_resources.booking(minibus, who.rosa, theirs, ACCEPTED, starts_in=48)
    page = sign_in(who.sue).soup(f"/resources/{minibus.id}/")
    assert len(page.select("table.strip tbody td")) == 14
    assert "taken" in page.select_one("#taken").find_parent("section").text
    assert theirs.name not in page.main.text


def test_the_list_of_bookings_is_ones_own(who, theirs, minibus, sign_in, queries):
    for number in range(30):
        factories_resources.booking(minibus, who.rosa, theirs, starts_in=24 * number)
    factories_resources.booking(minibus, who.suki, who.seat_there.organisation)

    def rows(name, asked=""):
        return len(sign_in(getattr(who, name)).soup(f"/resources/bookings/{asked}").select("tbody tr"))

    assert (rows("rosa"), rows("ray"), rows("suki"), rows("otto")) == (30, 31, 1, 0)
    assert (rows("ray", "?side=borrowed"), rows("ray", "?side=lent"), rows("ray", "?state=open")) == (0, 31, 31)
    assert (rows("ray", "?q=buxton"), rows("ray", "?state=returned")) == (30, 0)
    ray = sign_in(who.ray)
    queries.clear()
    ray.get("/resources/bookings/")
    assert len(queries) <= 12, queries


def test_what_waits_for_whom(who, ours, theirs, minibus, sign_in):
    factories_resources.booking(minibus, who.rosa, theirs, HANDED_OVER, starts_in=-30, hours=20)
    assert "Take Minibus back" in sign_in(who.ray).soup("/").text
    assert "Bring Minibus back" in sign_in(who.rosa).soup("/").text
    assert "Minibus" not in sign_in(who.ann).soup("/").text
    assert "Minibus" not in sign_in(who.ada).soup("/").text
    factories_resources.booking(minibus, who.rosa, theirs, ACCEPTED, starts_in=3)
    assert "Hand over Minibus" in sign_in(who.ray).soup("/").text


def test_who_borrowed_is_reminded_the_day_before(who, theirs, minibus, outbox):
    noon = clock.at(clock.today() + timedelta(days=1), datetime.min.time()) + timedelta(hours=12)
    for state in (HANDED_OVER, ACCEPTED):
        factories.add(
            Booking(
                resource_id=minibus.id, organisation_id=theirs.id, person_id=who.rosa.id, state=state, purpose="Trip",
                starts_at=noon - timedelta(days=2), ends_at=noon, asked_at=clock.now(),
            )
        )  # fmt: skip
    for written in (1, 0):
        with writing():
            assert letters.write_return_reminders() == written
    (letter,) = outbox()
    assert (letter.to_name, letter.subject) == ("Rosa Rowarth", "Minibus: to be brought back tomorrow")
    assert "12 noon" in letter.body


def test_the_truth_table_leads_from_asking_to_an_end():
    for (state, side), steps in rules.TRUTH.items():
        for step in steps:
            assert rules.taken(step).to is not state
            assert step in rules.steps_for(state, frozenset([side]))
    over = set(BookingState) - {state for state, _side in rules.TRUTH}
    assert over == {BookingState.DECLINED, BookingState.CANCELLED, BookingState.RETURNED}
    assert rules.steps_for(HANDED_OVER, frozenset([Side.BORROWER])) == []
    assert rules.steps_for(ASKED, frozenset(Side)) == [Step.ACCEPT, Step.DECLINE, Step.CANCEL]


@pytest.mark.parametrize("state", BookingState)
@pytest.mark.parametrize("step", Step)
def test_a_step_out_of_turn_is_refused(who, theirs, minibus, sign_in, state, step):
    booking = factories_resources.booking(minibus, who.rosa, theirs, state)
    answer = sign_in(who.ray).post(
        f"/resources/bookings/{booking.id}/{step.replace('_', '-')}", data={"words": "Because"}
    )
    is_allowed = step in rules.steps_for(state, frozenset([Side.LENDER]))
    assert answer.status_code == (303 if is_allowed else 422)
    db.session.refresh(booking)
    assert booking.state is (rules.taken(step).to if is_allowed else state)


MOMENTS = st.integers(min_value=1, max_value=40)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(asked=st.lists(st.tuples(MOMENTS, MOMENTS, st.sampled_from([*Step, None])), max_size=12))
def test_accepted_bookings_of_one_thing_never_overlap(app, asked):
    """Whatever is asked for, accepted, handed over, cancelled and returned, in any order."""
    both, now = frozenset(Side), clock.now()
    with writing():
        for table in reversed(db.metadata.sorted_tables):
            db.session.execute(table.delete())
    owner = factories.organisation()
    person = factories.person(with_account=False)
    resource = factories_resources.resource(owner, "Hall")
    doer = Viewer(name="Somebody", person_id=person.id)
    with writing():
        for start, length, step in asked:
            starts = now + timedelta(hours=start)
            try:
                booking = bookings.ask(
                    doer, resource, organisation_id=owner.id, starts_at=starts, purpose="",
                    ends_at=starts + timedelta(hours=length), is_lender=length % 2 == 0,
                )  # fmt: skip
                if step:
                    bookings.take_step(doer, booking, step, both, "Because")
            except Refusal:
                continue
        held = db.session.query(Booking).filter(Booking.state.in_(rules.HOLDS)).order_by(Booking.starts_at).all()
        for one, other in zip(held, held[1:], strict=False):
            assert one.ends_at <= other.starts_at


def test_two_who_accept_at_the_same_moment(who, theirs, minibus, app):
    """Each request has a transaction of its own; only one of two requests for one time is accepted."""
    numbers = [factories_resources.booking(minibus, who.rosa, theirs).id for _each in range(4)]
    outcomes: list[str] = []
    doer = Viewer(name="Ray", user_id=who.ray.user_id, person_id=who.ray.id)

    def accept(number):
        with app.app_context():
            try:
                with writing():
                    booking = db.session.get(Booking, number)
                    bookings.take_step(doer, booking, Step.ACCEPT, frozenset([Side.LENDER]))
                outcomes.append("accepted")
            except Refusal:
                outcomes.append("refused")
            finally:
                db.session.remove()

    threads = [Thread(target=accept, args=(number,)) for number in numbers]
    db.session.rollback()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["accepted", "refused", "refused", "refused"]


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        ((2026, 6, 4, 8), (2026, 6, 4, 16), "Thursday 4 June 2026, 9am to 5pm"),
        ((2026, 6, 4, 8), (2026, 6, 6, 16), "Thursday 4 June, 9am to Saturday 6 June 2026, 5pm"),
        ((2026, 12, 31, 9), (2027, 1, 2, 12), "Thursday 31 December 2026, 9am to Saturday 2 January 2027, 12 noon"),
    ],
)
def test_times_are_said_as_people_say_them(starts, ends, said):
    assert rules.spoken(datetime(*starts, tzinfo=UTC), datetime(*ends, tzinfo=UTC)) == said
