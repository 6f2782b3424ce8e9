"""Closing a survey counts what was answered, and keeps nothing that tells the answers apart."""

import pytest

from portal.core.database import db, writing
from portal.core.errors import Refusal
from portal.questionnaires import sealing
from portal.questionnaires.models import Measure
from portal.questionnaires.services import counting
from portal.questionnaires.survey_models import Draft, Envelope, Remark, Stage, Survey, Tally
from tests import factories
from tests import factories_questionnaires as make


@pytest.fixture
def place(app):
    """A partnership of five."""
    made = factories.partnership()
    make.seats(made.main, 5)
    return made


def test_a_survey_that_closes_keeps_counts_and_texts_and_no_envelope(place):
    trust, change = make.wording(), make.wording("What must change?", measure=Measure.TEXT)
    survey = make.opened(place, trust, change)

    closed = make.closed(survey, {trust: 4, change: "Less paper"}, {trust: 4}, {trust: (1, "Time")}, {trust: None}, {})

    counts = {tally.choice: tally.count for tally in db.session.query(Tally)}
    assert counts == {4: 2, 1: 1, 0: 1, counting.LEFT_OUT: 1}
    assert {remark.text for remark in db.session.query(Remark)} == {"Less paper", "Time"}
    assert not db.session.query(Envelope).count() + db.session.query(Draft).count()
    assert (closed.stage, closed.salt, closed.replies) == (Stage.CLOSED, b"", 5)


def test_a_closed_survey_is_never_opened_or_counted_again(place):
    survey = make.closed(make.opened(place, make.wording()))

    with pytest.raises(Refusal, match="Only an open survey"), writing():
        counting.close(make.SOMEBODY, db.session.get(Survey, survey.id))


def test_five_seats_can_answer_without_being_known_and_four_cannot(app):
    four = factories.partnership()
    make.seats(four.main, 4)

    with pytest.raises(Refusal, match="Fewer than 5 are asked"):
        make.opened(four, make.wording())


def test_seals_of_short_and_long_answers_have_one_size(app):
    salt = sealing.new_salt()

    short, long = (sealing.seal(salt, 8192, {"text": words}) for words in ("", "é" * 3000))

    assert len(short) == len(long)
    assert sealing.unseal(salt, long) == {"text": "é" * 3000}


def test_a_text_that_does_not_fit_is_refused(app):
    with pytest.raises(sealing.TooMuch):
        sealing.seal(sealing.new_salt(), 100, {"text": "x" * 100})


def test_a_seal_made_with_an_older_secret_key_opens_while_that_is_known(app, monkeypatch):
    salt = sealing.new_salt()
    sealed = sealing.seal(salt, 100, {"choice": 4})

    monkeypatch.setitem(app.config, "SECRET_KEY_FALLBACKS", [app.config["SECRET_KEY"]])
    monkeypatch.setitem(app.config, "SECRET_KEY", "another secret key of the portal")

    assert sealing.unseal(salt, sealed) == {"choice": 4}


def test_without_its_key_a_survey_stays_open_and_says_what_to_do(app, place, monkeypatch):
    trust = make.wording()
    survey = make.opened(place, trust)
    make.reply(survey, {trust: 4}, make.respondents(survey)[0])
    monkeypatch.setitem(app.config, "SECRET_KEY", "another secret key of the portal")

    with pytest.raises(Refusal, match="SECRET_KEY_FALLBACKS"):
        make.closed(survey)

    assert db.session.query(Envelope).count() == 1
