"""Finding a person: nobody sees more of them than they agreed to, by list, page, file or search."""

import csv
import io
from datetime import timedelta
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from portal.core import clock
from portal.core.database import db, writing
from portal.core.permissions import Role
from portal.directory import services
from portal.directory.models import Person, Showing
from portal.memberships.models import Appointment, Holder, Office, OfficeKind, Standing
from tests import factories
from tests.conftest import HTMX
from tests.people import cast

pytestmark = pytest.mark.thorough

HERE = {"ann", "cal", "mina", "ray", "rosa", "otto", "wyn"}
PARTNERS = HERE | {"sue", "ada"}
VIEWERS = sorted(PARTNERS | {"rem", "lone", "pat", "public"})
PLACES = {
    "none": "",
    "seat": "here",
    "substitute": "here",
    "office": "here",
    "role": "there",
    "ended": "",
    "to come": "",
}
DURING = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
showings = st.sampled_from(Showing)


@pytest.fixture
def world(app, sign_in):
    """The cast, a person about whom it all is, and somebody who signed in and has no part in anything."""
    who = cast()
    pat = factories.person("Pat Subject", email="pat@example.org", telephone="01298 555 017")
    people = {name: getattr(who, name) for name in PARTNERS | {"rem"}} | {"lone": factories.person("Lone"), "pat": pat}
    browsers = {name: sign_in(person) for name, person in people.items()} | {"public": app.test_client()}
    organisations = {"": None, "HPCVS": who.seat_ray.organisation_id, "BVB": who.seat_rosa.organisation_id}
    seat = factories.seat(who.here.main)
    return SimpleNamespace(who=who, pat=pat, browsers=browsers, organisations=organisations, seat=seat)


def change(world, sits, organisation, showing, has_left):
    """Give Pat a part in a partnership, an organisation and a showing, in place of those of the example before."""
    today, person_id, here, there = clock.today(), world.pat.id, world.who.here, world.who.there
    spans = {"ended": (factories.LONG_AGO, today - timedelta(days=1)), "to come": (today + timedelta(days=1), None)}
    from_on, until_on = spans.get(sits, (factories.LONG_AGO, today if sits == "substitute" else None))
    span = {"person_id": person_id, "from_on": from_on, "until_on": until_on}
    standing = Standing.SUBSTITUTE if sits == "substitute" else Standing.REPRESENTATIVE
    with writing():
        for table in (Holder, Office, Appointment):
            db.session.execute(delete(table).where(table.person_id == person_id))
        if sits == "office":
            db.session.add(Office(partnership_id=here.id, group_id=here.main.id, kind=OfficeKind.CARETAKER, **span))
        elif sits == "role":
            db.session.add(Appointment(partnership_id=there.id, role=Role.OBSERVER, **span))
        elif sits != "none":
            db.session.add(Holder(seat_id=world.seat.id, standing=standing, **span))
        pat = db.session.get(Person, person_id)
        pat.name_shown, pat.contact_shown = showing
        pat.organisation_id = world.organisations[organisation]
        pat.left_on = today if has_left else None
        services.reindex(pat)


def expected(name, sits, organisation, showing, has_left):
    """Return what the rule says: whether the viewer sees the name, and the contact details, and finds it by search."""
    place = PLACES[sits]
    is_partner = name in PARTNERS or (name == "pat" and bool(place))
    is_together = (place == "here" and name in HERE) or (place == "there" and name == "sue")
    keepers = {
        "ada",
        "pat",
        {"here": "ann", "there": "sue"}.get(place),
        {"HPCVS": "ray", "BVB": "rosa"}.get(organisation),
    }
    wide = {Showing.PUBLIC} | ({Showing.PARTNERS} if is_partner else set())
    agreed = [each in wide | ({Showing.TOGETHER} if is_together else set()) for each in showing]
    sees_contact = name in keepers or (all(agreed) and not has_left)
    return name in keepers or agreed[0], sees_contact, showing[0] in wide and not has_left


@DURING
@given(
    name=st.sampled_from(VIEWERS), sits=st.sampled_from(sorted(PLACES)), has_left=st.booleans(),
    organisation=st.sampled_from(["", "HPCVS", "BVB"]), showing=st.tuples(showings, showings),
)  # fmt: skip
@example(name="otto", sits="seat", organisation="", showing=(Showing.TOGETHER, Showing.TOGETHER), has_left=False)
@example(name="sue", sits="seat", organisation="", showing=(Showing.TOGETHER, Showing.PUBLIC), has_left=False)
@example(name="public", sits="none", organisation="BVB", showing=(Showing.PUBLIC, Showing.PUBLIC), has_left=True)
@example(name="ray", sits="none", organisation="HPCVS", showing=(Showing.NOBODY, Showing.NOBODY), has_left=False)
def test_list_page_file_and_search_show_what_was_agreed(world, name, sits, organisation, showing, has_left):
    change(world, sits, organisation, showing, has_left)
    sees_name, sees_contact, is_found = expected(name, sits, organisation, showing, has_left)
    browser, number = world.browsers[name], world.pat.id
    contact = ("pat@example.org", "01298 555 017")

    page = browser.get(f"/people/{number}/")
    lists = [browser.get("/people/?left=all"), browser.get("/people/?left=all&q=pat+subj", headers=HTMX)]
    file = browser.get("/people/?left=all&format=csv")
    search = browser.get("/search?q=pat&kind=person")

    assert page.status_code == (200 if sees_name else 404)
    assert [each in page.text for each in contact] == [sees_contact] * 2
    is_listed = sees_name and name != "public"
    assert [f'href="/people/{number}/">Pat' in answer.text for answer in lists] == [is_listed] * 2
    lines = csv.reader(io.StringIO(file.text.removeprefix("\ufeff")))
    found = [tuple(line[-3:-1]) for line in lines if line[0] == "Pat Subject"] if file.status_code == 200 else []
    assert found == ([contact if sees_contact else ("", "")] if is_listed else [])
    assert (f'href="/people/{number}/"' in search.text) == is_found
    assert not [answer for answer in (*lists, search) if contact[0] in answer.text]


def listed(browser, asked=""):
    return [link.text for link in browser.soup(f"/people/?{asked}").select("tbody th a")]


def test_the_list_is_narrowed_and_sorted(sign_in):
    here = factories.partnership(slug="here", name="Here Partnership")
    hpcvs = factories.organisation("High Peak CVS", area="High Peak", sector="voluntary")
    council = factories.organisation("Derby City Council", area="Derby", sector="public")
    with writing():
        ada = services.add_person(None, name="Ada Brooke", job="Development worker", organisation_id=hpcvs.id)
        services.add_person(None, name="bert Stone", job="Clerk", organisation_id=council.id)
        services.add_person(None, name="Zoe Alone")
        gone = services.add_person(None, name="Gone Gwen", organisation_id=hpcvs.id)
        services.end_person(None, gone, clock.today())
    factories.seat(here.main, hpcvs, ada)
    manager = factories.person("Mo Manager")
    factories.appointment(manager, "manager", factories.partnership())
    browser = sign_in(manager)
    wanted = {
        "": ["Ada Brooke", "bert Stone", "Mo Manager", "Zoe Alone"],
        "sector=public": ["bert Stone"],
        "area=High+Peak": ["Ada Brooke"],
        "partnership=here": ["Ada Brooke"],
        "left=left": ["Gone Gwen"],
        "left=all&area=High+Peak": ["Ada Brooke", "Gone Gwen"],
        "q=development+high+peak": ["Ada Brooke"],
        "q=gone": [],
        "q=gone&left=all": ["Gone Gwen"],
        "q=*": [],
        "sort=-organisation": ["Ada Brooke", "bert Stone", "Mo Manager", "Zoe Alone"],
        "sort=-job": ["Ada Brooke", "bert Stone", "Mo Manager", "Zoe Alone"],
        "sort=area&sector=voluntary": ["Ada Brooke"],
    }

    answers = {asked: listed(browser, asked) for asked in wanted}

    assert answers == wanted


def test_the_list_is_for_those_who_signed_in(client):
    assert client.get("/people/").location.startswith("/login")
    assert client.get("/people/?format=csv").location.startswith("/login")


def test_the_list_asks_three_statements_however_long_it_is(sign_in, queries):
    ray = factories.person("Ray")
    factories.appointment(ray, "observer", factories.partnership())
    for _ in range(30):
        factories.person(with_account=False)
    browser = sign_in(ray)
    queries.clear()

    page = browser.soup("/people/")

    assert len(page.select("tbody tr")) == 31
    assert len([each for each in queries if "audit_events" not in each]) <= 3


def test_a_person_who_is_not_there_is_not_found(client):
    assert client.get("/people/99/").status_code == 404
    assert client.get("/people/99999999999999999999/").status_code == 404
