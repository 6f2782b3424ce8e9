"""Keepers: asked by representatives and managers, ended, brought back; and what they may do."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.core import clock
from portal.core.database import db
from portal.core.viewer import VISITOR, Viewer
from portal.directory.models import Keeper, Organisation
from portal.directory.queries import may_keep, organisations_kept_by
from tests import factories
from tests.factories_directory import keeper
from tests.people import cast


@pytest.fixture
def who(app):
    return cast()


@pytest.fixture
def mine(who):
    return db.session.get(Organisation, who.seat_ray.organisation_id)


def base(organisation):
    return f"/organisations/{organisation.slug}/"


def keepers():
    db.session.rollback()
    return db.session.scalars(select(Keeper).where(Keeper.until_on.is_(None))).all()


@pytest.mark.parametrize("name", ["ray", "ann", "ada"])
def test_those_who_keep_it_ask_a_person_by_name(sign_in, who, mine, name):
    response = sign_in(getattr(who, name)).post(f"{base(mine)}keepers/new", data={"called": "  otto OVER "})

    assert response.status_code == 303
    assert [each.person_id for each in keepers()] == [who.otto.id]


def test_a_person_of_the_organisation_is_chosen(sign_in, who, mine):
    lee = factories.person("Lee Lane", organisation_id=mine.id)

    sign_in(who.ray).post(f"{base(mine)}keepers/new", data={"person_id": str(lee.id)})

    assert [each.person_id for each in keepers()] == [lee.id]


@pytest.mark.parametrize(
    ("data", "said"), [({}, "Choose somebody"), ({"called": "Nobody Known"}, "Nobody of that name")]
)
def test_nobody_is_added_by_mistake(sign_in, who, mine, data, said):
    response = sign_in(who.ray).post(f"{base(mine)}keepers/new", data=data)

    assert response.status_code == 422
    assert said in response.text
    assert not keepers()


def test_of_two_with_one_name_one_is_chosen(sign_in, who, mine):
    first, second = (factories.person("Jo Jones") for _ in range(2))

    response = sign_in(who.ray).post(f"{base(mine)}keepers/new", data={"called": "jo jones"})
    assert response.status_code == 422
    assert "2 people are called that" in response.text
    sign_in(who.ray).post(f"{base(mine)}keepers/new", data={"called": "jo jones", "person_id": str(second.id)})

    assert [each.person_id for each in keepers()] == [second.id]


def test_nobody_is_asked_twice(sign_in, who, mine):
    keeper(mine.id, who.otto)

    assert sign_in(who.ray).post(f"{base(mine)}keepers/new", data={"called": "Otto Over"}).status_code == 409


def test_a_keeper_keeps_the_entry_but_asks_nobody_else(sign_in, who, mine):
    keeper(mine.id, who.otto)
    otto = sign_in(who.otto)

    page = otto.soup(base(mine))

    assert page.select_one(f"[href='{base(mine)}edit']")
    assert not page.select_one(f"[href='{base(mine)}keepers/new']")
    assert otto.post(f"{base(mine)}keepers/new", data={"called": "Wyn Winster"}).status_code == 403
    assert otto.get(f"{base(mine)}close").status_code == 403


@pytest.mark.parametrize("way", ["htmx", "post"])
def test_keeping_is_ended_and_brought_back(sign_in, who, mine, way):
    row = keeper(mine.id, who.otto)
    ray = sign_in(who.ray)

    response = getattr(ray, way)(f"{base(mine)}keepers/{row.id}/end")

    assert response.status_code == (200 if way == "htmx" else 303)
    assert not keepers()
    assert sign_in(who.otto).get(f"{base(mine)}edit").status_code == 403
    assert ray.post(f"{base(mine)}keepers/{row.id}/end").status_code == 409
    assert getattr(ray, way)(f"{base(mine)}keepers/{row.id}/return").status_code < 400
    assert len(keepers()) == 1


def test_a_keeper_of_another_organisation_is_not_found(sign_in, who, mine):
    other = keeper(who.seat_there.organisation_id, who.otto)

    assert sign_in(who.ray).post(f"{base(mine)}keepers/{other.id}/end").status_code == 404


def test_others_do_not_see_who_keeps_it(sign_in, client, who, mine):
    for browser in (client, sign_in(who.rosa), sign_in(who.sue)):
        assert not browser.soup(base(mine)).select("#keepers")
    assert "Ray Rowsley" in sign_in(who.ray).soup(base(mine)).select_one("#keepers").text


@pytest.mark.parametrize(
    ("viewer", "may"),
    [(VISITOR, False), (Viewer(is_site_administrator=True), True), (Viewer(organisations=frozenset({1})), True),
     (Viewer(entrusted=frozenset({1})), True), (Viewer(entrusted=frozenset({2})), False)],
)  # fmt: skip
def test_one_rule_says_who_keeps_what(app, viewer, may):
    row = factories.organisation()
    assert row.id == 1

    assert may_keep(viewer, 1) is may
    found = db.session.scalars(select(Organisation.id).where(organisations_kept_by(viewer))).all()
    assert (1 in found) is may
    assert not may_keep(viewer, None)


def test_one_who_left_keeps_nothing(sign_in, who, mine):
    keeper(mine.id, who.otto, until_on=clock.today() - timedelta(days=1))

    assert sign_in(who.otto).get(f"{base(mine)}entries/").status_code == 403
