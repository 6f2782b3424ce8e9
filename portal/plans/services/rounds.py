"""A monitoring round: every lead is asked once how their actions go, answers are taken however they come."""

from collections.abc import Sequence
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.actions import letters as leading
from portal.actions import services as actions
from portal.actions.models import OPEN, Action, Heard, Rag, Status
from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.text import plural
from portal.core.viewer import Viewer
from portal.directory.models import Person
from portal.mail import services as mail
from portal.partnerships.models import Partnership
from portal.plans.models import Plan, PlanEntry, Stage
from portal.plans.round_models import Asked, Occasion, Round
from portal.plans.services import snapshots

AHEAD = timedelta(days=5)
"""How long before the last day those who have not answered are reminded, once."""


def begin(doer: Viewer, plan: Plan, partnership: Partnership, title: str, closes_on: date) -> Round:
    """Ask every lead of the plan's open actions how they go, by a day; return the round.

    One letter goes to each person who leads something, with all of it. Raises `Refusal` when the plan is no current
    one, a round is still open, or nothing is open to ask about.
    """
    if plan.stage is not Stage.CURRENT:
        raise Refusal("Only a current plan is asked about. Let the plan begin first.")
    if open_round(plan):
        raise Refusal("A round is still open. Close it before the next one begins.")
    entries = _to_ask(plan)
    if not entries:
        raise Refusal("No action of this plan is open, so there is nothing to ask.")
    row = Round(plan_id=plan.id, title=title, begun_on=clock.today(), closes_on=closes_on, asked=[])
    row.asked = [Asked(entry=entry) for entry in entries]
    db.session.add(row)
    db.session.flush()
    told = _write(row, plan, partnership, "round_asked")
    sentence = f"Asked how {plural(len(entries), 'action')} of {plan.title} go, by {shortday(closes_on)}"
    record(doer, "asked", row, f"{sentence}, in {plural(told, 'letter')}", plan.partnership_id)
    return row


def open_round(plan: Plan) -> Round | None:
    """Return the round of a plan that is not closed, if there is one."""
    return db.session.scalar(sa.select(Round).filter_by(plan_id=plan.id, closed_at=None).limit(1))


def answer(
    doer: Viewer, row: Round, asked: Asked, *, text: str, status: Status, rag: Rag | None, figure: str, heard: Heard
) -> None:
    """Take down how an action goes, as its lead's answer to the round. A second answer goes before the first.

    Raises `Refusal` when the round is closed: then the action's own page takes reports.
    """
    must_be_open(row)
    asked.progress = actions.report_progress(
        doer, asked.entry.action, text, status, rag=rag, figure=figure, heard=heard
    )


def close(doer: Viewer, plan: Plan, row: Round) -> None:
    """Close a round and freeze the plan as it stands. Raises `Refusal` when it is closed already."""
    must_be_open(row)
    kept = snapshots.freeze(doer, plan, row.title, Occasion.ROUND)
    row.closed_at, row.snapshot_id = clock.now(), kept.id
    answered = sum(asked.progress_id is not None for asked in row.asked)
    sentence = f"Closed {row.title}: {answered} of {plural(len(row.asked), 'action')} answered"
    record(doer, "closed", row, sentence, plan.partnership_id)


def must_be_open(row: Round) -> None:
    """Raise `Refusal` once a round is closed."""
    if row.closed_at:
        raise Refusal("This round is closed. Report on the action's own page instead.")


def remind_again(doer: Viewer, plan: Plan, partnership: Partnership, row: Round) -> int:
    """Write once a day to those who have not answered yet, when the administrator asks for it; return how many."""
    must_be_open(row)
    told = _write(row, plan, partnership, "round_reminder")
    record(doer, "reminded", row, f"Reminded of {row.title} in {plural(told, 'letter')}", plan.partnership_id)
    return told


def write_reminders() -> int:
    """Write to who has not answered a round that closes in five days; return how many letters. Run from the clock."""
    today = clock.today()
    rows = db.session.execute(
        sa.select(Round, Plan, Partnership)
        .join(Plan, Plan.id == Round.plan_id)
        .join(Partnership, Partnership.id == Plan.partnership_id)
        .where(Round.closed_at.is_(None), Round.closes_on.between(today, today + AHEAD), Plan.removed_at.is_(None))
        .where(Round.begun_on < today)
        .order_by(Round.id)
    ).all()
    return sum(_write(row, plan, partnership, "round_reminder", once="last days") for row, plan, partnership in rows)


def _to_ask(plan: Plan) -> Sequence[PlanEntry]:
    """Return the open actions of a plan that are its own partnership's: others are asked about in theirs."""
    return db.session.scalars(
        sa.select(PlanEntry)
        .join(PlanEntry.action)
        .where(
            PlanEntry.plan_id == plan.id, PlanEntry.removed_at.is_(None), Action.removed_at.is_(None),
            Action.status.in_(OPEN), Action.partnership_id == plan.partnership_id,
        )
        .order_by(PlanEntry.position, PlanEntry.id)
    ).all()  # fmt: skip


def _write(row: Round, plan: Plan, partnership: Partnership, template: str, once: str = "") -> int:
    """Write to everybody who leads something without an answer; note on each who was told. Return how many letters."""
    waiting = _unanswered(row)
    by_action = {asked.entry.action_id: asked for asked in waiting}
    actions_led = [asked.entry.action for asked in waiting]
    occasion = once or clock.today().isoformat()
    written = 0
    for person, seen in leading.seen_by_person(leading.led_by_person(actions_led)):
        letter = seen and mail.post(
            person.email, person.name, template,
            subject=f"{partnership.short_name or partnership.name}: {plural(len(seen), 'action')} you lead, by "
            f"{shortday(row.closes_on)}",
            about=f"{template} {row.id} {person.id} {occasion}", partnership_id=partnership.id,
            partnership=partnership, plan=plan, round=row, entries=[by_action[action.id].entry for action in seen],
        )  # fmt: skip
        if letter:
            written += 1
            _note_told(person, [by_action[action.id] for action in seen])
    return written


def _unanswered(row: Round) -> Sequence[Asked]:
    return db.session.scalars(
        sa.select(Asked)
        .join(Asked.entry)
        .join(PlanEntry.action)
        .where(Asked.round_id == row.id, Asked.progress_id.is_(None), Action.status.in_(OPEN))
        .where(Action.removed_at.is_(None), PlanEntry.removed_at.is_(None))
        .options(joinedload(Asked.entry).joinedload(PlanEntry.action).selectinload(Action.leads))
        .order_by(Asked.id)
    ).all()


def _note_told(person: Person, asked: Sequence[Asked]) -> None:
    for each in asked:
        each.told_at = clock.now()
        names = [name for name in each.told.split(", ") if name]
        if person.name not in names:
            each.told = ", ".join([*names, person.name])[:400]
