"""A question goes up to an agenda; the answer comes down to the asker, or to all."""

from portal.core.database import db
from portal.tiers.models import Question
from tests import factories_meetings, factories_tiers
from tests.tiers.conftest import BESIDE, HERE, THERE


def test_a_question_stands_on_the_agenda_above_and_the_answer_comes_down_to_all(
    who, above, below, tier, beside, sign_in, outbox
):
    ann, sue, bea = sign_in(who.ann), sign_in(who.sue), sign_in(beside.bea)
    mine, theirs = factories_meetings.items(below)[0], factories_meetings.items(above)[-1]

    said = {"title": "Who mends them?", "text": "We wonder", "tier_id": str(tier.id), "source": f"item-{mine.id}"}
    assert ann.post(f"{HERE}questions/new", data=said).status_code == 303

    number = db.session.query(Question).one().id
    assert outbox()[-1].to_name == "Sue Stanton"
    at = f"/partnerships/there/meetings/{above.id}/"
    assert "Who mends them?" in sue.soup(at).select_one(f"#item-{theirs.id}").text
    assert "Who mends them?" in sue.soup("/").text
    assert bea.get(f"{BESIDE}questions/{number}/").status_code == 404
    assert sue.soup(f"{THERE}questions/{number}/").select_one(f"a[href='{at}items/{theirs.id}/']")
    assert "Stalls" in ann.soup(f"{HERE}questions/{number}/").text

    answer = {"answer": "The county does", "source": f"item-{theirs.id}", "is_for_all": "y"}
    assert sue.post(f"{THERE}questions/{number}/answer", data=answer).status_code == 303

    told = {letter.to_name for letter in outbox() if "answered “Who mends" in letter.body}
    assert {"Ann Abbot", "Bea Beeley"} <= told
    assert "The county does" in bea.soup(f"{BESIDE}questions/{number}/").text
    assert "The county does" in ann.soup(f"/partnerships/here/meetings/{below.id}/agenda").text
    assert "Who mends them?" not in sue.soup("/").text


def test_an_open_question_names_the_next_agenda_and_none_beyond(who, above, tier, sign_in):
    later = factories_meetings.meeting(who.there.main, -60, items=())
    number = factories_tiers.question(tier).id
    page = sign_in(who.sue).soup(f"{THERE}questions/{number}/")
    assert page.select_one(f"a[href*='/meetings/{above.id}/items/']")
    assert factories_meetings.items(later)
    assert not page.select_one(f"a[href*='/meetings/{later.id}/']")


def test_an_answer_to_the_asker_alone(who, tier, beside, sign_in, outbox):
    question = factories_tiers.question(tier)
    sign_in(who.sue).post(f"{THERE}questions/{question.id}/answer", data={"answer": "We do"})
    assert sign_in(beside.bea).get(f"{BESIDE}questions/{question.id}/").status_code == 404
    assert "We do" in sign_in(who.otto).soup(f"{HERE}questions/{question.id}/").text
    assert "Bea Beeley" not in {letter.to_name for letter in outbox() if "answered" in letter.body}


def test_mistakes_and_those_who_may_not(who, tier, beside, below, sign_in):
    ann, sue, bea = sign_in(who.ann), sign_in(who.sue), sign_in(beside.bea)
    secret = factories_meetings.items(below)[0]
    factories_meetings.make_secret(below, secret)
    given = {"title": "Who?", "tier_id": str(tier.id)}
    for wrong in ({"title": ""}, {"tier_id": str(beside.id)}, {"source": f"item-{secret.id}"}, {"source": "item-999"}):
        answer = ann.post(f"{HERE}questions/new", data=given | {"text": "Typed"} | wrong)
        assert answer.status_code == 422
        assert "Typed" in answer.text
    assert sue.post(f"{THERE}questions/new", data=given).status_code == 404
    assert sign_in(who.otto).post(f"{HERE}questions/new", data=given).status_code == 403
    question = factories_tiers.question(tier)
    assert sue.post(f"{THERE}questions/{question.id}/answer", data={"answer": ""}).status_code == 422
    assert ann.post(f"{HERE}questions/{question.id}/answer", data={"answer": "No"}).status_code == 404
    assert bea.post(f"{BESIDE}questions/{question.id}/answer", data={"answer": "No"}).status_code == 404
    assert sue.post(f"{THERE}questions/{question.id}/withdraw").status_code == 404


def test_a_question_is_taken_back_and_sent_again(who, tier, sign_in):
    question, ann, sue = factories_tiers.question(tier), sign_in(who.ann), sign_in(who.sue)
    assert ann.post(f"{HERE}questions/{question.id}/withdraw").status_code == 303
    assert sue.get(f"{THERE}questions/{question.id}/").status_code == 404
    assert ann.post(f"{HERE}questions/{question.id}/restore").status_code == 303
    assert sue.get(f"{THERE}questions/{question.id}/").status_code == 200


def test_a_question_from_an_item_that_became_confidential_is_not_told_above(who, tier, below, sign_in):
    item = factories_meetings.items(below)[0]
    question = factories_tiers.question(tier, "Pay?", factories_tiers.traffic.Source(item.id, None, below.id))
    factories_meetings.make_secret(below, item)
    assert sign_in(who.sue).get(f"{THERE}questions/{question.id}/").status_code == 404
    assert "Pay?" not in sign_in(who.sue).soup("/").text
    assert sign_in(who.ann).get(f"{HERE}questions/{question.id}/").status_code == 200


def test_thirty_questions_cost_no_more_than_one(who, tier, sign_in, queries):
    for number in range(30):
        factories_tiers.question(tier, f"Question {number}")
    sue = sign_in(who.sue)
    queries.clear()
    assert len(sue.soup(f"{THERE}questions/?q=question").select("tbody tr")) == 30
    assert len(queries) <= 4, queries
