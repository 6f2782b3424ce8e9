"""What nobody can work out from the results, however they are put together: thresholds count people, not ticks."""

import pytest

from portal.accounts.sign_in import hashed
from portal.directory.models import Sector
from portal.memberships.viewer import load_viewer
from portal.questionnaires.models import Measure, Purpose
from portal.questionnaires.queries import results as queries
from portal.questionnaires.survey_models import Asks, Series
from tests import factories, people
from tests import factories_questionnaires as make

HERE = "/partnerships/here/surveys/"


@pytest.fixture
def who(app):
    """Everybody, with eight more organisations at the table of Here."""
    found = people.cast()
    make.seats(found.here.main, 8)
    return found


@pytest.fixture
def offers(who):
    return make.wording("What can you offer?", who.here, Measure.SOME_OF, choices="A room\nA van\nA clerk")


@pytest.fixture
def place(app):
    """Six seats of the voluntary sector and six of the public one."""
    made = factories.partnership(slug="here")
    for number in range(12):
        sector = Sector.VOLUNTARY if number < 6 else Sector.PUBLIC
        factories.seat(made.main, factories.organisation(sector=sector))
    return made


def viewer_of(person):
    return load_viewer(hashed(factories.signed_in(person)))


def test_two_who_tick_three_choices_each_are_two_and_not_six(who, offers, sign_in):
    replies = [{offers: [1, 2, 3]}] * 2 + [{}] * 4
    survey = make.closed(make.opened(who.here, offers), *replies)

    found = queries.of(survey).others[0]

    assert not found.is_shown
    page = sign_in(who.ray).get(f"{HERE}{survey.id}/results/").text
    assert "Fewer than five answered this" in page
    assert "2 of 6" not in page
    assert ",2" not in sign_in(who.ray).get(f"{HERE}{survey.id}/results/?format=csv").text


def test_five_who_tick_one_choice_each_are_shown(who, offers):
    survey = make.closed(make.opened(who.here, offers), *[{offers: [1]}] * 5, {})

    found = queries.of(survey).others[0]

    assert found.is_shown
    assert found.counts.of(1) == 5


def test_ticks_of_few_of_a_sector_are_not_shown_by_sector(place):
    offers = make.wording("What can you offer?", measure=Measure.SOME_OF, choices="A room\nA van\nA clerk")
    survey = make.opened(place, offers, make.wording())
    replies = [{offers: [1, 2, 3]}] * 2 + [{}] * 4 + [{offers: [1]}] * 6
    closed = make.closed(survey, *replies)

    assert queries.of(closed).others[0].is_shown
    assert not queries.of(closed, sector=Sector.VOLUNTARY).others[0].is_shown
    assert not queries.of(closed, sector=Sector.PUBLIC).others[0].is_shown


def test_what_few_of_a_sector_write_in_their_own_section_is_not_shown(place):
    trust, open_text = make.wording(), make.wording("What do volunteers need?", measure=Measure.TEXT)
    survey = make.opened(place, sections={"All": [trust], ("Volunteers", Sector.VOLUNTARY): [open_text]})
    replies = [{trust: 4, open_text: "A lift home"}] * 2
    for each in make.respondents(survey)[2:]:
        if each.sector is Sector.PUBLIC:
            make.reply(survey, {trust: 4}, each)
    closed = make.closed(survey, *replies)

    assert queries.of(closed).is_shown
    assert queries.of(closed).texts == []


def test_what_enough_of_a_sector_write_is_shown(place):
    trust, open_text = make.wording(), make.wording("What do volunteers need?", measure=Measure.TEXT)
    survey = make.opened(place, sections={"All": [trust], ("Volunteers", Sector.VOLUNTARY): [open_text]})
    closed = make.closed(survey, {trust: 4, open_text: "A lift home"}, *[{trust: 4}] * 11)

    assert [wording.heading for wording, _texts in queries.of(closed).texts] == ["What do volunteers need?"]


def test_a_sector_that_is_all_who_answered_is_not_shown_by_itself(place):
    trust, fair = make.wording(), make.wording("We are fair")
    survey = make.opened(place, trust, fair)
    closed = make.closed(survey, *[{trust: 4, fair: 4}] * 6, *[{trust: 4}] * 2)

    by_itself = {each.wording.id: each for each in queries.of(closed, sector=Sector.VOLUNTARY).statements}

    assert not by_itself[fair.id].is_shown


def test_wider_staff_are_not_compared_with_the_seats_of_the_year_before(who):
    trust = make.wording("We trust each other", who.here)
    make.closed(make.opened(who.here, trust, year=2025), *[{trust: 2}] * 5)
    survey = make.opened(who.here, trust)
    for _each in range(5):
        make.reply(survey, {trust: 4}, series="staff")
    closed = make.closed(survey, *[{trust: 4}] * 5)
    viewer = viewer_of(who.ray)

    assert queries.of(closed, viewer).statements[0].before
    assert queries.of(closed, viewer, Series.STAFF).statements[0].before is None


def test_one_agreed_answer_and_a_survey_for_something_else_are_no_year_before(who):
    trust = make.wording("We trust each other", who.here)
    make.closed(make.opened(who.here, trust, year=2024, asks=Asks.JOINT), {trust: 1})
    make.closed(make.opened(who.here, trust, year=2025, purpose=Purpose.PULSE), *[{trust: 2}] * 5)
    survey = make.closed(make.opened(who.here, trust, purpose=Purpose.SHORT_CHECK), *[{trust: 4}] * 5)

    assert queries.of(survey, viewer_of(who.ray)).statements[0].earlier == []
