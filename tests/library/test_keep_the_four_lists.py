"""Standards, training, funding and good practice: the same for all four lists, and what each has of its own."""

from datetime import timedelta

import pytest

from portal.core import clock, index
from portal.core.audience import Audience
from portal.core.database import db
from portal.core.filters import shortday
from portal.core.viewer import VISITOR
from portal.library.models import Funding, Practice
from portal.library.shelves import SHELVES
from tests import factories
from tests.conftest import HTMX
from tests.factories_library import application, course, entry, feedback, funding, holding, place, practice, session
from tests.factories_library import standard as a_standard

pytestmark = pytest.mark.thorough

SENT = {
    "standards": {"approved_on": "1 May 2024"},
    "training": {"provider": "Peak College", "cost": "free", "approved_by": "the board", "approved_on": ""},
    "funding": {"funder": "Dales Trust", "amount": "£500", "deadline": "31 May 2030"},
    "practice": {"text": "We share a rota.", "tags": "Rota, volunteers, rota"},
}
EVERY = list(SENT)


def sent(shelf: str, **more) -> dict:
    usual = {"title": "Zebra crossing", "text": "What it is", "link": "www.example.org", "audience": "public"}
    return usual | SENT[shelf] | more


def titles(client, address: str) -> list[str]:
    return [cell.a.text for cell in client.soup(address).select("tbody th")]


@pytest.mark.parametrize("shelf", EVERY)
def test_an_entry_is_added_found_changed_removed_and_brought_back(who, sign_in, client, base, shelf):
    ann, at = sign_in(who.ann), f"{base}{shelf}/"
    assert client.soup(at).select_one(".empty")

    answer = ann.post(at + "new", data=sent(shelf))

    assert answer.status_code == 303
    row = db.session.query(SHELVES[shelf].model).one()
    own = f"{at}{row.id}/"
    assert answer.headers["Location"] == own
    assert titles(client, at) == ["Zebra crossing"]
    assert client.soup(own).select_one(f'a[href="{row.link}"]')
    assert row.link == "https://www.example.org"
    assert [hit.kind for hit in index.search(VISITOR, "zebra")] == [SHELVES[shelf].kind]

    assert ann.post(own + "edit", data=sent(shelf, title="Horse", version="0")).status_code == 409
    assert ann.post(own + "edit", data=sent(shelf, title="Horse", version=row.version)).status_code == 303
    assert titles(client, at) == ["Horse"]
    assert not index.search(VISITOR, "zebra")

    assert ann.post(own + "remove").status_code == 303
    assert client.get(own).status_code == 404
    assert not index.search(VISITOR, "horse")
    assert ann.post(own + "restore").status_code == 303
    assert titles(client, at) == ["Horse"]


@pytest.mark.parametrize("shelf", EVERY)
def test_a_mistake_is_shown_and_nothing_is_kept(who, sign_in, base, shelf):
    wrong = {"title": "", "link": "javascript:alert(1)", "audience": "restricted"}
    for name, value in wrong.items():
        answer = sign_in(who.ann).post(f"{base}{shelf}/new", data=sent(shelf, **{name: value}))
        assert answer.status_code == 422, name
    assert db.session.query(SHELVES[shelf].model).count() == 0


@pytest.mark.parametrize(
    ("shelf", "status"), [("standards", 403), ("training", 403), ("funding", 303), ("practice", 303)]
)
def test_partners_add_to_open_lists_and_the_manager_keeps_what_was_approved(who, sign_in, base, shelf, status):
    assert sign_in(who.wyn).post(f"{base}{shelf}/new", data=sent(shelf)).status_code == status
    assert sign_in(who.otto).post(f"{base}{shelf}/new", data=sent(shelf)).status_code == 403
    assert sign_in(who.sue).post(f"{base}{shelf}/new", data=sent(shelf)).status_code == 404


@pytest.mark.parametrize("shelf", EVERY)
def test_each_sees_what_is_for_them(who, sign_in, client, base, shelf):
    entry(who.here, shelf, "Public", audience=Audience.PUBLIC)
    entry(who.here, shelf, "Partners", audience=Audience.PARTNERS)
    own = entry(who.here, shelf, "Here only")
    entry(who.there, shelf, "There", audience=Audience.PUBLIC)

    at = f"{base}{shelf}/?sort=-title"
    assert titles(client, at) == ["Public"]
    assert titles(sign_in(who.sue), at) == ["Public", "Partners"]
    assert titles(sign_in(who.otto), at) == ["Public", "Partners", "Here only"]
    assert client.get(f"{base}{shelf}/{own.id}/").status_code == 404
    assert sign_in(who.sue).post(f"/partnerships/there/library/{shelf}/{own.id}/remove").status_code == 404
    assert sign_in(who.otto).post(f"{base}{shelf}/{own.id}/remove").status_code == 403


def test_who_added_it_and_who_keeps_its_organisation_change_it(who, sign_in, base):
    row = practice(who.here, by=who.wyn, organisation_id=who.seat_ray.organisation_id)

    for name, status in {"wyn": 200, "ray": 200, "ann": 200, "rosa": 403, "cal": 403}.items():
        assert sign_in(getattr(who, name)).get(f"{base}practice/{row.id}/edit").status_code == status, name


@pytest.mark.parametrize("shelf", EVERY)
def test_thirty_rows_cost_few_statements(who, sign_in, base, queries, shelf):
    with factories.together():
        for number in range(30):
            entry(who.here, shelf, f"Entry {number}")
    ray = sign_in(who.ray)
    ray.get(f"{base}{shelf}/")
    queries.clear()

    assert len(titles(ray, f"{base}{shelf}/")) == 30
    assert len(queries) <= 4 + 2  # two of them count the record of changes, before and after


@pytest.mark.parametrize("shelf", EVERY)
def test_a_list_follows_what_is_typed_and_goes_into_a_file(who, sign_in, base, shelf):
    entry(who.here, shelf, "Zebra crossing", text="Black and white")
    ray = sign_in(who.ray)

    answer = ray.get(f"{base}{shelf}/?q=zebra", headers=HTMX).text
    assert answer.lstrip().startswith('<div id="results"')
    assert "Zebra crossing" in answer
    assert "Zebra crossing" not in ray.get(f"{base}{shelf}/?q=lion", headers=HTMX).text
    file = ray.get(f"{base}{shelf}/?format=csv").text
    assert file.removeprefix("\ufeff").startswith("Title,")
    assert "Black and white" in file


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("standards/?holder={ray}", ["Held"]),
        ("standards/?holder={rosa}", []),
        ("standards/?sort=-holders", ["Held", "Bare"]),
        ("standards/?sort=approved_on", ["Held", "Bare"]),
        ("training/?places=free", ["With room"]),
        ("training/?places=coming", ["Full", "With room"]),
        ("training/?sort=-score", ["With room", "Over", "Full"]),
        ("training/?sort=next_on", ["With room", "Full", "Over"]),
        ("training/?sort=provider&q=room", ["With room"]),
        ("funding/", ["Today", "Soon", "Always"]),
        ("funding/?which=closed", ["Yesterday"]),
        ("funding/?which=all&sort=-deadline", ["Always", "Soon", "Today", "Yesterday"]),
        ("funding/?sort=funder&q=soon", ["Soon"]),
        ("practice/?tag=rota", ["Rota"]),
        ("practice/?organisation={ray}", ["Rota"]),
        ("practice/?sort=organisation", ["Nobody's", "Rota"]),
    ],
)  # fmt: skip
def test_a_list_is_narrowed_and_sorted(who, sign_in, base, asked, found):
    ray = who.seat_ray.organisation
    held, _bare = a_standard(who.here, "Held"), a_standard(who.here, "Bare")
    holding(held, ray)
    holding(held, who.seat_rosa.organisation, until_on=clock.today() - timedelta(days=1))
    room, full, over = course(who.here, "With room"), course(who.here, "Full"), course(who.here, "Over")
    session(room, 3)
    place(session(full, 5, places=1), ray)
    past = session(over, -5)
    feedback(place(past, ray), 2)
    feedback(place(session(room, -9), ray), 5)
    for title, days in (("Today", 0), ("Yesterday", -1), ("Soon", 7), ("Always", None)):
        funding(who.here, title, days)
    practice(who.here, "Rota", tags="rota, people", organisation_id=ray.id)
    practice(who.here, "Nobody's")

    numbers = {"ray": ray.id, "rosa": who.seat_rosa.organisation_id}
    shown = titles(sign_in(who.ann), base + asked.format(**numbers))

    assert shown == found if "sort" in asked or "funding" in asked else sorted(shown) == sorted(found)


def test_the_library_counts_what_each_may_see(who, sign_in, client, base):
    funding(who.here, "Over", -1)
    funding(who.here, "Open", 5)
    practice(who.here, audience=Audience.PUBLIC)

    metas = [line.text for line in sign_in(who.ray).soup(base).select("main .rows .meta")]
    assert metas == ["Nothing yet", "Nothing yet", "1 funding opportunity", "1 good-practice item"]
    assert [line.text for line in client.soup(base).select("main .rows .meta")][2] == "Nothing yet"


def test_tags_are_kept_in_small_letters_each_once(who, sign_in, base):
    sign_in(who.ann).post(base + "practice/new", data=sent("practice"))

    row = db.session.query(Practice).one()
    assert row.tags == "rota, volunteers"
    links = [a["href"] for a in sign_in(who.ann).soup(f"{base}practice/{row.id}/").select('a[href*="tag="]')]
    assert links == [f"{base}practice/?tag=rota", f"{base}practice/?tag=volunteers"]


def test_who_holds_a_standard_is_noted_by_who_speaks_for_it(who, sign_in, client, base):
    kept = a_standard(who.here, audience=Audience.PUBLIC)
    at, ray = f"{base}standards/{kept.id}/", sign_in(who.ray)
    mine = {"organisation_id": who.seat_ray.organisation_id, "since_on": "1 May 2024"}

    assert ray.post(at + "holders", data=mine | {"until_on": "1 April 2024"}).status_code == 422
    assert ray.post(at + "holders", data=mine | {"organisation_id": who.seat_rosa.organisation_id}).status_code == 422
    assert sign_in(who.otto).post(at + "holders", data=mine).status_code == 403
    assert ray.post(at + "holders", data=mine).status_code == 303
    assert "High Peak CVS" in client.soup(base + "standards/holders").select_one("tbody").text
    assert "since 1 May 2024" in client.soup(base + "standards/holders").select_one("tbody").text

    change = ray.soup(at).select_one('a[href$="/edit"][href*="holders"]')["href"]
    assert sign_in(who.rosa).get(change).status_code == 403
    assert ray.post(change, data={"since_on": "1 May 2024", "until_on": "1 June 2024"}).status_code == 303
    assert "Ended" in client.soup(at).text
    assert client.soup(base + "standards/holders").select_one(".empty")

    gone = change.removesuffix("edit")
    assert ray.post(gone + "remove").status_code == 303
    assert "High Peak CVS" not in client.soup(at).text
    assert ray.post(gone + "restore").status_code == 303
    assert "High Peak CVS" in client.soup(at).text


def test_who_applied_and_what_came_of_it_is_for_the_partnership(who, sign_in, client, base):
    fund = funding(who.here, audience=Audience.PUBLIC)
    at, ray = f"{base}funding/{fund.id}/", sign_in(who.ray)
    asked = {"organisation_id": who.seat_ray.organisation_id, "asked_for": "£900", "outcome": "waiting"}

    assert ray.post(at + "applications", data=asked | {"outcome": "perhaps"}).status_code == 422
    assert ray.post(at + "applications", data=asked).status_code == 303
    assert "£900" in sign_in(who.otto).soup(at).text
    for stranger in (client, sign_in(who.sue)):
        assert "£900" not in stranger.soup(at).text

    change = ray.soup(at).select_one('a[href*="applications"]')["href"]
    assert sign_in(who.rosa).post(change, data={"outcome": "granted"}).status_code == 403
    assert ray.post(change, data={"outcome": "granted", "version": "0"}).status_code == 409
    assert ray.post(change, data={"outcome": "granted", "version": "1", "note": "Ring first"}).status_code == 303
    assert "Granted" in sign_in(who.otto).soup(at).text
    gone = change.removesuffix("edit")
    assert ray.post(gone + "remove").status_code == 303
    assert "Ring first" not in ray.soup(at).text
    assert ray.post(gone + "restore").status_code == 303
    assert "Ring first" in ray.soup(at).text


def test_what_belongs_to_an_entry_is_not_there_elsewhere(who, sign_in):
    held = holding(a_standard(who.here), who.seat_ray.organisation)
    asked = application(funding(who.here), who.seat_ray.organisation)
    there = "/partnerships/there/library/"
    ray = sign_in(who.ray)

    assert ray.get(f"{there}standards/holders/{held.id}/edit").status_code == 404
    assert ray.get(f"{there}funding/applications/{asked.id}/edit").status_code == 404


def test_a_deadline_that_is_left_empty_is_open_all_the_time(who, sign_in, base):
    sign_in(who.ann).post(base + "funding/new", data=sent("funding", deadline=""))
    row = db.session.query(Funding).one()
    assert "Open all the time" in sign_in(who.ann).soup(f"{base}funding/{row.id}/").text
    later = clock.today() + timedelta(days=3)

    sign_in(who.ann).post(
        f"{base}funding/{row.id}/edit", data=sent("funding", deadline=shortday(later), version=row.version)
    )

    db.session.refresh(row)
    assert (row.deadline, row.closes_sort) == (later, later)
    assert "due in 3 days" in sign_in(who.ann).soup(base + "funding/").text


@pytest.mark.parametrize("shelf", EVERY)
def test_one_entry_costs_few_statements(who, sign_in, base, queries, shelf):
    row = entry(who.here, shelf, "Entry")
    ray = sign_in(who.ray)
    ray.get(f"{base}{shelf}/{row.id}/")
    queries.clear()

    ray.get(f"{base}{shelf}/{row.id}/")

    assert len(queries) <= 8 + 2


@pytest.mark.parametrize("sort", ["score", "-score", "next_on", "provider", "cost", "-title"])
def test_pages_of_courses_follow_one_another(who, sign_in, base, sort):
    with factories.together():
        for number in range(56):
            made = course(who.here, f"Course {number}")
            if number % 3 == 0:
                feedback(place(session(made, -3), who.seat_ray.organisation), 1 + number % 5)
    ray = sign_in(who.ray)
    first = ray.soup(f"{base}training/?sort={sort}")
    rest = titles(ray, first.select_one("#later")["href"])

    assert len({cell.a.text for cell in first.select("tbody th")} | set(rest)) == 56
