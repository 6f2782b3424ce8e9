"""The action plans of the sample: every action of three real ones as it stands today, and one that shares some."""

from collections.abc import Iterator
from datetime import timedelta

import sqlalchemy as sa

from portal.actions.models import Action
from portal.actions.queries import names_in
from portal.core.audience import Audience, Why
from portal.core.database import db
from portal.core.dates import add_months, parse_when
from portal.demo.book import Book, keep, moment
from portal.demo.plan_actions import action_of
from portal.demo.planned import SLUGS, comments_of, day_in, plan_on
from portal.demo.reading import Facts
from portal.partnerships.models import Partnership
from portal.plans.models import (
    Field,
    Link,
    Objective,
    Plan,
    PlanColumn,
    PlanEntry,
    Section,
    Share,
    Stage,
    Step,
)
from portal.plans.presets import PRESETS


def load(book: Book) -> None:
    """Add the plans of the partnerships there are, once."""
    if db.session.scalar(sa.select(Plan.id).limit(1)):
        return
    for slug in SLUGS:
        if slug in book.partnerships:
            _load_plan(book, book.partnerships[slug], plan_on(slug, book.today))


def _load_plan(book: Book, place: Partnership, facts: Facts) -> None:
    plan = _plan(place, facts)
    keep([plan])
    sections = [_section(book, plan, position, fact) for position, fact in enumerate(facts["sections"])]
    keep(sections)
    goals = [_objectives(section, fact, plan) for section, fact in zip(sections, facts["sections"], strict=True)]
    keep(goal for found in goals for goal in found)
    names = names_in(place.id)
    rows = list(zip(sections, goals, facts["sections"], strict=True))
    written = [(section, found, fact, said) for section, found, fact in rows for said in fact["actions"]]
    actions = [action_of(book, plan, facts, said, names) for _section, _found, _fact, said in written]
    keep(actions)
    entries = [
        _entry(plan, section, found, action, position, said)
        for position, ((section, found, _fact, said), action) in enumerate(zip(written, actions, strict=True))
    ]
    keep([*entries, *_taken(plan, rows, len(entries))])
    keep(_links(entries, [said for *_rest, said in written]))
    keep(_shares(book, plan, entries, written))


def _plan(place: Partnership, facts: Facts) -> Plan:
    begun, opens_to = facts["begins_on"], Audience(facts["opens_to"])
    chosen = facts.get("columns") or PRESETS[facts["preset"]].columns
    return Plan(
        partnership_id=place.id, group_id=None, title=facts["title"], introduction=facts["introduction"],
        section_noun=facts["section_noun"], stage=Stage.CURRENT, opens_to=opens_to, audience=opens_to,
        audience_why=Why.CHOSEN, begins_on=begun, ends_on=add_months(begun, facts["months"]) - timedelta(days=1),
        now_months=6, soon_months=12, year_starts=facts.get("year_starts", 1),
        columns=[
            PlanColumn(field=Field(field), heading=heading, position=n, wording="".join(wording))
            for n, (field, heading, *wording) in enumerate(chosen)
        ],
        steps=[
            Step(day=day_in(begun, step["months"], step.get("day", 1)), words=step["words"]) for step in facts["steps"]
        ],
    )  # fmt: skip


def _section(book: Book, plan: Plan, position: int, fact: Facts) -> Section:
    return Section(
        plan_id=plan.id, position=position, code=fact.get("code", ""), title=fact["title"], aim=fact.get("aim", ""),
        tier=fact.get("tier", ""), evidence="\n".join(fact.get("evidence", [])), indicator=fact.get("indicator", ""),
        advice="\n".join(fact.get("advice", [])),
        caretaker_id=book.organisations[fact["caretaker"]].id if "caretaker" in fact else None,
    )  # fmt: skip


def _objectives(section: Section, fact: Facts, plan: Plan) -> list[Objective]:
    """Return a section's objectives; when a target is to be reached is one of them, and comes up for review then."""
    found = [
        Objective(
            section_id=section.id, position=n, text=goal["text"], review_months=goal.get("every", 0),
            review_on=add_months(plan.begins_on, goal["review"]) if "review" in goal else None,
        )
        for n, goal in enumerate(fact.get("objectives", []))
    ]  # fmt: skip
    if "by_when" in fact:
        due_on = parse_when(fact["by_when"], plan.begins_on, plan.year_starts).due_on
        text = f"The target is reached: {fact['by_when']}"
        found.append(Objective(section_id=section.id, position=len(found), text=text, review_on=due_on))
    return found


def _entry(
    plan: Plan, section: Section, goals: list[Objective], action: Action, position: int, said: Facts
) -> PlanEntry:
    goal = next((goal for goal in goals if goal.text == said.get("objective")), None)
    return PlanEntry(
        partnership_id=plan.partnership_id, group_id=None, audience=plan.audience, audience_why=Why.PLAN,
        plan_id=plan.id, action_id=action.id, section_id=section.id, objective_id=goal.id if goal else None,
        position=position, ref=said["ref"], how="\n".join(said.get("how", [])), priority=said.get("priority", ""),
        timescale=",".join(said.get("timescale", [])), scale=",".join(said.get("scale", [])),
        also=said.get("also", ""), time_needed=said.get("time", ""), money_needed=said.get("money", ""),
        resources=said.get("resources", ""), measure_output=said.get("measure_output", ""),
        baseline=said.get("baseline", ""), target=said.get("target", ""), figure=said.get("figure", ""),
        comments=comments_of(said), needs_detail=said.get("needs_detail", False),
    )  # fmt: skip


def _links(entries: list[PlanEntry], said: list[Facts]) -> Iterator[Link]:
    numbers = {entry.ref: entry.id for entry in entries}
    pairs = {
        tuple(sorted((entry.id, numbers[ref])))
        for entry, fact in zip(entries, said, strict=True)
        for ref in fact.get("links", [])
    }
    return (Link(entry_id=one, other_id=other) for one, other in sorted(pairs))


def _shares(book: Book, plan: Plan, entries: list[PlanEntry], written: list) -> Iterator[Share]:
    """Yield to whom actions are offered. All took what they were offered but the last, where one has not answered."""
    by, day = book.managers["wychavon"], book.back(2)
    offered = [
        (entry.action_id, book.partnerships[slug].id)
        for entry, (_section, _found, fact, _said) in zip(entries, written, strict=True)
        for slug in fact.get("shared_with", [])
    ]
    for action_id, place_id in offered:
        waits = (action_id, place_id) == offered[-1]
        yield Share(
            action_id=action_id, partnership_id=place_id, words="", by=by, at=moment(day),
            answered_at=None if waits else moment(day + timedelta(days=5)), is_taken=not waits,
        )  # fmt: skip


def _taken(plan: Plan, rows: list, position: int) -> Iterator[PlanEntry]:
    """Yield what a section of a plan takes from the plan of another partnership: the same actions, once more."""
    for section, _goals, fact in rows:
        if "takes_from" not in fact:
            continue
        asked = (
            sa.select(PlanEntry)
            .join(Share, Share.action_id == PlanEntry.action_id)
            .where(Share.partnership_id == plan.partnership_id, Share.is_taken)
            .order_by(PlanEntry.position)
        )
        for n, shared in enumerate(db.session.scalars(asked), position):
            yield PlanEntry(
                partnership_id=plan.partnership_id, audience=plan.audience, audience_why=Why.PLAN, plan_id=plan.id,
                action_id=shared.action_id, section_id=section.id, position=n, ref=shared.ref,
            )  # fmt: skip
