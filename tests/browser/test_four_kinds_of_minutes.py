"""Minutes of four real kinds: entered through the forms by a browser, published, printed and read back complete."""

import re
from datetime import date, time, timedelta
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import docx
import pytest
from playwright.sync_api import BrowserContext, Page

from portal import clockwork
from portal.app import create_app
from portal.core import clock
from portal.core.database import db
from portal.core.filters import shortday
from tests.browser.four_minutes import A_BOARD, A_CORE_GROUP, A_SHORT_ONE, A_TABLE, BY_SILENCE, Item, Told
from tests.browser.hand import Hand
from tests.conftest import demo_settings

FILLED = "[aria-pressed=true]"


class Clerk:
    """Whoever enters the minutes: their page, their hand, and what has to have happened before they go on."""

    def __init__(self, page: Page) -> None:
        self.page, self.hand = page, Hand(page)

    def sees(self, selector: str) -> None:
        """Wait until it is there."""
        self.page.wait_for_selector(selector, state="attached")

    def press(self, selector: str, then: str) -> None:
        """Press, and wait for what comes of it."""
        self.hand.press(selector)
        self.sees(then)

    def call(self, told: Told) -> None:
        """Call yesterday's meeting, from the home page."""
        self.hand.press(f"a[href$='/partnerships/{told.slug}/meetings/new']", leaves=True)
        self.hand.write("[name=day]", "yesterday")
        self.hand.press("button:has-text('Call the meeting')", leaves=True)

    def take_attendance(self, told: Told) -> None:
        """Mark those who are away or sent somebody; everybody else is here, unless those here are named."""
        for presence, names in (("Apologies", told.apologies), ("Absent", told.absent)):
            for name in names:
                self.press(
                    f"button.pick:has-text('{presence}: {name}')", f".pick{FILLED}:has-text('{presence}: {name}')"
                )
        for name, (substitute, is_known) in told.substitutes.items():
            self.press(f"button.pick:has-text('Substitute: {name}')", f".pick{FILLED}:has-text('Substitute: {name}')")
            if not is_known:
                row = f"{seat(name)} [id^=stand-in"
                self.hand.write(f"{row}-name]", substitute)
                self.hand.press(f"{row}-save]")
            self.sees(f"{seat(name)} small:has-text('{substitute} for')")
        for name in told.present:
            self.press(f"{seat(name)} .tap", f"{seat(name)} .tap{FILLED}")
        if not told.present:
            self.hand.press("#everyone")
            self.page.wait_for_selector("#everyone", state="detached")
        for name in told.late:
            self.hand.press(f"{seat(name)} summary")
            self.press(f"{seat(name)} button:has-text('Came late')", f"{seat(name)} small:has-text('came late')")

    def enter(self, item: Item) -> None:
        """Put an item on the agenda, unless it stands on every one, and write down what was said."""
        under = f'.item:has(h3:has-text("{item.title}"))'
        if not item.is_standing:
            self.hand.write("#new-item [name=title]", item.title)
            self.press("#add-item", under)
        if item.is_confidential:
            self.hand.press(f"{under} summary:has-text('More')")
            self.hand.press(f"{under} a:has-text('Change')", leaves=True)
            self.hand.press("[name=is_confidential]")
            self.hand.press("button:has-text('Save the item')", leaves=True)
            self.sees(f"{under} .tag:has-text('Confidential')")
        if item.interest:
            self.hand.press(f"{under} summary:has-text('More')")
            self.hand.press(f"{under} a:has-text('Interests')", leaves=True)
            self.choose("whose", item.interest.whose)
            self.hand.write("[name=nature]", item.interest.nature)
            self.choose("handling", item.interest.handled)
            self.hand.press("button:has-text('Declare it')", leaves=True)
            self.hand.press("a:has-text('Back to the meeting')", leaves=True)
            self.sees(f"{under}:has-text('{item.interest.nature}')")
        if item.notes:
            self.hand.write(f"{under} [name=notes]", item.notes)
            self.keep_notes(under)
        if item.lines:
            self.hand.write(f"{under} [name=lines]", item.lines)
            self.press(f"{under} [id^=keep-]", f"{under} .ledger")
        if item.key_message:
            self.hand.press(f"{under} summary:has-text('More')")
            self.hand.write(f"{under} [name=key_message]", item.key_message)
            self.press(f"{under} [id^=key-save]", f"{under} .ledger:has-text('{item.key_message}')")

    def keep_notes(self, under: str) -> None:
        """Notes save themselves; without JavaScript a button does it."""
        save = self.page.locator(f"{under} button:has-text('Save the notes')")
        if save.count():
            self.hand.press(f"{under} button:has-text('Save the notes')", leaves=True)
        else:
            self.sees(f"{under} [id^=saved-]:has-text('Saved')")

    def choose(self, name: str, words: str) -> None:
        """Choose from a list."""
        self.hand.count += 1
        self.page.select_option(f"[name={name}]", label=words)

    def publish(self) -> str:
        """Take the three steps to published minutes; return the meeting's address."""
        for _step in range(3):
            self.hand.press("#dock-step", leaves=True)
        self.sees("#minutes:has-text('Published on')")
        return self.page.url.split("#")[0]


def seat(organisation: str) -> str:
    return f'#attendance li:has(b:text-is("{organisation}")):has(button)'


def write_down(page: Page, told: Told) -> tuple[str, int]:
    """Enter the minutes as somebody would; return the meeting's address and how much of a hand it took."""
    clerk = Clerk(page)
    clerk.call(told)
    clerk.take_attendance(told)
    for item in told.items:
        clerk.enter(item)
    return clerk.publish(), clerk.hand.count


def read(context: BrowserContext, at: str) -> dict[str, str]:
    """Return the minutes as the page to print, as plain text and as a document, blanks made even."""
    page = context.pages[0]
    assert page.goto(f"{at}minutes").ok
    page.emulate_media(media="print")
    printed = page.pdf()
    assert printed.startswith(b"%PDF")
    assert len(printed) > 5000
    text = context.request.get(f"{at}minutes?format=txt").text()
    paper = docx.Document(BytesIO(context.request.get(f"{at}minutes?format=docx").body()))
    found = {"print": page.locator("article").inner_text(), "text": text}
    found["document"] = "\n".join(line.text for line in paper.paragraphs)
    page.emulate_media(media="screen")
    return {name: re.sub(r"\s+", " ", words) for name, words in found.items()}


def is_complete(told: Told, roll: list[str], words: str) -> None:
    """Nothing of what was entered is missing: every seat with its presence, every item with all under it."""
    register = words.split(told.quorum)[0]
    assert told.quorum in words
    assert [name for name in roll if name not in register] == []
    away = {"Apologies: ": told.apologies, "Not present: ": told.absent}
    for said, names in away.items():
        listed = register.split(said)[1].split(". ")[0] if names else ""
        assert all(name in listed for name in names), said
        assert names or said not in register
    for name, (substitute, _known) in told.substitutes.items():
        assert re.search(rf"{name}\W+{substitute} for ", register), f"who stood in for {name}"
    assert all(re.search(rf"{name}.{{0,60}}came late", register) for name in told.late)
    for item in told.items:
        assert [said for said in item.words if said not in words] == [], item.title
        for action in item.actions:
            assert re.search(rf"{action.work}\W+{action.full or action.lead}\W+{action.when}", words), action.line
        if told_of := item.interest:
            assert f"{told_of.whose} declared an interest: {told_of.nature}. {told_of.handled}" in words
    label = "DECIDED" if told.is_quorate else "RECOMMENDED"
    assert words.upper().count(label) >= sum(len(item.decisions) for item in told.items)


def come_back_whole(clerk: BrowserContext, told: Told, at: str) -> None:
    """The page to print, the plain text and the document hold all of it, for the partnership's own."""
    named = clerk.pages[0].locator("#attendance .tap b").all_inner_texts()
    roll = [name for name in named if name != "Vacant seat"]
    for words in read(clerk, at).values():
        is_complete(told, roll, words)


def is_safe(visitor: BrowserContext, told: Told, at: str) -> None:
    """The public copy: numbers without a gap, nothing of a confidential item anywhere a visitor can look."""
    page = visitor.pages[0]
    copies = read(visitor, at)
    shown = [item for item in told.items if not item.is_confidential]
    numbers = [item.get_attribute("data-number") for item in page.locator("article .item").all()]
    assert numbers == [str(number) for number in range(1, len(shown) + 1)]
    for item in shown:
        works = [action.work for action in item.actions if told.actions_are_public]
        assert [words for words in (item.title, *item.decisions, *works) if words not in copies["print"]] == []
    secrets = [words for item in told.items if item.is_confidential for words in item.words]
    base = f"/partnerships/{told.slug}/"
    places = [at, f"{at}agenda", f"{at}minutes?show=short", base, f"{base}meetings/"]
    places += [f"{base}{register}/{rest}" for register in ("decisions", "actions") for rest in ("", "?format=csv")]
    copies |= {place: visitor.request.get(place).text() for place in places}
    for place, copy in copies.items():
        assert [words for words in secrets if words.casefold() in copy.casefold()] == [], place
    for words in secrets:
        page.goto("/search?" + urlencode({"q": words}))
        assert "Try fewer words" in page.locator("main").inner_text(), f"found: {words}"


def names_nobody(partner: BrowserContext, told: Told, at: str) -> None:
    """A partner from elsewhere reads which organisations came, and not who; a visitor finds nothing."""
    for words in read(partner, at).values():
        assert [name for name in told.unnamed if name in words] == []
        assert told.quorum in words


@pytest.mark.parametrize(
    ("told", "how", "most"),
    [(A_BOARD, "htmx", 42), (A_TABLE, "htmx", 44), (A_SHORT_ONE, "htmx", 15), (A_SHORT_ONE, "no script", 17)],
    ids=("a board", "a table", "initials", "initials, no script"),
)
def test_minutes_are_entered_published_printed_and_read_back(visit, capsys, told, how, most):
    clerk = visit(told.by, java_script_enabled=how != "no script")

    at, count = write_down(clerk.pages[0], told)

    come_back_whole(clerk, told, at)
    if told.is_public:
        is_safe(visit(), told, at)
    else:
        assert visit().request.get(f"{at}minutes").status == 404
        names_nobody(visit("callum.millbrook@example.org"), told, at)
    tell(capsys, f"[{told.slug}, {how}] from the home page to published minutes", count)
    assert count <= most


def test_a_core_group_without_a_quorum_and_what_was_settled_by_silence(visit, capsys, monkeypatch, tmp_path):
    today = clock.today()
    clerk = Clerk(visit(A_CORE_GROUP.by).pages[0])
    let_silence_count(clerk)
    asked_on = clock.at(today - timedelta(days=20), time(10))
    monkeypatch.setattr(clock, "now", lambda: asked_on)
    clerk.page = visit(A_CORE_GROUP.by).pages[0]
    clerk.hand.page = clerk.page
    addresses = [put_to_the_seats(clerk, text, today - timedelta(days=5)) for text in BY_SILENCE]
    answer_by_telephone(clerk, "CALC")
    monkeypatch.setattr(clock, "now", lambda: clock.at(today, time(10)))
    let_the_clock_work(tmp_path)

    office = visit(A_CORE_GROUP.by)
    at, count = write_down(office.pages[0], A_CORE_GROUP)

    come_back_whole(office, A_CORE_GROUP, at)
    is_safe(visit(), A_CORE_GROUP, at)
    for address, text, silent in zip(addresses, BY_SILENCE, (12, 11), strict=True):
        settled_by_silence(office.pages[0], address, text, silent)
    public = visit().pages[0]
    public.goto("/partnerships/wychavon/decisions/")
    assert [text for text in BY_SILENCE if text not in public.locator("main").inner_text()] == []
    tell(capsys, "[wychavon] the rule, two proposals and an answer by telephone", clerk.hand.count)
    tell(capsys, "[wychavon, htmx] from the home page to published minutes", count)
    assert clerk.hand.count <= 13
    assert count <= 28


def let_silence_count(clerk: Clerk) -> None:
    """The core group agrees, in its rules, that no answer is a yes."""
    clerk.page.goto("/partnerships/wychavon/rules/edit")
    clerk.hand.press("[name=silence_is_assent]")
    clerk.hand.press("button:has-text('Save the rules')", leaves=True)
    clerk.sees("main:has-text('The rules are changed')")


def put_to_the_seats(clerk: Clerk, text: str, until: date) -> str:
    """Put something to the seats; return the proposal's address."""
    clerk.page.goto("/partnerships/wychavon/decisions/between/new")
    clerk.hand.write("[name=text]", text)
    clerk.hand.write("[name=closes_on]", shortday(until))
    clerk.hand.press("button:has-text('Put it to the seats')", leaves=True)
    clerk.sees("main:has-text('It is put to 12 seats, 12 of them told by letter')")
    return clerk.page.url


def answer_by_telephone(clerk: Clerk, name: str) -> None:
    """Record for one seat that it agrees, as it said by telephone."""
    clerk.hand.press(f"a:has-text('Record an answer: {name}')", leaves=True)
    clerk.hand.press("label:has-text('We agree')")
    clerk.hand.press("main form button.btn", leaves=True)
    clerk.sees(f"main:has-text('The answer of {name} is kept')")


def let_the_clock_work(room: Path) -> None:
    """The closing day is over: what comes by the clock comes, beside the server."""
    app = create_app(demo_settings(room))
    assert clockwork.tick(app)["decisions between meetings"] >= len(BY_SILENCE)
    with app.app_context():
        db.engine.dispose()


def settled_by_silence(page: Page, address: str, text: str, silent: int) -> None:
    """The proposal says who was told and what came of it, and the decision stands in the register."""
    page.goto(address)
    said = page.locator("main").inner_text()
    assert f"12 of 12 agreed, {silent} of them by silence, 7 needed" in said
    assert said.count("Silent, counted as a yes") == silent
    assert said.count("Told by letter") + said.count("Told by telephone") == 12
    page.click("a:has-text('In the register of decisions')")
    page.wait_for_selector("h2:has-text('How it came about')")
    register = page.locator("main").inner_text()
    assert text in register
    assert "Decided between meetings: who was told, and who answered" in register


def tell(capsys, what: str, count: int) -> None:
    """Print how much of a hand it took."""
    with capsys.disabled():
        print(f"\n{what}: {count} interactions")  # noqa: T201  asked for
