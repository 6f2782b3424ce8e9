"""Keeping an organisation's entry: by its representatives, by managers where it sits, and by the site administrator."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from portal.audit.models import Event
from portal.core import clock
from portal.core.database import db, writing
from portal.core.index import search
from portal.core.viewer import VISITOR
from portal.directory import services
from portal.directory.models import Organisation, Sector
from tests import factories
from tests.people import cast

ENTRY = {
    "name": "High Peak CVS", "short_name": "HPCVS", "sector": "voluntary", "kind": "charity", "area": "High Peak",
    "description": "Helps **groups**", "address": "1 High Street", "postcode": "sk17 6xx", "telephone": "01298 555 010",
    "email": "office@example.org", "website": "www.example.org",
}  # fmt: skip


@pytest.fixture
def who(app):
    return cast()


@pytest.fixture
def mine(who):
    """The organisation that Ray represents."""
    return db.session.get(Organisation, who.seat_ray.organisation_id)


def base(organisation):
    return f"/organisations/{organisation.slug}/"


def found(words):
    return [hit.title for hit in search(VISITOR, words, kind="organisation")]


def told():
    return db.session.scalars(select(Event.sentence).order_by(Event.id.desc())).first()


def test_everybody_sees_the_entry(client, mine):
    with writing():
        mine.email, mine.website, mine.description = (
            "office@example.org",
            "https://www.example.org",
            "Helps **groups**\n\n<b>",
        )

    page = client.soup(base(mine))

    assert page.select_one("[href='mailto:office@example.org']")
    assert page.select_one("[href='https://www.example.org']").text == "www.example.org"
    assert page.select_one(".prose strong").text == "groups"
    assert "<b>" in page.text
    assert not page.select(f"[href='{base(mine)}edit'], form[method=post]")


def test_an_organisation_that_is_not_there_is_not_found(client):
    assert client.get("/organisations/nowhere/").status_code == 404


@pytest.mark.parametrize("name", ["ray", "ann", "ada"])
def test_those_who_keep_the_entry_change_it(sign_in, who, mine, name):
    response = sign_in(getattr(who, name)).post(f"{base(mine)}edit", data=ENTRY | {"version": "1", "name": "Peak CVS"})

    assert response.status_code == 303
    assert response.location == base(mine)
    db.session.refresh(mine)
    assert (mine.name, mine.sort_name, mine.sector, mine.postcode) == (
        "Peak CVS",
        "peak cvs",
        Sector.VOLUNTARY,
        "SK17 6XX",
    )
    assert mine.website == "https://www.example.org"
    assert (mine.confirmed_on, mine.confirmed_by) == (clock.today(), getattr(who, name).name)
    assert told() == "changed the entry of Peak CVS, formerly High Peak CVS"
    assert found("peak group") == ["Peak CVS (HPCVS)"]


@pytest.mark.parametrize("act", ["edit", "confirm", "close", "reopen"])
def test_others_do_not(sign_in, who, mine, act):
    others = [who.rosa, who.sue, who.cal, who.mina, who.wyn, who.rem, who.suki]

    answers = {sign_in(each).post(f"{base(mine)}{act}", data=ENTRY | {"day": "today"}).status_code for each in others}

    assert answers == {403}
    assert db.session.get(Organisation, mine.id).version == 1


def test_a_visitor_is_asked_to_sign_in(client, mine):
    assert client.get(f"{base(mine)}edit").location.startswith("/login")
    assert client.post(f"{base(mine)}confirm").status_code in (302, 303)


def test_a_representative_keeps_the_entry_but_leaves_closing_to_managers(sign_in, who, mine):
    page = sign_in(who.ray).soup(base(mine))

    assert page.select_one(f"[href='{base(mine)}edit']")
    assert not page.select_one(f"[href='{base(mine)}close']")
    assert sign_in(who.ray).post(f"{base(mine)}close", data={"day": "today"}).status_code == 403


def test_a_mistake_stands_beside_its_field_and_changes_nothing(sign_in, who, mine):
    browser = sign_in(who.ray)
    mistakes = {
        "Write the organisation's name.": {"name": "  "},
        "is not the address of a website": {"website": "javascript:alert(1)"},
        "is not a postcode": {"postcode": "nowhere"},
        "is not a telephone number": {"telephone": "ring"},
        "Write the whole e-mail address": {"email": "office@"},
        "Choose one of these.": {"sector": "pink"},
        "Keep this to 200 letters or fewer.": {"name": "x" * 201},
        "There is a character in this text that cannot be kept.": {"kind": "a\x00b"},
    }

    for sentence, wrong in mistakes.items():
        response = browser.post(f"{base(mine)}edit", data=ENTRY | {"version": "1"} | wrong)

        assert response.status_code == 422
        page = BeautifulSoup(response.text, "html.parser")
        assert sentence in page.select_one(".sum a").text
        assert sentence in page.select_one(f"#{next(iter(wrong))}-err").text
    assert db.session.get(Organisation, mine.id).version == 1


def test_the_second_of_two_editors_sees_both_texts(sign_in, who, mine):
    first, second = sign_in(who.ray), sign_in(who.ann)
    first.post(f"{base(mine)}edit", data=ENTRY | {"version": "1", "area": "All of the Peak"})

    response = second.post(f"{base(mine)}edit", data=ENTRY | {"version": "1", "area": "High Peak only"})

    assert response.status_code == 409
    assert "All of the Peak" in response.text
    assert 'value="High Peak only"' in response.text
    assert db.session.get(Organisation, mine.id).area == "All of the Peak"
    assert second.post(f"{base(mine)}edit", data=ENTRY | {"version": "2", "area": "High Peak only"}).status_code == 303


def test_still_right_takes_one_click(sign_in, who, mine):
    with writing():
        mine.confirmed_on, mine.confirmed_by = clock.today() - timedelta(days=400), "Somebody"
    browser = sign_in(who.ray)
    assert "Not confirmed for a year" in browser.soup(base(mine)).text

    response = browser.htmx(f"{base(mine)}confirm")

    assert response.text.lstrip().startswith('<div class="stack" id="confirmed"')
    assert "by Ray Rowsley" in response.text
    assert "Still right" not in response.text
    assert db.session.get(Organisation, mine.id).confirmed_on == clock.today()


def test_still_right_works_without_javascript(sign_in, who, mine):
    response = sign_in(who.ray).post(f"{base(mine)}confirm")

    assert (response.status_code, response.location) == (303, base(mine))
    assert db.session.get(Organisation, mine.id).confirmed_by == "Ray Rowsley"


def test_an_organisation_closes_and_opens_again(sign_in, who, mine):
    browser = sign_in(who.ann)
    assert browser.soup(f"{base(mine)}close").select_one("input[name=day]")["value"]

    assert browser.post(f"{base(mine)}close", data={"day": "1 March 2026"}).status_code == 303

    page = browser.soup(base(mine))
    assert "Closed since 1 March 2026" in page.text
    assert page.select_one(f".toast form[action='{base(mine)}reopen']")
    assert found("high peak") == ["High Peak CVS (HPCVS), closed 1 March 2026"]
    assert browser.post(f"{base(mine)}reopen").status_code == 303
    assert db.session.get(Organisation, mine.id).closed_on is None
    assert found("high peak") == ["High Peak CVS (HPCVS)"]


def test_the_day_it_closed_must_be_one(sign_in, who, mine):
    browser = sign_in(who.ann)

    answers = {browser.post(f"{base(mine)}close", data={"day": day}).status_code
               for day in ("", "some day", "1/1/2100", "1/1/1800")}  # fmt: skip

    assert answers == {422}
    assert db.session.get(Organisation, mine.id).closed_on is None


def test_what_is_closed_is_not_closed_again(sign_in, who, mine):
    browser = sign_in(who.ann)
    browser.post(f"{base(mine)}close", data={"day": "1 March 2026"})

    response = browser.post(f"{base(mine)}close", data={"day": "2 March 2026"})

    assert response.status_code == 409
    assert "closed already, since 1 March 2026" in response.text
    browser.post(f"{base(mine)}reopen")
    assert browser.post(f"{base(mine)}reopen").status_code == 409


def test_a_manager_adds_an_organisation(sign_in, who):
    browser = sign_in(who.ann)
    assert browser.get("/organisations/new").status_code == 200

    response = browser.post(
        "/organisations/new", data=ENTRY | {"name": "Glossop Volunteer Bureau", "short_name": "GVB"}
    )

    assert (response.status_code, response.location) == (303, "/organisations/glossop-volunteer-bureau/")
    assert found("glossop") == ["Glossop Volunteer Bureau (GVB)"]
    assert browser.soup(response.location).select_one("[href$='/edit']"), "it sits nowhere yet, so that she may mend it"


def test_others_do_not_add_one(sign_in, who):
    browsers = [sign_in(each) for each in (who.ray, who.otto, who.mina)]

    assert {browser.get("/organisations/new").status_code for browser in browsers} == {403}
    assert {browser.post("/organisations/new", data=ENTRY).status_code for browser in browsers} == {403}


def test_a_likely_duplicate_is_shown_before_it_is_added(sign_in, who, mine):
    browser = sign_in(who.ann)
    asked = {"name": "High Peak Council for Voluntary Service", "sector": "voluntary"}

    response = browser.post("/organisations/new", data=asked)

    assert response.status_code == 422
    assert f'href="{base(mine)}">High Peak CVS (HPCVS)</a>' in response.text
    assert db.session.scalar(select(Organisation).filter_by(name=asked["name"])) is None
    assert browser.post("/organisations/new", data=asked | {"is_another": "y"}).status_code == 303


def test_two_of_one_name_have_two_addresses(sign_in, who):
    browser = sign_in(who.ada)

    asked = [{"name": name, "sector": "faith", "is_another": "y"} for name in ("Hope", "Hope", "New", "Matrix", "🚌")]

    places = [browser.post("/organisations/new", data=each).location for each in asked]

    assert places == [f"/organisations/{slug}/" for slug in ("hope", "hope-2", "new-2", "matrix-2", "organisation")]


def test_people_of_the_organisation_are_shown_as_far_as_they_may_be(client, sign_in, who, mine):
    shown = factories.person("Petra Partner", organisation_id=mine.id)
    factories.person("Hidden Holly", organisation_id=mine.id, name_shown="nobody")
    factories.person("Gone Gwen", organisation_id=mine.id, left_on=clock.today())

    browsers = {"public": client, "otto": sign_in(who.otto), "ray": sign_in(who.ray)}
    seen = {
        name: [link.text for link in browser.soup(base(mine)).select("a[href^='/people/']")]
        for name, browser in browsers.items()
    }

    assert "Petra Partner" not in seen["public"]
    assert shown.name in seen["otto"]
    assert {"Hidden Holly", "Gone Gwen"} & set(seen["otto"]) == set()
    assert {"Hidden Holly", "Petra Partner"} <= set(seen["ray"])


def test_people_are_found_by_the_new_name_of_their_organisation(sign_in, who, mine):
    petra = factories.person("Petra Partner", organisation_id=mine.id, name_shown="public")

    sign_in(who.ray).post(f"{base(mine)}edit", data=ENTRY | {"version": "1", "name": "Summit Trust"})

    assert [hit.title for hit in search(VISITOR, "summit", kind="person")] == [petra.name]


def test_an_entry_has_no_fields_but_its_own(app):
    with pytest.raises(TypeError, match="colour"):
        services.add_organisation(None, name="Hope", colour="red")
