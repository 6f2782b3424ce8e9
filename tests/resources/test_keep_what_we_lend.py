"""Who keeps an organisation adds, changes, confirms and removes what it lends."""

import pytest

from portal.audit.models import Event
from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.core.viewer import Viewer
from portal.directory import confirming
from portal.directory.models import Keeper
from portal.resources.models import Resource
from tests import factories, factories_resources

ENTRY = {"name": "Projector", "kind": "equipment", "terms": "free", "offered_to": "partners", "is_bookable": "y"}


def test_a_representative_adds_something(who, ours, sign_in):
    ray = sign_in(who.ray)
    form = ray.soup("/resources/new").select_one("form[action='/resources/new']")
    assert form.select_one("[name=name]")

    answer = ray.post("/resources/new", data=ENTRY | {"organisation_id": ours.id, "postcode": "sk178qq"})

    row = db.session.query(Resource).one()
    assert (answer.status_code, answer.location) == (303, f"/resources/{row.id}/")
    assert (row.organisation_id, row.audience, row.area) == (ours.id, Audience.PARTNERS, "Peak")
    assert (row.postcode, row.confirmed_on, row.confirmed_by) == ("SK17 8QQ", clock.today(), "Ray Rowsley")
    assert "Projector" in sign_in(who.sue).soup("/resources/").text


def test_it_can_be_for_one_partnership(who, ours, sign_in):
    data = ENTRY | {"organisation_id": ours.id, "offered_to": str(who.here.id)}
    sign_in(who.ray).post("/resources/new", data=data)
    row = db.session.query(Resource).one()
    assert (row.audience, row.partnership_id) == (Audience.PARTNERSHIP, who.here.id)
    assert sign_in(who.otto).get(f"/resources/{row.id}/").status_code == 200
    assert sign_in(who.sue).get(f"/resources/{row.id}/").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "Write what it is."),
        ({"terms": "charged"}, "Write what it costs"),
        ({"capacity": "many"}, "Write a number, such as 25."),
        ({"capacity": "0"}, "Write a number from 1"),
        ({"postcode": "nowhere"}, "is not a postcode"),
        ({"terms": "theft"}, "Choose"),
        ({"offered_to": "there"}, "Choose one of these."),
    ],
)
def test_a_mistake_is_said_beside_the_field_and_nothing_is_kept(who, ours, sign_in, wrong, said):
    wrong = {key: str(who.there.id) if value == "there" else value for key, value in wrong.items()}
    answer = sign_in(who.ray).post("/resources/new", data=ENTRY | {"organisation_id": ours.id} | wrong)
    assert answer.status_code == 422
    assert said in answer.text
    assert db.session.query(Resource).count() == 0


def test_nobody_adds_for_another_organisation(who, ours, theirs, sign_in, client):
    ray, entry = sign_in(who.ray), ENTRY | {"organisation_id": theirs.id}
    assert ray.post("/resources/new", data=entry).status_code == 422
    assert ray.post(f"/resources/new?organisation={theirs.slug}", data=entry).status_code == 422
    assert sign_in(who.otto).get("/resources/new").status_code == 403
    assert client.get("/resources/new").location.startswith("/login")
    assert db.session.query(Resource).count() == 0


def test_a_manager_adds_for_a_member_and_a_keeper_for_who_trusts_them(who, ours, theirs, sign_in):
    at = f"/resources/new?organisation={ours.slug}"
    assert sign_in(who.ann).post(at, data=ENTRY | {"organisation_id": ours.id}).status_code == 303
    assert sign_in(who.sue).get(at).status_code == 403
    factories.add(Keeper(organisation_id=theirs.id, person_id=who.otto.id, from_on=factories.LONG_AGO))
    assert sign_in(who.otto).post("/resources/new", data=ENTRY | {"organisation_id": theirs.id}).status_code == 303


def test_the_entry_is_changed_by_those_who_keep_it(who, minibus, sign_in):
    at = f"/resources/{minibus.id}/edit"
    answer = sign_in(who.ray).post(at, data=ENTRY | {"name": "Bus", "offered_to": "public", "version": "1"})
    assert (answer.status_code, answer.location) == (303, f"/resources/{minibus.id}/")
    db.session.refresh(minibus)
    assert (minibus.name, minibus.sort_name, minibus.audience) == ("Bus", "bus", Audience.PUBLIC)
    assert [sign_in(getattr(who, name)).get(at).status_code for name in ("rosa", "otto", "sue", "ann", "ada")] == [
        403, 403, 403, 200, 200,
    ]  # fmt: skip


def test_the_second_of_two_editors_sees_what_the_first_wrote(who, minibus, sign_in):
    at, ray = f"/resources/{minibus.id}/edit", sign_in(who.ray)
    ray.post(at, data=ENTRY | {"name": "Red bus", "version": "1"})
    answer = ray.post(at, data=ENTRY | {"name": "Blue bus", "version": "1"})
    assert answer.status_code == 409
    assert "Saved by somebody else meanwhile" in answer.text
    assert "Red bus" in answer.text
    db.session.refresh(minibus)
    assert minibus.name == "Red bus"


def test_still_right_is_one_click(who, minibus, sign_in):
    ray, at = sign_in(who.ray), f"/resources/{minibus.id}/confirm"
    form = ray.soup(f"/resources/{minibus.id}/").select_one("#still-right").find_parent("form")
    assert form["action"] == form["data-hx-post"] == at
    answer = ray.htmx(at)
    assert answer.text.lstrip().startswith('<div class="stack" id="confirmed"')
    assert "by Ray Rowsley" in answer.text
    assert ray.post(at).location == f"/resources/{minibus.id}/"
    assert sign_in(who.rosa).post(at).status_code == 403


def test_what_nobody_confirmed_for_a_year_says_so(who, ours, sign_in):
    old = clock.today() - confirming.STALE_AFTER
    row = factories_resources.resource(ours, "Tent", confirmed_on=old, confirmed_by="Somebody")
    assert "Not confirmed for a year" in sign_in(who.sue).soup(f"/resources/{row.id}/").text


def test_one_button_of_the_organisation_confirms_it_too(who, ours, minibus):
    assert "resources" in [part.key for part in confirming.parts()]
    gone = factories_resources.resource(ours, "Typewriter", removed_at=clock.now())
    with writing():
        confirming.confirm_everything(Viewer(name="Ray", organisations=frozenset([ours.id])), ours)
    db.session.refresh(minibus)
    db.session.refresh(gone)
    assert (minibus.confirmed_on, gone.confirmed_on) == (clock.today(), None)


def test_removing_can_be_undone(who, minibus, sign_in):
    ray, at = sign_in(who.ray), f"/resources/{minibus.id}/"
    assert ray.post(at + "remove").location == "/resources/"
    page = ray.soup("/resources/")
    assert page.select_one(f"form[action='{at}restore']")
    assert ray.get(at).status_code == 404
    assert sign_in(who.rosa).post(at + "restore").status_code == 403
    assert ray.post(at + "restore").location == at
    assert ray.get(at).status_code == 200
    assert [event.verb for event in db.session.query(Event).order_by(Event.id)] == ["removed", "restored"]


def test_what_is_of_another_partnership_is_not_there(who, sign_in):
    row = factories_resources.resource(
        who.seat_there.organisation, "Trailer", audience=Audience.PARTNERSHIP, partnership_id=who.there.id
    )
    ray = sign_in(who.ray)
    for step in ("confirm", "remove", "restore", "photograph", "book"):
        assert ray.post(f"/resources/{row.id}/{step}").status_code == 404
