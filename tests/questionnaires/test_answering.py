"""Somebody answers a survey for their seat: page by page, with a draft, by HTMX and without it, once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from portal.audit.models import Event
from portal.core.database import db, writing
from portal.core.once import Submission
from portal.core.permissions import Role
from portal.questionnaires import sealing
from portal.questionnaires.models import Measure
from portal.questionnaires.services import counting
from portal.questionnaires.survey_models import Asks, Draft, Envelope, Privacy, Survey
from tests import factories, people
from tests import factories_answering as answering
from tests import factories_questionnaires as make


@pytest.fixture
def who(app):
    return people.cast()


@pytest.fixture
def survey(who):
    return answering.small_round(who)


@pytest.fixture
def ray(sign_in, who):
    return sign_in(who.ray)


def at(survey, page="", place="here"):
    return f"/partnerships/{place}/surveys/{survey.id}/answer/{page}"


def envelopes(survey) -> list:
    db.session.rollback()
    row = db.session.get(Survey, survey.id)
    found = db.session.scalars(sa.select(Envelope.sealed).filter_by(survey_id=survey.id))
    return [sealing.unseal(row.salt, sealed) for sealed in found]


def count(table) -> int:
    db.session.rollback()
    return db.session.query(table).count()


def test_the_start_says_who_asks_until_when_how_long_and_what_becomes_of_it(survey, ray):
    words = " ".join(ray.soup(at(survey)).main.text.split())
    for said in ("For High Peak CVS", "Here Partnership asks", "You can answer until", "10 minutes", "2 questions"):
        assert said in words
    assert "not even the administrator" in words
    assert "only where five or more answered" in words
    assert "kept apart" in words


@pytest.mark.parametrize(
    ("privacy", "said"),
    [(Privacy.UNNAMED, "not anonymous"), (Privacy.NAMED, "each answer is shown with the organisation")],
)
def test_what_is_not_anonymous_says_so(who, ray, privacy, said):
    assert said in ray.soup(at(answering.small_round(who, privacy=privacy))).main.get_text(" ")


def test_page_by_page_without_script_to_the_envelope(survey, ray):
    first = ray.post(at(survey, "1/"), data={f"q{survey.trust}": "2", f"help{survey.trust}": "Meet more", "go": "next"})
    assert (first.status_code, first.location) == (303, at(survey, "2/"))
    back = ray.post(at(survey, "2/"), data={f"q{survey.change}": "Less paper", "go": "back"})
    assert back.location == at(survey, "1/")
    page = ray.soup(at(survey, "1/"))
    assert page.select_one("input[value='2']").has_attr("checked")
    assert page.find("textarea").text.strip() == "Meet more"
    assert "2 of 2 answered" in page.text
    assert ray.post(at(survey, "2/"), data={f"q{survey.change}": "Less", "go": "next"}).location == at(survey, "check")
    assert "Nothing is left out" in ray.soup(at(survey, "check")).text

    sent = ray.post(at(survey, "send"))

    assert (sent.status_code, sent.location) == (303, at(survey, "sent"))
    assert "Thank you" in ray.soup(at(survey, "sent")).h1
    said = {str(survey.trust): {"choice": 2, "help": "Meet more"}, str(survey.change): {"text": "Less"}}
    assert envelopes(survey) == [{"series": "seats", "sector": "", "answers": said}]
    assert count(Draft) == 0


def test_by_htmx_the_draft_saves_itself_and_says_so(survey, ray):
    saved = ray.htmx(at(survey, "1/"), data={f"q{survey.trust}": "4"})
    assert saved.status_code == 200
    assert "Saved " in saved.text
    assert "1 of 2 answered" in saved.text
    assert "Go on answering" in ray.soup(at(survey)).text


@pytest.mark.parametrize("page", ["page", "swap"])
def test_what_does_not_fit_is_refused_beside_its_field_and_the_words_stay(survey, ray, page):
    long = "é" * 2001
    send = ray.htmx if page == "swap" else ray.post
    answer = send(at(survey, "2/"), data={f"q{survey.change}": long})
    assert answer.status_code == 422
    assert "Keep this to 2,000 letters" in answer.text
    assert page == "swap" or long in answer.text
    assert count(Draft) == 0


def test_more_than_an_envelope_holds_is_refused_beside_the_longest(who, ray):
    texts = [make.wording(f"Text {number}", who.here, Measure.TEXT) for number in range(4)]
    survey = make.opened(who.here, *texts, privacy=Privacy.UNNAMED)
    data = {f"q{wording.id}": "é" * (1999 if number else 2000) for number, wording in enumerate(texts)}
    answer = ray.post(at(survey, "1/"), data=data)
    assert answer.status_code == 422
    assert "more text than the survey can keep" in answer.text
    assert "é" * 2000 in answer.text


def test_a_choice_that_is_not_offered_is_refused(survey, ray):
    assert ray.post(at(survey, "1/"), data={f"q{survey.trust}": "9"}).status_code == 422


def test_every_kind_of_question_is_answered_and_left_out_again(who, ray):
    one = make.wording("Which?", who.here, Measure.ONE_OF, choices="Red\nBlue")
    some = make.wording("Which ones?", who.here, Measure.SOME_OF, choices="Bus\nTrain")
    fair = make.wording("Fair?", who.here, Measure.YES_NO)
    survey = make.opened(who.here, one, some, fair, privacy=Privacy.UNNAMED)
    data = {f"q{one.id}": "2", f"q{some.id}": ["1", "2"], f"q{fair.id}": "0"}
    left = ray.post(at(survey, "1/"), data=data | {"go": f"clear-{one.id}"})
    assert left.location == f"{at(survey, '1/')}#q{one.id}"
    assert "2 of 3 answered" in ray.soup(at(survey, "1/")).text
    ray.post(at(survey, "send"))
    assert envelopes(survey)[0]["answers"] == {str(some.id): {"choices": [1, 2]}, str(fair.id): {"choice": 0}}


def test_what_would_help_goes_along_only_with_a_low_rating(survey, ray):
    ray.post(at(survey, "1/"), data={f"q{survey.trust}": "4", f"help{survey.trust}": "Nothing"})
    ray.post(at(survey, "send"))
    assert envelopes(survey)[0]["answers"] == {str(survey.trust): {"choice": 4}}


def test_with_nothing_answered_there_is_nothing_to_send(survey, ray):
    answer = ray.post(at(survey, "send"))
    assert answer.status_code == 422
    assert "at least one question" in answer.text
    assert "Left out so far" in answer.text
    assert not answering.of(survey, people_seat(survey)).has_answered
    assert count(Envelope) == 0


def people_seat(survey):
    return next(factories.db.session.get(factories.Seat, row.seat_id) for row in make.respondents(survey))


def answered(client, survey, query=""):
    client.post(at(survey, f"1/{query}"), data={f"q{survey.trust}": "4"})
    return client.post(at(survey, f"send{query}"))


def test_a_second_answer_of_the_same_seat_is_refused_without_saying_what_was_answered(survey, ray, sign_in, who):
    stand_in = factories.person("Nan Named")
    factories.holder(who.seat_ray, stand_in, factories.Standing.SUBSTITUTE)
    assert answered(ray, survey).status_code == 303
    other = sign_in(stand_in)
    for send in (other.post, other.htmx):
        again = send(at(survey, "send"))
        assert again.status_code == 409
        assert "High Peak CVS has answered already" in again.text
        assert "Agree" not in again.text
    assert other.post(at(survey, "1/"), data={f"q{survey.trust}": "1"}).status_code == 409
    assert other.get(at(survey, "1/")).status_code == 303
    assert "An answer has come" in other.soup(at(survey)).text
    assert len(envelopes(survey)) == 1


def test_nothing_of_it_is_recorded(survey, ray):
    before = count(Event)
    answered(ray, survey)
    assert (count(Event), count(Submission)) == (before, 0)


def test_one_who_may_not_and_one_from_elsewhere(survey, sign_in, who, client):
    for person, status in ((who.otto, 403), (who.ann, 403), (who.sue, 404), (who.suki, 404)):
        other = sign_in(person)
        for page in ("", "1/", "check"):
            assert other.get(at(survey, page)).status_code == status
        for page in ("1/", "send"):
            assert other.post(at(survey, page)).status_code == status
        if status == 403:
            assert other.htmx(at(survey, "1/")).status_code == 403
    assert client.get(at(survey)).location.startswith("/login")
    assert sign_in(who.sue).get(at(survey, place="there")).status_code == 404


def test_one_who_stopped_holding_the_seat_does_not_answer_for_it(survey, ray, who):
    with writing():
        db.session.get(factories.Holder, who.seat_ray.holders[0].id).until_on = factories.LONG_AGO
    assert ray.get(at(survey)).status_code == 404


def test_one_person_with_two_seats_answers_for_each(survey, ray, who):
    factories.holder(who.seat_rosa, who.ray, factories.Standing.SUBSTITUTE)
    page = ray.soup(at(survey))
    links = [link["href"] for link in page.select("main ul.rows a")]
    assert len(links) == 2
    for link in links:
        assert answered(ray, survey, f"?{link.partition('?')[2]}").status_code == 303
    assert "has answered" in ray.soup(at(survey)).text
    assert len(envelopes(survey)) == 2


def test_the_administrator_answers_for_one_who_never_signs_in_and_sees_no_draft(survey, sign_in, who, ray):
    rung = factories.person("Tom Telephone", with_account=False)
    silent = next(row for row in make.respondents(survey) if row.seat_id not in (who.seat_ray.id, who.seat_rosa.id))
    factories.holder(db.session.get(factories.Seat, silent.seat_id), rung)
    ann, query = sign_in(who.ann), f"?for={silent.id}"
    assert "You answer for" in ann.soup(at(survey, f"1/{query}")).text
    assert ann.get(at(survey, f"?for={answering.of(survey, who.seat_ray).id}")).status_code == 403
    assert answered(ann, survey, query).status_code == 303
    assert answered(ann, survey, query).status_code == 409


def test_two_who_may_answer_for_a_seat_have_a_draft_each(survey, ray, sign_in, who):
    stand_in = factories.person("Nan Named")
    factories.holder(who.seat_ray, stand_in, factories.Standing.SUBSTITUTE)
    ray.htmx(at(survey, "1/"), data={f"q{survey.trust}": "4"})
    assert "0 of 2 answered" in sign_in(stand_in).soup(at(survey, "1/")).text


def test_wider_staff_answer_for_themselves_and_are_counted_apart(who, sign_in):
    worker = factories.person("Will Worker")
    factories.appointment(worker, Role.WIDER_STAFF, who.here, organisation_id=who.seat_ray.organisation_id)
    survey = answering.small_round(who, asks=Asks.SEATS_AND_STAFF)
    assert answered(sign_in(worker), survey).status_code == 303
    assert envelopes(survey)[0]["series"] == "staff"


def test_a_named_survey_keeps_whose_answer_it_is(who, ray):
    survey = answering.small_round(who, privacy=Privacy.NAMED)
    answered(ray, survey)
    assert envelopes(survey)[0]["respondent"] == answering.of(survey, who.seat_ray).id


def test_after_closing_the_form_says_so_kindly_and_keeps_nothing(survey, ray):
    ray.htmx(at(survey, "1/"), data={f"q{survey.trust}": "4"})
    with writing():
        counting.close(make.SOMEBODY, db.session.get(Survey, survey.id))
    assert "Thank you for coming" in ray.soup(at(survey)).text
    for send, page in ((ray.post, "1/"), (ray.htmx, "1/"), (ray.post, "send")):
        answer = send(at(survey, page), data={f"q{survey.trust}": "4"})
        assert answer.status_code == 409
        assert "closed" in answer.text
    assert count(Draft) + count(Envelope) == 0


def test_a_draft_is_not_there_for_those_who_do_not_run_it(who, ray, sign_in):
    draft = make.survey(who.here)
    assert ray.get(at(draft)).status_code == 404
    assert sign_in(who.ann).get(at(draft)).status_code == 409


def test_the_agreed_answer_is_entered_once_by_who_runs_it(who, sign_in, ray):
    survey = answering.small_round(who, asks=Asks.JOINT)
    ann = sign_in(who.ann)
    assert "Agreed together" in ann.soup(at(survey)).text
    assert answered(ann, survey).status_code == 303
    assert ray.get(at(survey)).status_code == 403
    assert answered(ann, survey).status_code == 409
    assert len(envelopes(survey)) == 1


def test_a_page_of_answering_asks_few_statements(survey, ray, queries):
    ray.get(at(survey, "1/"))
    queries.clear()
    ray.get(at(survey, "1/"))
    assert len(queries) <= 10


def test_of_two_devices_that_send_at_once_one_wins(app, survey, who):
    token = factories.signed_in(who.ray)

    def device():
        client = FlaskClient(app, app.response_class, use_cookies=True)
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = token, True
        return client

    devices = [device() for _each in range(4)]
    devices[0].post(at(survey, "1/"), data={f"q{survey.trust}": "4"})
    address = at(survey, "send")
    db.session.rollback()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda client: client.post(address), devices))
    assert sorted(answer.status_code for answer in answers) == [303, 409, 409, 409]
    assert len(envelopes(survey)) == 1
