"""The second daily job: a partner finds help, asks and is answered; offers are added and confirmed."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.hand import Hand

ASKS, ANSWERS, OFFERS = "priya.heather@example.org", "rosa.millstone@example.org", "owen.gritstone@example.org"
BOTH_WAYS = pytest.mark.parametrize("with_script", [True, False], ids=["htmx", "no script"])


@pytest.fixture
def said(capsys):
    """Print how much work something was."""

    def _said(words: str, hand: Hand) -> None:
        with capsys.disabled():
            print(f"\n{words}: {hand.count} interactions")  # noqa: T201  asked for

    return _said


@BOTH_WAYS
def test_a_partner_finds_help_nearby_free_of_charge_asks_and_is_answered(visit, with_script, said):
    page = visit(ASKS, java_script_enabled=with_script).pages[0]
    hand = Hand(page)
    hand.press("nav a[href='/skills/']", leaves=True)
    hand.write("#skill-words", "bid writing near Buxton")
    if with_script:
        page.wait_for_url("**/skills/?q=*")
        hand.press("label:has(input[name=terms][value=free])")
        page.wait_for_url("**terms=free**")
    else:
        hand.press("#skill-find", leaves=True)
        hand.press("label:has(input[name=terms][value=free])")
        hand.press("#skill-find", leaves=True)
    first = page.locator("article.result").first
    expect(first).to_contain_text("Bid writing for small groups")
    expect(first).to_contain_text("High Peak CVS")
    expect(page.locator("article.result:has-text('Charged')")).to_have_count(0)
    hand.press("article.result >> nth=0 >> a:has-text('Ask for help')", leaves=True)
    hand.write("[name=text]", "Our youth group needs help with a first bid, in the first week of December.")
    hand.press("#send-request", leaves=True)
    said("found and asked", hand)
    assert hand.count <= 8
    request = page.url
    assert "@" not in page.locator("main").inner_text()

    other = visit(ANSWERS, java_script_enabled=with_script).pages[0]
    hand = Hand(other)
    hand.press(f"main a[href='{urlsplit(request).path}']", leaves=True)
    hand.write("[name=text]", "Gladly: come on Tuesday at ten and bring your accounts.")
    hand.press("#step-offered", leaves=not with_script)
    expect(other.locator("#thread")).to_contain_text("Gladly: come on Tuesday")
    said("answered", hand)

    page.goto(request)
    expect(page.locator("#thread")).to_contain_text("Gladly: come on Tuesday")
    expect(page.locator("#thread")).to_contain_text("It is your turn")
    assert "@" not in page.locator("main").inner_text()


@BOTH_WAYS
def test_a_skill_is_added_in_a_few_steps(visit, with_script, said):
    page = visit(OFFERS, java_script_enabled=with_script).pages[0]
    hand = Hand(page)
    hand.press("nav a[href='/skills/']", leaves=True)
    hand.press("a[href='/skills/new']", leaves=True)
    hand.write("[name=title]", "Puppet shows for children")
    hand.press("label:has(input[name=terms][value=free])")
    hand.press("#save-first", leaves=True)
    expect(page.locator("main")).to_contain_text("Puppet shows for children")
    said("a skill added", hand)
    assert hand.count < 10

    page.goto("/skills/?q=puppets")
    expect(page.locator("article.result")).to_contain_text(["Buxton Volunteer Bureau"])


@BOTH_WAYS
def test_a_keeper_confirms_everything_of_an_organisation_in_one_click(visit, with_script):
    page = visit(ANSWERS, java_script_enabled=with_script).pages[0]
    page.goto("/skills/?q=databases")
    page.locator("article.result:has-text('Databases in plain steps') h3 a").click()
    address = page.locator("main a[href^='/organisations/']").first.get_attribute("href")
    page.goto(f"{address}entries/")
    assert "Not confirmed for a year" in page.locator("#kept").inner_text()
    hand = Hand(page)
    hand.press("#all-right", leaves=not with_script)
    expect(page.locator("#kept")).to_contain_text("all confirmed within a year")
    assert hand.count == 1
    assert "Not confirmed for a year" not in page.locator("#kept").inner_text()
