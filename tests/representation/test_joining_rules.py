"""The rule of joining: what is asked, whether it is met, how far an application is; and the note about trustees."""

from itertools import product
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from portal.core.database import db, writing
from portal.decisions.proposal_models import PASSED, TO_A_MEETING, Standing
from portal.partnerships.models import Saying
from portal.representation.backing_models import Backing, ServesAs
from portal.representation.joining_models import Application, Ended
from portal.representation.joining_rules import Stage, asked_of, eligibility, meets_all, stage_of
from portal.representation.queries import joining as queries
from portal.representation.services.backing import is_unusual
from tests import factories_deciding
from tests.factories_joining import application


def said(*answers):
    return [SimpleNamespace(meets=each) for each in answers]


def test_what_is_not_written_down_is_not_asked():
    assert asked_of("", {}) == []
    asked = asked_of("To meet", {Saying.VALUE: [(1, "Trust"), (2, "Respect")], Saying.CRITERION: [(7, "Works here")]})

    assert [each.key for each in asked] == ["purpose", "value", "criterion-7"]
    assert asked[1].text == "The values: Trust; Respect"
    assert asked[2].text == "Works here"


@pytest.mark.parametrize(
    ("answers", "all_met", "words"),
    [
        ((), False, "has not written down"),
        ((True,), True, "automatically eligible"),
        ((True, True), True, "automatically eligible"),
        ((True, False), False, "one point yet"),
        ((False, False), False, "two points yet"),
    ],
)
def test_who_meets_all_is_eligible_once_the_partners_agree(answers, all_met, words):
    assert meets_all(said(*answers)) is all_met
    assert words in eligibility(said(*answers))


def test_how_far_an_application_is():
    for ended, has_decision, standing in product([None, *Ended], [False, True], [None, *Standing]):
        stage = stage_of(ended, has_decision, standing)
        if ended:
            expected = Stage(ended.value)
        elif has_decision or standing in PASSED:
            expected = Stage.AGREED
        elif standing is Standing.OPEN:
            expected = Stage.ASKED
        else:
            expected = Stage.MEETING if standing in TO_A_MEETING else Stage.RECEIVED
        assert stage is expected
        assert stage.words


def test_the_list_says_the_same_as_the_rule(who):
    row, put = application(who.here), factories_deciding.proposal(who.here.main)
    decided = factories_deciding.settled(factories_deciding.proposal(who.here.main)).decision_id
    columns = queries.applications_table(who.here).rows
    for ended, decision_id, standing in product([None, *Ended], [None, decided], [None, *Standing]):
        with writing():
            values = {"ended": ended, "decision_id": decision_id, "proposal_id": put.id if standing else None}
            db.session.execute(sa.update(Application).values(values))
            if standing:
                db.session.execute(sa.text("UPDATE decision_proposals SET standing = :s"), {"s": standing.value})
        (line,) = [each for each in db.session.execute(columns) if each.id == row.id]
        assert line.stage == stage_of(ended, decision_id is not None, standing).words


def test_a_trustee_is_remarked_on_only_where_there_are_paid_workers():
    holder, another = SimpleNamespace(id=1), SimpleNamespace(id=2)
    for workers, serves_as in product([True, False, None], [*ServesAs, None]):
        row = Backing(has_paid_workers=workers, serves_as=serves_as, holder_id=1 if serves_as else None)
        assert is_unusual(row, holder) is (workers is True and serves_as is ServesAs.TRUSTEE)
        assert is_unusual(row, another) is False
        assert is_unusual(row, None) is False
    assert is_unusual(None, holder) is False
