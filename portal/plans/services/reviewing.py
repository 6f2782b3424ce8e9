"""The yearly review of a plan: kept as it stands, and followed by a new plan that carries on what is not done."""

from collections.abc import Collection, Sequence
from datetime import date

import sqlalchemy as sa

from portal.actions import services as actions
from portal.actions.models import Action, Status
from portal.audit.services import record
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.text import plural
from portal.core.viewer import Viewer
from portal.partnerships.models import Partnership
from portal.plans.models import Objective, Plan, PlanEntry, Section, Stage
from portal.plans.queries import entries as queries
from portal.plans.round_models import Occasion
from portal.plans.rules import OWN_ATTRIBUTES
from portal.plans.services import entries, plans, sections, snapshots

OF_SECTION = ("title", "code", "aim", "tier", "evidence", "indicator", "advice", "caretaker_id")
"""What a section takes along into the plan that follows."""


def follow_on(
    doer: Viewer,
    partnership: Partnership,
    plan: Plan,
    *,
    title: str,
    begins_on: date,
    ends_on: date,
    carried: Collection[int],
    done: Collection[int] = (),
    dropped: Collection[int] = (),
) -> Plan:
    """Return the plan that follows on from this one: its columns and sections, and the actions that are `carried` on.

    Numbers are those of the entries. What is `done` or `dropped` gets that status and stays behind; the old plan is
    kept as it stood before, and closed. An action carried on is the same action. Raises `Refusal` when the plan was
    followed already.
    """
    if db.session.scalar(sa.select(Plan.id).filter_by(previous_id=plan.id, removed_at=None)):
        raise Refusal("Another plan follows on from this one already.")
    snapshots.freeze(doer, plan, f"{plan.title} at its review", Occasion.REVIEW)
    new = plans.start(
        doer, partnership, title=title, begins_on=begins_on, ends_on=ends_on, introduction=plan.introduction,
        columns=[(column.field, column.heading, column.wording) for column in plan.columns], opens_to=plan.opens_to,
        group_id=plan.group_id, previous_id=plan.id, section_noun=plan.section_noun, now_months=plan.now_months,
        soon_months=plan.soon_months, year_starts=plan.year_starts,
    )  # fmt: skip
    standing = {entry.id: entry for entry in queries.standing(doer, plan)}
    for number, entry in standing.items():
        if number in done or number in dropped:
            _end(doer, plan, entry.action, Status.DONE if number in done else Status.DROPPED)
    moved = _carry_on(doer, plan, new, [entry for number, entry in standing.items() if number in carried])
    for link in queries.links_among(moved):
        entries.link(doer, moved[link.entry_id], moved[link.other_id])
    plans.set_stage(doer, plan, Stage.CLOSED)
    plans.set_stage(doer, new, Stage.CURRENT)
    record(doer, "reviewed", new, f"Reviewed {plan.title}: {plural(len(moved), 'action')} carried on into {title}")
    return new


def _end(doer: Viewer, plan: Plan, action: Action, status: Status) -> None:
    """Say of an action how it ended, where it is the plan's own partnership's to say."""
    if action.status is not status and action.partnership_id == plan.partnership_id:
        actions.report_progress(doer, action, f"At the review of {plan.title}.", status)


def _carry_on(doer: Viewer, plan: Plan, new: Plan, carried: Sequence[PlanEntry]) -> dict[int, PlanEntry]:
    """Put the sections, their objectives and the actions that are carried on into the new plan.

    Return the new entries by the numbers of the old ones. Each stands where its like stood.
    """
    places: dict[int, Section] = {}
    goals: dict[int, Objective] = {}
    for section in plan.sections:
        places[section.id] = sections.add(doer, new, **{name: getattr(section, name) for name in OF_SECTION})
        for goal in section.objectives:
            goals[goal.id] = sections.add_objective(
                doer, places[section.id], goal.text, goal.review_on, goal.review_months
            )
    return {
        entry.id: entries.put_in(
            doer, new, places.get(entry.section_id or 0), entry.action, objective=goals.get(entry.objective_id or 0),
            **{name: getattr(entry, name) for name in OWN_ATTRIBUTES},
        )
        for entry in carried
    }  # fmt: skip
