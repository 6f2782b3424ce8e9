"""A representative answers the short check: on a phone by keyboard with HTMX, and another one without JavaScript."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from portal.app import create_app
from portal.core import clock
from portal.core.database import db, writing
from portal.partnerships.models import Partnership
from portal.questionnaires.models import Measure
from portal.questionnaires.services import opening
from portal.questionnaires.survey_models import Survey
from tests import factories_questionnaires as make
from tests.browser.hand import Hand
from tests.conftest import demo_settings

SECTIONS = {
    "Being there": ["All partners turn up", "We share the talking equally"],
    "Working together": ["We trust each other", "Each partner is heard", "The right partners are here"],
    "What comes of it": ["We do what we agree", "It is worth the time"],
}
MOST = 20


@pytest.fixture
def address(server, tmp_path) -> str:
    """Where the open check of Peak Partners is answered: seven ratings and two questions in one's own words."""
    with create_app(demo_settings(tmp_path)).app_context():
        place = db.session.query(Partnership).filter_by(slug="peak-partners").one()
        sections = {title: [make.wording(words, place) for words in asked] for title, asked in SECTIONS.items()}
        sections["In your own words"] = [
            make.wording(words, place, Measure.TEXT) for words in ("What goes well?", "What must change?")
        ]
        survey = make.survey(place, sections=sections)
        with writing():
            row = db.session.get(Survey, survey.id)
            opening.open_survey(make.SOMEBODY, row, clock.today() + timedelta(days=21))
        db.engine.dispose()
        return f"/partnerships/peak-partners/surveys/{survey.id}/answer/"


def fill_in(page, hand: Hand, with_script: bool) -> None:
    """Answer everything, and send it."""
    hand.press("#begin", leaves=True)
    for title, asked in SECTIONS.items():
        expect(page.locator("h1")).to_have_text(title)
        for words in asked:
            choose(page, hand, page.locator("fieldset", has_text=words), 2 if words.startswith("We trust") else 4)
            if with_script and hand.count == 2:
                expect(page.locator("#saved")).to_contain_text("Saved")
        if title == "Working together":
            hand.write(".ask textarea:visible", "Meet outside the meetings")
        hand.press("#next", leaves=True)
    hand.write("textarea >> nth=0", "The minutes")
    hand.press("#next", leaves=True)
    expect(page.locator("main")).to_contain_text("What must change?")
    hand.press("#send", leaves=True)
    expect(page.locator("h1")).to_have_text("Thank you")


def choose(page, hand: Hand, question, choice: int) -> None:
    """Tick a card; with the keyboard by its space bar."""
    card = question.locator(f"input[value='{choice}']")
    if hand.keyboard:
        hand.count += 1
        card.focus()
        page.keyboard.press("Space")
    else:
        hand.press(f"#{card.get_attribute('id')}")


def test_the_short_check_is_answered_with_twenty_interactions_at_most(visit, address, record_property):
    phone = visit("owen.gritstone@example.org", viewport={"width": 390, "height": 800}).pages[0]
    phone.goto(address)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    by_keyboard = Hand(phone, keyboard=True)
    fill_in(phone, by_keyboard, with_script=True)

    plain = visit("rosa.millstone@example.org", java_script_enabled=False).pages[0]
    plain.goto(address)
    by_hand = Hand(plain)
    fill_in(plain, by_hand, with_script=False)
    plain.goto(address)
    expect(plain.locator("main")).to_contain_text("An answer has come for")

    counts = [hand.count + 1 for hand in (by_keyboard, by_hand)]  # one more: from the home page
    record_property("interactions", counts)
    print(f"interactions to answer the short check: {counts}")  # noqa: T201  this is what it is for
    assert max(counts) <= MOST
