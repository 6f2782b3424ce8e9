"""What a closed survey shows, and what it never does: the acceptance tests of the health-check method."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import integers, lists, none, one_of

from portal.accounts.sign_in import hashed
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.directory.models import Sector
from portal.memberships.viewer import load_viewer
from portal.questionnaires.models import Measure, Wording
from portal.questionnaires.queries import results as queries
from portal.questionnaires.rules import Band, Moved
from portal.questionnaires.survey_models import Asks, Privacy, Remark, Series, Survey
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
def trust(who):
    return make.wording("We trust each other", who.here)


def results_of(client, survey, more=""):
    return client.get(f"{HERE}{survey.id}/results/{more}")


def test_four_replies_show_no_figure(who, trust, sign_in):
    survey = make.closed(make.opened(who.here, trust), *[{trust: (1, "More tea")}] * 4)

    page = results_of(sign_in(who.ray), survey)

    assert "nothing is shown" in page.text
    assert '<svg class="chart"' not in page.text
    assert "More tea" not in page.text
    assert "Average" not in page.text


def test_five_replies_show_figures(who, trust, sign_in):
    survey = make.closed(make.opened(who.here, trust), *[{trust: each} for each in (1, 2, 4, 4, 5)])

    page = results_of(sign_in(who.ray), survey).text

    assert "1 strongly disagree, 1 disagree, 0 neither, 2 agree, 1 strongly agree, 0 don’t know" in page
    assert "Average 3.2 of 5" in page
    assert "Divided" in page


def test_a_question_that_four_of_five_answered_shows_nothing_of_itself(who, trust, sign_in):
    fair = make.wording("We are fair", who.here)
    replies = [{trust: 4, fair: 4}] * 4 + [{trust: 4}]
    survey = make.closed(make.opened(who.here, trust, fair), *replies)

    found = {each.wording.id: each for each in queries.of(survey).statements}

    assert found[trust.id].is_shown
    assert not found[fair.id].is_shown
    assert dict(found[fair.id].counts.by) == {}
    assert "Fewer than five answered this" in results_of(sign_in(who.ray), survey).text


def test_a_sector_with_five_of_nine_is_hidden_because_four_remain(app, sign_in):
    place = factories.partnership(slug="here")
    for number in range(10):
        sector = Sector.VOLUNTARY if number < 5 else Sector.PUBLIC
        factories.seat(place.main, factories.organisation(sector=sector))
    trust = make.wording()
    survey = make.opened(place, trust)
    assert survey.keeps_sector
    closed = make.closed(survey, *[{trust: 4}] * 9)

    found = queries.of(closed)

    assert found.sectors == []
    assert not queries.of(closed, sector=Sector.VOLUNTARY).statements[0].is_shown


def test_both_sectors_are_shown_when_each_has_five(app):
    place = factories.partnership(slug="here")
    for number in range(10):
        sector = Sector.VOLUNTARY if number < 5 else Sector.PUBLIC
        factories.seat(place.main, factories.organisation(sector=sector))
    trust = make.wording()
    closed = make.closed(make.opened(place, trust), *[{trust: 5}] * 5, *[{trust: 2}] * 5)

    found = queries.of(closed)

    assert set(found.sectors) == {Sector.VOLUNTARY, Sector.PUBLIC}
    assert queries.of(closed, sector=Sector.VOLUNTARY).statements[0].mean == 5.0
    assert queries.of(closed, sector=Sector.PUBLIC).statements[0].mean == 2.0


def test_while_it_is_open_the_page_says_how_many_answered_and_nothing_else(who, trust, sign_in):
    survey, other = make.opened(who.here, trust), make.opened(who.here, trust)
    for each, said in ((survey, 1), (other, 5)):
        for asked in make.respondents(each)[:6]:
            make.reply(each, {trust: said}, asked)
    client = sign_in(who.ann)

    low, high = (
        client.soup(f"{HERE}{each.id}/results/").select_one("main").text.replace(f"/{each.id}/", "/…/")
        for each in (survey, other)
    )

    assert low == high
    assert "6 of" in low
    assert "No results yet" in low
    assert results_of(client, survey, "?format=csv").mimetype == "text/html"


def test_changed_words_are_not_compared_and_equal_ones_are(who, trust, sign_in):
    fair = make.wording("We are fair", who.here)
    make.closed(make.opened(who.here, trust, fair, year=2025), *[{trust: 2, fair: 2}] * 5)
    with writing():
        again = Wording(question_id=fair.question_id, number=2, heading="We are just", choices=fair.choices)
        db.session.add(again)
    survey = make.closed(make.opened(who.here, trust, again), *[{trust: 4, again: 4}] * 5)

    found = {each.wording.id: each for each in queries.of(survey, people_viewer(who.ray)).statements}

    assert found[trust.id].before.counts.mean == 2.0
    assert found[trust.id].moved is Moved.UP
    assert found[again.id].before is None
    page = results_of(sign_in(who.ray), survey).text
    assert "up from 2025 (2.0, 5 answered)" in page


def people_viewer(person):
    return load_viewer(hashed(factories.signed_in(person)))


def test_an_earlier_survey_without_enough_answers_is_no_measure(who, trust):
    make.closed(make.opened(who.here, trust, year=2025), *[{trust: 2}] * 4)
    survey = make.closed(make.opened(who.here, trust), *[{trust: 4}] * 5)

    assert queries.of(survey, people_viewer(who.ray)).statements[0].before is None


def test_the_weakest_stands_first_and_what_is_hidden_last(who):
    weak, strong, hidden = (make.wording(each, who.here) for each in ("Weak", "Strong", "Hidden"))
    replies = [{strong: 5, weak: 1, hidden: 1}] * 2 + [{strong: 5, weak: 1}] * 3
    survey = make.closed(make.opened(who.here, hidden, strong, weak), *replies)

    found = queries.of(survey)

    assert [each.wording.heading for each in found.statements] == ["Weak", "Strong", "Hidden"]
    assert found.count(Band.ACT) == found.count(Band.STRENGTH) == 1


def test_joint_answers_say_that_they_are_joint(who, trust, sign_in):
    survey = make.closed(make.opened(who.here, trust, asks=Asks.JOINT), {trust: 2})

    page = results_of(sign_in(who.ray), survey).text

    assert "agreed on together at a meeting" in page
    assert "Average 2.0 of 5" in page


def test_few_who_are_not_anonymous_are_told_so(who, trust, sign_in):
    survey = make.closed(make.opened(who.here, trust, privacy=Privacy.UNNAMED), {trust: 2})

    assert "This survey was not anonymous" in results_of(sign_in(who.ray), survey).text


def test_named_answers_stand_with_their_organisation(who, sign_in):
    offer = make.wording("What can you offer?", who.here, Measure.SOME_OF, choices="A room\nA van")
    more = make.wording("Tell us more", who.here, Measure.TEXT)
    survey = make.opened(who.here, offer, more, privacy=Privacy.NAMED)
    closed = make.closed(survey, {offer: [1, 2], more: "Ring first"})

    page = results_of(sign_in(who.ray), closed).text

    assert "High Peak CVS" in page
    assert "A room, A van" in page
    assert "Ring first" in page


def test_what_people_wrote_can_be_taken_out_with_a_mark_and_put_back_that_day(who, trust, sign_in):
    survey = make.closed(make.opened(who.here, trust), *[{trust: (1, "The chair is rude")}], *[{trust: 4}] * 5)
    key = db.session.query(Remark).one().id
    ann, ray = sign_in(who.ann), sign_in(who.ray)
    assert "The chair is rude" in results_of(ray, survey).text

    assert ray.post(f"{HERE}{survey.id}/results/remarks/{key}/hide").status_code == 403
    assert ann.post(f"{HERE}{survey.id}/results/remarks/{key}/hide").status_code == 303
    assert "The chair is rude" not in results_of(ray, survey).text
    assert "took these words out" in results_of(ray, survey).text
    assert "rude" not in results_of(ray, survey, "?format=csv").text

    ann.post(f"{HERE}{survey.id}/results/remarks/{key}/show")
    assert "The chair is rude" in results_of(ray, survey).text


def test_the_file_holds_what_the_page_shows_and_no_more(who, trust, sign_in):
    fair = make.wording("We are fair", who.here)
    survey = make.closed(make.opened(who.here, trust, fair), *[{trust: 4, fair: 4}] * 4, {trust: 5})

    lines = list(csv.reader(io.StringIO(results_of(sign_in(who.ray), survey, "?format=csv").text.lstrip("\ufeff"))))

    assert ["We trust each other", "Agree", "4"] in lines
    assert ["We trust each other", "Average", "4.2"] in lines
    assert [line for line in lines if line[0] == "We are fair"] == [["We are fair", "Too few answered", ""]]


def test_results_are_for_their_audience_alone(who, trust, sign_in, client):
    survey = make.closed(make.opened(who.here, trust), *[{trust: 4}] * 5)

    assert results_of(client, survey).status_code == 404
    assert results_of(sign_in(who.sue), survey).status_code == 404
    with writing():
        db.session.get(Survey, survey.id).audience = Audience.PUBLIC
    assert results_of(client, survey).status_code == 200


def test_wider_staff_are_a_series_of_their_own(who, trust):
    survey = make.opened(who.here, trust)
    for asked in make.respondents(survey)[:5]:
        make.reply(survey, {trust: 4}, asked)
    for _each in range(5):
        make.reply(survey, {trust: 1}, series="staff")
    closed = make.closed(survey)

    assert queries.of(closed).statements[0].mean == 4.0
    assert queries.of(closed, series=Series.STAFF).statements[0].mean == 1.0


def test_results_cost_as_many_statements_for_thirty_questions_as_for_one(who, sign_in, queries):
    one = make.closed(make.opened(who.here, make.wording()), *[{}] * 5)
    many = [make.wording(f"Statement {number}", who.here) for number in range(30)]
    thirty = make.closed(make.opened(who.here, *many), *[dict.fromkeys(many, 4)] * 6)
    client = sign_in(who.ray)
    counts = []
    for survey in (one, thirty):
        results_of(client, survey)
        queries.clear()
        results_of(client, survey)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 9


@given(lists(one_of(none(), integers(1, 5)), max_size=4))
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_under_the_threshold_nothing_can_be_read_whatever_was_answered(who, said):
    trust = make.wording("We trust each other", who.here)
    survey = make.closed(make.opened(who.here, trust), *[{trust: each} for each in said])

    found = queries.of(survey)

    assert not found.is_shown
    assert dict(found.statements[0].counts.by) == {}
    assert found.statements[0].band is None
