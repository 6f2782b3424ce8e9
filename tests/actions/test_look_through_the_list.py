"""The list of a partnership's actions: what each viewer sees of it, narrowed, sorted, searched and as a file."""

import csv
import io

import pytest

from portal.actions import services
from portal.actions.models import Status
from portal.core.audience import Audience, Why
from portal.core.database import writing
from portal.core.dates import When
from tests import factories, factories_actions
from tests.conftest import HTMX
from tests.factories_actions import EVERYBODY, action, led_by


def titles(client, address: str) -> list[str]:
    return [cell.a.text for cell in client.soup(address).select("tbody th")]


@pytest.fixture
def plenty(who):
    """Actions of every kind."""
    main, roads = who.here.main, factories.group(who.here, name="Roads group")
    hpcvs = led_by(who.seat_ray.organisation)
    action(main, "Done long ago", hpcvs, due_in=-40, status="done")
    action(main, "Nobody does this", due_in=20)
    action(main, "Late by a day", hpcvs, due_in=-1)
    action(main, "Without a date", EVERYBODY, when=When("ASAP"))
    action(roads, "Mend the road", led_by(who.seat_rosa.organisation), due_in=3, audience=Audience.PUBLIC)
    action(main, "Given up", status="dropped")
    action(main, "Kept in confidence", hpcvs, due_in=5, audience=Audience.RESTRICTED)
    action(who.there.main, "Of others", EVERYBODY, due_in=1, audience=Audience.PUBLIC)


def test_open_ones_stand_first_the_late_before_all(who, sign_in, base, plenty):
    page = sign_in(who.ray).soup(base)

    assert [cell.a.text for cell in page.select("tbody th")] == [
        "Late by a day", "Mend the road", "Kept in confidence", "Nobody does this", "Without a date", "Done long ago",
        "Given up",
    ]  # fmt: skip
    assert page.select_one(".head .lede").text == "5 open actions. 1 is overdue. 1 has no lead yet."
    assert "7 actions" in page.select_one("#results .bar").text
    first = page.select_one("tbody tr")
    assert [cell.get_text(" ", strip=True) for cell in first.select("td")][0] == "High Peak CVS"
    assert first.select_one(".due.late").text == "1 day late"
    assert first.select_one(".mark.late")


def test_each_sees_what_is_for_them(who, sign_in, client, base, plenty):
    assert titles(client, base) == ["Mend the road"]
    assert titles(sign_in(who.sue), base) == ["Mend the road"]
    assert len(titles(sign_in(who.otto), base)) == 6
    assert "Kept in confidence" not in titles(sign_in(who.otto), base)
    assert "1 open action." in client.soup(base).select_one(".lede").text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("state=open", ["Late by a day", "Mend the road", "Kept in confidence", "Nobody does this", "Without a date"]),
        ("state=overdue", ["Late by a day"]),
        ("state=no-lead", ["Nobody does this"]),
        ("state=no-date", ["Without a date"]),
        ("state=done", ["Done long ago"]),
        ("state=dropped", ["Given up"]),
        ("state=strange", 7),
        ("group={roads}", ["Mend the road"]),
        ("lead={hpcvs}", ["Late by a day", "Kept in confidence", "Done long ago"]),
        ("lead={hpcvs}&state=open", ["Late by a day", "Kept in confidence"]),
        ("q=mend", ["Mend the road"]),
        ("q=peak", ["Late by a day", "Kept in confidence", "Done long ago"]),
        ("q=zebra", []),
        ("sort=text", ["Done long ago", "Given up", "Kept in confidence", "Late by a day", "Mend the road",
                       "Nobody does this", "Without a date"]),
        ("sort=status&state=overdue", ["Late by a day"]),
        ("sort=leads&q=road", ["Mend the road"]),
        ("sort=-raised_on&q=road", ["Mend the road"]),
    ],
)  # fmt: skip
def test_the_list_is_narrowed_and_sorted(who, sign_in, base, plenty, asked, found):
    page = sign_in(who.ann).soup(base)
    numbers = {"hpcvs": who.seat_ray.organisation_id}
    numbers["roads"] = next(o["value"] for o in page.select("#find-group option") if o.text == "Roads group")

    shown = titles(sign_in(who.ann), f"{base}?{asked.format(**numbers)}")

    assert shown == found if isinstance(found, list) else len(shown) == found


def test_the_file_holds_what_the_page_shows(who, sign_in, client, base, plenty):
    read = {
        who.ray: list(
            csv.DictReader(io.StringIO(sign_in(who.ray).get(base + "?format=csv").text.removeprefix("\ufeff")))
        ),
        None: list(csv.DictReader(io.StringIO(client.get(base + "?format=csv").text.removeprefix("\ufeff")))),
    }

    assert [row["What"] for row in read[who.ray]] == titles(sign_in(who.ray), base)
    assert [row["What"] for row in read[None]] == ["Mend the road"]
    assert read[None][0]["Who leads"] == "Buxton Volunteer Bureau"
    assert read[None][0]["Group"] == "Roads group"


def test_words_narrow_the_list_while_they_are_typed(who, sign_in, base, plenty):
    answer = sign_in(who.ann).get(base + "?q=mend", headers=HTMX).text

    assert answer.lstrip().startswith('<div id="results"')
    assert "Mend the road" in answer


def test_an_empty_list_says_what_belongs_there(client, who, base):
    page = client.soup(base)

    assert page.select_one(".empty").h2.text == "No actions yet"
    assert "Nothing is open." in page.text


def test_the_meeting_behind_an_action_is_named_to_those_who_may_see_it(who, sign_in, client, base):
    meeting = factories_actions.met(who.here.main, audience=Audience.GROUP)
    made = action(who.here.main, meeting_id=meeting.id, topic="Rooms", audience=Audience.PUBLIC)
    at = f"/partnerships/here/meetings/{meeting.id}/"

    assert sign_in(who.ray).soup(base).select_one(f'a[href="{at}"]')
    assert sign_in(who.ray).soup(f"{base}{made.id}/").select_one(f'a[href="{at}"]').text.startswith("Quarterly meeting")
    assert not client.soup(base).select_one(f'a[href="{at}"]')
    assert "Quarterly meeting" not in client.soup(f"{base}{made.id}/").text
    assert "under “Rooms”" in client.soup(f"{base}{made.id}/").text


def test_thirty_rows_cost_no_more_than_three(who, sign_in, base, queries):
    for number in range(3):
        action(who.here.main, f"Action {number}", EVERYBODY, due_in=number)
    ray = sign_in(who.ray)
    ray.get(base)
    queries.clear()
    ray.get(base)
    few = len(queries)
    for number in range(27):
        action(who.here.main, f"More {number}", led_by(who.seat_ray.organisation), due_in=number)
    queries.clear()

    assert len(titles(ray, base)) == 30
    assert len(queries) == few
    assert few <= 4 + 2  # two of them count the record of changes, before and after


def test_pages_follow_one_another(who, sign_in, base):
    for number in range(60):
        action(who.here.main, f"Action {number}", when=None if number % 2 else When("soon"))
    ray = sign_in(who.ray)
    first = ray.soup(base)
    rest = titles(ray, first.select_one("#later")["href"])

    assert len({cell.a.text for cell in first.select("tbody th")} | set(rest)) == 60


def test_one_action_costs_few_statements(who, sign_in, base, queries):
    meeting = factories_actions.met(who.here.main)
    made = action(who.here.main, "Hall", EVERYBODY, led_by(person=who.rosa), meeting_id=meeting.id, status="ongoing")
    ray = sign_in(who.ray)
    ray.get(f"{base}{made.id}/")
    queries.clear()

    ray.get(f"{base}{made.id}/")

    assert len(queries) <= 8 + 2


def test_the_audience_of_the_minutes_is_that_of_their_actions(who, client, base):
    meeting = factories_actions.met(who.here.main)
    item = factories.add(agenda_item(meeting))
    made = action(who.here.main, "Hall", meeting_id=meeting.id, item_id=item.id, audience=Audience.GROUP, why=Why.DRAFT)
    gone = action(who.here.main, "Gone", meeting_id=meeting.id, item_id=item.id, audience=Audience.GROUP, why=Why.DRAFT)
    with writing():
        services.remove_action(factories_actions.SOMEBODY, gone)
    at = f"{base}{made.id}/"
    assert client.get(at).status_code == 404

    with writing():
        services.regard(item.id, Audience.PUBLIC, Why.MINUTES)

    assert "Public, because the group's minutes are public" in client.soup(at).text
    assert titles(client, base + "?q=hall") == ["Hall"]
    assert titles(client, base + "?q=gone") == []
    with writing():
        services.regard(item.id, Audience.GROUP, Why.DRAFT)
    assert client.get(at).status_code == 404
    assert made.status is Status.OUTSTANDING


def agenda_item(meeting):
    from portal.meetings.models import AgendaItem

    return AgendaItem(
        meeting_id=meeting.id, partnership_id=meeting.partnership_id, group_id=meeting.group_id, title="Rooms"
    )


def test_a_number_that_no_row_has_is_not_found(who, sign_in, client, base):
    for number in ("9999", "9" * 40):
        assert client.get(f"{base}{number}/").status_code == 404
        assert sign_in(who.ann).post(f"{base}{number}/progress").status_code == 404
