"""Reading a plan by who leads: every lead with the actions of it, and what nobody leads."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from portal.actions.models import Action, Lead
from portal.actions.rules import ALL, SOMEBODY
from portal.core.database import reader
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person
from portal.partnerships.models import Group
from portal.plans.models import Plan, PlanEntry
from portal.plans.queries.seeing import seen


class Leading(NamedTuple):
    """Somebody who leads, and the entries they lead; no name where nobody does. `slug` is an organisation's."""

    name: str
    slug: str
    rows: list[Any]


def by_lead(viewer: Viewer, plan: Plan) -> list[Leading]:
    """Return who leads what of the plan, who leads most first and what nobody leads last: one statement.

    An action with several leads stands under each. People are named to those of the action's partnership only: for
    others they are together "a person of the partnership".
    """
    found: dict[tuple[Any, ...], Leading] = {}
    for row in _rows(viewer, plan):
        name = ALL if row.everybody else row.organisation or row.person or row.group or row.words or ""
        leading = found.setdefault((row.organisation_id, row.group_id, name), Leading(name, row.slug or "", []))
        if row.id not in {each.id for each in leading.rows}:
            leading.rows.append(row)
    return sorted(found.values(), key=lambda each: (not each.name, -len(each.rows), each.name.casefold()))


def _rows(viewer: Viewer, plan: Plan) -> Sequence[Any]:
    somebody = sa.case((Person.id.isnot(None), SOMEBODY))
    named = sa.case((Action.partnership_id.in_(sorted(viewer.insider)), Person.name), else_=somebody)
    person = Person.name if viewer.is_site_administrator else named
    asked = (
        sa.select(
            PlanEntry.id, PlanEntry.ref, Action.text, Action.status, Action.when_text, Action.due_on,
            Lead.organisation_id, Lead.group_id, Lead.everybody, Lead.words,
            Organisation.name.label("organisation"), Organisation.slug, person.label("person"),
            Group.name.label("group"),
        )
        .join(Action, Action.id == PlanEntry.action_id)
        .outerjoin(Lead, Lead.action_id == Action.id)
        .outerjoin(Organisation, Organisation.id == Lead.organisation_id)
        .outerjoin(Person, Person.id == Lead.person_id)
        .outerjoin(Group, Group.id == Lead.group_id)
        .where(
            PlanEntry.plan_id == plan.id, PlanEntry.removed_at.is_(None), Action.removed_at.is_(None), seen(viewer)
        )
        .order_by(PlanEntry.position, PlanEntry.id, Lead.id)
    )  # fmt: skip
    return reader().execute(asked).all()
