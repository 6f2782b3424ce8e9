"""The register of decisions: what each viewer sees of it, narrowed, sorted, searched and as a file."""

import csv
import io
from datetime import date

import pytest

from portal.audit.models import Event
from portal.core import index
from portal.core.audience import Audience, Why
from portal.core.database import db, writing
from portal.core.viewer import Viewer
from portal.decisions import services
from portal.decisions.models import How
from portal.meetings.models import AgendaItem
from tests import factories, factories_actions
from tests.conftest import HTMX
from tests.factories_actions import SOMEBODY, decision

SITE = Viewer(is_site_administrator=True)


def titles(client, address: str) -> list[str]:
    return [cell.a.text for cell in client.soup(address).select("tbody th")]


@pytest.fixture
def plenty(who):
    """Decisions of every kind."""
    main, roads = who.here.main, factories.group(who.here, name="Roads group")
    decision(main, "Share a stall", decided_on=date(2025, 3, 1), audience=Audience.PUBLIC)
    decision(
        main,
        "Ask for money",
        decided_on=date(2026, 1, 9),
        how=How.MAJORITY,
        dissent="Buxton would wait",
        quorum=(4, 0, 6),
    )
    decision(roads, "Mend the road", decided_on=date(2026, 1, 9), is_recommendation=True, quorum=(2, 5, 8))
    decision(main, "A new chair", decided_on=date(2024, 5, 2), how=How.DEFERRED, quorum=(0, 0, 0))
    decision(main, "Sue the baker", decided_on=date(2026, 2, 1), audience=Audience.RESTRICTED)
    decision(who.there.main, "Of others", audience=Audience.PUBLIC)


def test_the_latest_stand_first_with_the_quorum_of_that_moment(who, sign_in, base, plenty):
    page = sign_in(who.ray).soup(base)

    assert titles(sign_in(who.ray), base) == [
        "Sue the baker", "Mend the road", "Ask for money", "Share a stall", "A new chair",
    ]  # fmt: skip
    rows = [[cell.get_text(" ", strip=True) for cell in row.select("td, th")] for row in page.select("tbody tr")]
    assert rows[1] == [
        "9 January 2026",
        "Mend the road Recommendation",
        "By consensus 2 of 8 present, 5 needed",
        "Roads group",
    ]
    assert rows[2][2] == "By majority 4 of 6 present, no quorum needed"
    assert rows[4][2] == "Deferred"


def test_each_sees_what_is_for_them(who, sign_in, client, base, plenty):
    assert titles(client, base) == ["Share a stall"]
    assert "Sue the baker" not in titles(sign_in(who.otto), base)
    assert len(titles(sign_in(who.otto), base)) == 4
    assert [o.text for o in client.soup(base).select("#find-year option")] == ["Every year", "2025"]
    assert [o.text for o in sign_in(who.ray).soup(base).select("#find-year option")] == [
        "Every year",
        "2026",
        "2025",
        "2024",
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("year=2025", ["Share a stall"]),
        ("how=majority", ["Ask for money"]),
        ("how=recommended", ["Mend the road"]),
        ("how=deferred&year=2025", []),
        ("group={roads}", ["Mend the road"]),
        ("q=money", ["Ask for money"]),
        ("q=chairs", ["A new chair"]),
        ("sort=text&year=2026", ["Ask for money", "Mend the road", "Sue the baker"]),
        ("sort=decided_on&year=2026", ["Ask for money", "Mend the road", "Sue the baker"]),
        ("sort=how&year=2026", ["Mend the road", "Sue the baker", "Ask for money"]),
        ("sort=-group&year=2026", ["Mend the road", "Sue the baker", "Ask for money"]),
    ],
)
def test_the_register_is_narrowed_and_sorted(who, sign_in, base, plenty, asked, found):
    page = sign_in(who.ann).soup(base)
    roads = next(o["value"] for o in page.select("#find-group option") if o.text == "Roads group")

    assert titles(sign_in(who.ann), f"{base}?{asked.format(roads=roads)}") == found


def test_the_file_holds_what_the_page_shows(who, sign_in, client, base, plenty):
    text = sign_in(who.otto).get(base + "?format=csv").text.removeprefix("\ufeff")
    read = list(csv.DictReader(io.StringIO(text)))

    assert [row["What was decided"] for row in read] == titles(sign_in(who.otto), base)
    assert (read[0]["Only a recommendation"], read[0]["Present"], read[0]["How"]) == ("yes", "2", "by consensus")
    assert "money" not in client.get(base + "?format=csv").text


def test_who_differed_is_in_the_files_as_it_is_on_the_page(who, sign_in, client, base, plenty):
    file = sign_in(who.ray).get(base + "?format=csv").text.removeprefix("\ufeff")
    read = {row["What was decided"]: row["Differences aired"] for row in csv.DictReader(io.StringIO(file))}
    assert (read["Ask for money"], read["Mend the road"]) == ("Buxton would wait", "")
    decision(who.here.main, "Open to all", dissent="Buxton would not", audience=Audience.PUBLIC)
    for browser in (client, sign_in(who.sue)):
        text = browser.get(base + "?format=csv").text
        assert "Open to all" in text
        assert "Differences aired" not in text
        assert "Buxton would not" not in text


def test_words_narrow_the_register_while_they_are_typed(who, sign_in, base, plenty):
    assert sign_in(who.ann).get(base + "?q=mend", headers=HTMX).text.lstrip().startswith('<div id="results"')


def test_an_empty_register_says_what_belongs_there(client, who, base):
    assert client.soup(base).select_one(".empty").h2.text == "No decisions yet"


def test_thirty_rows_cost_no_more_than_three(who, sign_in, base, queries):
    for number in range(30):
        decision(who.here.main, f"Decision {number}")
    ray = sign_in(who.ray)
    ray.get(base)
    queries.clear()

    assert len(titles(ray, base)) == 30
    assert len(queries) <= 4 + 2  # two of them count the record of changes, before and after


def test_one_decision(who, sign_in, client, base):
    meeting = factories_actions.met(who.here.main, audience=Audience.PUBLIC)
    made = decision(
        who.here.main, "Mend the road", meeting_id=meeting.id, topic="Roads", is_recommendation=True, quorum=(2, 5, 8),
        dissent="Buxton would wait", audience=Audience.PUBLIC,
    )  # fmt: skip

    page = client.soup(f"{base}{made.id}/")
    assert page.h1.text == "Mend the road"
    assert "it could only recommend" in page.text
    assert "2 of 8 present, 5 needed" in page.text
    assert "Public, because the group's minutes are public" in page.text
    assert page.select_one(f'a[href="/partnerships/here/meetings/{meeting.id}/"]')
    assert "Buxton would wait" not in page.text
    assert "Buxton would wait" in sign_in(who.otto).soup(f"{base}{made.id}/").text


def test_a_decision_is_there_for_its_audience_only(who, sign_in, client, base):
    made = decision(who.here.main, "Sue the baker", audience=Audience.RESTRICTED)

    seen = {
        name: sign_in(getattr(who, name)).get(f"{base}{made.id}/").status_code for name in ("ann", "ray", "otto", "sue")
    }

    assert seen == {"ann": 200, "ray": 200, "otto": 404, "sue": 404}
    assert client.get(f"{base}{made.id}/").status_code == 404
    assert sign_in(who.ada).get(f"/partnerships/there/decisions/{made.id}/").status_code == 404


def test_the_page_of_one_costs_few_statements(who, sign_in, base, queries):
    meeting = factories_actions.met(who.here.main)
    factories_actions.marked(meeting, who.seat_rosa)
    made = decision(who.here.main, meeting_id=meeting.id)
    ray = sign_in(who.ray)
    ray.get(f"{base}{made.id}/")
    queries.clear()

    ray.get(f"{base}{made.id}/")

    assert len(queries) <= 8 + 2


def test_a_decision_is_changed_removed_and_brought_back(who, sign_in, base):
    made = decision(who.here.main, "Share a stall")
    with writing():
        services.change_decision(SOMEBODY, made, text="Share a tent", how=How.MAJORITY, dissent="Buxton")
        services.remove_decision(SOMEBODY, made)
    assert sign_in(who.ann).get(f"{base}{made.id}/").status_code == 404
    assert titles(sign_in(who.ann), base) == []
    assert list(index.search(SITE, "tent")) == []

    with writing():
        services.restore_decision(SOMEBODY, made)

    assert titles(sign_in(who.ann), base + "?q=tent") == ["Share a tent"]
    assert made.quorum_present == 6


def test_the_audience_of_the_minutes_is_that_of_their_decisions(who, client, base):
    meeting = factories_actions.met(who.here.main)
    item = factories.add(
        AgendaItem(meeting_id=meeting.id, partnership_id=who.here.id, group_id=who.here.main.id, title="Roads")
    )
    draft = {"meeting_id": meeting.id, "item_id": item.id, "audience": Audience.GROUP, "why": Why.DRAFT}
    made, gone = decision(who.here.main, "Mend it", **draft), decision(who.here.main, "Gone", **draft)
    with writing():
        services.remove_decision(SOMEBODY, gone)
        services.regard(item.id, Audience.PUBLIC, Why.MINUTES)

    assert titles(client, base) == ["Mend it"]
    assert titles(client, base + "?q=mend") == ["Mend it"]
    assert (gone.audience, list(index.search(SITE, "gone"))) == (Audience.PUBLIC, [])
    with writing():
        services.regard(item.id, Audience.GROUP, Why.DRAFT)
    assert client.get(f"{base}{made.id}/").status_code == 404


def test_the_record_of_changes_keeps_confidence(who):
    made = decision(who.here.main, "Sue the baker", audience=Audience.RESTRICTED)
    with writing():
        services.change_decision(SOMEBODY, made, text="Sue the butcher", how=How.MAJORITY, dissent="")
        services.remove_decision(SOMEBODY, made)
        services.restore_decision(SOMEBODY, made)
    decision(who.here.main, "Mend the road", is_recommendation=True)

    assert list(db.session.scalars(db.select(Event.sentence).order_by(Event.id))) == [
        "Recorded a confidential decision, by consensus",
        "Changed a confidential decision, by majority",
        "Removed a confidential decision",
        "Brought back a confidential decision",
        "Recorded the recommendation “Mend the road”, by consensus",
    ]


def test_a_number_that_no_row_has_is_not_found(who, client, base):
    for number in ("9999", "9" * 40):
        assert client.get(f"{base}{number}/").status_code == 404


def test_what_was_put_off_says_so(who, sign_in, base):
    put_off = decision(who.here.main, "A new chair", how=How.DEFERRED, quorum=(0, 0, 0))

    lede = sign_in(who.ray).soup(f"{base}{put_off.id}/").select_one(".lede").text

    assert lede.startswith("Deferred on ")
