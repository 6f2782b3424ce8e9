"""The three sample plans, pasted in the layouts they came in, are what the sample data loads, cell by cell."""

import csv
import io
import re
import sqlite3

import pytest
from playwright.sync_api import Page, expect

from portal.core import clock
from portal.demo.planned import plan_on
from portal.plans.models import PlanEntry, Section
from portal.plans.rules import OWN_ATTRIBUTES
from tests.plans.pasting import layouts

PLANS = [
    ("peak-partners", "rosa.millstone@example.org", layouts.peak, 47, "5 areas of work"),
    ("derby-third-sector", "asha.fernley@example.org", layouts.derby, 24, "5 targets"),
    ("wychavon", "tamsin.fairmeadow@example.org", layouts.wychavon, 19, "3 sections"),
]
OF_ACTION = ("text", "status", "leads_text", "leads_public", "leads_written", "when_text", "when_meaning", "starts_on",
             "due_on", "days_before")  # fmt: skip
COPY = """html => navigator.clipboard.write([new ClipboardItem({
    "text/html": new Blob([html], {type: "text/html"}), "text/plain": new Blob(["a table"], {type: "text/plain"}),
})])"""
OF_SECTION = ("code", "title", "aim", "tier", "evidence", "indicator", "advice")


@pytest.mark.parametrize(("slug", "email", "layout", "count", "sections"), PLANS, ids=[plan[0] for plan in PLANS])
def test_a_plan_is_entered_by_pasting_it(visit, tmp_path, slug, email, layout, count, sections):
    facts = plan_on(slug, clock.today())
    is_html = layout is not layouts.wychavon
    page = visit(email, java_script_enabled=is_html, permissions=["clipboard-read", "clipboard-write"]).pages[0]
    place = f"/partnerships/{slug}/plans/"
    loaded = number_of(page, f"{place}current")
    rows = grid_of(page, f"{place}{loaded}/")
    ref, status = (rows[0].index(name) for name in ("Ref", "Status"))
    table = layout(facts, {row[ref]: row[status] for row in rows[1:]})

    begin(page, place, facts)
    page.click("a:has-text('Bring it in from Word or Excel')")
    if is_html:
        paste(page, table)
    else:
        page.fill("[name=text]", table)
    page.click("button:has-text('Look at it')")
    said = page.locator("[data-say]").first
    for words in (f"{count} actions", sections, "no row is left out"):
        expect(said).to_contain_text(words)
    page.click("#put-in")
    expect(page.locator("h1")).to_have_text(f"{count} actions in the plan")
    pasted = int(re.search(r"/plans/(\d+)/", page.url)[1])

    assert grid_of(page, f"{place}{pasted}/") == rows
    actions, parts = stored(tmp_path, pasted)
    assert (actions, parts) == stored(tmp_path, loaded)
    assert (len(actions), bool(parts)) == (count, True)


def number_of(page: Page, address: str) -> int:
    page.goto(address)
    return int(re.search(r"/plans/(\d+)/", page.url)[1])


def grid_of(page: Page, address: str) -> list[list[str]]:
    """Every cell of a plan, as its file says them; what a health check put in since has no section."""
    lines = csv.reader(io.StringIO(page.request.get(f"{address}print?format=csv").text().lstrip("\ufeff")))
    return [line for line in lines if line[0] != "Without a section"]


def begin(page: Page, place: str, facts) -> None:
    """Begin an empty plan of the same time with the columns of the same preset."""
    page.goto(f"{place}new")
    page.fill("[name=title]", "Pasted")
    page.fill("[name=begins_on]", f"{facts['begins_on']:%d/%m/%Y}")
    page.check(f"[name=preset][value={facts['preset']}]")
    page.check(f"[name=opens_to][value={facts['opens_to']}]")
    page.click("button:has-text('Begin the plan')")


def paste(page: Page, html: str) -> None:
    """Copy a table as Word does, with HTML and text, and paste it with the keyboard."""
    page.evaluate(COPY, html)
    page.focus("[name=text]")
    page.keyboard.press("Control+V")
    expect(page.locator("[name=html]")).to_have_value(re.compile("<table", re.IGNORECASE))


def stored(folder, number: int) -> tuple[list, list]:
    """Every attribute of a plan's actions and sections that its table says, as the database keeps it."""
    own = sorted(OWN_ATTRIBUTES & set(PlanEntry.__table__.c.keys()))
    entries = [f"e.{name}" for name in own] + [f"a.{name}" for name in OF_ACTION]
    found = [f"s.{name}" for name in OF_SECTION if name in Section.__table__.c]
    with sqlite3.connect(folder / "demo.sqlite3") as kept:
        actions = kept.execute(
            f"SELECT {', '.join(entries)}, s.title, o.text FROM plan_entries e JOIN actions a ON a.id = e.action_id "  # noqa: S608
            "LEFT JOIN plan_sections s ON s.id = e.section_id LEFT JOIN plan_objectives o ON o.id = e.objective_id "
            "WHERE e.plan_id = ? AND e.section_id IS NOT NULL ORDER BY e.position", [number]
        ).fetchall()  # fmt: skip
        sections = kept.execute(
            f"SELECT {', '.join(found)}, o.text FROM plan_sections s LEFT JOIN plan_objectives o "  # noqa: S608
            "ON o.section_id = s.id WHERE s.plan_id = ? ORDER BY s.position, o.text", [number]
        ).fetchall()  # fmt: skip
        return actions, sections
