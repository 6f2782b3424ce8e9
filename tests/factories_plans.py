"""Makers of action plans, their sections and actions, as somebody who keeps them would leave them."""

from datetime import date

from portal.actions.models import Status
from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.core.dates import add_months
from portal.core.viewer import Viewer
from portal.partnerships.models import Partnership
from portal.plans.models import Field, Objective, Plan, PlanEntry, Section, Share, Stage
from portal.plans.presets import PRESETS
from portal.plans.rules import FIELDS
from portal.plans.services import entries, plans, sections
from tests import factories, factories_actions

SOMEBODY = Viewer(name="Somebody")


def plan(of_partnership, title="Two-year plan", preset="peak", stage=Stage.CURRENT, **given) -> Plan:
    """A current plan of two years that began half a year ago, with the columns of a preset; for the partnership."""
    begins_on = add_months(clock.today().replace(day=1), -6)
    usual = {
        "begins_on": begins_on, "ends_on": add_months(begins_on, 24), "opens_to": Audience.PARTNERSHIP,
        "columns": PRESETS[preset].columns,
    }  # fmt: skip
    with writing():
        row = plans.start(SOMEBODY, of_partnership, title=title, **usual | given)
        if stage is not Stage.DRAFT:
            plans.set_stage(SOMEBODY, row, stage)
    return row


def section(of_plan, title="Support", **given) -> Section:
    """A section at the end of a plan."""
    with writing():
        return sections.add(SOMEBODY, db.session.get(Plan, of_plan.id), title=title, **given)


def objective(of_section, text="Share what we know", review_on: date | None = None, review_months=0):
    """An objective of a section."""
    with writing():
        found = db.session.get(Section, of_section.id)
        return sections.add_objective(SOMEBODY, found, text, review_on, review_months)


def entry(of_plan, text="Book the hall", in_section=None, leads="", when="", status=Status.OUTSTANDING, **fields):
    """An action first written in a plan; `leads` and `when` are read as they are typed."""
    with writing():
        found = in_section and db.session.get(Section, in_section.id)
        return entries.add(
            SOMEBODY, db.session.get(Plan, of_plan.id), section=found, text=text, leads_written=leads, when_text=when,
            status=status, **fields,
        )  # fmt: skip


def put_in(of_plan, action, in_section=None, **fields):
    """An action that is there already, put into a plan."""
    with writing():
        found = in_section and db.session.get(Section, in_section.id)
        return entries.put_in(SOMEBODY, db.session.get(Plan, of_plan.id), found, db.session.merge(action), **fields)


def columns(*fields: Field) -> list[tuple[Field, str, str]]:
    """Columns of these fields, called as usual."""
    return [(field, FIELDS[field].heading, "") for field in fields]


def share(action, with_partnership: Partnership, taken=True, ended=False) -> Share:
    """An action offered to another partnership, taken unless told otherwise."""
    now = clock.now()
    with writing():
        row = Share(
            action_id=action.id, partnership_id=with_partnership.id, words="", by="Somebody", at=now,
            answered_at=now if taken else None, is_taken=taken, ended_at=now if ended else None,
        )  # fmt: skip
        db.session.add(row)
    return row


def furnish(place, partnership) -> None:
    """Give a place a plan with two sections, three actions that belong together, and what was taken off each."""
    own = plan(partnership, "Our plan")
    support, gaps, gone = (section(own, title) for title in ("Support", "Gaps", "Gone"))
    goals = [objective(support), objective(support, "Save together"), objective(support, "Gone")]
    hall, form, out = (entry(own, text, support) for text in ("Book a hall", "Print the form", "Taken out"))
    other = factories.partnership()
    place.offered = share(factories_actions.action(other.main, "Feed the hens"), partnership, taken=False).id
    place.share = share(hall.action, other).id
    removed = plan(partnership, "Removed plan")
    with writing():
        own = db.session.get(Plan, own.id)
        entries.link(SOMEBODY, hall, form)
        entries.remove(SOMEBODY, db.session.get(PlanEntry, out.id))
        sections.remove(SOMEBODY, own, db.session.get(Section, gone.id))
        sections.remove_objective(SOMEBODY, own, db.session.get(Objective, goals[2].id))
        plans.remove(SOMEBODY, db.session.get(Plan, removed.id))
        place.plan_step = plans.add_step(SOMEBODY, own, clock.today(), "Approved").id
    place.plan, place.removed_plan, place.section, place.removed_section = own.id, removed.id, support.id, gone.id
    place.goal, place.removed_goal, place.gaps_section = goals[0].id, goals[2].id, gaps.id
    place.plan_entry, place.other_entry, place.removed_entry = hall.id, form.id, out.id
    place.plan_action = hall.action_id
    place.free_action = factories_actions.action(partnership.main, "Ask around").id
