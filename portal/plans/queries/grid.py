"""Reading the grid of a plan: every action in it as its columns say it, narrowed as somebody asked."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal.actions.lists import leads_shown
from portal.actions.models import Action, Lead, Status
from portal.core import index
from portal.core.audience import visible_to
from portal.core.database import db, reader
from portal.core.dates import Meaning
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.plans.glance import time_of
from portal.plans.grid_row import GridRow
from portal.plans.models import Field, Link, Plan, PlanEntry, Section
from portal.plans.queries.attention import conditions
from portal.plans.queries.seeing import seen

OWN = (
    "ref", "how", "priority", "timescale", "scale", "start_text", "also", "time_needed", "money_needed", "resources",
    "measure_input", "measure_process", "measure_output", "measure_outcome", "baseline", "target", "figure", "comments",
    "needs_detail", "evidence", "indicator", "advice",
)  # fmt: skip
WORDS = ("ref", "how", "also", "comments", "resources", "time_needed", "money_needed", "target", "evidence")
_other, _its_action = aliased(PlanEntry), aliased(Action)


def rows(viewer: Viewer, plan: Plan, narrowing: Mapping[str, str]) -> list[GridRow]:
    """Return the entries of the plan that the viewer may see, in its order, as far as they were asked for.

    `narrowing` may hold section, status, time, lead, priority, attention, meeting and q; what else it holds is left
    aside, and so is a value that means nothing. One statement, and one more where a plan shows what goes together.
    """
    found = _read(viewer, plan, _select(viewer, plan).where(*_conditions(plan, narrowing)))
    time = narrowing.get("time", "")
    return (
        [row for row in found if time in (row.timescale.split(",") if row.timescale else time_of(plan, row))]
        if time
        else found
    )


def row_of(viewer: Viewer, plan: Plan, entry_id: int) -> GridRow | None:
    """Return one entry of the plan as the grid shows it, or None where the viewer may not see it."""
    return next(iter(_read(viewer, plan, _select(viewer, plan).where(PlanEntry.id == entry_id))), None)


def every_row(plan: Plan) -> list[GridRow]:
    """Return all entries of the plan, whoever may see them, with the names of all leads: for what is kept for good."""
    return [GridRow(*row) for row in reader().execute(_rows(plan, Action.leads_text, Action.leads_written, None))]


def numbers(plan: Plan) -> sa.Select:
    """Return a select of the numbers of the actions that stand in the plan."""
    return sa.select(PlanEntry.action_id).where(PlanEntry.plan_id == plan.id, PlanEntry.removed_at.is_(None))


def leading(viewer: Viewer, plan: Plan) -> Sequence[Any]:
    """Return the organisations that lead something the viewer may see in the plan: id and name, by name."""
    asked = (
        sa.select(Organisation.id, Organisation.name, Organisation.short_name)
        .join(Lead, Lead.organisation_id == Organisation.id)
        .join(Action, Action.id == Lead.action_id)
        .join(PlanEntry, PlanEntry.action_id == Action.id)
        .where(
            PlanEntry.plan_id == plan.id, PlanEntry.removed_at.is_(None), Action.removed_at.is_(None), seen(viewer)
        )
        .group_by(Organisation.id)
        .order_by(Organisation.sort_name)
    )  # fmt: skip
    return reader().execute(asked).all()


def _select(viewer: Viewer, plan: Plan) -> sa.Select:
    named = sa.case((Action.partnership_id.in_(sorted(viewer.insider)), Action.leads_written), else_="")
    written = Action.leads_written if viewer.is_site_administrator else named
    return _rows(plan, leads_shown(viewer), written, viewer).where(seen(viewer))


def _rows(plan: Plan, leads: Any, written: Any, viewer: Viewer | None) -> sa.Select:
    meetings = db.metadata.tables["meetings"]
    is_seen = visible_to(viewer, meetings.c) if viewer else sa.true()
    return (
        sa.select(
            PlanEntry.id, PlanEntry.action_id, Section.id, PlanEntry.objective_id, PlanEntry.version,
            Action.partnership_id, Action.text, Action.status, Action.when_text, Action.starts_on, Action.due_on,
            (Action.when_meaning == Meaning.OPEN), leads, written, meetings.c.id, meetings.c.day, meetings.c.title,
            sa.case((sa.or_(*conditions(plan).values()), True), else_=False),
            *(getattr(PlanEntry, name) for name in OWN),
        )
        .join(Action, Action.id == PlanEntry.action_id)
        .outerjoin(Section, sa.and_(Section.id == PlanEntry.section_id, Section.removed_at.is_(None)))
        .outerjoin(meetings, sa.and_(meetings.c.id == Action.meeting_id, is_seen))
        .where(PlanEntry.plan_id == plan.id, PlanEntry.removed_at.is_(None), Action.removed_at.is_(None))
        .order_by(Section.id.is_(None), Section.position, Section.id, PlanEntry.position, PlanEntry.id)
    )  # fmt: skip


def _read(viewer: Viewer, plan: Plan, asked: sa.Select) -> list[GridRow]:
    found = [GridRow(*row) for row in reader().execute(asked)]
    if not any(column.field is Field.LINKS for column in plan.columns):
        return found
    together = linked(viewer, plan)
    return [row._replace(links=", ".join(together.get(row.entry_id, ()))) for row in found]


def linked(viewer: Viewer, plan: Plan) -> dict[int, list[str]]:
    """Return, by each entry's number, the refs of those it goes with that the viewer may see: one statement."""
    pairs = sa.union_all(
        sa.select(Link.entry_id.label("one"), Link.other_id.label("two")),
        sa.select(Link.other_id, Link.entry_id),
    ).subquery()
    asked = (
        sa.select(pairs.c.one, _other.ref, _its_action.text)
        .join(_other, _other.id == pairs.c.two)
        .join(_its_action, _its_action.id == _other.action_id)
        .where(
            _other.plan_id == plan.id, _other.removed_at.is_(None), _its_action.removed_at.is_(None),
            seen(viewer, _other, _its_action),
        )
        .order_by(_other.position, _other.id)
    )  # fmt: skip
    found: dict[int, list[str]] = {}
    for number, ref, text in reader().execute(asked):
        found.setdefault(number, []).append(ref or text.partition("\n")[0][:40])
    return found


def _conditions(plan: Plan, narrowing: Mapping[str, str]) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    wanted = {key: " ".join(value.replace("\0", " ").split())[:200] for key, value in narrowing.items() if value}
    section, status, lead = wanted.get("section", ""), wanted.get("status", ""), wanted.get("lead", "")
    if section:
        found.append(Section.id == _number(section) if section.isdecimal() else Section.id.is_(None))
    if status in list(Status):
        found.append(Action.status == Status(status))
    if lead:
        led = sa.exists().where(Lead.action_id == Action.id, Lead.organisation_id == _number(lead))
        found.append(led if lead.isdecimal() else Action.leads_text == "")
    if wanted.get("priority"):
        found.append(PlanEntry.priority == wanted["priority"])
    if wanted.get("attention"):
        lists = conditions(plan)
        found.append(lists.get(wanted["attention"], sa.or_(*lists.values())))
    if wanted.get("meeting"):
        found.append(Action.meeting_id == _number(wanted["meeting"]))
    if words := wanted.get("q"):
        own = [getattr(PlanEntry, name).icontains(words, autoescape=True) for name in WORDS]
        # of a shared action the index holds words of the other's plan too, which are not for this one's readers
        ours = sa.and_(Action.partnership_id == plan.partnership_id, Action.id.in_(index.matching("action", words)))
        found.append(sa.or_(ours, Action.text.icontains(words, autoescape=True), *own))
    return found


def _number(text: str) -> int:
    """Return the number that was asked for; 0, which nothing has, for what is none."""
    return int(text) if text.isdecimal() and len(text) < 10 else 0
