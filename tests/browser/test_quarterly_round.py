"""The quarterly round of an action plan: a lead answers, one who never signs in is written down, the plan is kept."""

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hand import Hand

KEEPS, LEADS = "rosa.millstone@example.org", "owen.gritstone@example.org"
WITH_SCRIPT = pytest.mark.parametrize("with_script", [True, False], ids=["htmx", "no script"])


def begin(page: Page, title: str) -> None:
    """Ask every lead of Peak Partners' plan."""
    page.goto("/partnerships/peak-partners/")
    hand = Hand(page)
    hand.press("nav a:has-text('Action plan')", leaves=True)
    hand.press("main a:has-text('Rounds and reviews')", leaves=True)
    hand.write("[name=title]", title)
    hand.write("[name=closes_on]", "in three weeks")
    hand.press("button:has-text('Ask every lead')", leaves=True)
    expect(page.locator("h1")).to_have_text(title)
    assert hand.count <= 5


def answer(page: Page, line, with_script: bool, heard: str = "", **said: str) -> None:
    """Answer for the action of a line of the round."""
    line = page.locator(f"#{line.get_attribute('id')}")
    line.locator("a.btn").click()
    line.locator("[name=text]").fill(said["text"])
    line.locator(f"[name=status][value={said['status']}]").check()
    line.locator(f"[name=rag][value={said['rag']}]").check()
    if heard:
        line.locator(f"[name=heard][value={heard}]").check()
    line.locator("button:has-text('Keep the answer')").click()
    expect(page.locator(f"#{line.get_attribute('id')}" if with_script else "main")).to_contain_text(said["text"])


def a_quarter_passes(database) -> None:
    """Move the rounds of all plans, and what was kept of them, a quarter back: as they look three months later."""
    with closing(sqlite3.connect(database)) as connection, connection:
        for table, columns in (("plan_rounds", ("begun_on", "closes_on")), ("plan_snapshots", ())):
            moved = [f"{name} = date({name}, '-95 days')" for name in columns]
            at = "closed_at" if columns else "at"
            moved.append(f"{at} = strftime('%Y-%m-%d %H:%M:%f', {at}, '-95 days')")
            connection.execute(f"UPDATE {table} SET {', '.join(moved)} WHERE {at} IS NOT NULL")  # noqa: S608


def close(page: Page) -> str:
    """Close the round on the page; return the address of the plan as it stood."""
    with page.expect_navigation():
        page.locator("#close").click()
    return page.url


@WITH_SCRIPT
def test_a_round_is_asked_answered_closed_and_compared_a_quarter_later(visit, with_script, tmp_path):
    rosa = visit(KEEPS, java_script_enabled=with_script).pages[0]
    begin(rosa, "Autumn round")
    round_page = rosa.url

    owen = visit(LEADS, java_script_enabled=with_script).pages[0]
    owen.locator("main a.btn[href*='/rounds/']").first.click()
    mine = owen.locator("section:has(#mine) li[id^=asked-]").first
    what = mine.locator("h3").inner_text()
    answer(owen, mine, with_script, text="The first steps are taken.", status="ongoing", rag="amber")

    rosa.goto(round_page)
    expect(rosa.locator("section:has(#answered)")).to_contain_text(what)
    silent = rosa.locator("section:has(#open) li[id^=asked-]:has-text('Nobody was written to')").first
    answer(
        rosa, silent, with_script, heard="administrator", text="Told me by telephone: next month.",
        status="outstanding", rag="red",
    )  # fmt: skip
    rosa.goto(round_page)
    expect(rosa.locator("section:has(#answered)")).to_contain_text("as told by telephone or letter")
    first = close(rosa)
    expect(rosa.locator("main")).to_contain_text("The first steps are taken.")

    a_quarter_passes(tmp_path / "demo.sqlite3")
    rosa.goto("/")
    expect(rosa.locator("main")).to_contain_text("Ask the leads how their actions go")
    begin(rosa, "Winter round")
    owen.goto(rosa.url)
    again = owen.locator(f'section:has(#mine) li[id^=asked-]:has-text("{what}")').first
    answer(owen, again, with_script, text="It is finished.", status="done", rag="green")
    rosa.reload()
    close(rosa)
    rosa.select_option("#since", label=first_option(rosa))
    with rosa.expect_navigation():
        rosa.locator("button:has-text('Compare')").click()
    changes = rosa.locator("section:has(#changes)")
    expect(changes).to_contain_text("Done since then (1)")
    expect(changes).to_contain_text(f"{what}")
    expect(changes).to_contain_text("Ongoing, now done; on track, before some problems.")
    rosa.goto(first)
    expect(rosa.locator("main")).not_to_contain_text("It is finished.")


def first_option(page: Page) -> str:
    """What the list of pictures calls the first round's."""
    options = page.locator("#since option").all_inner_texts()
    return next(words for words in options if words.startswith("Autumn round"))
