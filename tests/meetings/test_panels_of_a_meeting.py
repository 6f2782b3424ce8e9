"""Higher features add to a meeting's page below the agenda, and inside each of its items."""

import pytest
from markupsafe import Markup

from portal.core import panels
from portal.core.panels import Panel
from tests import factories_meetings as make
from tests.people import cast

BASE = "/partnerships/here/meetings"


@pytest.fixture
def trial(app, monkeypatch):
    """A panel below the agenda and a word inside every item, and how often the items were asked for."""
    asked = []
    monkeypatch.setattr(panels, "_offers", {})

    @panels.offer("meeting", 10)
    def below(_viewer, meeting):
        return Panel("meetings/_of_group.html", {"rows": [], "group": meeting.group, "sees_backlog": False})

    @panels.offer("meeting items", 10)
    def within(_viewer, meeting):
        asked.append(meeting.id)
        return Panel("", {item.id: Markup("<p>Paper on {}</p>").format(item.title) for item in make.items(meeting)})

    return asked


@pytest.mark.parametrize("page", ["", "agenda", "minutes"])
def test_every_item_shows_what_is_offered_and_is_asked_for_once(trial, sign_in, page):
    who = cast()
    meeting = make.meeting(who.here.main, items=("Buses", "Parks"))

    shown = sign_in(who.ann).get(f"{BASE}/{meeting.id}/{page}")

    assert ("Paper on Buses" in shown.text, "Paper on Parks" in shown.text) == (True, True)
    assert ('id="group-meetings"' in shown.text) is (page == "")
    assert trial == [meeting.id]


def test_an_item_swapped_alone_keeps_what_is_offered(trial, sign_in):
    who = cast()
    meeting = make.meeting(who.here.main)
    item = make.items(meeting)[0]

    answer = sign_in(who.ann).htmx(f"{BASE}/{meeting.id}/items/{item.id}/lines", data={"lines": "Agreed it"})

    assert "Paper on Town centre" in answer.text
