"""How the sample's plans were kept alive: a round that is closed, one that is open, and a report on a year."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from portal.actions.models import OPEN, Action, Progress, Status
from portal.core import clock
from portal.core.audience import Audience, Why
from portal.core.database import db
from portal.demo.book import Book, keep, moment
from portal.plans.models import Plan, PlanEntry
from portal.plans.round_models import AnnualReport, Asked, Occasion, Round, Snapshot
from portal.plans.services import snapshots

CLOSED_IN, OPEN_IN = "peak-partners", "derby-third-sector"
AGO = 40
SAID = {
    "title": "Our first half year",
    "successes": "The proforma goes round before every meeting, and agendas are set by all of us. Four organisations "
    "share a stall at the shows. The resources list is on the portal, and it is used.",
    "failures": "The research into what groups need has not begun: nobody has found the money, and nobody leads it. "
    "Two meetings had no quorum.",
    "lessons": "An action that nobody leads does not move. From now on no action leaves a meeting without a name.",
}  # fmt: skip


def load(book: Book) -> None:
    """Add it all, once."""
    if db.session.scalar(sa.select(Round.id).limit(1)):
        return
    for slug in (CLOSED_IN, OPEN_IN):
        plan = _plan_of(book, slug)
        if plan is None:
            continue
        if slug == CLOSED_IN:
            _closed(book, plan)
        else:
            _open(book, plan)


def _plan_of(book: Book, slug: str) -> Plan | None:
    place = book.partnerships.get(slug)
    return db.session.scalar(sa.select(Plan).filter_by(partnership_id=place.id).limit(1)) if place else None


def _closed(book: Book, plan: Plan) -> None:
    """Keep a round of six weeks ago, with the plan as it stood then and the report that came of it."""
    day = book.today - timedelta(days=AGO)
    by = book.managers[CLOSED_IN]
    kept = Snapshot(
        plan_id=plan.id, partnership_id=plan.partnership_id, audience=plan.audience, audience_why=plan.audience_why,
        at=moment(day, 16), title=f"Round of {day:%B %Y}", occasion=Occasion.ROUND, by=by, body=_as_it_stood(plan, day),
    )  # fmt: skip
    keep([kept])
    row = Round(
        plan_id=plan.id, title=kept.title, begun_on=day - timedelta(days=21), closes_on=day - timedelta(days=1),
        closed_at=moment(day, 16), snapshot_id=kept.id, asked=_asked(plan, plan.begins_on, day, moment(day)),
    )  # fmt: skip
    report = AnnualReport(
        plan_id=plan.id, partnership_id=plan.partnership_id, snapshot_id=kept.id, audience=Audience.PUBLIC,
        audience_why=Why.CHOSEN, published_at=moment(day + timedelta(days=9), 11), **SAID,
    )  # fmt: skip
    keep([row, report])


def _open(book: Book, plan: Plan) -> None:
    """Keep a round that began a week ago and takes answers for two weeks more."""
    begun = book.today - timedelta(days=7)
    asked = _asked(plan, begun, book.today, moment(begun))
    keep([
        Round(plan_id=plan.id, title=f"Round of {begun:%B %Y}", begun_on=begun, closes_on=begun + timedelta(days=21),
              asked=asked)
    ])  # fmt: skip


def _asked(plan: Plan, since: date, until: date, told_at: Any) -> list[Asked]:
    """Return what was asked, with the reports of those days as answers."""
    rows = db.session.execute(
        sa.select(PlanEntry, Action)
        .join(Action, Action.id == PlanEntry.action_id)
        .where(
            PlanEntry.plan_id == plan.id,
            PlanEntry.removed_at.is_(None),
            Action.status.in_(OPEN),
            Action.leads_text != "",
        )
        .where(Action.partnership_id == plan.partnership_id)
        .order_by(PlanEntry.position)
    ).all()
    answers = _last(plan, until, since)
    return [
        Asked(
            entry=entry, progress=answers.get(action.id), told_at=told_at, told=action.leads_text[:400],
        )
        for entry, action in rows
    ]  # fmt: skip


def _as_it_stood(plan: Plan, day: date) -> dict[str, Any]:
    """Return the plan as it was on a day: what was reported since then had not been heard."""
    body = snapshots.body_of(plan)
    then = _last(plan, day)
    for row in body["rows"]:
        note = then.get(row["action"])
        row["status"] = str(note.status) if note else str(Status.OUTSTANDING)
        row["rag"] = str(note.rag) if note and note.rag else ""
        row["figure"], row["said"] = (note.figure, note.text) if note else ("", "")
        if "status" in row["cells"]:
            row["cells"]["status"] = row["status"].capitalize()
    return body


def _last(plan: Plan, day: date, since: date | None = None) -> Mapping[int, Progress]:
    """Return the last report on each action of a plan up to a day, by the action's number."""
    entries = sa.select(PlanEntry.action_id).where(PlanEntry.plan_id == plan.id)
    asked = sa.select(Progress).where(Progress.action_id.in_(entries)).order_by(Progress.at, Progress.id)
    return {
        note.action_id: note
        for note in db.session.scalars(asked)
        if clock.local(note.at).date() <= day and (since is None or clock.local(note.at).date() >= since)
    }
