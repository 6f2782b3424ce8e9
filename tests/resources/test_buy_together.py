"""Organisations see who buys the same, and join."""

from portal.core.audience import Audience
from portal.core.database import db
from portal.resources.models import JointBuy, JointBuyer
from tests import factories_resources

LINE = {"buys_now": "yes", "pays": "£480 a year", "renewal_month": "4", "note": ""}


def test_something_to_buy_together_is_added(who, ours, sign_in):
    ray = sign_in(who.ray)
    assert "Nothing yet" in ray.soup("/resources/buying/").text
    data = {"item": "Event insurance", "organisation_id": ours.id, "notes": "Three quotes", "offered_to": "partners"}
    answer = ray.post("/resources/buying/new", data=data)
    row = db.session.query(JointBuy).one()
    assert answer.location == f"/resources/buying/{row.id}/"
    assert "Three quotes" in sign_in(who.sue).soup(answer.location).text
    assert ray.post("/resources/buying/new", data=data | {"item": ""}).status_code == 422
    assert ray.post("/resources/buying/new", data=data | {"offered_to": "public"}).status_code == 422
    assert sign_in(who.otto).get("/resources/buying/new").status_code == 403


def test_we_buy_this_too(who, ours, theirs, sign_in):
    row = factories_resources.joint_buy(ours)
    at, rosa = f"/resources/buying/{row.id}/", sign_in(who.rosa)
    form = rosa.soup(at).select_one(f"form[action='{at}join']")
    assert form["data-hx-post"] == form["action"]

    swapped = rosa.htmx(at + "join", data=LINE | {"organisation_id": theirs.id})
    assert swapped.text.lstrip().startswith('<div id="buyers"')
    assert "£480 a year" in swapped.text
    assert "April" in swapped.text
    assert rosa.post(at + "join", data=LINE | {"organisation_id": theirs.id, "buys_now": "no"}).location == at

    line = db.session.query(JointBuyer).one()
    assert (line.organisation_id, line.buys_now, line.renewal_month) == (theirs.id, False, 4)
    cells = [td.text for td in sign_in(who.sue).soup("/resources/buying/").select("tbody td.num")]
    assert cells == ["0", "1"]


def test_a_mistake_and_who_may_not(who, ours, theirs, sign_in, client):
    row = factories_resources.joint_buy(ours)
    at = f"/resources/buying/{row.id}/"
    wrong = LINE | {"organisation_id": ours.id}
    assert sign_in(who.rosa).post(at + "join", data=wrong).status_code == 422
    assert sign_in(who.rosa).htmx(at + "join", data=wrong).text.lstrip().startswith('<div id="buyers"')
    assert sign_in(who.otto).post(at + "join", data=LINE).status_code == 403
    assert client.get(at).location.startswith("/login")
    assert sign_in(who.suki).get(at).status_code == 404
    assert db.session.query(JointBuyer).count() == 0
    for step in ("edit", "remove"):
        assert sign_in(who.rosa).post(at + step).status_code == 403


def test_what_is_of_another_partnership_is_not_there(who, sign_in):
    row = factories_resources.joint_buy(
        who.seat_there.organisation, audience=Audience.PARTNERSHIP, partnership_id=who.there.id
    )
    at, ray = f"/resources/buying/{row.id}/", sign_in(who.ray)
    assert "Event insurance" not in ray.soup("/resources/buying/").main.text
    assert [ray.post(at + step).status_code for step in ("join", "edit", "remove", "restore")] == [404] * 4


def test_taking_off_can_be_undone(who, ours, theirs, sign_in):
    row = factories_resources.joint_buy(ours)
    line = factories_resources.buyer(row, theirs, pays="£300")
    at, rosa = f"/resources/buying/{row.id}/", sign_in(who.rosa)
    other = factories_resources.buyer(row, ours)
    assert rosa.post(f"{at}buyers/{other.id}/remove").status_code == 403
    rosa.post(f"{at}buyers/{line.id}/remove")
    page = rosa.soup(at)
    assert "£300" not in page.text
    rosa.post(page.select_one(f"form[action='{at}buyers/{line.id}/restore']")["action"])
    assert "£300" in rosa.soup(at).text


def test_the_item_is_changed_removed_and_brought_back(who, ours, sign_in):
    row = factories_resources.joint_buy(ours)
    at, ray = f"/resources/buying/{row.id}/", sign_in(who.ray)
    entry = {"item": "Insurance", "notes": "", "offered_to": "partners", "version": "1"}
    assert ray.post(at + "edit", data=entry).location == at
    assert ray.post(at + "edit", data=entry | {"item": "Cover"}).status_code == 409
    ray.post(at + "remove")
    undo = ray.soup("/resources/buying/").select_one(f"form[action='{at}restore']")["action"]
    assert ray.get(at).status_code == 404
    assert ray.post(undo).location == at
    assert "Insurance" in ray.soup("/resources/buying/").text


def test_thirty_items_take_as_many_statements_as_one(who, ours, theirs, sign_in, queries):
    for number in range(30):
        factories_resources.buyer(factories_resources.joint_buy(ours, f"Item {number:02}"), theirs)
    ray = sign_in(who.ray)
    queries.clear()
    assert len(ray.soup("/resources/buying/").select("tbody tr")) == 30
    assert len(queries) <= 12, queries
    assert len(sign_in(who.rosa).soup("/resources/buying/?mine=yes&q=item").select("tbody tr")) == 30
    assert len(ray.soup("/resources/buying/?mine=yes").select("tbody tr")) == 0
    assert len(ray.soup("/resources/buying/?sort=-wanting").select("tbody tr")) == 30
