"""Who runs surveys drafts one from a form, changes what it asks and promises, opens it, reminds, and closes it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from portal.core import clock
from portal.core.database import db, writing
from portal.core.permissions import Role
from portal.questionnaires import standard
from portal.questionnaires.models import PlacedQuestion, Purpose, Question, Questionnaire, Wording
from portal.questionnaires.services import reminding, templates
from portal.questionnaires.survey_models import Asks, Privacy, Respondent, Stage, Survey
from tests import factories, people
from tests import factories_questionnaires as make

HERE = "/partnerships/here/surveys/"


@pytest.fixture
def who(app):
    """Everybody, with five more organisations at the table of Here."""
    found = people.cast()
    make.seats(found.here.main, 5)
    return found


@pytest.fixture
def ann(who, sign_in):
    """The manager of Here."""
    return sign_in(who.ann)


def the_survey() -> Survey:
    db.session.rollback()
    return db.session.query(Survey).order_by(Survey.id.desc()).limit(1).one()


def settings(survey, **changed):
    usual = {
        "title": survey.title, "introduction": "Hello", "minutes": "5", "year": "2026", "asks": str(survey.asks),
        "privacy": str(survey.privacy), "threshold": "5", "audience": "partnership", "strength_from": "4.0",
        "discuss_from": "3.0", "sample_note": "", "version": str(survey.version),
    }  # fmt: skip
    return usual | changed


@pytest.mark.parametrize("purpose", standard.questionnaires())
def test_each_form_of_the_portal_is_put_in_once(app, purpose):
    with writing():
        first = templates.template(purpose).id
    with writing():
        again = templates.template(purpose).id

    assert first == again
    assert db.session.query(Questionnaire).filter_by(is_template=True).count() == 1


def test_questions_that_two_forms_share_are_one_question_in_one_wording(app):
    with writing():
        for purpose in standard.questionnaires():
            templates.template(purpose)

    assert db.session.query(Question).filter_by(key="valued").count() == 1
    assert db.session.query(Wording).count() == len(standard.questions())


def test_the_checks_hold_the_eight_topics_and_the_promises_of_each_sector():
    short, long = (standard.questionnaires()[each] for each in (Purpose.SHORT_CHECK, Purpose.LONG_CHECK))
    topics = {each["topic"] for part in short["section"] for each in standard.questions_of(part)}
    sizes = {part["title"]: len(standard.questions_of(part)) for part in long["section"]}

    assert topics == {"participation", "value", "progress", "membership", "engagement", "resources", "change", "links"}
    assert sizes["What makes us succeed"] == 8
    assert sizes["What all of us promised"] == 10
    assert sizes["For statutory partners"] == 3
    assert sizes["For voluntary and community partners"] == 6


def test_a_survey_is_drafted_from_a_form_and_opened_and_everybody_gets_a_letter(who, ann, outbox):
    assert "A quick pulse" not in ann.get(HERE).text
    made = ann.post(f"{HERE}new", data={"source": "standard-pulse", "group": str(who.here.main.id)})
    survey = the_survey()
    assert (made.status_code, survey.title, survey.stage) == (303, "A quick pulse", Stage.DRAFT)
    assert "Each partner feels valued and heard" in ann.get(f"{HERE}{survey.id}/").text
    assert "seats and people will be asked" in ann.get(f"{HERE}{survey.id}/open").text

    assert ann.post(f"{HERE}{survey.id}/open", data={"closes_on": "yesterday"}).status_code == 422
    day = clock.today() + timedelta(days=21)
    opened = ann.post(f"{HERE}{survey.id}/open", data={"closes_on": f"{day:%d %B %Y}"})

    assert opened.status_code == 303
    assert the_survey().stage is Stage.OPEN
    assert db.session.query(Respondent).count() >= 5
    assert any("A quick pulse" in letter.subject for letter in outbox())
    assert "have answered" in ann.get(f"{HERE}{survey.id}/").text


def test_a_survey_needs_something_to_begin_from(who, ann):
    answer = ann.post(f"{HERE}new", data={"title": "How was it?"})

    assert answer.status_code == 422
    assert "Choose what to begin from" in answer.text
    assert "How was it?" in answer.text
    assert not db.session.query(Survey).count()


def test_what_a_draft_promises_is_changed_and_a_mistake_is_told(who, ann):
    survey = make.survey(who.here, group_id=who.here.main.id)
    address = f"{HERE}{survey.id}/edit"

    wrong = ann.post(address, data=settings(survey, threshold="3", title="Ours"))
    right = ann.post(address, data=settings(survey, threshold="6", title="Ours"))

    assert (wrong.status_code, right.status_code) == (422, 303)
    assert "Write a number from 4 to 50" in wrong.text
    assert "Ours" in wrong.text
    assert (the_survey().threshold, the_survey().title) == (6, "Ours")


def test_a_survey_by_link_cannot_be_named(who, ann):
    survey = make.survey(who.here, group_id=who.here.main.id)

    answer = ann.post(f"{HERE}{survey.id}/edit", data=settings(survey, asks="link", privacy="named"))

    assert answer.status_code == 409
    assert the_survey().privacy is Privacy.ANONYMOUS


def test_the_second_of_two_editors_is_told(who, ann):
    survey = make.survey(who.here, group_id=who.here.main.id)
    second = settings(survey, title="Second")
    ann.post(f"{HERE}{survey.id}/edit", data=settings(survey, title="First"))

    late = ann.post(f"{HERE}{survey.id}/edit", data=second)

    assert late.status_code == 409
    assert "First" in late.text
    assert "Second" in late.text
    assert the_survey().title == "First"


def test_nothing_of_an_open_survey_can_be_changed_but_its_last_day(who, ann):
    survey = make.opened(who.here, group_id=who.here.main.id)
    placed = db.session.query(PlacedQuestion).order_by(PlacedQuestion.id).limit(1).one().id

    assert ann.post(f"{HERE}{survey.id}/edit", data=settings(survey)).status_code == 409
    assert ann.post(f"{HERE}{survey.id}/questions/{placed}/remove").status_code == 409
    assert ann.post(f"{HERE}{survey.id}/remove").status_code == 409
    later = clock.today() + timedelta(days=40)
    assert ann.post(f"{HERE}{survey.id}/last-day", data={"closes_on": f"{later:%d %B %Y}"}).status_code == 303
    assert the_survey().closes_on == later


def test_too_few_seats_are_told_before_it_opens(app, sign_in):
    small = factories.partnership(slug="small")
    make.seats(small.main, 3)
    sam = factories.person("Sam Small")
    factories.appointment(sam, Role.MANAGER, small)
    survey = make.survey(small, group_id=small.main.id)
    client = sign_in(sam)

    page = client.get(f"/partnerships/small/surveys/{survey.id}/")
    day = clock.today() + timedelta(days=9)
    refused = client.post(f"/partnerships/small/surveys/{survey.id}/open", data={"closes_on": f"{day:%d %B %Y}"})

    assert "This round is not anonymous" in page.text
    assert refused.status_code == 409
    assert "Fewer than 5 are asked" in refused.text
    assert the_survey().stage is Stage.DRAFT


def test_a_question_is_asked_worded_anew_moved_and_taken_out(who, ann):
    survey = make.survey(who.here, group_id=who.here.main.id)
    section = survey.questionnaire.sections[0].id
    place = f"{HERE}{survey.id}/questions/"

    none = ann.post(f"{place}sections/{section}/ask", data={"heading": "Which?", "measure": "one_of", "choices": "One"})
    asked = ann.post(
        f"{place}sections/{section}/ask", data={"heading": "Which?", "measure": "one_of", "choices": "One\nTwo"}
    )
    assert (none.status_code, asked.status_code) == (422, 303)
    assert "from 2 to 12 choices" in none.text
    placed = db.session.query(PlacedQuestion).order_by(PlacedQuestion.id.desc()).limit(1).one()
    first = placed.wording_id

    ann.post(f"{place}{placed.id}/edit", data={"heading": "Which one?", "measure": "one_of", "choices": "One\nTwo"})
    db.session.rollback()
    placed = db.session.get(PlacedQuestion, placed.id)
    assert placed.wording_id != first
    assert placed.wording.number == 2
    assert db.session.get(Wording, first).heading == "Which?"

    ann.post(f"{place}{placed.id}/up")
    text = ann.get(place).text
    assert text.index("Which one?") < text.index("We trust each other")

    ann.post(f"{place}{placed.id}/remove")
    assert "Which one?" not in ann.soup(place).select_one(f"#section-{section} ul").text
    back = ann.post(f"{place}sections/{section}/place?wording={placed.wording_id}")
    assert back.status_code == 303
    assert "Which one?" in ann.soup(place).select_one(f"#section-{section} ul").text


def test_sections_come_are_named_and_go_when_they_are_empty(who, ann):
    survey = make.survey(who.here, group_id=who.here.main.id)
    full = survey.questionnaire.sections[0].id
    place = f"{HERE}{survey.id}/questions/"

    assert ann.post(f"{place}sections/new", data={"title": ""}).status_code == 422
    ann.post(f"{place}sections/new", data={"title": "Money"})
    page = ann.soup(place)
    new = next(each for each in page.select("section[id^=section-]") if "Money" in each.text)["id"].split("-")[1]
    ann.post(f"{place}sections/{new}/edit", data={"title": "Money and time", "introduction": "Be frank."})
    assert "Be frank." in ann.get(place).text
    assert ann.post(f"{place}sections/{full}/remove").status_code == 409
    ann.post(f"{place}sections/{new}/remove")
    assert "Money and time" not in ann.get(place).text


def test_a_removed_draft_comes_back(who, ann):
    survey = make.survey(who.here, group_id=who.here.main.id, title="Mine")

    ann.post(f"{HERE}{survey.id}/remove")
    assert "Mine" not in ann.soup(HERE).select_one("main").text.replace("removed", "")
    ann.post(f"{HERE}{survey.id}/restore")

    assert "Mine" in ann.get(HERE).text


def test_an_earlier_survey_is_asked_once_more_in_the_same_words(who, ann):
    trust = make.wording("We trust each other", who.here)
    done = make.closed(make.opened(who.here, trust, title="Last spring", group_id=who.here.main.id))

    ann.post(f"{HERE}new", data={"source": f"again-{done.id}", "group": str(who.here.main.id)})

    again = the_survey()
    assert again.id != done.id
    assert [placed.wording_id for placed in again.questionnaire.sections[0].questions] == [trust.id]


def test_the_bank_lists_what_was_asked_and_how_often(who, ann):
    trust = make.wording("We trust each other", who.here)
    make.closed(make.opened(who.here, trust, group_id=who.here.main.id))

    line = next(row for row in ann.soup(f"{HERE}bank").select("tbody tr") if "We trust each other" in row.text)

    assert "1" in line.select_one(".num").text


def test_the_address_of_a_survey_by_link_stands_once_and_is_taken_back(who, ann, client):
    survey = make.opened(who.here, asks=Asks.LINK, group_id=who.here.main.id)

    page = ann.post(f"{HERE}{survey.id}/link")
    address = page.text.partition('id="address">')[2].partition("<")[0].removeprefix("http://localhost")

    assert client.get(address).status_code == 200
    assert address.split("/")[2] not in ann.get(f"{HERE}{survey.id}/").text
    ann.post(f"{HERE}{survey.id}/unlink")
    assert client.get(address).status_code == 404


def test_who_has_not_answered_is_reminded_on_its_days_and_nobody_else(who, ann, outbox):
    start = datetime(2026, 6, 1, 10, tzinfo=UTC)
    trust = make.wording()
    with time_machine.travel(start):
        survey = make.opened(who.here, trust, group_id=who.here.main.id)
        make.reply(survey, {trust: 4}, make.respondents(survey)[0])

    counts = {}
    for after in (1, 6, 7, 8, 14, 19, 20):
        with time_machine.travel(start + timedelta(days=after)), writing():
            counts[after] = reminding.write_reminders()

    assert counts[7] == counts[14] == counts[19]
    assert counts[1] == counts[6] == counts[8] == counts[20] == 0
    assert all("4" not in letter.subject for letter in outbox() if "no answer" in letter.body)


def test_a_survey_closes_by_itself_the_day_after_its_last(who):
    start = datetime(2026, 6, 1, 10, tzinfo=UTC)
    with time_machine.travel(start):
        survey = make.opened(who.here, days=7)
    with time_machine.travel(start + timedelta(days=7)), writing():
        assert reminding.close_due() == 0
    with time_machine.travel(start + timedelta(days=8)), writing():
        assert reminding.close_due() == 1

    assert db.session.get(Survey, survey.id).stage is Stage.CLOSED


def test_who_is_asked_finds_it_on_their_own_page(who, sign_in):
    survey = make.opened(who.here, title="How are we doing?", group_id=who.here.main.id)

    home = sign_in(who.ray).get("/")

    assert "Answer: How are we doing?" in home.text
    assert f"{HERE}{survey.id}/answer/" in home.text


def test_thirty_surveys_cost_no_more_statements_than_one(who, ann, queries):
    make.survey(who.here, group_id=who.here.main.id)
    ann.get(HERE)
    queries.clear()
    ann.get(HERE)
    few = len(queries)
    with factories.together():
        for number in range(30):
            make.survey(who.here, group_id=who.here.main.id, title=f"Survey {number}")
    queries.clear()

    ann.get(HERE)

    assert len(queries) == few <= 4
