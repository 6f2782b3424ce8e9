"""The chair from above visits each partnership once a year: planned, made, due."""

from datetime import date, timedelta

import pytest

from portal.core import clock
from portal.core.database import db
from portal.tiers.models import ChairVisit
from portal.tiers.rules import Seen, Visits, visit_state
from tests import factories_tiers
from tests.tiers.conftest import BESIDE, HERE, THERE

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("visits", "state"),
    [
        ([], Visits.DUE),
        ([(TODAY, True)], Visits.MADE),
        ([(date(2025, 3, 2), True)], Visits.MADE),
        ([(date(2025, 3, 1), True)], Visits.DUE),
        ([(TODAY, False)], Visits.PLANNED),
        ([(date(2026, 2, 28), False)], Visits.TO_NOTE),
        ([(date(2025, 2, 28), False)], Visits.DUE),
        ([(date(2026, 4, 1), False), (date(2025, 12, 1), True)], Visits.MADE),
        ([(date(2026, 4, 1), False), (date(2026, 2, 1), False)], Visits.PLANNED),
    ],
)
def test_where_the_years_visit_stands(visits, state):
    assert visit_state([Seen(*each) for each in visits], TODAY) is state


def test_a_visit_is_planned_at_a_meeting_made_and_taken_away(who, tier, below, sign_in):
    ann, sue = sign_in(who.ann), sign_in(who.sue)
    assert "Plan the chair's visit to" in sue.soup("/").text
    assert "Due" in sue.soup(f"{THERE}visits/").text

    said = {"meeting_id": str(below.id), "day": "", "who": "The chair"}
    assert ann.post(f"{HERE}{tier.id}/visits/new", data=said).status_code == 303

    row = db.session.query(ChairVisit).one()
    assert (row.day, row.meeting_id) == (below.day, below.id)
    assert "Plan the chair's visit to" not in sue.soup("/").text
    assert "at their meeting" in " ".join(sue.soup(f"{THERE}visits/").text.split())
    made = {"day": "yesterday", "meeting_id": "", "was_made": "y", "note": "Good talk", "version": str(row.version)}
    assert sue.post(f"{THERE}visits/{row.id}/edit", data=made).status_code == 303
    assert "Visited" in ann.soup(f"{HERE}visits/").text
    assert sue.post(f"{THERE}visits/{row.id}/edit", data=made).status_code == 409
    assert ann.post(f"{HERE}visits/{row.id}/remove").status_code == 303
    assert ann.get(f"{HERE}visits/{row.id}/edit").status_code == 404
    assert ann.post(f"{HERE}visits/{row.id}/restore").status_code == 303
    assert "Good talk" in sue.soup(f"{THERE}visits/").text


def test_mistakes_and_those_who_may_not(who, tier, beside, sign_in):
    ann, at = sign_in(who.ann), f"{HERE}{tier.id}/visits/new"
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    for wrong in ({"day": ""}, {"day": "31/31"}, {"day": tomorrow, "was_made": "y"}, {"meeting_id": "999"}):
        answer = ann.post(at, data={"who": "Typed"} | wrong)
        assert answer.status_code == 422
        assert 'value="Typed"' in answer.text
    visit = factories_tiers.visit(tier)
    assert sign_in(who.ray).post(at, data={"day": "today"}).status_code == 403
    assert sign_in(beside.bea).post(f"{BESIDE}visits/{visit.id}/remove").status_code == 404
    assert sign_in(beside.bea).post(f"{BESIDE}{tier.id}/visits/new", data={"day": "today"}).status_code == 404
