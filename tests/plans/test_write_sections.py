"""The sections of a plan and their objectives: written, changed, moved, removed and brought back."""

import pytest

from portal.core.database import db
from portal.plans.models import Objective, Section
from tests import factories_plans


def again(row):
    number, model = row.id, type(row)
    db.session.rollback()
    db.session.expire_all()
    return db.session.get(model, number)


def titles(client, house) -> list[str]:
    return [each.text.strip() for each in client.soup(f"{house.at}sections/").select("main section[id] h2")]


def test_a_section_is_added_with_all_it_says(house, sign_in):
    ann = sign_in(house.who.ann)
    at = f"{house.at}sections/"
    data = {
        "title": "Policy", "code": "T1", "aim": "Shape it", "tier": "City", "evidence": "55% say so\n97% too",
        "indicator": "National Indicator 4", "advice": "Answer consultations",
        "caretaker_id": house.who.seat_ray.organisation_id,
    }  # fmt: skip
    assert ann.post(at, data=data | {"title": ""}).status_code == 422
    assert ann.post(at, data=data | {"caretaker_id": "999"}).status_code == 422
    assert ann.post(at, data=data).status_code == 303
    page = sign_in(house.who.ray).soup(house.at)
    head = page.select_one("#part-3 .group")
    for words in ("T1: Policy", "Shape it", "City", "High Peak CVS", "97% too", "National Indicator 4", "Answer"):
        assert words in head.text


def test_a_section_is_changed_by_one_at_a_time(house, sign_in):
    ann = sign_in(house.who.ann)
    at = f"{house.at}sections/{house.support.id}/edit"
    version = ann.soup(at).select_one("input[name=version]")["value"]
    data = {"title": "Support each other", "version": version}
    assert ann.post(at, data=data).status_code == 303
    assert again(house.support).title == "Support each other"
    stale = ann.post(at, data=data | {"title": "Otherwise"})
    assert stale.status_code == 409
    assert "Support each other" in stale.text
    assert ann.post(at, data={"title": ""}).status_code == 422


def test_sections_change_places(house, sign_in):
    ann = sign_in(house.who.ann)
    assert titles(ann, house) == ["1 Support", "2 Gaps"]
    for way, expected in [
        ("down", ["2 Gaps", "1 Support"]),
        ("down", ["2 Gaps", "1 Support"]),
        ("up", ["1 Support", "2 Gaps"]),
    ]:
        assert ann.post(f"{house.at}sections/{house.support.id}/{way}").status_code == 303
        assert titles(ann, house) == expected


def test_a_removed_section_leaves_its_actions_and_comes_back(house, sign_in):
    ann = sign_in(house.who.ann)
    ann.post(f"{house.at}sections/{house.support.id}/remove")
    assert [each.text for each in ann.soup(house.at).select("#grid h2")] == ["2. Gaps", "Without a section"]
    assert ann.get(f"{house.at}sections/{house.support.id}/edit").status_code == 404
    ann.post(f"{house.at}sections/{house.support.id}/restore")
    assert len(ann.soup(house.at).select("#part-1 tr[id]")) == 2


def test_objectives_are_written_changed_moved_and_removed(house, sign_in):
    ann = sign_in(house.who.ann)
    at = f"{house.at}sections/{house.support.id}/objectives/"
    assert ann.get(at).status_code == 200
    assert ann.post(at, data={"text": ""}).status_code == 422
    for text in ("Share skills", "Save together"):
        assert ann.post(at, data={"text": text}).status_code == 303
    first, second = db.session.query(Objective).order_by(Objective.position)
    goal = f"{house.at}objectives/{second.id}/"
    ann.post(f"{goal}up")
    assert [each.text for each in again(house.support).objectives] == ["Save together", "Share skills"]
    version = ann.soup(f"{goal}edit").select_one("input[name=version]")["value"]
    assert ann.post(f"{goal}edit", data={"text": "Save money", "version": version}).status_code == 303
    assert ann.post(f"{goal}edit", data={"text": "Otherwise", "version": version}).status_code == 409
    ann.post(f"{goal}remove")
    assert [each.text for each in again(house.support).objectives] == ["Share skills"]
    ann.post(f"{goal}restore")
    assert "Save money" in ann.soup(house.at).text
    assert first.id != second.id


@pytest.mark.parametrize("what", ["edit", "up", "remove", "objectives/"])
@pytest.mark.parametrize(("name", "status"), [("ray", 403), ("sue", 404)])
def test_only_who_keeps_the_plan_writes_sections(house, sign_in, what, name, status):
    client = sign_in(getattr(house.who, name))
    address = f"{house.at}sections/{house.support.id}/{what}"
    assert client.post(address, data={"title": "Mine", "text": "Mine"}).status_code == status


def test_a_section_of_another_plan_is_not_there(house, sign_in):
    other = factories_plans.plan(house.who.there)
    theirs = factories_plans.section(other)
    goal = factories_plans.objective(theirs)
    ann = sign_in(house.who.ann)
    assert ann.post(f"{house.at}sections/{theirs.id}/remove").status_code == 404
    assert ann.post(f"{house.at}objectives/{goal.id}/remove").status_code == 404
    assert db.session.get(Section, theirs.id).removed_at is None
