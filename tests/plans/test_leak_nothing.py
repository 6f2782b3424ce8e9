"""What of plans must not reach who is not entitled: words of another's plan, and words that were confidential."""

import pytest

from portal.actions.models import Action
from portal.audit.models import Event
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.plans.models import Plan, Share
from portal.plans.round_models import Occasion
from portal.plans.services import sharing, snapshots
from tests import factories_plans as factories
from tests.factories_plans import SOMEBODY


@pytest.fixture
def lent(who):
    """An action of Here's plan, with words of that plan beside it, that stands in There's plan too."""
    entry = factories.entry(factories.plan(who.here), "Mend the bus shelter", comments="Zebrafinch pays", ref="Q7")
    action = db.session.get(Action, entry.action_id)
    factories.share(action, who.there)
    factories.put_in(factories.plan(who.there, title="Their plan"), action)
    return action


@pytest.mark.parametrize(("words", "is_found"), [("shelter", True), ("zebrafinch", False), ("Q7", False)])
def test_the_words_of_another_plan_are_not_found_out_by_searching(lent, who, sign_in, words, is_found):
    plan = db.session.query(Plan).filter_by(title="Their plan").one()
    page = sign_in(who.sue).soup(f"/partnerships/there/plans/{plan.id}/?q={words}")
    assert ("Mend the bus shelter" in page.find(id="grid").text) is is_found


def test_the_owners_find_it_by_the_words_of_their_plan(lent, who, sign_in):
    plan = db.session.query(Plan).filter_by(title="Two-year plan").one()
    page = sign_in(who.ann).soup(f"/partnerships/here/plans/{plan.id}/?q=zebrafinch")
    assert "Mend the bus shelter" in page.find(id="grid").text


def test_words_that_were_confidential_when_they_were_kept_stay_so(who, sign_in):
    plan = factories.plan(who.here)
    number = factories.entry(plan, "Dismiss the treasurer").action_id
    with writing():
        action = db.session.get(Action, number)
        action.audience, action.group_id = Audience.RESTRICTED, who.here.main.id
        db.session.flush()
        kept = snapshots.freeze(SOMEBODY, db.session.get(Plan, plan.id), "Then", Occasion.CHOSEN).id
    with writing():
        action = db.session.get(Action, number)
        action.text, action.audience = "Find a treasurer", Audience.PARTNERSHIP
    at = f"/partnerships/here/plans/{plan.id}/snapshots/{kept}/"
    for address in (at, f"{at}?since=now"):
        assert "Dismiss" not in sign_in(who.otto).get(address).text
    assert "Dismiss the treasurer" in sign_in(who.ann).get(at).text


def test_the_record_of_changes_names_no_confidential_action(lent, who):
    with writing():
        action = db.session.get(Action, lent.id)
        action.text, action.audience = "Dismiss the treasurer", Audience.RESTRICTED
        share = db.session.query(Share).one()
        sharing.end(SOMEBODY, share)
        sharing.resume(SOMEBODY, share)
    assert not [event for event in db.session.query(Event) if "Dismiss" in event.sentence]
