"""Makers of what keeps a plan alive: rounds, pictures, reports, and the plan that follows."""

from datetime import date, timedelta

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.partnerships.models import Partnership
from portal.plans.models import Plan
from portal.plans.round_models import Occasion
from portal.plans.services import reports, reviewing, rounds, snapshots
from tests import factories_plans
from tests.factories_plans import SOMEBODY

SAID = {"successes": "We met.", "failures": "The bus.", "lessons": "Ask sooner."}


def furnish(place, partnership, seat) -> None:
    """Give a place a plan that is asked about, with a picture and two reports; one not asked yet; one that follows."""
    asked, free, old = (
        factories_plans.plan(partnership, title=title) for title in ("Asked about", "Not asked yet", "Last year's")
    )
    section = factories_plans.section(asked, "Support")
    place.plan_objective = factories_plans.objective(section, "Share what we know").id
    factories_plans.entry(asked, "Share good practice", section, leads=seat.organisation.name)
    factories_plans.entry(free, "Find a venue")
    factories_plans.entry(old, "Hold the workshop")
    place.asked_plan, place.free_plan = asked.id, free.id
    with writing():
        here = db.session.get(Partnership, partnership.id)
        asked, old = db.session.get(Plan, asked.id), db.session.get(Plan, old.id)
        row = rounds.begin(SOMEBODY, asked, here, "Spring round", clock.today() + timedelta(days=30))
        place.round, place.asked = row.id, row.asked[0].id
        place.plan_snapshot = snapshots.freeze(SOMEBODY, asked, "In spring", Occasion.CHOSEN).id
        out, draft = (reports.write(SOMEBODY, asked, title=title, **SAID) for title in ("Last year", "This year"))
        reports.publish(SOMEBODY, asked, out, Audience.PUBLIC)
        place.plan_report, place.draft_report = out.id, draft.id
        place.following_plan = reviewing.follow_on(
            SOMEBODY, here, old, title="The next", begins_on=date(2030, 1, 1), ends_on=date(2031, 12, 31), carried=()
        ).id
