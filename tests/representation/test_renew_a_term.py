"""People read terms of office across the groups; a manager gives another term in one step, where the rule allows it."""

from datetime import date, timedelta

import pytest

from portal.core import clock
from portal.core.database import db, writing
from portal.memberships.models import Held, Seat
from portal.partnerships.models import Rules
from tests import factories
from tests.factories_partnerships import again
from tests.factories_representation import rule

HERE = "/partnerships/here/representation/terms/"


@pytest.fixture
def elected(who):
    """A seat whose term ends next month, in a group with terms of two years."""
    rule(who.here, term_years=2, may_stand_again=True)
    return _elect(who.seat_ray, clock.today() + timedelta(days=30))


def _elect(seat, ends_on):
    with writing():
        row = db.session.get(Seat, seat.id)
        row.held, row.term_ends_on = Held.ELECTED, ends_on
    return row


def test_terms_are_listed_with_their_ends(client, elected, who):
    page = client.soup(HERE)

    assert "High Peak CVS" in page.find("tbody").text
    assert "Soon" in page.find("tbody").text
    assert "May stand again" in page.find("tbody").text
    assert not page.find("tbody").find("form")
    assert client.soup(f"{HERE}?when=over").find("tbody") is None
    assert client.soup(f"{HERE}?when=soon").find("tbody")
    assert client.soup(f"{HERE}?when=later").find("tbody") is None
    assert "High Peak CVS" in client.get(f"{HERE}?format=csv").text


@pytest.mark.parametrize(
    ("ends_on", "new_end"),
    [
        (date(2026, 3, 31), date(2028, 3, 31)),
        (date(2026, 2, 28), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2030, 2, 28)),
        (date(2024, 2, 28), date(2026, 2, 28)),
    ],
)
def test_a_new_term_begins_where_the_old_one_ended(ann, elected, ends_on, new_end):
    _elect(elected, ends_on)

    response = ann.post(f"{HERE}{elected.id}/renew")

    assert (response.status_code, response.location) == (303, HERE)
    assert again(elected).term_ends_on == new_end


def test_the_button_says_until_when(ann, elected):
    _elect(elected, date(2026, 2, 28))

    assert "Renew until 29 February 2028" in ann.get(HERE).text


def test_where_nobody_may_stand_again_the_page_says_why(ann, elected, who):
    rule(who.here, may_stand_again=False)

    page = ann.soup(HERE)
    response = ann.post(f"{HERE}{elected.id}/renew")

    assert "May not stand again at once, by the group's rule" in page.text
    assert not page.find("tbody").find("form")
    assert response.status_code == 409
    assert "may not stand again at once" in response.text


def test_a_groups_own_rule_goes_before(client, elected, who):
    factories.add(Rules(partnership_id=who.here.id, group_id=who.here.main.id, term_years=2, may_stand_again=False))

    assert "May not stand again" in client.get(HERE).text


def test_who_may_not_renews_nothing(sign_in, elected, who):
    before = again(elected).term_ends_on

    assert sign_in(who.ray).post(f"{HERE}{elected.id}/renew").status_code == 403
    assert sign_in(who.sue).post(f"{HERE}{elected.id}/renew").status_code == 404
    assert again(elected).term_ends_on == before


def test_a_seat_of_another_partnership_is_not_there(ann, who):
    assert ann.post(f"{HERE}{who.seat_there.id}/renew").status_code == 404


def test_thirty_terms_take_no_more_statements(ann, elected, who, queries):
    for _number in range(30):
        factories.seat(who.here.main, held=Held.ELECTED, term_ends_on=date(2027, 1, 1))
    queries.clear()

    assert len(ann.soup(HERE).find("tbody").find_all("tr")) == 31
    assert len(queries) <= 6
