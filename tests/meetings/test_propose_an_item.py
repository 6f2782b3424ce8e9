"""A partner proposes an item by the group's own questions; who writes the agenda takes it, keeps it or declines it."""

from datetime import timedelta

import pytest

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db
from portal.meetings.agenda_models import Fate, Prompt, Proposal
from portal.meetings.models import AgendaItem
from portal.partnerships.models import Group
from tests import factories
from tests import factories_agenda as agenda
from tests import factories_meetings as make
from tests.people import cast

BASE = "/partnerships/here/meetings"


@pytest.fixture
def who(app):
    return cast()


@pytest.fixture
def coming(who):
    return make.meeting(who.here.main, days_ago=-14)


def said(prompt=None, **more):
    data = {"title": "A stall at the market", "kind": "decision", "minutes_long": "15", "led_by": "Wyn"} | more
    return data | ({f"answer_{prompt.id}": "The spring fund"} if prompt else {})


def test_from_the_proposal_to_the_agenda(who, coming, sign_in, outbox):
    prompt = agenda.prompt(who.here.main)
    wyn, mina = sign_in(who.wyn), sign_in(who.mina)

    sent = wyn.post(f"{BASE}/propose?group={who.here.main.slug}", data=said(prompt))
    row = db.session.query(Proposal).one()
    assert sent.location.endswith(f"/proposals/{row.id}/")
    assert "It waits" in wyn.get(sent.location).text

    assert "A stall at the market" in mina.get(f"{BASE}/{coming.id}/").text
    taken = mina.htmx(f"{BASE}/{coming.id}/proposals/{row.id}/take")

    assert "Which fund does it touch?" in taken.text
    assert "Proposed for this group" not in taken.text
    item = db.session.query(AgendaItem).filter_by(title="A stall at the market").one()
    assert (item.minutes_long, item.led_by, item.background) == (
        15,
        "Wyn",
        "Which fund does it touch?\nThe spring fund",
    )
    for page in ("", "agenda"):
        assert "The spring fund" in mina.get(f"{BASE}/{coming.id}/{page}").text
    told = wyn.soup(f"{BASE}/proposals/{row.id}/")
    assert told.find("a", href=f"{BASE}/{coming.id}/#item-{item.id}")
    assert [letter.to_email for letter in outbox()] == [who.wyn.email]
    assert "stall" not in outbox()[0].body


def test_by_plain_form_it_is_taken_as_well(who, coming, sign_in):
    row = agenda.proposal(who.here.main)

    answer = sign_in(who.ann).post(f"{BASE}/{coming.id}/proposals/{row.id}/take")

    assert "#item-" in answer.location
    assert sign_in(who.ann).post(f"{BASE}/{coming.id}/proposals/{row.id}/take").status_code == 409


def test_a_confidential_proposal_becomes_a_confidential_item(who, coming, sign_in, client):
    row = agenda.proposal(who.here.main, who.ray, "A secret award", is_confidential=True)

    sign_in(who.ann).post(f"{BASE}/{coming.id}/proposals/{row.id}/take")

    assert db.session.query(AgendaItem).filter_by(title="A secret award").one().audience is Audience.RESTRICTED
    for name, sees in (("otto", False), ("wyn", False), ("ray", True)):
        assert ("A secret award" in sign_in(getattr(who, name)).get(f"{BASE}/{coming.id}/").text) is sees, name


def test_a_proposal_without_a_title_is_refused_and_kept(who, sign_in):
    prompt = agenda.prompt(who.here.main)

    answer = sign_in(who.wyn).post(f"{BASE}/propose", data=said(prompt, title=" "))

    assert answer.status_code == 422
    assert "The spring fund" in answer.text
    assert db.session.query(Proposal).count() == 0


def test_it_is_kept_for_later_and_comes_from_the_backlog(who, coming, sign_in):
    row = agenda.proposal(who.here.main, who.wyn)
    ann = sign_in(who.ann)

    ann.post(f"{BASE}/proposals/{row.id}/keep")

    assert "A stall at the market" in ann.get(f"{BASE}/backlog/{who.here.main.slug}").text
    assert "A stall at the market" not in sign_in(who.otto).get(f"{BASE}/backlog/{who.here.main.slug}").text
    assert "kept for a later meeting" in sign_in(who.wyn).get(f"{BASE}/proposals/{row.id}/").text
    ann.post(f"{BASE}/{coming.id}/proposals/{row.id}/take")
    assert db.session.get(Proposal, row.id).fate is Fate.TAKEN


def test_it_is_declined_with_a_reason_that_the_proposer_reads(who, sign_in):
    row = agenda.proposal(who.here.main, who.wyn)
    ann = sign_in(who.ann)

    refused = ann.post(f"{BASE}/proposals/{row.id}/decline", data={"why": ""})
    assert (refused.status_code, db.session.get(Proposal, row.id).fate) == (422, Fate.WAITING)
    ann.post(f"{BASE}/proposals/{row.id}/decline", data={"why": "The council decides this"})

    assert "The council decides this" in sign_in(who.wyn).get(f"{BASE}/proposals/{row.id}/").text


def test_a_partner_withdraws_their_own_proposal_and_sends_it_again(who, coming, sign_in):
    row = agenda.proposal(who.here.main, who.wyn)
    wyn, ann, at = sign_in(who.wyn), sign_in(who.ann), f"{BASE}/proposals/{row.id}/"
    assert "Withdraw" not in ann.get(at).text
    assert [ann.post(at + act).status_code for act in ("withdraw", "again")] == [403, 403]
    assert wyn.post(at + "again").status_code == 409

    assert wyn.post(wyn.soup(at).find(id="withdraw").find_parent("form")["action"]).location == at

    assert "You withdrew it on" in wyn.get(at).text
    assert "withdrew it on" in ann.get(at).text
    assert "What becomes of it" not in ann.get(at).text
    assert row.title not in ann.get(f"{BASE}/{coming.id}/").text
    assert "Withdrawn" in ann.get(f"{BASE}/proposals/?fate=withdrawn").text
    taken = (f"{BASE}/{coming.id}/proposals/{row.id}/take", at + "keep", at + "decline")
    assert [ann.post(each, data={"why": "Late"}).status_code for each in taken] == [409, 409, 409]

    wyn.post(at + "again")
    assert row.title in ann.get(f"{BASE}/{coming.id}/").text
    ann.post(taken[0])
    assert wyn.post(at + "withdraw").status_code == 409
    assert db.session.get(Proposal, row.id).fate is Fate.TAKEN


@pytest.mark.parametrize(("name", "status"), [("otto", 403), ("sue", 404), ("suki", 404)])
def test_who_may_not_withdraw_it(who, sign_in, name, status):
    row = agenda.proposal(who.here.main, who.wyn)
    assert sign_in(getattr(who, name)).post(f"{BASE}/proposals/{row.id}/withdraw").status_code == status


@pytest.mark.parametrize(
    ("audience", "told"), [(Audience.PUBLIC, "the public too"), (Audience.PARTNERSHIP, "are for this partnership")]
)
def test_the_form_says_who_will_read_it(who, sign_in, audience, told):
    make.meeting(who.here.main, days_ago=-14, audience=audience)
    assert told in sign_in(who.wyn).soup(f"{BASE}/propose").select_one("main").text


@pytest.mark.parametrize(
    ("name", "status"),
    [("wyn", 200), ("ann", 200), ("cal", 200), ("mina", 200), ("ray", 404), ("otto", 404), ("sue", 404), ("suki", 404)],
)
def test_a_proposal_is_for_its_proposer_and_for_who_writes_the_agenda(who, sign_in, name, status):
    row = agenda.proposal(who.here.main, who.wyn)

    assert sign_in(getattr(who, name)).get(f"{BASE}/proposals/{row.id}/").status_code == status


@pytest.mark.parametrize(("name", "status"), [("otto", 403), ("mina", 403), ("sue", 404), ("suki", 404)])
def test_who_may_not_propose(who, sign_in, name, status):
    answer = sign_in(getattr(who, name)).post(f"{BASE}/propose", data=said())

    assert (answer.status_code, db.session.query(Proposal).count()) == (status, 0)


@pytest.mark.parametrize(("name", "status"), [("wyn", 403), ("ray", 403), ("otto", 403), ("sue", 404)])
@pytest.mark.parametrize("act", ["keep", "decline"])
def test_who_may_not_settle(who, sign_in, name, status, act):
    row = agenda.proposal(who.here.main, who.wyn)

    answer = sign_in(getattr(who, name)).post(f"{BASE}/proposals/{row.id}/{act}", data={"why": "No"})

    assert (answer.status_code, db.session.get(Proposal, row.id).fate) == (status, Fate.WAITING)


def test_another_partnerships_proposal_does_not_come_onto_this_agenda(who, coming, sign_in):
    elsewhere = agenda.proposal(who.there.main)

    assert sign_in(who.ann).post(f"{BASE}/{coming.id}/proposals/{elsewhere.id}/take").status_code == 404


def test_another_groups_proposal_does_not_come_onto_this_agenda(who, coming, sign_in):
    row = agenda.proposal(factories.group(who.here))

    assert sign_in(who.ann).post(f"{BASE}/{coming.id}/proposals/{row.id}/take").status_code == 404


def test_what_is_asked_is_changed_and_old_answers_stay(who, sign_in):
    ann, here = sign_in(who.ann), f"{BASE}/prompts/{who.here.main.slug}"

    assert ann.post(here, data={"text": ""}).status_code == 422
    ann.post(here, data={"text": "What do you want of the group?"})
    prompt = db.session.query(Prompt).one()
    assert "What do you want of the group?" in sign_in(who.wyn).get(f"{BASE}/propose").text
    row = agenda.proposal(who.here.main, who.wyn, answers=[(prompt.text, "A yes")])
    ann.post(f"{here}/{prompt.id}/end")

    assert "What do you want of the group?" not in sign_in(who.wyn).get(f"{BASE}/propose").text
    assert "What do you want of the group?" in ann.get(f"{BASE}/proposals/{row.id}/").text
    for name, status in (("cal", 403), ("mina", 403), ("sue", 404)):
        assert sign_in(getattr(who, name)).post(here, data={"text": "Why?"}).status_code == status


@pytest.mark.parametrize(("typed", "status", "kept"), [("10", 303, 10), ("0", 303, 0), ("", 422, 5), ("99", 422, 5)])
def test_the_closing_day(who, sign_in, typed, status, kept):
    group = who.here.main
    factories.add(group).proposals_close_days = 5
    db.session.commit()

    answer = sign_in(who.ann).post(f"{BASE}/prompts/{group.slug}/closing", data={"days": typed})

    assert (answer.status_code, db.session.get(Group, group.id).proposals_close_days) == (status, kept)


def test_after_the_closing_day_a_proposal_is_marked_and_still_welcome(who, coming, sign_in):
    with db.session.begin_nested():
        db.session.get(Group, who.here.main.id).proposals_close_days = 20
    db.session.commit()
    agenda.proposal(who.here.main, who.wyn)

    closed = (coming.day - timedelta(days=20)).strftime("%-d %B %Y")
    assert f"closed on {closed}" in sign_in(who.wyn).get(f"{BASE}/propose").text
    assert "After the closing day" in sign_in(who.ann).get(f"{BASE}/{coming.id}/").text


def test_thirty_proposals_cost_as_much_as_one(who, sign_in, queries):
    ann, counts = sign_in(who.ann), []
    for number in (1, 30):
        for n in range(number):
            agenda.proposal(who.here.main, who.wyn, f"Proposal {number} {n}")
        ann.get(f"{BASE}/proposals/")
        queries.clear()
        page = ann.soup(f"{BASE}/proposals/")
        counts.append(len(queries))

    assert len(page.select("tbody tr")) == 31
    assert counts[0] == counts[1] <= 5
    found = ann.get(f"{BASE}/proposals/?q=30+17&fate=waiting&format=csv")
    assert "Proposal 30 17" in found.text
    assert "Proposal 30 18" not in found.text


def test_each_sees_their_own_in_the_list(who, sign_in):
    agenda.proposal(who.here.main, who.wyn, "Of Wyn")
    agenda.proposal(who.here.main, who.ray, "Of Ray")

    for name, seen in (("wyn", (True, False)), ("ray", (False, True)), ("ann", (True, True))):
        page = sign_in(getattr(who, name)).get(f"{BASE}/proposals/").text
        assert ("Of Wyn" in page, "Of Ray" in page) == seen, name


def test_a_closed_group_takes_no_proposals(who, sign_in):
    group = factories.group(who.here, closed_on=clock.today())

    assert sign_in(who.wyn).post(f"{BASE}/propose?group={group.slug}", data=said()).status_code == 404
