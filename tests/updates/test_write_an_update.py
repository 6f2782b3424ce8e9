"""A partner writes what it is doing, changes it, says that it is still right, and takes it back."""

from datetime import timedelta

import pytest

from portal.core import clock, index
from portal.core.audience import Audience
from portal.core.database import db
from portal.core.viewer import VISITOR
from portal.directory.models import Keeper
from portal.updates.models import Update
from portal.updates.rules import DEFAULT_HEADINGS
from tests import factories
from tests.factories_updates import reviewer, update


@pytest.fixture
def note(who) -> dict:
    """What is sent to write an update."""
    return {
        "organisation_id": who.seat_ray.organisation_id, "under": "Priorities", "text": "A stall at the market",
        "audience": "public",
    }  # fmt: skip


def test_a_representative_writes_under_one_of_the_usual_headings(who, sign_in, client, base, note):
    ray = sign_in(who.ray)
    offered = [option["value"] for option in ray.soup(base + "new").select("#under option")]
    assert offered == list(DEFAULT_HEADINGS)

    answer = ray.post(base + "new", data=note)

    assert answer.status_code == 303
    row = db.session.query(Update).one()
    assert (row.by, row.written_on, row.confirmed_by) == ("Ray Rowsley", clock.today(), "Ray Rowsley")
    page = client.soup(base)
    assert page.select_one("tbody th a").text == "A stall at the market"
    assert "Priorities" in page.select_one("tbody tr").text
    assert [hit.title for hit in index.search(VISITOR, "market stall")] == ["High Peak CVS: Priorities"]


def test_a_keeper_without_a_seat_writes_too(who, sign_in, base, note):
    kim = factories.person("Kim Keeper")
    factories.add(Keeper(organisation_id=who.seat_ray.organisation_id, person_id=kim.id, from_on=factories.LONG_AGO))

    assert sign_in(kim).post(base + "new", data=note).status_code == 303


@pytest.mark.parametrize("name", ["otto", "mina", "wyn", "sue"])
def test_who_speaks_for_no_organisation_here_does_not_write(who, sign_in, base, note, name):
    assert sign_in(getattr(who, name)).post(base + "new", data=note).status_code == 403
    assert db.session.query(Update).count() == 0


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"text": ""}, "Write what you are doing."), ({"text": "x" * 1201}, "1,200 letters"),
     ({"organisation_id": "{rosa}"}, "Choose one of"), ({"under": "Gossip"}, "Choose one of"),
     ({"audience": "group"}, "Choose one of")],
)  # fmt: skip
def test_a_mistake_is_shown_and_nothing_is_kept(who, sign_in, base, note, wrong, said):
    wrong = {name: value.format(rosa=who.seat_rosa.organisation_id) for name, value in wrong.items()}

    answer = sign_in(who.ray).post(base + "new", data=note | wrong)

    assert answer.status_code == 422
    assert said in answer.text
    assert db.session.query(Update).count() == 0


def test_a_changed_update_is_as_new_and_no_longer_reviewed(who, sign_in, base, note):
    row = update(who.seat_ray, days_ago=400, reviewed_on=clock.today(), reviewed_by="Ann", asked="More")
    at = f"{base}{row.id}/"
    version = sign_in(who.ray).soup(at + "edit").select_one("input[name=version]")["value"]

    assert sign_in(who.ray).post(at + "edit", data=note | {"version": version}).status_code == 303

    db.session.refresh(row)
    assert (row.text, row.written_on, row.reviewed_on, row.asked) == ("A stall at the market", clock.today(), None, "")


def test_the_second_of_two_editors_is_told(who, sign_in, base, note):
    row = update(who.seat_ray)

    answer = sign_in(who.ray).post(f"{base}{row.id}/edit", data=note | {"version": "0"})

    assert answer.status_code == 409
    assert "Running a lunch club" in answer.text
    assert "A stall at the market" in answer.text


@pytest.mark.parametrize("name", ["rosa", "otto"])
def test_others_of_the_partnership_do_not_change_it(who, sign_in, base, note, name):
    row = update(who.seat_ray)
    for act in ("edit", "remove", "confirm"):
        assert sign_in(getattr(who, name)).post(f"{base}{row.id}/{act}", data=note).status_code == 403


def test_it_is_not_there_under_another_partnership(who, sign_in, client):
    row = update(who.seat_ray, audience=Audience.PUBLIC)

    assert client.get(f"/partnerships/there/updates/{row.id}/").status_code == 404
    assert sign_in(who.sue).post(f"/partnerships/there/updates/{row.id}/remove").status_code == 404


def test_removed_and_brought_back(who, sign_in, client, base):
    row = update(who.seat_ray, audience=Audience.PUBLIC)
    at, ray = f"{base}{row.id}/", sign_in(who.ray)

    assert ray.post(at + "remove").status_code == 303
    assert client.get(at).status_code == 404
    assert not index.search(VISITOR, "lunch")
    assert ray.soup(base).select_one(".toast form")["action"] == at + "restore"

    ray.post(at + "restore")
    assert client.get(at).status_code == 200
    assert index.search(VISITOR, "lunch")


def test_still_right_takes_one_click(who, sign_in, base):
    row = update(who.seat_ray, days_ago=400)
    ray = sign_in(who.ray)
    page = ray.soup(base + "?state=stale")
    form = page.select_one("tbody form")
    assert form["action"] == f"{base}{row.id}/confirm"

    answer = ray.post(form["action"], data={"from": "list"})

    assert answer.headers["Location"].endswith("?state=stale")
    assert "Nothing matches" in ray.soup(base + "?state=stale").text
    db.session.refresh(row)
    assert (row.confirmed_on, row.confirmed_by) == (clock.today(), "Ray Rowsley")


def test_still_right_swaps_its_part_of_the_page(who, sign_in, base):
    row = update(who.seat_ray, days_ago=400)

    answer = sign_in(who.ray).htmx(f"{base}{row.id}/confirm")

    assert answer.text.lstrip().startswith('<div id="standing"')
    assert "Noted: it is still right." in answer.text
    assert sign_in(who.ray).post(f"{base}{row.id}/confirm").status_code == 303


def test_an_address_with_a_number_alone_leads_there(who, client, base):
    row = update(who.seat_ray, audience=Audience.PUBLIC)
    hidden = update(who.seat_ray)

    assert client.get(f"/updates/{row.id}/").headers["Location"] == f"{base}{row.id}/"
    assert client.get(f"/updates/{hidden.id}/").status_code == 404


def test_a_year_makes_it_stale(who):
    from portal.updates import lists, rules

    today = clock.today()
    for days, confirmed in ((364, None), (365, None), (500, 364), (500, 365), (0, None)):
        row = update(who.seat_ray, days_ago=days)
        row.confirmed_on = today - timedelta(days=confirmed) if confirmed is not None else None
        factories.add(row)
        found = db.session.query(Update).filter(Update.id == row.id, lists.is_stale()).one_or_none()
        assert (found is not None) == rules.is_stale(row, today)


def test_the_author_is_named_to_the_partnership_only(who, sign_in, client, base):
    row = update(who.seat_ray, by=who.ray, audience=Audience.PUBLIC)
    reviewer(who.here, who.ann)

    assert "Ray Rowsley" in sign_in(who.otto).soup(f"{base}{row.id}/").text
    assert "Ray Rowsley" not in client.soup(f"{base}{row.id}/").text
    assert "Review" not in client.soup(f"{base}{row.id}/").text
