"""A manager opens a seat, changes it, gives it another term, and fills it when it is vacant."""

from datetime import date

import pytest

from portal.core.database import db, writing
from portal.directory.models import Sector
from portal.memberships.models import Held, Quota, Seat
from portal.partnerships.models import Rules
from tests import factories
from tests.factories_partnerships import again

NEW = "/partnerships/here/seats/new"


@pytest.fixture
def bank(who):
    """An organisation without a seat yet."""
    return factories.organisation("Peak Bank", sector=Sector.PRIVATE)


@pytest.fixture
def said(who, bank):
    """What a manager fills in to open a seat."""
    return {
        "group_id": who.here.main.id, "organisation_id": bank.id, "capacity": "Member", "sector": "private",
        "held": "agreed", "from_on": "1 April 2026", "term_ends_on": "", "position": "3", "counts": "y",
    }  # fmt: skip


def agree(partnership, **rules):
    with writing():
        db.session.query(Rules).filter_by(partnership_id=partnership.id).update(rules)


def opened():
    return db.session.query(Seat).order_by(Seat.id.desc()).first()


def at(seat, rest=""):
    return f"/partnerships/here/seats/{seat.id}/{rest}"


def test_a_seat_is_opened_for_an_organisation(ann, bank, said):
    response = ann.post(NEW, data=said)

    seat = opened()
    assert (response.status_code, response.location) == (303, at(seat))
    assert (seat.organisation_id, seat.sector, seat.held) == (bank.id, Sector.PRIVATE, Held.AGREED)
    assert (seat.from_on, seat.term_ends_on, seat.position, seat.counts) == (date(2026, 4, 1), None, 3, True)
    assert "Opened the seat of Peak Bank in Main group (Member)" in ann.get(at(seat)).text


def test_a_seat_is_opened_vacant(ann, said):
    ann.post(NEW, data=said | {"organisation_id": ""})

    page = ann.soup(at(opened()))

    assert page.h1.text == "Vacant seat"
    assert page.find("a", string="Give it to an organisation")


@pytest.mark.parametrize(
    ("held", "from_on", "last"),
    [
        ("elected", "1 April 2026", date(2028, 3, 31)),
        ("selected", "29 February 2028", date(2030, 2, 28)),
        ("of_right", "1 April 2026", None),
        ("ex_officio", "1 April 2026", None),
    ],
)
def test_the_term_is_worked_out_from_the_rules(ann, who, said, held, from_on, last):
    agree(who.here, term_years=2)

    ann.post(NEW, data=said | {"held": held, "from_on": from_on})

    assert opened().term_ends_on == last


def test_a_shorter_term_may_be_written_but_no_longer_one(ann, who, said):
    agree(who.here, term_years=2)

    longer = ann.post(NEW, data=said | {"held": "elected", "term_ends_on": "1 April 2028"})
    shorter = ann.post(NEW, data=said | {"held": "elected", "term_ends_on": "31 March 2027"})

    assert longer.status_code == 409
    assert "lasts until 31 March 2028 at most" in longer.text
    assert shorter.status_code == 303
    assert opened().term_ends_on == date(2027, 3, 31)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"capacity": ""}, "Say in what capacity"),
        ({"from_on": ""}, "Write the day from which it is held."),
        ({"from_on": "soon"}, "cannot be read as a day"),
        ({"from_on": "1 April 9999"}, "The year cannot be right"),
        ({"held": "bought"}, "Choose one of those offered"),
        ({"group_id": "999999"}, "Choose one of those offered"),
        ({"organisation_id": "999999999999999999999"}, "Choose one of those offered"),
        ({"position": "-1"}, "Write a whole number from 0 to 999."),
        ({"term_ends_on": "1 March 2026"}, "The term would end before it begins."),
    ],
)
def test_what_cannot_be_right_is_said_beside_its_field(ann, said, wrong, sentence):
    before = db.session.query(Seat).count()

    response = ann.post(NEW, data=said | wrong)

    assert response.status_code == 422
    assert sentence in response.text
    assert db.session.query(Seat).count() == before


def test_no_more_seats_are_opened_than_are_kept_for_a_sector(ann, who, said):
    with writing():
        db.session.add(Quota(group_id=who.here.main.id, sector=Sector.PRIVATE, seats=1))
    ann.post(NEW, data=said | {"organisation_id": ""})

    again_, by_office = ann.post(NEW, data=said), ann.post(NEW, data=said | {"held": "ex_officio"})

    assert again_.status_code == 409
    assert "keeps 1 seat for the sector “Private”, and all are opened" in again_.text
    assert by_office.status_code == 303


def test_nothing_is_opened_for_who_has_closed(ann, bank, said):
    with writing():
        again(bank).closed_on = date(2026, 1, 1)

    assert ann.post(NEW, data=said).status_code == 422


def test_a_group_of_another_partnership_is_not_offered(ann, who, said):
    assert ann.post(NEW, data=said | {"group_id": who.there.main.id}).status_code == 422


def test_a_seat_is_changed(ann, who):
    form = ann.soup(at(who.seat_ray, "edit")).find("form", class_="gap")
    data = {
        "capacity": "Adviser", "sector": "community", "held": "selected", "from_on": "1 May 2020", "position": "9",
        "version": form.find("input", attrs={"name": "version"})["value"],
    }  # fmt: skip

    response = ann.post(at(who.seat_ray, "edit"), data=data)

    seat = again(who.seat_ray)
    assert (response.status_code, response.location) == (303, at(seat))
    assert (seat.capacity, seat.sector, seat.held) == ("Adviser", Sector.COMMUNITY, Held.SELECTED)
    assert (seat.from_on, seat.counts) == (date(2020, 5, 1), False)


def test_the_second_of_two_editors_sees_what_the_first_one_wrote(ann, who):
    said = {"capacity": "Adviser", "sector": "voluntary", "held": "agreed", "from_on": "1 May 2020", "position": "0"}
    ann.post(at(who.seat_ray, "edit"), data=said | {"version": "1"})

    response = ann.post(at(who.seat_ray, "edit"), data=said | {"capacity": "Observer", "version": "1"})

    assert response.status_code == 409
    assert "<blockquote>Adviser</blockquote>" in response.text
    assert 'value="Observer"' in response.text
    assert again(who.seat_ray).capacity == "Adviser"


def test_changing_to_a_sector_that_is_full_is_refused(ann, who):
    with writing():
        db.session.add(Quota(group_id=who.here.main.id, sector=Sector.PUBLIC, seats=1))
    factories.seat(who.here.main, sector=Sector.PUBLIC)
    said = {"capacity": "Member", "sector": "public", "held": "agreed", "from_on": "1 May 2020", "position": "0"}

    assert ann.post(at(who.seat_ray, "edit"), data=said).status_code == 409
    assert again(who.seat_ray).sector is Sector.VOLUNTARY


def test_another_term_follows_the_one_before(ann, who):
    agree(who.here, term_years=2)
    seat = factories.seat(who.here.main, held=Held.ELECTED, from_on=date(2026, 3, 1), term_ends_on=date(2028, 2, 29))

    response = ann.post(at(seat, "renew"))

    assert response.status_code == 303
    assert again(seat).term_ends_on == date(2030, 2, 28)
    kept = {"capacity": "Member", "sector": "voluntary", "held": "elected", "from_on": "1 March 2026", "position": "0"}
    assert ann.post(at(seat, "edit"), data=kept | {"term_ends_on": "28 February 2030"}).status_code == 303
    assert again(seat).term_ends_on == date(2030, 2, 28)


def test_where_nobody_may_stand_again_no_other_term_is_given(ann, who, bank, said):
    agree(who.here, term_years=2, may_stand_again=False)
    when = {"from_on": date(2024, 4, 1), "term_ends_on": date(2026, 3, 31), "until_on": date(2026, 3, 31)}
    factories.seat(who.here.main, bank, held=Held.ELECTED, **when)
    serving = factories.seat(who.here.main, held=Held.ELECTED, from_on=date(2026, 4, 1), term_ends_on=date(2028, 3, 31))

    renewed = ann.post(at(serving, "renew"))
    too_early = ann.post(NEW, data=said | {"held": "elected", "from_on": "31 March 2028"})
    later = ann.post(NEW, data=said | {"held": "elected", "from_on": "1 April 2028"})
    as_of_right = ann.post(NEW, data=said | {"held": "of_right"})

    assert [each.status_code for each in (renewed, too_early, later, as_of_right)] == [409, 409, 303, 303]
    assert "may not stand again at once" in renewed.text
    assert "Peak Bank served until 31 March 2026" in too_early.text


def test_a_seat_without_a_term_has_none_to_renew(ann, who):
    assert ann.post(at(who.seat_ray, "renew")).status_code == 409


def test_a_vacant_seat_is_filled_and_the_time_it_was_vacant_stays_on_record(ann, who, bank):
    agree(who.here, term_years=2)
    vacant = factories.seat(who.here.main, organisation_id=None, held=Held.SELECTED, from_on=date(2026, 1, 1))

    response = ann.post(at(vacant, "fill"), data={"organisation_id": bank.id, "from_on": "1 March 2026"})

    seat = opened()
    assert response.location == at(seat)
    assert (seat.organisation_id, seat.from_on, seat.term_ends_on) == (bank.id, date(2026, 3, 1), date(2028, 2, 29))
    assert (again(vacant).until_on, again(vacant).ended_why) == (date(2026, 2, 28), "Filled by Peak Bank")


def test_a_seat_filled_on_its_first_day_was_never_vacant(ann, who, bank):
    vacant = factories.seat(who.here.main, organisation_id=None, from_on=date(2026, 3, 1))

    ann.post(at(vacant, "fill"), data={"organisation_id": bank.id, "from_on": "1 March 2026"})

    assert (again(vacant).organisation_id, again(vacant).until_on) == (bank.id, None)


@pytest.mark.parametrize("day", ["31 December 2025", "1 March 1026"])
def test_a_seat_is_not_filled_before_it_begins(ann, who, bank, day):
    vacant = factories.seat(who.here.main, organisation_id=None, from_on=date(2026, 1, 1))

    assert ann.post(at(vacant, "fill"), data={"organisation_id": bank.id, "from_on": day}).status_code in (409, 422)
    assert again(vacant).organisation_id is None


def test_a_seat_that_is_held_or_has_ended_is_not_filled(ann, who, bank):
    ended = factories.seat(who.here.main, organisation_id=None, until_on=date(2026, 1, 1))
    data = {"organisation_id": bank.id, "from_on": "1 March 2026"}

    held = ann.post(at(who.seat_ray, "fill"), data=data)

    assert held.status_code == 409
    assert "This seat is held by High Peak CVS." in held.text
    assert ann.post(at(ended, "fill"), data=data).status_code == 409


def test_nothing_chosen_fills_nothing(ann, who):
    vacant = factories.seat(who.here.main, organisation_id=None)

    response = ann.post(at(vacant, "fill"), data={"organisation_id": "", "from_on": "today"})

    assert response.status_code == 422
    assert "Choose the organisation." in response.text
