"""The first daily job: an LSP manager logs a meeting, from the home page to the published minutes."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hand import Hand

NELL = "nell.larkrise@example.org"

LINES = [
    ["Agreed to advertise for a volunteer treasurer together", "{0} to draft the advertisement by 30 April"],
    [
        "Agreed: the market opens an hour earlier in summer",
        "{1} to tell the stallholders by end of May",
        "{2} and {3} to print the new boards by 12 June",
    ],
    ["Agreed that the summary report goes to the core group", "Everybody to send news for the bulletin by next Friday"],
]


def organisations(page: Page) -> list[str]:
    """The organisations on the roll, in its order."""
    return page.locator("#roll .tap b").all_inner_texts()


def log_a_meeting(page: Page, hand: Hand, settle) -> None:
    hand.press("a[href$='/partnerships/evesham/meetings/new']", leaves=True)
    hand.write("[name=day]", "yesterday")
    hand.press("button:has-text('Call the meeting')", leaves=True)
    names = organisations(page)
    assert len(names) == 8
    hand.press("#everyone")
    settle("#attendance .quorum:has-text('8 of 8')")
    hand.press(f"button.pick:has-text('Apologies: {names[7]}')")
    settle("#attendance .quorum:has-text('7 of 8')")
    hand.press(f"button.pick:has-text('Substitute: {names[6]}')")
    settle("[id^=stand-in-name]")
    hand.write("[id^=stand-in-name]", "Sam Peatmoor")
    hand.press("[id^=stand-in-save]")
    settle("#attendance:has-text('Sam Peatmoor for')")
    for number, lines in enumerate(LINES):
        hand.write(f".item >> nth={number} >> textarea[name=lines]", "\n".join(lines).format(*names))
        hand.press(f".item >> nth={number} >> button:has-text('Keep') >> nth=0")
        settle(f".item >> nth={number} >> .ledger")
    for _step in range(3):
        hand.press("#dock-step", leaves=True)


def see_that_it_is_whole(page: Page) -> None:
    expect(page.locator("#minutes")).to_contain_text("Published on")
    page.goto(page.url.split("#")[0] + "minutes")
    record = page.locator("article").inner_text()
    assert record.count("Decided") == 3
    assert record.count("Action") == 4
    for words in ("Sam Peatmoor", "30 April", "end of May", "12 June", "next Friday", "7 of 8"):
        assert words in record
    page.goto("/partnerships/evesham/actions/?q=stallholders")
    assert "Tell the stallholders" in page.locator("main").inner_text()


@pytest.mark.parametrize("how", ["htmx", "no script", "keyboard alone", "phone"])
def test_a_manager_logs_a_meeting_in_one_sitting(visit, how, capsys):
    given = {"java_script_enabled": how != "no script"}
    if how == "phone":
        given["viewport"] = {"width": 390, "height": 844}
    page = visit(NELL, **given).pages[0]
    hand = Hand(page, keyboard=how == "keyboard alone")

    log_a_meeting(page, hand, lambda selector: page.wait_for_selector(selector, state="attached"))
    see_that_it_is_whole(page)

    with capsys.disabled():
        print(f"\n[{how}] from the home page to published minutes: {hand.count} interactions")  # noqa: T201  asked for
    assert hand.count <= 30
