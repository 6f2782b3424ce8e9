"""The results of a health check: statements, what the records show, what was agreed; completed when all is answered."""

import pytest

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.decisions.models import Decision
from portal.healthcheck.models import Evidence, FollowUp, PublicSummary, Workshop
from portal.questionnaires.survey_models import Asks, Stage, Survey
from tests import factories, factories_meetings, factories_plans, people
from tests import factories_healthcheck as checks
from tests import factories_questionnaires as make

HEADING = (
    "5 of 6 organisations answered. One thing to act on, one where we are divided, one strength; two still to agree."
)
STATEMENTS = {
    "attend": "All partners turn up", "resources": "We have the money", "equal-say": "We share the talking",
}  # fmt: skip


@pytest.fixture
def who(app):
    return people.cast()


@pytest.fixture
def said(who):
    for _each in range(4):
        factories.seat(who.here.main)
    return checks.statements(
        who.here,
        **{"attend": "All partners turn up", "resources": "We have the money", "equal-say": "We share the talking"},
    )


@pytest.fixture
def survey(who, said):
    ratings = [checks.STRONG, checks.ACT, checks.DIVIDED]
    return checks.closed(who.here, dict(zip(said, ratings, strict=True)), group_id=who.here.main.id)


def at(survey, page="", place="here"):
    return f"/partnerships/{place}/health-check/{survey.id}/{page}"


def words(page) -> str:
    return " ".join(page.main.text.split())


def stage(survey) -> Stage:
    db.session.rollback()
    return db.session.get(Survey, survey.id).stage


def fresh(survey) -> Survey:
    db.session.rollback()
    return db.session.get(Survey, survey.id)


def test_the_heading_says_what_there_is_and_the_weakest_statement_stands_first(survey, sign_in, who):
    page = sign_in(who.ray).soup(at(survey))
    assert (
        "5 of 6 organisations answered. One thing to act on, one where we are divided, one strength; two still to "
        in words(page)
    )
    headings = [each.text for each in page.select(".finds h3")]
    assert headings == ["We have the money", "We share the talking", "All partners turn up"]
    assert "Still to agree." in words(page)
    assert "Complete the review" not in words(page)


def test_the_records_stand_beside_a_statement_and_stay_as_they_were_on_the_day_it_closed(survey, said, sign_in, who):
    shown = words(sign_in(who.ann).soup(at(survey)))
    kept = {row.topic: row.text for row in db.session.query(Evidence).filter_by(survey_id=survey.id)}
    assert kept["attend"] == "No meeting with published minutes in these twelve months."
    assert kept["attend"] in shown
    assert kept["resources"] in shown
    factories.seat(who.here.main)
    assert words(sign_in(who.ann).soup(at(survey))) == shown


def test_an_open_health_check_shows_no_records_and_no_results(said, sign_in, who):
    survey = checks.check(who.here, *said, group_id=who.here.main.id)
    assert db.session.query(Evidence).count() == 0
    assert sign_in(who.ann).get(at(survey)).status_code == 404


def test_nobody_else_reads_the_results(survey, client, sign_in, who):
    assert client.get(at(survey)).status_code == 404
    assert sign_in(who.sue).get(at(survey)).status_code == 404
    assert sign_in(who.ray).get(at(survey, place="there")).status_code == 404


def test_where_the_figures_are_public_the_records_and_what_was_agreed_are_not(survey, client, sign_in, who):
    with writing():
        db.session.get(Survey, survey.id).audience = Audience.PUBLIC
    assert client.get(f"/partnerships/here/surveys/{survey.id}/results/").status_code == 200
    assert client.get(at(survey)).status_code == 404
    assert sign_in(who.sue).get(at(survey)).status_code == 404
    assert client.get(at(survey, "one-page")).status_code == 404


def test_an_action_goes_into_the_current_plan(survey, said, sign_in, who):
    plan = factories_plans.plan(who.here)
    ann = sign_in(who.ann)
    page = ann.soup(at(survey, f"follow-up/{said[1].id}"))
    assert plan.title in words(page)
    sent = {"way": "act", "text": "Ask the trust", "leads": "HPCVS", "when": "30 April"}
    answer = ann.post(at(survey, f"follow-up/{said[1].id}"), data=sent)
    assert answer.status_code == 303
    shown = words(ann.soup(at(survey)))
    assert "Ask the trust" in shown
    assert "one still to agree" in shown
    assert db.session.query(factories_plans.PlanEntry).filter_by(plan_id=plan.id).count() == 1


def test_without_a_plan_it_goes_onto_the_list_of_actions(survey, said, sign_in, who):
    ann = sign_in(who.ann)
    ann.post(
        at(survey, f"follow-up/{said[1].id}"), data={"way": "act", "text": "Ask the trust", "leads": "All partners"}
    )
    row = db.session.query(FollowUp).one()
    assert "Ask the trust" in ann.get(f"/partnerships/here/actions/{row.action_id}/").text


@pytest.mark.parametrize(
    ("sent", "missing"),
    [
        ({"way": "act", "leads": "HPCVS", "when": "soon"}, "Write what is to be done."),
        ({"way": "act", "text": "Ask the trust"}, "Name who leads it"),
        ({"way": "leave", "text": "Kept words"}, "Say why you do not act"),
        ({"way": "leave", "reason": "Later", "agreed_on": "1/1/2090"}, "still to come"),
    ],
)
def test_a_mistake_is_said_beside_the_field_and_what_was_typed_stays(survey, said, sign_in, who, sent, missing):
    answer = sign_in(who.ann).post(at(survey, f"follow-up/{said[1].id}"), data=sent)
    assert answer.status_code == 422
    assert missing in answer.text
    assert all(value in answer.text for value in sent.values())
    assert db.session.query(FollowUp).count() == 0


def test_not_to_act_keeps_the_reason_the_day_and_who_wrote_it_and_can_be_taken_back(survey, said, sign_in, who):
    ann = sign_in(who.ann)
    ann.post(at(survey, f"follow-up/{said[2].id}"), data={"way": "leave", "reason": "We talk about it in May"})
    shown = words(ann.soup(at(survey)))
    assert "Not to act: We talk about it in May" in shown
    assert "written down by Ann Abbot" in shown
    assert ann.post(at(survey, f"follow-up/{said[2].id}/take-back"), data={}).status_code == 303
    assert "We talk about it" not in words(ann.soup(at(survey)))


def test_who_may_not_run_it_agrees_completes_and_publishes_nothing(survey, said, sign_in, who):
    for page in (f"follow-up/{said[1].id}", "workshop", "complete", "publish", f"follow-up/{said[1].id}/take-back"):
        assert sign_in(who.ray).post(at(survey, page), data={}).status_code == 403
        assert sign_in(who.sue).post(at(survey, page), data={}).status_code == 404
        assert sign_in(who.sue).post(at(survey, page, "there"), data={}).status_code == 404


def test_a_review_with_an_unanswered_act_item_cannot_be_completed(survey, said, sign_in, who):
    ann = sign_in(who.ann)
    refused = ann.post(at(survey, "complete"), data={})
    assert refused.status_code == 409
    assert "We have the money" in refused.text
    assert "We share the talking" in refused.text
    assert "All partners turn up" not in refused.text.partition("nothing is agreed")[2][:300]
    checks.act(survey, said[1])
    assert ann.post(at(survey, "complete"), data={}).status_code == 409
    ann.post(at(survey, f"follow-up/{said[2].id}"), data={"way": "leave", "reason": "We talk about it in May"})
    assert ann.post(at(survey, "complete"), data={}).status_code == 303
    assert stage(survey) is Stage.COMPLETED
    assert "The next one is due in" in words(ann.soup(at(survey)))
    again = ann.post(at(survey, f"follow-up/{said[1].id}"), data={"way": "leave", "reason": "No"})
    assert again.status_code == 409
    assert "is completed" in again.text


def test_an_action_that_was_removed_answers_nothing(survey, said, sign_in, who):
    row = checks.act(survey, said[1])
    checks.act(survey, said[2])
    sign_in(who.ann).post(f"/partnerships/here/actions/{row.action_id}/remove", data={})
    assert sign_in(who.ann).post(at(survey, "complete"), data={}).status_code == 409


def test_the_workshop_stands_on_the_next_agenda_with_four_questions_and_the_weakest(survey, sign_in, who):
    ann = sign_in(who.ann)
    none = ann.post(at(survey, "workshop"), data={})
    assert none.status_code == 409
    assert "No meeting is called" in none.text
    meeting = factories_meetings.meeting(who.here.main, days_ago=-9)
    assert ann.post(at(survey, "workshop"), data={}).status_code == 303
    assert db.session.query(Workshop).count() == 1
    shown = words(ann.soup(f"/partnerships/here/meetings/{meeting.id}/"))
    assert "what do we do about it?" in shown
    assert "why may that be?" in shown
    assert "We have the money" in shown
    assert "on the agenda already" not in shown
    assert ann.post(at(survey, "workshop"), data={}).status_code == 409


def test_the_summary_is_public_by_a_decision_only_and_is_taken_back(survey, said, client, sign_in, who):
    ann = sign_in(who.ann)
    summary = "/partnerships/here/health-check/summary"
    assert ann.post(at(survey, "publish"), data={}).status_code == 422
    assert client.get(summary).status_code == 404
    decision = factories_decision(who)
    assert ann.post(at(survey, "publish"), data={"decision_id": decision.id}).status_code == 303
    page = client.soup(summary)
    assert "All partners turn up" in words(page)
    assert not page.select(".chart")
    assert ann.post(at(survey, "publish/take-back"), data={}).status_code == 303
    assert client.get(summary).status_code == 404
    assert db.session.query(PublicSummary).count() == 1


def factories_decision(who) -> Decision:
    return factories.add(
        Decision(
            partnership_id=who.here.id, group_id=who.here.main.id, text="Publish the summary", decided_on=clock.today(),
            audience=Audience.PARTNERSHIP,
        )
    )  # fmt: skip


def test_the_one_page_holds_it_all(survey, said, sign_in, who):
    checks.act(survey, said[1], text="Ask the trust")
    shown = words(sign_in(who.ray).soup(at(survey, "one-page")))
    assert "Ask the trust" in shown
    assert "Still to agree" in shown
    assert "Strength" in shown


def test_a_joint_answer_says_so_and_needs_no_threshold(said, sign_in, who):
    survey = checks.check(who.here, *said, asks=Asks.JOINT, group_id=who.here.main.id)
    make.closed(survey, {said[0]: 5, said[1]: 2})
    shown = words(sign_in(who.ray).soup(at(survey)))
    assert "Agreed together at the meeting. One thing to act on, one strength; one still to agree." in shown


def test_last_year_you_said_stands_on_the_results_and_where_one_begins_to_answer(survey, said, sign_in, who):
    checks.act(survey, said[1], text="Ask the trust")
    with writing():
        db.session.get(Survey, survey.id).stage = Stage.COMPLETED
    new = checks.check(who.here, *said, group_id=who.here.main.id, previous_id=survey.id)
    start = words(sign_in(who.ray).soup(f"/partnerships/here/surveys/{new.id}/answer/"))
    assert "Last year you said, we did" in start
    assert "Ask the trust" in start
    make.closed(new, *({said[0]: 4, said[1]: 4} for _each in range(5)))
    page = sign_in(who.ray).soup(at(new))
    assert "Last year you said, we did" in words(page)
    assert len(page.select(".lastyear")) == 2


def test_reading_costs_as_much_for_thirty_statements_as_for_three(survey, sign_in, who, queries):
    many = dict.fromkeys((make.wording(f"Statement {at}", who.here) for at in range(30)), checks.STRONG)
    other = checks.closed(who.here, many, group_id=who.here.main.id)
    ray = sign_in(who.ray)
    ray.get(at(survey))
    queries.clear()
    ray.get(at(survey))
    few = len(queries)
    queries.clear()
    ray.get(at(other))
    assert len(queries) <= few <= 22
