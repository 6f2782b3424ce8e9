"""What a person leads, in every partnership; and what actions add to other pages."""

from markupsafe import Markup

from portal.actions import queries as actions
from portal.core import panels
from portal.core.audience import Audience
from portal.core.database import db
from portal.core.permissions import Role
from portal.core.viewer import VISITOR, Part, Viewer
from tests import factories
from tests.factories_actions import EVERYBODY, action, led_by


def titles(client, address: str = "/actions/") -> list[str]:
    return [cell.a.text for cell in client.soup(address).select("tbody th")]


def test_mine_are_those_i_lead_in_every_partnership(who, sign_in):
    factories.holder(who.seat_there, who.ray)
    action(who.here.main, "For High Peak", led_by(who.seat_ray.organisation), due_in=9)
    action(who.here.main, "By name", led_by(person=who.ray), due_in=2, status="done")
    action(who.here.main, "For Buxton", led_by(who.seat_rosa.organisation))
    action(who.there.main, "For all of them", EVERYBODY, due_in=4)
    action(who.here.main, "Behind closed doors", led_by(person=who.wyn), audience=Audience.RESTRICTED)
    ray = sign_in(who.ray)

    assert titles(ray) == ["For all of them", "For High Peak", "By name"]
    assert titles(ray, "/actions/?state=done") == ["By name"]
    assert titles(ray, f"/actions/?in={who.there.id}") == ["For all of them"]
    assert titles(ray, "/actions/?q=peak") == ["For High Peak"]
    assert ray.soup("/actions/").select_one("tbody a")["href"].startswith("/partnerships/there/actions/")
    assert titles(sign_in(who.rosa)) == ["For Buxton"]
    assert titles(sign_in(who.wyn)) == []


def test_my_list_as_a_file(who, sign_in):
    action(who.here.main, "Hall", led_by(person=who.ray), led_by(person=who.rosa), due_in=2)

    text = sign_in(who.ray).get("/actions/?format=csv").text

    assert "What,Partnership,Who leads,By when" in text
    assert "Ray Rowsley and Rosa Rowarth" in text


def test_nothing_waits(who, sign_in, client):
    assert sign_in(who.sue).soup("/actions/").select_one(".empty").h2.text == "Nothing waits for you"
    assert client.get("/actions/").status_code == 303


def test_my_list_costs_the_same_however_long_it_is(who, sign_in, queries):
    for number in range(30):
        action(who.here.main, f"Action {number}", EVERYBODY, due_in=number)
    ray = sign_in(who.ray)
    ray.get("/actions/")
    queries.clear()

    assert len(titles(ray)) == 30
    assert len(queries) <= 4 + 2


def viewer(of_person, *parts, **given) -> Viewer:
    return Viewer(user_id=1, person_id=of_person.id, parts=frozenset(parts), **given)


def test_home_asks_for_the_most_urgent_in_one_statement(who, queries):
    for number in range(5):
        action(who.here.main, f"Action {number}", led_by(person=who.ray), due_in=9 - number)
    action(who.here.main, "Some day", led_by(person=who.ray))
    action(who.here.main, "Over", led_by(person=who.ray), due_in=-3, status="done")
    ray = viewer(who.ray, Part(Role.REPRESENTATIVE, who.here.id, who.here.main.id))
    queries.clear()

    rows = actions.my_actions(ray, limit=2)

    assert len(queries) == 1
    assert [(row.text, row.slug, row.partnership, row.in_all) for row in rows] == [
        ("Action 4", "here", "Here Partnership", 6),
        ("Action 3", "here", "Here Partnership", 6),
    ]
    assert actions.my_actions(VISITOR, limit=2) == []


def rendered(page, who_looks, thing) -> str:
    db.session.rollback()
    return str(Markup("").join(panels.rendered(page, who_looks, thing)))


def test_the_front_door_says_how_the_actions_go(who, app):
    action(who.here.main, "One", EVERYBODY, due_in=-3)
    action(who.here.main, "Two", due_in=3)
    action(who.here.main, "Three", status="done")
    action(who.here.main, "Four", status="dropped")
    ray = viewer(who.ray, Part(Role.REPRESENTATIVE, who.here.id, who.here.main.id))

    with app.test_request_context():
        html = rendered("partnership", ray, who.here)
        assert "1 of 3 actions done" in html
        assert "2 open actions" in html
        assert "1 overdue" in html
        assert "1 without a lead" in html
        assert "actions-at-a-glance" not in rendered("partnership", VISITOR, who.here)


def test_the_page_of_an_organisation_and_of_a_person_say_what_they_lead(who, app):
    organisation = who.seat_ray.organisation
    action(who.here.main, "One", led_by(organisation), due_in=-3, audience=Audience.PUBLIC)
    action(who.here.main, "Two", led_by(organisation), due_in=3)
    action(who.here.main, "Three", led_by(organisation), due_in=1, status="done")
    action(who.here.main, "Four", led_by(person=who.rosa), due_in=1, audience=Audience.PUBLIC)
    ray = viewer(who.ray, Part(Role.REPRESENTATIVE, who.here.id, who.here.main.id))

    with app.test_request_context():
        html = rendered("organisation", ray, organisation)
        assert html.index("One") < html.index("Two")
        assert "2 open actions" in html
        assert "Three" not in html
        html = rendered("organisation", VISITOR, organisation)
        assert "One" in html
        assert "Two" not in html
        assert "Four" in rendered("person", ray, who.rosa)
        assert "Four" not in rendered("person", VISITOR, who.rosa)
        assert "Four" in rendered("person", Viewer(is_site_administrator=True), who.rosa)


def test_the_site_administrator_sees_every_name(who, sign_in):
    action(who.here.main, "Hall", led_by(person=who.ada), led_by(person=who.rosa))
    action(who.here.main, "Shared", led_by(person=who.sue), led_by(person=who.ray), audience=Audience.PUBLIC)

    assert "Ada Ashford and Rosa Rowarth" in sign_in(who.ada).get("/actions/?format=csv").text
    assert "a person of the partnership" in sign_in(who.sue).get("/actions/?format=csv").text
