"""Something is put to the seats between meetings: told, answered, extended, withdrawn, and settled by itself."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from portal import clockwork
from portal.core import clock, index
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.core.filters import shortday
from portal.core.viewer import Viewer
from portal.decisions import proposal_letters, proposal_queries, proposal_services, proposal_settling
from portal.decisions.models import Decision, How
from portal.decisions.proposal_models import Choice, Proposal, Standing, Through
from portal.mail.models import Letter
from portal.memberships.models import Seat
from portal.memberships.models import Standing as Stands
from tests import factories, factories_meetings
from tests.conftest import HTMX
from tests.factories_deciding import answer_of, proposal, rules, settled

SITE = Viewer(is_site_administrator=True)


@pytest.fixture
def base() -> str:
    """The address of what is decided between meetings."""
    return "/partnerships/here/decisions/between/"


@pytest.fixture
def typed(who):
    return {
        "group_id": str(who.here.main.id), "text": "Buy a tent", "background": "The old one leaks",
        "closes_on": shortday(clock.today() + timedelta(days=20)),
    }  # fmt: skip


@pytest.fixture
def sam(who):
    """The substitute named for Ray's seat."""
    person = factories.person("Sam Stanton")
    factories.holder(who.seat_ray, person, Stands.SUBSTITUTE)
    return person


@pytest.fixture
def peak(who):
    """Silence is assent, as with Peak Partners."""
    rules(who.here, silence_is_assent=True, silence_notice=7)


def now(made):
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(Proposal, made.id)


def decisions():
    db.session.rollback()
    return db.session.scalars(sa.select(Decision)).all()


def at(base, made, seat=None, act=""):
    return f"{base}{made.id}/" + (f"seats/{seat.id}/{act}" if seat else act)


def test_a_representative_puts_something_to_the_seats(who, sam, sign_in, base, typed, outbox):
    page = sign_in(who.ray).soup(base + "new")
    assert page.find(id="closes_on")["value"] == shortday(clock.today() + timedelta(days=14))

    answer = sign_in(who.ray).post(base + "new", data=typed)

    (made,) = db.session.scalars(sa.select(Proposal))
    assert (answer.status_code, answer.location) == (303, f"{base}{made.id}/")
    assert (made.text, made.proposed_by, made.audience) == ("Buy a tent", "Ray Rowsley", Audience.GROUP)
    assert {letter.to_name for letter in outbox()} == {"Ray Rowsley", "Rosa Rowarth", "Sam Stanton"}
    assert all("“Buy a tent”" in letter.body and f"/between/{made.id}/" in letter.body for letter in outbox())
    assert [(each.told_how.value, each.told_by) for each in made.answers] == [("letter", "The portal")] * 2


@pytest.mark.parametrize(
    ("mistake", "told"),
    [
        ({"text": ""}, "Write what is to be decided."),
        ({"closes_on": "today"}, "Write a day to come"),
        ({"closes_on": ""}, "Write the last day to answer."),
        ({"closes_on": "soon"}, "cannot be read as a day"),
        ({"group_id": "999"}, "Choose one of those offered."),
    ],
)
def test_a_mistake_puts_nothing_to_anybody(who, sign_in, base, typed, outbox, mistake, told):
    answer = sign_in(who.ann).post(base + "new", data=typed | mistake)

    assert answer.status_code == 422
    assert told in answer.text
    assert "The old one leaks" in answer.text
    assert outbox() == []


def test_a_group_without_seats_cannot_be_asked(who, sign_in, base, typed):
    with writing():
        for seat in db.session.scalars(sa.select(Seat).filter_by(group_id=who.here.main.id)):
            seat.until_on = clock.today() - timedelta(days=1)

    answer = sign_in(who.ann).post(base + "new", data=typed)

    assert answer.status_code == 409
    assert db.session.scalars(sa.select(Proposal)).all() == []


def test_a_seat_answers_and_changes_its_mind(who, sign_in, base):
    made = proposal(who.here.main)
    ray = sign_in(who.ray)
    form = ray.soup(at(base, made)).find(id=f"send-{who.seat_ray.id}").find_parent("form")
    assert form["action"] == at(base, made, who.seat_ray, "answer")

    first = ray.post(form["action"], data={"choice": "agree"})
    second = ray.htmx(form["action"], data={"choice": "object", "reason": "Too dear"})

    assert (first.status_code, second.status_code) == (303, 200)
    assert second.text.lstrip().startswith('<div id="proposal"')
    kept = answer_of(made, who.seat_ray)
    assert (kept.choice, kept.reason, kept.answered_by) == (Choice.OBJECT, "Too dear", "Ray Rowsley")
    assert "Of 2 seats 1 objects and 1 has not answered." in second.text


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_an_objection_needs_its_reason(who, sign_in, base, headers):
    made = proposal(who.here.main)

    answer = sign_in(who.ray).post(at(base, made, who.seat_ray, "answer"), data={"choice": "object"}, headers=headers)

    assert answer.status_code == 422
    assert "Say why you object" in answer.text
    assert answer_of(made, who.seat_ray).choice is None


def test_no_answer_is_no_choice(who, sign_in, base):
    made = proposal(who.here.main)

    answer = sign_in(who.ray).post(at(base, made, who.seat_ray, "answer"), data={"reason": "Well"})

    assert answer.status_code == 422
    assert "Choose one of the three answers." in answer.text
    assert "Well" in answer.text


def test_the_substitute_answers_until_the_representative_has(who, sam, sign_in, base):
    made = proposal(who.here.main)
    address = at(base, made, who.seat_ray, "answer")

    assert sign_in(sam).post(address, data={"choice": "agree"}).status_code == 303
    assert answer_of(made, who.seat_ray).through is Through.SUBSTITUTE
    assert sign_in(who.ray).post(address, data={"choice": "discuss"}).status_code == 303
    refused = sign_in(sam).post(address, data={"choice": "agree"})

    assert refused.status_code == 409
    assert "Ray Rowsley has answered" in refused.text
    assert answer_of(made, who.seat_ray).choice is Choice.DISCUSS


def test_the_manager_writes_down_what_was_said_by_telephone(who, sign_in, base):
    made = proposal(who.here.main)
    with writing():
        answer_of(made, who.seat_rosa).told_at = None
    page = sign_in(who.ann).soup(at(base, made))
    assert "1 of 2 seats have not been told yet" in page.text
    assert page.find("a", href=at(base, made, who.seat_rosa, "answer"))
    assert "by telephone" in sign_in(who.ann).soup(at(base, made, who.seat_rosa, "answer")).text

    sign_in(who.ann).post(at(base, made, who.seat_rosa, "answer"), data={"choice": "agree"})

    kept = answer_of(made, who.seat_rosa)
    assert (kept.answered_by, kept.told_how.value) == ("Ann Abbot, told by telephone", "telephone")
    assert kept.told_by == "Ann Abbot"


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_manager_tells_a_seat_by_telephone(who, sign_in, base, headers):
    made = proposal(who.here.main, opened_ago=3)
    written = answer_of(made, who.seat_rosa).told_at

    answer = sign_in(who.ann).post(at(base, made, who.seat_rosa, "told"), headers=headers)

    assert answer.status_code == (200 if headers else 303)
    kept = answer_of(made, who.seat_rosa)
    assert (kept.told_how.value, kept.told_by) == ("telephone", "Ann Abbot")
    assert kept.told_at > written, "a letter that has not left proves nothing"
    before = kept.told_at
    sign_in(who.ann).post(at(base, made, who.seat_rosa, "told"))
    assert answer_of(made, who.seat_rosa).told_at == before


def test_a_letter_that_left_is_the_earlier_proof(who, sign_in, base):
    made = proposal(who.here.main, opened_ago=3)
    written = answer_of(made, who.seat_rosa).told_at
    with writing():
        db.session.execute(sa.update(Letter).values(sent_at=clock.now()))

    sign_in(who.ann).post(at(base, made, who.seat_rosa, "told"))

    assert answer_of(made, who.seat_rosa).told_at == written


def test_silence_is_assent_where_the_rule_says_so(who, peak, sign_in, base, outbox):
    made = proposal(who.here.main, opened_ago=10)
    sign_in(who.ray).post(at(base, made, who.seat_ray, "answer"), data={"choice": "agree"})

    settled(made)

    row = now(made)
    assert (row.standing, row.silent, row.quorum_present, row.quorum_of) == (Standing.SILENT, 1, 2, 2)
    assert answer_of(made, who.seat_rosa).is_silent
    (decision,) = decisions()
    assert (decision.id, decision.text, decision.how) == (row.decision_id, "Buy a tent", How.CONSENSUS)
    assert decision.is_between
    assert (decision.quorum_present, decision.quorum_needed, decision.quorum_of) == (2, 2, 2)
    page = sign_in(who.rosa).soup(at(base, made))
    assert "2 of 2 agreed, 1 of them by silence, 2 needed" in page.text
    assert "Silent, counted as a yes" in page.text
    assert [letter.to_name for letter in outbox() if "has ended: agreed, silence counted" in letter.body] == [
        "Ray Rowsley", "Rosa Rowarth",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("opened_ago", "standing"), [(0, Standing.UNDECIDED), (4, Standing.UNDECIDED), (8, Standing.SILENT)]
)
def test_silence_needs_proof_of_telling_in_time(who, peak, opened_ago, standing):
    made = proposal(who.here.main, closes_in=1, opened_ago=opened_ago)

    settled(made)

    assert now(made).standing is standing


def test_a_letter_that_could_not_be_delivered_tells_nobody(who, peak, sign_in, base):
    made = proposal(who.here.main, opened_ago=20)
    with writing():
        db.session.execute(sa.update(Letter).filter_by(to_name="Rosa Rowarth").values(next_try_at=None))
    assert "The letter could not be delivered" in sign_in(who.ann).soup(at(base, made)).text

    settled(made)

    assert now(made).standing is Standing.UNDECIDED
    assert not answer_of(made, who.seat_rosa).is_silent


def test_without_the_rule_too_few_answers_decide_nothing(who, sign_in, base):
    made = proposal(who.here.main, opened_ago=20)
    sign_in(who.ray).post(at(base, made, who.seat_ray, "answer"), data={"choice": "agree"})

    settled(made)

    assert now(made).standing is Standing.UNDECIDED
    assert decisions() == []


@pytest.mark.parametrize(("choice", "standing"), [("object", Standing.STOPPED), ("discuss", Standing.DISCUSS)])
def test_an_objection_stops_it_and_a_wish_to_discuss_takes_it_to_a_meeting(who, peak, sign_in, base, choice, standing):
    made = proposal(who.here.main, opened_ago=20)
    said = {"choice": choice, "reason": "Not now"}
    sign_in(who.ray).post(at(base, made, who.seat_ray, "answer"), data=said)

    settled(made)

    assert now(made).standing is standing
    (decision,) = decisions()
    assert decision.how is How.DEFERRED
    assert decision.dissent.startswith("High Peak CVS ")


def test_who_objected_is_named_to_nobody_where_the_group_works_unattributed(who, peak, sign_in, base):
    rules(who.here, is_unattributed=True)
    made = proposal(who.here.main, opened_ago=20)
    said = {"choice": "object", "reason": "Not now"}
    sign_in(who.ray).post(at(base, made, who.seat_ray, "answer"), data=said)

    rosa = sign_in(who.rosa).soup(at(base, made)).find("main").text
    assert "Ray Rowsley" not in rosa
    assert "Objects" not in rosa
    assert "One seat" in rosa
    assert "Ray Rowsley" in sign_in(who.ann).soup(at(base, made)).find("main").text
    assert "Objects" in sign_in(who.ray).soup(at(base, made)).find("main").text
    settled(made)
    assert decisions()[0].dissent == "1 seat objected or wanted to discuss it."
    assert "Ray Rowsley" not in sign_in(who.rosa).soup(at(base, made)).find("main").text


def test_once_every_seat_has_agreed_it_is_decided_at_once(who, peak, sign_in, base, outbox):
    made = proposal(who.here.main)
    first = sign_in(who.ray).htmx(at(base, made, who.seat_ray, "answer"), data={"choice": "agree"})
    assert "can be changed until" in first.text
    assert now(made).standing is Standing.OPEN

    last = sign_in(who.rosa).htmx(at(base, made, who.seat_rosa, "answer"), data={"choice": "agree"})

    assert "Every seat has agreed: it is decided" in last.text
    assert "Decided early" in last.text
    ended = now(made)
    assert (ended.standing, ended.silent, ended.quorum_present) == (Standing.AGREED, 0, 2)
    (kept,) = decisions()
    assert (kept.decided_on, kept.dissent, kept.is_between) == (clock.today(), "", True)
    letters = [letter.body for letter in outbox() if "what came of a proposal" in letter.subject]
    assert letters
    assert all("Every seat agreed" in body for body in letters)
    with writing():
        assert proposal_settling.settle_due() == 0
    assert len(decisions()) == 1


def test_the_clock_finds_what_two_answers_of_one_moment_agreed(who, peak, sign_in, base):
    made = proposal(who.here.main)
    with writing():
        for answer in db.session.get_one(Proposal, made.id).answers:
            answer.choice, answer.through, answer.answered_at = Choice.AGREE, Through.REPRESENTATIVE, clock.now()
    with writing():
        assert (proposal_settling.settle_due(), proposal_settling.settle_due()) == (1, 0)
    assert now(made).standing is Standing.AGREED
    assert "every seat had agreed" in sign_in(who.ray).get(at(base, made)).text


def test_answers_end_with_the_closing_day(who, peak, sign_in, base):
    made = proposal(who.here.main, closes_in=3, opened_ago=10)
    with time_machine.travel(
        clock.at(clock.today() + timedelta(days=3), clock.now().time().replace(hour=21)), tick=False
    ):
        assert (
            sign_in(who.ray).post(at(base, made, who.seat_ray, "answer"), data={"choice": "agree"}).status_code == 303
        )
        assert sign_in(who.ann).post(at(base, made, act="settle")).status_code == 409
    with time_machine.travel(
        clock.at(clock.today() + timedelta(days=4), clock.now().time().replace(hour=9)), tick=False
    ):
        late = sign_in(who.ray).post(at(base, made, who.seat_ray, "answer"), data={"choice": "object", "reason": "x"})
        assert late.status_code == 409
        assert "Answers are no longer taken" in late.text
        assert [sign_in(who.ann).get(at(base, made, act=act)).status_code for act in ("extend", "withdraw")] == [
            200
        ] * 2
        assert sign_in(who.ann).post(at(base, made, act="withdraw"), data={"why": "x"}).status_code == 409
        page = sign_in(who.ray).soup(at(base, made))
        assert now(made).standing is Standing.OPEN, "reading writes nothing"
        assert page.find(id="settle")


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_outcome_is_written_on_request_once_the_day_has_passed(who, peak, sign_in, base, headers):
    made = proposal(who.here.main, opened_ago=20)
    with writing():
        db.session.get_one(Proposal, made.id).closes_on = clock.today() - timedelta(days=1)

    answer = sign_in(who.otto).post(at(base, made, act="settle"), headers=headers)

    assert answer.status_code == (200 if headers else 303)
    assert now(made).standing is Standing.SILENT
    assert len(decisions()) == 1
    sign_in(who.ann).post(at(base, made, act="settle"))
    assert len(decisions()) == 1


def test_the_clock_settles_once_what_is_past_its_day(app, who, peak):
    made = proposal(who.here.main, opened_ago=20)
    still = proposal(who.here.main, "Wait")
    with writing():
        db.session.get_one(Proposal, made.id).closes_on = clock.today() - timedelta(days=1)

    with time_machine.travel(clock.at(clock.today(), clock.now().time().replace(hour=10)), tick=False):
        first, second = clockwork.tick(app), clockwork.tick(app)

    assert (first["decisions between meetings"], second["decisions between meetings"]) == (1, 0)
    assert (now(made).standing, now(still).standing) == (Standing.SILENT, Standing.OPEN)
    assert len(decisions()) == 1


def test_only_those_who_have_not_answered_are_reminded_three_days_before(who, sam, sign_in, base, outbox):
    made = proposal(who.here.main, closes_in=3)
    proposal(who.here.main, "Far off", closes_in=4)
    sign_in(who.rosa).post(at(base, made, who.seat_rosa, "answer"), data={"choice": "agree"})
    with writing():
        assert (proposal_letters.write_reminders(), proposal_letters.write_reminders()) == (2, 0)

    reminded = [letter.to_name for letter in outbox() if "has not answered yet" in letter.body]
    assert reminded == ["Ray Rowsley", "Sam Stanton"]


def test_the_closing_day_is_extended_and_everybody_told_again(who, sign_in, base, outbox):
    made = proposal(who.here.main, closes_in=5)
    newcomer = factories.person("Nia New")
    fresh = factories.seat(who.here.main, held_by=newcomer)
    page = sign_in(who.cal).soup(at(base, made, act="extend"))
    assert shortday(made.closes_on) in page.text or "Now until" in page.text
    later = clock.today() + timedelta(days=30)

    early = sign_in(who.cal).post(at(base, made, act="extend"), data={"closes_on": "tomorrow"})
    done = sign_in(who.cal).post(at(base, made, act="extend"), data={"closes_on": shortday(later)})

    assert (early.status_code, done.status_code) == (422, 303)
    assert (now(made).closes_on, now(made).round) == (later, 2)
    assert answer_of(made, fresh).told_at is not None
    again = [letter.to_name for letter in outbox() if "have longer to answer" in letter.body]
    assert sorted(again) == ["Nia New", "Ray Rowsley", "Rosa Rowarth"]


def test_it_is_withdrawn_by_who_proposed_it_or_the_chair(who, sign_in, base, outbox):
    made = proposal(who.here.main, doer=Viewer(name="Ray", user_id=who.ray.user_id))
    page = sign_in(who.ray).soup(at(base, made))
    assert page.find("a", href=at(base, made, act="withdraw"))
    assert sign_in(who.rosa).get(at(base, made, act="withdraw")).status_code == 403
    assert sign_in(who.ray).post(at(base, made, act="withdraw"), data={"why": ""}).status_code == 422

    answer = sign_in(who.ray).post(at(base, made, act="withdraw"), data={"why": "The old one is mended"})

    assert answer.status_code == 303
    assert now(made).standing is Standing.WITHDRAWN
    assert "The old one is mended" in sign_in(who.rosa).soup(at(base, made)).text
    assert any("has ended: withdrawn" in letter.body for letter in outbox())
    refused = sign_in(who.ray).post(at(base, made, who.seat_ray, "answer"), data={"choice": "agree"})
    assert refused.status_code == 409


def test_what_was_not_agreed_goes_on_an_agenda(who, peak, sign_in, base):
    coming = factories_meetings.meeting(who.here.main, days_ago=-10)
    elsewhere = factories_meetings.meeting(factories.group(who.here, name="Forum"), days_ago=-5)
    made = proposal(who.here.main, opened_ago=20, background="It leaks")
    sign_in(who.ray).post(at(base, made, who.seat_ray, "answer"), data={"choice": "discuss"})
    address = f"/partnerships/here/meetings/proposed/{made.id}"
    assert sign_in(who.ann).get(address).status_code == 404
    settled(made)
    assert sign_in(who.ann).soup(at(base, made)).find("a", href=address)
    offered = sign_in(who.ann).soup(address).select("#meeting_id option")
    assert [option["value"] for option in offered] == [str(coming.id)]
    wrong = sign_in(who.ann).post(address, data={"meeting_id": elsewhere.id, "title": "A tent"})
    assert wrong.status_code == 422

    answer = sign_in(who.ann).post(address, data={"meeting_id": coming.id, "title": "A tent"})

    assert (answer.status_code, answer.location) == (303, f"/partnerships/here/meetings/{coming.id}/")
    item = factories_meetings.items(coming)[-1]
    assert (item.title, item.background, item.is_confidential) == ("A tent", "It leaks", False)
    assert now(made).item_id == item.id
    assert sign_in(who.ann).get(address).status_code == 404


def test_where_no_meeting_is_called_one_is_called_first(who, sign_in, base):
    made = settled(proposal(who.here.main))

    page = sign_in(who.ann).soup(f"/partnerships/here/meetings/proposed/{made.id}")

    assert "No meeting is called yet" in page.text


def test_what_waits_for_an_answer_stands_on_the_first_page(who, sam, sign_in):
    made = proposal(who.here.main)
    for person in (who.ray, sam):
        assert "Answer for High Peak CVS: Buy a tent" in sign_in(person).soup("/").text
    assert "Buy a tent" not in sign_in(who.otto).soup("/").text
    with writing():
        answer_of(made, who.seat_ray).choice = Choice.AGREE
    assert "Buy a tent" not in sign_in(who.ray).soup("/").text


def test_a_confidential_proposal_reaches_nobody_else(who, sam, peak, sign_in, client, base, outbox):
    made = proposal(who.here.main, "Sue the baker", hidden=True, opened_ago=20)
    seen = {
        name: sign_in(getattr(who, name)).get(at(base, made)).status_code
        for name in ("ann", "ray", "otto", "wyn", "sue")
    }
    assert seen == {"ann": 200, "ray": 200, "otto": 404, "wyn": 404, "sue": 404}
    assert sign_in(sam).get(at(base, made)).status_code == 404
    assert sign_in(sam).post(at(base, made, who.seat_ray, "answer"), data={"choice": "agree"}).status_code == 404
    assert client.get(at(base, made)).status_code == 404
    assert {letter.to_name for letter in outbox()} == {"Ray Rowsley", "Rosa Rowarth"}
    assert not any("baker" in letter.body or "baker" in letter.subject for letter in outbox())
    for name in ("otto", "wyn", "sue"):
        browser = sign_in(getattr(who, name))
        for address in (base, base + "?format=csv", "/search?q=baker", "/"):
            assert "baker" not in browser.get(address).text.replace("q=baker", "").replace('value="baker"', "").replace(
                "“baker”", ""
            )
        assert "No proposals" in browser.get(base + "?q=x").text
    settled(made)
    assert decisions()[0].audience is Audience.RESTRICTED
    assert sign_in(who.otto).get(f"/partnerships/here/decisions/{decisions()[0].id}/").status_code == 404
    history = db.session.execute(sa.text("SELECT sentence FROM audit_events")).scalars().all()
    assert not any("baker" in sentence for sentence in history)
    assert [hit.title for hit in index.search(SITE, "baker", kind="between")] == ["Sue the baker"]


def test_a_confidential_one_is_confidential_on_the_agenda(who, sign_in, base):
    coming = factories_meetings.meeting(who.here.main, days_ago=-10)
    made = settled(proposal(who.here.main, "Sue the baker", hidden=True))
    sign_in(who.ann).post(
        f"/partnerships/here/meetings/proposed/{made.id}", data={"meeting_id": coming.id, "title": "The baker"}
    )

    item = factories_meetings.items(coming)[-1]

    assert (item.is_confidential, item.audience) == (True, Audience.RESTRICTED)
    assert "baker" not in sign_in(who.otto).get(f"/partnerships/here/meetings/{coming.id}/").text


def test_who_may_not_answer(who, sign_in, client, base):
    made = proposal(who.here.main)
    address = at(base, made, who.seat_ray, "answer")

    def post(name, where=address):
        return sign_in(getattr(who, name)).post(where, data={"choice": "agree"}).status_code

    assert [post(name) for name in ("rosa", "cal", "mina", "otto", "wyn")] == [403, 403, 403, 403, 404]
    assert [post(name) for name in ("sue", "rem")] == [404] * 2
    assert client.post(address, data={"choice": "agree"}).status_code == 303
    assert post("ann", at(base, made, who.seat_there, "answer")) == 404
    assert post("sue", address.replace("/here/", "/there/")) == 404
    assert answer_of(made, who.seat_ray).choice is None


def test_the_list_is_narrowed_and_kept_as_a_file(who, sign_in, base):
    proposal(who.here.main, "Buy a tent")
    settled(proposal(who.here.main, "Buy a flag"))

    def found(asked):
        return [cell.a.text for cell in sign_in(who.ray).soup(base + asked).select("tbody th")]

    assert found("?standing=open") == ["Buy a tent"]
    assert found("?standing=undecided") == ["Buy a flag"]
    assert found("?q=flag") == ["Buy a flag"]
    assert found(f"?group={who.here.main.id}&sort=text") == ["Buy a flag", "Buy a tent"]
    assert "Buy a flag" in sign_in(who.ray).get(base + "?format=csv").text
    assert sign_in(who.ray).get(base, headers=HTMX).text.lstrip().startswith('<div id="results"')


def test_thirty_rows_cost_no_more_than_three(who, sign_in, base, queries):
    for number in range(30):
        proposal(who.here.main, f"Buy {number}")
    ray = sign_in(who.ray)
    ray.get(base)
    queries.clear()

    assert len(ray.soup(base).select("tbody tr")) == 30
    assert len(queries) <= 4 + 2


def test_its_page_costs_few_statements(who, sign_in, base, queries):
    made = proposal(who.here.main)
    for _number in range(10):
        factories.seat(who.here.main, held_by=factories.person())
    ray = sign_in(who.ray)
    ray.get(at(base, made))
    queries.clear()

    ray.get(at(base, made))

    assert len(queries) <= 8 + 2


def test_a_seat_that_does_not_count_is_not_asked(who):
    with writing():
        db.session.get_one(Seat, who.seat_rosa.id).counts = False

    made = proposal(who.here.main)

    assert [each.seat_id for each in made.answers] == [who.seat_ray.id]
    assert len(proposal_queries.voices(made)) == 1


def test_a_seat_that_ended_meanwhile_is_out_of_the_figures(who, peak):
    made = proposal(who.here.main, opened_ago=20)
    with writing():
        db.session.get_one(Seat, who.seat_rosa.id).until_on = clock.today() - timedelta(days=5)

    settled(made)

    assert (now(made).quorum_of, now(made).quorum_present) == (1, 1)


def test_services_refuse_what_the_pages_do_not_offer(who, app):
    made = proposal(who.here.main)
    answer = answer_of(made, who.seat_ray)
    ann = Viewer(name="Ann")
    with pytest.raises(Exception, match="needs a reason"), writing():
        proposal_services.give_answer(ann, made, answer, Choice.OBJECT, "", Through.TELEPHONE)
    with pytest.raises(Exception, match="later than the one"), writing():
        proposal_services.extend(ann, who.here, now(made), now(made).closes_on)
    with pytest.raises(Exception, match="not agreed between meetings"), writing():
        proposal_settling.put_on_agenda(now(made), 1)
