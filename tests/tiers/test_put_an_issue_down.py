"""An issue goes down to agendas, answers come back, and either can be followed to the other."""

from datetime import timedelta

import pytest
import time_machine

from portal.core import clock
from portal.core.database import db, writing
from portal.core.errors import Refusal
from portal.tiers.models import Issue, IssueAnswer
from portal.tiers.rules import is_on_agenda
from portal.tiers.services.traffic import Source
from tests import factories_meetings, factories_tiers
from tests.tiers.conftest import BESIDE, HERE, THERE


def standing(meeting):
    return factories_meetings.items(meeting)[-1]


def data(*tiers, **said):
    return {"title": "Bus shelters", "text": "What do you see?", "to": [str(each.id) for each in tiers]} | said


def test_an_issue_stands_on_the_agendas_below_until_it_is_answered(who, above, below, tier, beside, sign_in, outbox):
    sue, ann = sign_in(who.sue), sign_in(who.ann)
    item = factories_meetings.items(above)[0]

    answer = sue.post(f"{THERE}issues/new", data=data(tier, beside, source=f"item-{item.id}"))

    number = db.session.query(Issue).one().id
    assert answer.location == f"{THERE}issues/{number}/"
    assert {"Ann Abbot", "Bea Beeley"} <= {letter.to_name for letter in outbox()}
    at = f"/partnerships/here/meetings/{below.id}/"
    assert "Bus shelters" in ann.soup(at).select_one(f"#item-{standing(below).id}").text
    assert "Bus shelters" in ann.soup(f"{at}agenda").text
    assert "Bus shelters" in ann.soup("/").text
    page = ann.soup(f"{HERE}issues/{number}/")
    assert page.select_one(f"a[href='{at}items/{standing(below).id}/']"), "to the agenda it stands on"
    assert not page.select_one("a[href*='/partnerships/there/meetings/']"), "the item above is not for them"
    assert "Plans" in sue.soup(f"{THERE}issues/{number}/").text

    said = {"answer": "Two are broken", "source": f"item-{standing(below).id}"}
    assert ann.post(f"{HERE}issues/{number}/answer", data=said).status_code == 303

    row = db.session.query(IssueAnswer).filter_by(tier_id=tier.id).one()
    assert (row.answered_on, row.answered_by, row.meeting_id) == (clock.today(), "Ann Abbot", below.id)
    assert "answered “Bus shelters”" in outbox()[-1].body
    page = sue.soup(f"{THERE}issues/{number}/").text
    assert "Two are broken" in page
    assert "Not answered yet" in page, "by the other one"
    assert "Two are broken" in sue.soup(f"/partnerships/there/meetings/{above.id}/").text, "at the next meeting above"
    assert "Two are broken" not in sign_in(beside.bea).soup(f"{BESIDE}issues/{number}/").text
    assert "Bus shelters" not in ann.soup("/").text
    assert "Bus shelters" not in ann.soup(at).text, "settled before the meeting"


def test_agendas_are_for_those_who_belong(who, below, tier, sign_in, client):
    factories_tiers.issue(who.there, tier, title="Shelters")
    with writing():
        db.session.merge(below).audience = "public"
    at = f"/partnerships/here/meetings/{below.id}/"
    for page in ("", "agenda"):
        assert "Shelters" not in client.get(at + page).text
        assert "Shelters" not in sign_in(who.sue).get(at + page).text
        assert "Shelters" in sign_in(who.otto).get(at + page).text or page == ""


@pytest.mark.parametrize(
    ("sent", "settled", "day", "stands"),
    [(1, None, 1, True), (2, None, 1, False), (1, 3, 3, True), (1, 3, 4, False), (1, 3, 2, True)],
)
def test_when_something_stands_on_an_agenda(sent, settled, day, stands):
    first = clock.today()
    days = [first + timedelta(days=each) if each else None for each in (sent, settled, day)]
    assert is_on_agenda(*days) is stands


def test_an_answer_stays_with_the_minutes_of_the_day_it_was_given(who, tier, below, sign_in):
    issue = factories_tiers.issue(who.there, tier)
    with time_machine.travel(clock.now() + timedelta(days=20)):
        factories_tiers.answer(tier, issue, "We count five")
        assert "We count five" in sign_in(who.otto).soup(f"/partnerships/here/meetings/{below.id}/agenda").text
        later = factories_meetings.meeting(who.here.main, -30, items=())
        assert "We count five" not in sign_in(who.otto).soup(f"/partnerships/here/meetings/{later.id}/agenda").text


def test_nothing_confidential_goes_down_or_up(who, above, below, tier, sign_in):
    secret, mine = factories_meetings.items(above)[1], factories_meetings.items(below)[0]
    factories_meetings.make_secret(above, secret)
    sue, ann = sign_in(who.sue), sign_in(who.ann)
    assert f"item-{secret.id}" not in sue.get(f"{THERE}issues/new").text
    answer = sue.post(f"{THERE}issues/new", data=data(tier, source=f"item-{secret.id}"))
    assert answer.status_code == 422
    assert "can be sent neither up nor down" in answer.text
    assert "What do you see?" in answer.text
    with pytest.raises(Refusal):
        factories_tiers.issue(who.there, tier, source=Source(secret.id))
    db.session.rollback()
    issue = factories_tiers.issue(who.there, tier)
    factories_meetings.make_secret(below, mine)
    answer = ann.post(f"{HERE}issues/{issue.id}/answer", data={"answer": "We", "source": f"item-{mine.id}"})
    assert answer.status_code == 422
    assert not db.session.query(IssueAnswer).filter(IssueAnswer.answered_on.is_not(None)).count()


def test_what_becomes_confidential_later_is_told_no_more(who, above, below, tier, sign_in):
    source, mine = factories_meetings.items(above)[0], factories_meetings.items(below)[0]
    first = factories_tiers.issue(who.there, tier, title="First", source=Source(source.id, None, above.id))
    second = factories_tiers.issue(who.there, tier, title="Second")
    factories_tiers.answer(tier, second, "Pay rises", Source(mine.id, None, below.id))
    factories_meetings.make_secret(above, source)
    factories_meetings.make_secret(below, mine)
    ann, sue, otto = sign_in(who.ann), sign_in(who.sue), sign_in(who.otto)
    assert ann.get(f"{HERE}issues/{first.id}/").status_code == 404
    assert ann.post(f"{HERE}issues/{first.id}/answer", data={"answer": "We"}).status_code == 404
    for page in ("", "issues/", "issues/?format=csv"):
        assert "First" not in ann.get(HERE + page).text
        assert "First" in sue.get(THERE + page).text
    assert "Pay rises" in ann.soup(f"{HERE}issues/{second.id}/").text
    for reader, at in ((sue, THERE), (otto, HERE)):
        page = reader.soup(f"{at}issues/{second.id}/").text
        assert "Pay rises" not in page
        assert "confidential now" in page


def test_a_decision_can_be_put_down(who, above, tier, sign_in):
    factories_meetings.decided(above, factories_meetings.items(above)[0], "Hold a fair")
    with writing():
        sign_in(who.sue).post(f"{THERE}issues/new", data=data(tier, source="decision-1"))
    assert "Hold a fair" in sign_in(who.sue).soup(f"{THERE}issues/1/").text
    assert "Hold a fair" not in sign_in(who.ann).soup(f"{HERE}issues/1/").text, "the minutes are not out"


def test_an_issue_needs_words_and_somebody_to_answer(who, tier, beside, sign_in):
    sue = sign_in(who.sue)
    for given in (data(tier, title=""), data(), data(to=["999"])):
        assert sue.post(f"{THERE}issues/new", data=given).status_code == 422
    assert sign_in(who.ann).post(f"{HERE}issues/new", data=data(tier)).status_code == 404
    assert sign_in(who.ray).post(f"{HERE}issues/new", data=data(tier)).status_code == 403
    assert not db.session.query(Issue).count()


def test_an_answer_needs_words_and_is_changed_by_one_at_a_time(who, tier, beside, sign_in):
    issue = factories_tiers.issue(who.there, tier)
    ann, at = sign_in(who.ann), f"{HERE}issues/{issue.id}/answer"
    assert ann.post(at, data={"answer": ""}).status_code == 422
    assert ann.post(at, data={"answer": "Two", "version": "1"}).status_code == 303
    stale = ann.post(at, data={"answer": "Three", "version": "1"})
    assert stale.status_code == 409
    assert "Three" in stale.text
    assert sign_in(who.ray).post(at, data={"answer": "No"}).status_code == 403
    assert sign_in(beside.bea).post(at.replace(HERE, BESIDE), data={"answer": "No"}).status_code == 404
    assert sign_in(who.sue).post(at.replace(HERE, THERE), data={"answer": "No"}).status_code == 404


def test_an_issue_is_taken_back_and_sent_again(who, tier, sign_in):
    issue = factories_tiers.issue(who.there, tier)
    sue, ann = sign_in(who.sue), sign_in(who.ann)
    assert sue.post(f"{THERE}issues/{issue.id}/withdraw").status_code == 303
    assert ann.get(f"{HERE}issues/{issue.id}/").status_code == 404
    assert "Bus shelters" not in ann.soup(HERE).text
    assert sue.post(f"{THERE}issues/{issue.id}/restore").status_code == 303
    assert "Bus shelters" in ann.soup(HERE).text
    assert ann.post(f"{HERE}issues/{issue.id}/withdraw").status_code == 404


def test_thirty_issues_cost_no_more_than_one(who, tier, sign_in, queries):
    for number in range(30):
        factories_tiers.issue(who.there, tier, title=f"Issue {number}")
    ann = sign_in(who.ann)
    queries.clear()
    assert len(ann.soup(f"{HERE}issues/?state=open&q=issue&sort=title").select("tbody tr")) == 30
    assert len(queries) <= 4, queries
    queries.clear()
    ann.soup(HERE)
    assert len(queries) <= 10, queries
