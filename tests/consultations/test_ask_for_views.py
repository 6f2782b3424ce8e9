"""Who was asked is noted, stakeholders first, with who answered, and the events that views came from."""

import pytest

from portal.consultations.models import AskedHere, SourceKind, ViewSource
from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db
from tests.factories_consultations import asked, consultation, response, source
from tests.factories_stakeholders import stakeholder

TEA = {"kind": "focus_group", "title": "Tea", "day": "1 May 2026", "people": "12", "found": "They wait an hour"}


@pytest.fixture
def row(who):
    """A consultation to which Ray writes the response, for the public."""
    made = consultation(who.here, audience=Audience.PUBLIC)
    response(made, "", writer=who.ray)
    return made


@pytest.fixture
def at(base, row):
    """Its address."""
    return f"{base}{row.id}/"


def boxes(page, field: str) -> list[str]:
    return [label.text.strip() for label in page.select(f"label:has(input[name={field}])")]


def test_stakeholders_are_offered_first_and_nobody_twice(who, sign_in, row, at):
    stakeholder(who.here, "BVB")
    choir = stakeholder(who.here, "The choir")
    ray = sign_in(who.ray)
    page = ray.soup(at + "asked/new")
    assert boxes(page, "stakeholders") == ["Buxton Volunteer Bureau", "The choir"]
    assert boxes(page, "organisations") == ["High Peak CVS"]
    assert boxes(page, "groups") == ["Main group"]

    data = {"stakeholders": [choir.id], "groups": [who.here.main.id], "name": "Anglers", "asked_on": ""}
    assert ray.post(at + "asked/new", data=data).status_code == 303

    rows = db.session.query(AskedHere).order_by(AskedHere.id).all()
    assert [(row.group_id, row.name) for row in rows] == [
        (who.here.main.id, ""),
        (None, "The choir"),
        (None, "Anglers"),
    ]
    assert {row.asked_on for row in rows} == {clock.today()}
    page = ray.soup(at + "asked/new")
    assert boxes(page, "stakeholders") == ["Buxton Volunteer Bureau"]
    assert boxes(page, "groups") == []
    assert "0 of 3 answered" in ray.soup(at).text


def test_a_stakeholder_of_the_directory_is_asked_as_the_organisation(who, sign_in, row, at):
    listed = stakeholder(who.here, "BVB")
    sign_in(who.ray).post(at + "asked/new", data={"stakeholders": [listed.id]})
    assert db.session.query(AskedHere).one().organisation_id == who.seat_rosa.organisation_id


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"name": ""}, "Tick somebody, or write who was asked."), ({"asked_on": "1 May 2090"}, "still to come"),
     ({"groups": ["9999"]}, "Choose among those offered.")],
)  # fmt: skip
def test_a_mistake_is_shown_and_what_was_typed_stays(who, sign_in, row, at, wrong, said):
    answer = sign_in(who.ray).post(at + "asked/new", data={"name": "Anglers", "asked_on": "1 May 2026"} | wrong)
    assert answer.status_code == 422
    assert said in answer.text
    assert "1 May 20" in answer.text
    assert db.session.query(AskedHere).count() == 0


def test_an_answer_is_noted_by_a_swap_and_by_a_plain_form(who, sign_in, row, at):
    one = asked(row, name="Anglers")
    ray, there = sign_in(who.ray), f"{at}asked/{one.id}/"
    swapped = ray.htmx(there + "answered")
    assert "1 of 1 answered" in swapped.text
    assert "<!doctype" not in swapped.text.lower()
    db.session.expire_all()
    assert db.session.get(AskedHere, one.id).answered_on == clock.today()
    plain = ray.post(there + "waiting")
    assert plain.status_code == 303
    assert plain.location.endswith("#asked")
    assert "0 of 1 answered" in ray.soup(at).text


def test_somebody_is_taken_off_and_brought_back(who, sign_in, row, at):
    one = asked(row, name="Anglers")
    ray, there = sign_in(who.ray), f"{at}asked/{one.id}/"
    swapped = ray.htmx(there + "remove").text
    assert "Nobody here was asked yet." in swapped
    assert f'action="{there}restore"' in swapped
    assert ray.htmx(there + "remove").status_code == 404
    assert "Anglers" in ray.htmx(there + "restore").text
    assert ray.post(there + "remove").status_code == 303
    assert f'action="{there}restore"' in ray.get(at).text


@pytest.mark.parametrize("path", ["asked/new", "asked/{asked}/answered", "asked/{asked}/remove", "sources/new",
                                  "sources/{source}/edit", "sources/{source}/remove"])  # fmt: skip
def test_who_does_not_write_and_other_partnerships(who, sign_in, row, at, path):
    path = path.format(asked=asked(row, name="Anglers").id, source=source(row).id)
    data = TEA | {"name": "Us"}
    for name, status in (("rosa", 403), ("otto", 403), ("sue", 404)):
        assert sign_in(getattr(who, name)).post(at + path, data=data).status_code == status
    assert sign_in(who.ann).post(at.replace("here", "there") + path, data=data).status_code == 404
    other = consultation(who.here, "Other")
    if "{" not in path and "new" not in path:
        assert sign_in(who.ann).post(f"/partnerships/here/consultations/{other.id}/{path}").status_code == 404


def test_a_focus_group_is_noted_changed_and_taken_away(who, sign_in, client, row, at):
    ray = sign_in(who.ray)
    assert ray.post(at + "sources/new", data=TEA).status_code == 303
    kept = db.session.query(ViewSource).one()
    assert (kept.kind, kept.people, kept.found) == (SourceKind.FOCUS_GROUP, 12, "They wait an hour")
    assert "Focus group, 1 May 2026, 12 people" in client.soup(at).text
    there = f"{at}sources/{kept.id}/"
    assert ray.post(there + "edit", data=TEA | {"title": "Tea and cake", "version": kept.version}).status_code == 303
    stale = ray.post(there + "edit", data=TEA | {"title": "Mine", "version": "0"})
    assert stale.status_code == 409
    assert "Tea and cake" in stale.text
    assert ray.post(there + "remove").status_code == 303
    assert f'action="{there}restore"' in ray.get(at).text
    assert ray.post(there + "restore").status_code == 303
    assert "Tea and cake" in client.soup(at).text


@pytest.mark.parametrize("wrong", [{"title": ""}, {"people": "0"}, {"people": "many"}, {"kind": "dream"}])
def test_a_mistake_in_a_source_is_shown_and_what_was_typed_stays(who, sign_in, row, at, wrong):
    answer = sign_in(who.ray).post(at + "sources/new", data=TEA | wrong)
    assert answer.status_code == 422
    assert "They wait an hour" in answer.text
    assert db.session.query(ViewSource).count() == 0
