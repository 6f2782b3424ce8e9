"""Makers of tables that wait to be put into a plan, or were."""

from types import SimpleNamespace

from portal.core.database import db, writing
from portal.core.viewer import Viewer
from portal.plans.import_models import PlanImport
from portal.plans.models import Plan
from portal.plans.pasting import sources
from portal.plans.services import importing, putting_in
from tests import factories_plans


def brought(into, by, text="Action\tLead\nFeed the cat\tAll\n", is_put_in=False) -> PlanImport:
    """A table that somebody pasted."""
    doer = Viewer(user_id=by.user_id, name=by.name)
    with writing():
        plan = db.session.get(Plan, into.id)
        row = importing.begin(doer, plan, sources.read_pasted(text), "a table that was pasted")
        if is_put_in:
            putting_in.put_in(doer, plan, row)
    return row


def furnish(place: SimpleNamespace, partnership, manager) -> None:
    """A plan with two tables: one that waits, and one that was put in."""
    plan = factories_plans.plan(partnership, "Brought in")
    place.import_plan = plan.id
    place.table = brought(plan, manager).id
    place.table_put_in = brought(plan, manager, is_put_in=True).id
