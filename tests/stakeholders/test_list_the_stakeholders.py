"""A partnership lists who has an interest in its work, by seven kinds, and how each is kept involved."""

from datetime import timedelta

import pytest

from portal.core import clock, index
from portal.core.audience import Audience
from portal.core.database import db
from portal.core.viewer import VISITOR, Viewer
from portal.stakeholders.models import Stakeholder, StakeholderKind
from portal.stakeholders.rules import may_change
from tests import factories
from tests.conftest import HTMX
from tests.factories_stakeholders import stakeholder

CHOIR = {
    "called": "The choir", "kind": "community", "interest": "A warm room", "involved": "Asked twice a year",
    "heard_on": "1 May 2026", "heard_how": "By telephone", "audience": "partnership",
}  # fmt: skip


def names(client, address: str) -> list[str]:
    return [cell.a.text for cell in client.soup(address).select("tbody th.main")]


def test_a_partner_adds_one_with_a_name_written_down(who, sign_in, base):
    lead = who.seat_ray.organisation_id

    assert sign_in(who.ray).post(base + "new", data=CHOIR | {"lead_id": lead}).status_code == 303

    row = db.session.query(Stakeholder).one()
    assert (row.called, row.listed_id, row.lead_id, row.kind) == ("The choir", None, lead, StakeholderKind.COMMUNITY)
    page = sign_in(who.otto).soup(f"{base}{row.id}/").text
    assert all(words in page for words in ("A warm room", "High Peak CVS", "1 May 2026", "By telephone"))
    assert "Added “The choir” to the stakeholders" in page


def test_an_organisation_of_the_directory_is_known_by_its_name_or_its_short_name(who, sign_in, base):
    ray = sign_in(who.ray)
    for typed in ("buxton volunteer bureau", "BVB"):
        ray.post(base + "new", data=CHOIR | {"called": typed})

    row = db.session.query(Stakeholder).one()  # the second is on the list already
    assert row.listed_id == who.seat_rosa.organisation_id
    page = ray.soup(f"{base}{row.id}/")
    assert page.select_one(f"a[href='/organisations/{row.listed.slug}/']")
    assert "They are on the list already" in ray.post(base + "new", data=CHOIR | {"called": "BVB"}).text


def test_every_kind_stands_there_even_with_nobody_of_it(who, sign_in, base):
    stakeholder(who.here, "The market", kind=StakeholderKind.PROVIDER)
    stakeholder(who.here, "A grant maker", kind=StakeholderKind.FUNDER)

    page = sign_in(who.ray).soup(base)

    headings = [row.text.strip() for row in page.select("tr.group")]
    assert headings == [kind.words for kind in StakeholderKind]
    assert page.text.count("Nobody of this kind is on the list yet") == 5
    assert names(sign_in(who.ray), base) == ["The market", "A grant maker"]


def test_the_public_sees_what_is_public_and_is_told_nothing_of_the_rest(who, client, base):
    stakeholder(who.here, "The market", audience=Audience.PUBLIC)
    stakeholder(who.here, "A grant maker", kind=StakeholderKind.FUNDER)

    page = client.soup(base)

    assert "The market" in page.text
    assert "grant maker" not in page.text
    assert "Nobody of this kind" not in page.text
    assert "1 stakeholder" in page.text


def test_an_empty_list_asks_for_each_kind(who, sign_in, client, base):
    page = sign_in(who.ray).soup(base)
    assert page.text.count("Nobody of this kind is on the list yet") == 7
    assert page.select_one(f"a[href='{base}new?kind=funder']")
    assert sign_in(who.ray).soup(base + "new?kind=funder").select_one("input[value=funder]").has_attr("checked")
    assert "Nobody on the list" in client.soup(base).text


def test_the_list_is_found_sorted_narrowed_and_taken_out(who, sign_in, base):
    long_ago = clock.today() - timedelta(days=400)
    stakeholder(who.here, "Zebra group", heard_on=clock.today(), interest="Crossings")
    stakeholder(who.here, "Ants", kind=StakeholderKind.EXPERT, heard_on=long_ago)
    stakeholder(who.here, "Moles", kind=StakeholderKind.EXPERT)
    ray = sign_in(who.ray)

    assert names(ray, base) == ["Zebra group", "Ants", "Moles"]
    assert names(ray, base + "?sort=called") == ["Ants", "Moles", "Zebra group"]
    assert names(ray, base + "?sort=-heard_on") == ["Zebra group", "Ants", "Moles"]
    assert names(ray, base + "?kind=expert") == ["Ants", "Moles"]
    assert names(ray, base + "?heard=long") == ["Ants", "Moles"]
    assert names(ray, base + "?heard=year") == ["Zebra group"]
    assert names(ray, base + "?q=crossings") == ["Zebra group"]
    assert "<!doctype" not in ray.get(base + "?q=ants", headers=HTMX).text.lower()
    file = ray.get(base + "?format=csv").text
    assert "Ants,Experts in the subject" in file
    assert [column.text for column in ray.soup(base + "?sort=called").select("thead th")][1].startswith("Kind")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"called": ""}, "Write who it is."), ({"kind": "wizard"}, "Choose one of those offered."),
     ({"heard_on": "1 May 2090"}, "still to come"), ({"heard_on": "soonish"}, "")],
)  # fmt: skip
def test_a_mistake_is_shown_and_what_was_typed_stays(who, sign_in, base, wrong, said):
    answer = sign_in(who.ray).post(base + "new", data=CHOIR | wrong)

    assert answer.status_code == 422
    assert said in answer.text
    assert "A warm room" in answer.text
    assert db.session.query(Stakeholder).count() == 0


@pytest.mark.parametrize(("name", "status"), [("otto", 403), ("mina", 403), ("sue", 404), ("suki", 404)])
def test_observers_and_outsiders_add_none(who, sign_in, base, name, status):
    assert sign_in(getattr(who, name)).post(base + "new", data=CHOIR).status_code == status
    assert db.session.query(Stakeholder).count() == 0


def test_who_added_it_who_leads_and_the_manager_change_it(who, sign_in, base):
    row = stakeholder(who.here, by=who.wyn, lead_id=who.seat_ray.organisation_id)
    at = f"{base}{row.id}/edit"

    assert sign_in(who.rosa).post(at, data=CHOIR).status_code == 403
    assert sign_in(who.sue).post(at, data=CHOIR).status_code == 404
    assert sign_in(who.ann).post(f"/partnerships/there/stakeholders/{row.id}/edit", data=CHOIR).status_code == 404
    for name in ("wyn", "ray", "ann"):
        said = CHOIR | {"lead_id": who.seat_ray.organisation_id, "interest": name}
        assert sign_in(getattr(who, name)).post(at, data=said).status_code == 303
        db.session.expire_all()
        assert db.session.query(Stakeholder).one().interest == name


def test_two_who_edit_are_told_of_each_other(who, sign_in, base):
    row = stakeholder(who.here, interest="Theirs")
    answer = sign_in(who.ann).post(f"{base}{row.id}/edit", data=CHOIR | {"version": "0"})
    assert answer.status_code == 409
    assert "Saved by somebody else" in answer.text
    assert "A warm room" in answer.text
    assert "Theirs" in answer.text


def test_one_is_removed_and_brought_back_and_the_search_follows(who, sign_in, base):
    row = stakeholder(who.here, "The bell ringers", audience=Audience.PUBLIC)
    ann, at = sign_in(who.ann), f"{base}{row.id}/"

    def found():
        return [hit.kind for hit in index.search(VISITOR, "ringers")]

    assert found() == ["stakeholder"]
    for name in ("ray", "otto"):
        assert sign_in(getattr(who, name)).post(at + "remove").status_code == 403
    assert ann.post(at + "remove").status_code == 303
    assert f'action="{at}restore"' in ann.get(base).text
    assert ann.get(at).status_code == 404
    assert found() == []
    assert ann.post(at + "restore").status_code == 303
    assert found() == ["stakeholder"]


@pytest.mark.parametrize(
    ("viewer", "allowed"),
    [({"user_id": 5}, True), ({"user_id": 6}, False), ({"organisations": frozenset({9})}, True),
     ({"entrusted": frozenset({9})}, True), ({"organisations": frozenset({8})}, False), ({}, False)],
)  # fmt: skip
def test_who_may_change_an_entry(viewer, allowed):
    row = Stakeholder(partnership_id=1, user_id=5, lead_id=9)
    assert may_change(Viewer(**viewer), row) is allowed
    assert not may_change(Viewer(), Stakeholder(partnership_id=1, user_id=None, lead_id=None))


def test_the_organisation_on_the_list_reads_no_more_of_it_than_others(who, sign_in, base):
    """That an organisation is named does not open what is written of it to those who keep its entry."""
    other = factories.organisation("Elsewhere Trust")
    factories.seat(who.there.main, other, who.sue)
    row = stakeholder(who.here, "Elsewhere Trust")
    assert row.listed_id == other.id
    assert sign_in(who.sue).get(f"{base}{row.id}/").status_code == 404


def test_thirty_cost_no_more_than_one(who, sign_in, base, queries):
    with factories.together():
        for number in range(30):
            stakeholder(who.here, f"Group {number}", kind=list(StakeholderKind)[number % 7])
    ray = sign_in(who.ray)
    ray.get(base)
    queries.clear()
    assert len(names(ray, base)) == 30
    assert len(queries) <= 4, queries
