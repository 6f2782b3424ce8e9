"""What the pages of a plan of 500 actions cost, alone and beside 68,000 actions of a thousand partnerships."""

import argparse
import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from benchmarks.growth import compare
from benchmarks.load import make_user, portal_at
from benchmarks.measure import Request, bare, cpu, quiet, request, signed_in, sizes, statements
from portal.actions.models import CLOSED, Action, Lead, Progress, Status
from portal.core import clock
from portal.core.audience import Audience, Why
from portal.core.database import db, writing
from portal.directory.models import Organisation, Sector
from portal.memberships.models import Seat
from portal.partnerships.models import Group, Kind, Partnership, Rules
from portal.plans.models import Field, Plan, PlanColumn, PlanEntry, Section, Stage

FIVE_HUNDRED = 500
OTHERS = 999
EACH = 68
SECTIONS = 5
ORGANISATIONS = 8
STATUSES = (Status.OUTSTANDING, Status.ONGOING, Status.OUTSTANDING, Status.DONE)
TIMES = ("now", "soon", "later", "now,later")
COLUMNS = (
    Field.REF, Field.WHAT, Field.STATUS, Field.PRIORITY, Field.TIMESCALE, Field.SCALE, Field.HOW, Field.LEADS,
    Field.ALSO, Field.COMMENTS,
)  # fmt: skip
PAGES = {
    "grid": "", "now, soon, later": "lanes", "by lead": "leads", "needs attention": "attention", "to print": "print",
    "as CSV": "print?format=csv", "as a workbook": "print?format=xlsx", "as a document": "print?format=docx",
}  # fmt: skip


def fill(others: int) -> None:
    """Put a partnership with a plan of 500 actions in an empty database, and so many others with 68 each."""
    kind = Kind(slug="partnership", name="Partnership")
    db.session.add(kind)
    db.session.flush()
    for number in range(1, others + 2):
        _partnership(number, kind.id)
        _actions(number, FIVE_HUNDRED if number == 1 else EACH)


def _partnership(number: int, kind_id: int) -> None:
    """Add a partnership of eight organisations with a plan of five sections; all of it bears the same number."""
    today = clock.today()
    _put(Partnership, [{"id": number, "slug": f"place-{number}", "name": f"Place {number}", "kind_id": kind_id}])
    _put(Rules, [{"partnership_id": number}])
    _put(Group, [{"id": number, "partnership_id": number, "slug": "main", "name": "Main group", "kind": "main"}])
    numbers = [(number - 1) * ORGANISATIONS + n for n in range(1, ORGANISATIONS + 1)]
    _put(Organisation, [
        {"id": n, "slug": f"organisation-{n}", "name": f"Organisation {n}", "sort_name": f"organisation {n}",
         "sector": Sector.VOLUNTARY} for n in numbers
    ])  # fmt: skip
    _put(Seat, [
        {"partnership_id": number, "group_id": number, "organisation_id": n, "from_on": date(2020, 1, 1)}
        for n in numbers
    ])  # fmt: skip
    _put(Plan, [
        {"id": number, "partnership_id": number, "title": "Two-year plan", "stage": Stage.CURRENT,
         "opens_to": Audience.PARTNERSHIP, "audience": Audience.PARTNERSHIP, "begins_on": today - timedelta(days=300),
         "ends_on": today + timedelta(days=430)}
    ])  # fmt: skip
    _put(PlanColumn, [
        {"plan_id": number, "field": field, "heading": field.value.capitalize(), "position": n}
        for n, field in enumerate(COLUMNS)
    ])  # fmt: skip
    _put(Section, [
        {"id": (number - 1) * SECTIONS + n, "plan_id": number, "position": n, "code": str(n), "title": f"Area {n}",
         "aim": "Members help each other", "caretaker_id": numbers[n]} for n in range(1, SECTIONS + 1)
    ])  # fmt: skip


def _actions(place: int, number: int) -> None:
    """Add so many actions to a partnership's plan, with leads and notes on how half of them go."""
    today, first = clock.today(), 1 if place == 1 else FIVE_HUNDRED + (place - 2) * EACH + 1
    actions, entries, leads, notes = [], [], [], []
    for n in range(number):
        status, due_on = STATUSES[n % len(STATUSES)], today + timedelta(days=n % 400 - 100)
        organisation = (place - 1) * ORGANISATIONS + n % ORGANISATIONS + 1
        who = "" if n % 5 == 4 else f"Organisation {organisation}"
        about = {"partnership_id": place, "audience": Audience.PARTNERSHIP, "audience_why": Why.PLAN}
        actions.append(about | {
            "id": first + n, "text": f"Action {n}, which says in a line what is to be done", "status": status,
            "when_text": f"{due_on:%d %B %Y}", "due_on": due_on, "due_sort": CLOSED if status is Status.DONE else due_on,
            "leads_text": who, "leads_public": who, "raised_on": today - timedelta(days=n % 300),
        })  # fmt: skip
        entries.append(about | {
            "plan_id": place, "action_id": first + n, "section_id": (place - 1) * SECTIONS + n * SECTIONS // number + 1,
            "position": n, "ref": f"{n}", "priority": ("high", "medium", "low")[n % 3], "scale": "medium",
            "timescale": TIMES[n % len(TIMES)], "how": "First this\nThen that\nAnd then a third thing",
            "also": "All partners", "comments": "Half of it is settled, the rest waits for the next meeting",
        })  # fmt: skip
        if who:
            leads.append({"action_id": first + n, "organisation_id": organisation})
        if n % 2:
            notes.append(
                {"action_id": first + n, "at": clock.now(), "by": "Ada", "text": "Goes well", "status": status}
            )
    for model, rows in ((Action, actions), (PlanEntry, entries), (Lead, leads), (Progress, notes)):
        _put(model, rows)


def _put(model: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        db.session.execute(sa.insert(model), rows)


def portal_with(others: int, folder: Path) -> Flask:
    """Return a portal with the plan of 500 and so many other partnerships beside it."""
    path = folder / f"plans-{others}.sqlite3"
    is_new = not path.exists()
    app = portal_at(f"sqlite:///{path}")
    with app.app_context():
        if is_new:
            db.create_all()
            with writing():
                fill(others)
        db.session.execute(sa.text("ANALYZE"))
        db.session.commit()
    return app


def requests_for(app: Flask) -> dict[str, Request]:
    """Return a request for each page of the plan, signed in as the manager of its partnership."""
    quiet(app)
    with app.app_context():
        email, password = make_user()
    client = signed_in(app, email, password)
    here = "/partnerships/place-1/"
    found = {name: request(app, client, f"{here}plans/1/{page}") for name, page in PAGES.items()}
    return found | {
        "fair share": request(app, client, f"{here}plans/fair-share"),
        "front door": request(app, client, here),
    }


@contextlib.contextmanager
def _room(folder: Path | None) -> Iterator[Path]:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
        return
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


def main() -> int:
    """Measure both portals and print a table; with --check the exit status says whether a page grew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--keep", type=Path, help="a folder for the databases, to be used again")
    parser.add_argument("--check", action="store_true", help="exit with 1 when a page grows or sends more statements")
    asked = parser.parse_args()
    with _room(asked.keep) as folder:
        pages: list[dict[str, Request]] = []
        counts: list[dict[str, int]] = []
        for others in (0, OTHERS):
            app = portal_with(others, folder)
            pages.append(requests_for(app))
            counts.append({name: _count(app, ask) for name, ask in pages[-1].items()})
        timed = compare(pages[0], pages[1], asked.rounds)
        unit = cpu(bare())
        print(f"{date.today()}, load {os.getloadavg()[0]:.1f}, {asked.rounds} rounds, b = {unit:,.0f} µs\n")
        print("| page | CPU ms, 68,432 actions | growth | statements | bytes | br |\n|---|---:|---:|---:|---:|---:|")
        missed = []
        for name, result in timed.items():
            few, many = counts[0][name], counts[1][name]
            plain, _zipped, squeezed = sizes(pages[1][name]())
            said = str(few) if few == many else f"{few}, {many}"
            print(f"| {name} | {result.middle / 1000:,.1f} | {result.ratio:.2f} | {said} | {plain:,} | {squeezed:,} |")
            if few != many or result.ratio > 1.15:
                missed.append(f"{name} grew by {result.ratio:.2f}, statements {said}")
    for sentence in missed:
        print(f"\nMissed: {sentence}")
    return 1 if asked.check and missed else 0


def _count(app: Flask, ask: Request) -> int:
    with statements(app) as seen:
        ask()
    return len(seen)


if __name__ == "__main__":
    sys.exit(main())
