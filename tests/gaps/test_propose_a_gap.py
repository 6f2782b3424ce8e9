"""Partners propose gaps; the manager says how they stand and what the next think tank talks about."""

import pytest

from portal.core import clock, index
from portal.core.audience import Audience
from portal.core.database import db
from portal.core.viewer import VISITOR
from portal.gaps.models import Fit, Gap, Status
from tests import factories
from tests.conftest import HTMX
from tests.factories_gaps import gap, initiative

NEED = {
    "need": "No advice on debt", "area": "Glossop", "evidence": "Nine people a week", "source": "The library",
    "audience": "public",
}  # fmt: skip


def needs(client, address: str) -> list[str]:
    return [cell.a.text for cell in client.soup(address).select("tbody th")]


@pytest.mark.parametrize("name", ["ray", "wyn", "cal", "ann"])
def test_any_partner_proposes_one(who, sign_in, client, base, name):
    assert sign_in(getattr(who, name)).post(base + "new", data=NEED).status_code == 303

    row = db.session.query(Gap).one()
    assert (row.status, row.raised_on, row.by) == (Status.OPEN, clock.today(), getattr(who, name).name)
    assert needs(client, base) == ["No advice on debt"]
    assert [hit.kind for hit in index.search(VISITOR, "debt")] == ["gap"]


@pytest.mark.parametrize(("name", "status"), [("otto", 403), ("mina", 403), ("sue", 404), ("suki", 404)])
def test_observers_and_outsiders_do_not(who, sign_in, base, name, status):
    assert sign_in(getattr(who, name)).post(base + "new", data=NEED).status_code == status
    assert db.session.query(Gap).count() == 0


def test_a_mistake_is_shown_and_what_was_typed_stays(who, sign_in, base):
    answer = sign_in(who.ray).post(base + "new", data=NEED | {"need": ""})

    assert answer.status_code == 422
    assert "Write what is missing." in answer.text
    assert "Nine people a week" in answer.text
    assert db.session.query(Gap).count() == 0


def test_who_proposed_it_changes_it_and_others_do_not(who, sign_in, base):
    row = gap(who.here, by=who.ray)
    at = f"{base}{row.id}/edit"

    assert sign_in(who.rosa).post(at, data=NEED).status_code == 403
    assert sign_in(who.ray).post(at, data=NEED | {"version": "0"}).status_code == 409
    assert sign_in(who.ray).post(at, data=NEED | {"version": row.version}).status_code == 303
    db.session.refresh(row)
    assert row.need == "No advice on debt"


def test_the_manager_says_how_it_stands(who, sign_in, base):
    row = gap(who.here, by=who.ray)
    at = f"{base}{row.id}/status"

    answer = sign_in(who.ann).htmx(at, data={"status": "met"})
    assert answer.text.lstrip().startswith('<div id="standing"')
    assert "Noted: met." in answer.text
    db.session.refresh(row)
    assert (row.status, row.closed_on) == (Status.MET, clock.today())

    assert sign_in(who.ann).post(at, data={"status": "open"}).status_code == 303
    db.session.refresh(row)
    assert (row.status, row.closed_on) == (Status.OPEN, None)
    for ask in (sign_in(who.ann).post, sign_in(who.ann).htmx):
        assert ask(at, data={"status": "forgotten"}).status_code == 422
    assert sign_in(who.ray).post(at, data={"status": "met"}).status_code == 403


def test_what_was_done_to_it_is_told_to_the_partnership(who, sign_in, client, base):
    row = gap(who.here, audience=Audience.PUBLIC)
    sign_in(who.ann).post(f"{base}{row.id}/status", data={"status": "being_met"})

    told = sign_in(who.otto).soup(f"{base}{row.id}/").select_one("[aria-labelledby=history]").text
    assert "being met" in told
    assert "Ann Abbot" in told
    assert not client.soup(f"{base}{row.id}/").select_one("[aria-labelledby=history]")


def test_the_think_tank_gets_the_ticked_gaps_that_are_gaps_still(who, sign_in, client, base):
    ticked, other = gap(who.here, audience=Audience.PUBLIC), gap(who.here, "Not ticked", audience=Audience.PUBLIC)
    gap(who.here, "Met by now", status=Status.MET, for_think_tank=True, audience=Audience.PUBLIC)
    gap(who.here, "For partners", for_think_tank=True)
    initiative(who.here, profile={ticked: (Fit.PARTLY, "Two evenings a week")}, audience=Audience.PUBLIC)
    initiative(who.here, "Hidden plan", profile={ticked: (Fit.FULLY, "All of it")})
    assert client.soup(base + "think-tank").select_one(".empty")

    answer = sign_in(who.ann).htmx(f"{base}{ticked.id}/think-tank", data={"wanted": "yes"})
    assert "It is on the list of the next think tank." in answer.text

    page = client.soup(base + "think-tank").text
    assert ticked.need in page
    assert "Two evenings a week" in page
    for hidden in ("Met by now", "For partners", "Hidden plan", other.need):
        assert hidden not in page
    sign_in(who.ann).post(f"{base}{ticked.id}/think-tank", data={"wanted": "no"})
    assert client.soup(base + "think-tank").select_one(".empty")


def test_removed_and_brought_back(who, sign_in, client, base):
    row = gap(who.here, by=who.ray, audience=Audience.PUBLIC)
    ray, at = sign_in(who.ray), f"{base}{row.id}/"

    assert ray.post(at + "remove").status_code == 303
    assert client.get(at).status_code == 404
    assert not index.search(VISITOR, "transport")
    assert sign_in(who.rosa).post(at + "restore").status_code == 403
    assert ray.post(at + "restore").status_code == 303
    assert index.search(VISITOR, "transport")


def test_it_is_not_there_under_another_partnership(who, client, sign_in):
    row = gap(who.here, audience=Audience.PUBLIC)

    assert client.get(f"/partnerships/there/gaps/{row.id}/").status_code == 404
    assert sign_in(who.sue).post(f"/partnerships/there/gaps/{row.id}/remove").status_code == 404


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["Quiet room", "Minibus", "Advice"]),
        ("status=met", ["Advice"]),
        ("area=Bakewell", ["Minibus"]),
        ("think-tank=yes", ["Quiet room"]),
        ("q=minibus", ["Minibus"]),
        ("sort=need", ["Advice", "Minibus", "Quiet room"]),
        ("sort=-helping", ["Minibus", "Quiet room", "Advice"]),
        ("sort=status&q=quiet", ["Quiet room"]),
    ],
)
def test_the_list_is_narrowed_and_sorted(who, sign_in, base, asked, found):
    gap(who.here, "Advice", status=Status.MET)
    minibus = gap(who.here, "Minibus", area="Bakewell")
    gap(who.here, "Quiet room", for_think_tank=True)
    gap(who.there, "Elsewhere", audience=Audience.PUBLIC)
    initiative(who.here, profile={minibus: (Fit.FULLY, "")})

    assert needs(sign_in(who.ray), f"{base}?{asked}") == found


def test_the_list_follows_what_is_typed_and_goes_into_a_file(who, sign_in, client, base):
    gap(who.here, evidence="Forty letters")

    assert sign_in(who.ray).get(base + "?q=transport", headers=HTMX).text.lstrip().startswith('<div id="results"')
    lines = sign_in(who.ray).get(base + "?format=csv").text.splitlines()
    assert lines[0].removeprefix("\ufeff").startswith("Need,Area,How it stands,Initiatives towards it,Raised")
    assert lines[1].endswith("Forty letters")
    assert client.soup(base).select_one(".empty").h2.text == "No gaps yet"


def test_how_many_there_are_stands_on_the_page_of_the_partnership(who, client, sign_in):
    gap(who.here)

    assert "1 gap open" in sign_in(who.ray).soup("/partnerships/here/").select_one(
        "[aria-labelledby=gaps-at-a-glance]"
    ).get_text(" ")
    assert not client.soup("/partnerships/here/").select_one("[aria-labelledby=gaps-at-a-glance]")


def test_thirty_rows_cost_few_statements(who, sign_in, base, queries):
    with factories.together():
        for number in range(30):
            gap(who.here, f"Gap {number}")
    ray = sign_in(who.ray)
    ray.get(base)
    queries.clear()

    assert len(needs(ray, base)) == 30
    assert len(queries) <= 5 + 2  # two of them count the record of changes, before and after
