"""A manager changes what the page of a partnership says."""

import pytest
import sqlalchemy as sa

from portal.audit.models import Event
from portal.core import index
from portal.core.audience import Audience
from portal.core.database import db
from portal.core.permissions import Role
from portal.core.viewer import VISITOR
from tests import factories
from tests.factories_partnerships import again

ADDRESS = "/partnerships/here/manage/page"


@pytest.fixture
def typed(who):
    return {
        "name": "Here and Now", "short_name": "HN", "kind_id": str(who.here.kind_id), "new_kind": "", "area": "Buxton",
        "purpose": "Helps the valley", "nature": "formal", "founded_on": "3 November 2003", "contact": "The office",
        "accent": "teal", "actions_audience": "public", "version": str(who.here.version),
    }  # fmt: skip


def test_the_manager_changes_everything_on_it(sign_in, who, typed):
    response = sign_in(who.ann).post(ADDRESS, data=typed)

    here = again(who.here)
    assert (response.status_code, response.location) == (303, "/partnerships/here/manage/")
    assert (here.name, here.short_name, here.area, here.accent) == ("Here and Now", "HN", "Buxton", "teal")
    assert here.actions_audience is Audience.PUBLIC
    assert here.founded_on.isoformat() == "2003-11-03"
    assert here.slug == "here"


def test_the_change_is_recorded_and_found_at_once(sign_in, who, typed):
    sign_in(who.ann).post(ADDRESS, data=typed)

    event = db.session.scalars(sa.select(Event).filter_by(verb="changed")).one()
    assert event.who == "Ann Abbot"
    assert event.partnership_id == who.here.id
    assert event.sentence.startswith("Changed the page of Here and Now: name, short name, purpose, area")
    assert [hit.address for hit in index.search(VISITOR, "valley")] == ["/partnerships/here/"]


def test_saving_what_stands_there_changes_nothing(sign_in, who):
    ann = sign_in(who.ann)
    page = ann.soup(ADDRESS).find("main")
    typed = {each["name"]: each.get("value", "") for each in page.select("input:not([type=radio])")}
    typed |= {each["name"]: each["value"] for each in page.select("input[type=radio][checked]")}
    typed |= {"kind_id": str(who.here.kind_id)}

    ann.post(ADDRESS, data=typed | {"purpose": "x"})
    ann.post(ADDRESS, data=typed | {"purpose": "x", "once": "", "version": "2"})

    assert again(who.here).version == 2
    assert db.session.scalar(sa.select(sa.func.count(Event.id))) == 1


def test_a_kind_of_its_own_is_made(sign_in, who, typed):
    sign_in(who.ann).post(ADDRESS, data=typed | {"new_kind": "Town partnership"})

    assert again(who.here).kind.name == "Town partnership"


@pytest.mark.parametrize(
    ("mistake", "told"),
    [
        ({"name": ""}, "Give the partnership a name."),
        ({"purpose": ""}, "Say in a sentence what it is for."),
        ({"founded_on": "once upon a time"}, "cannot be read as a day"),
        ({"accent": "pink"}, "Choose a colour."),
        ({"actions_audience": "nobody"}, "Choose who may see the actions."),
        ({"kind_id": "999"}, "Choose one of those offered"),
        ({"short_name": "x" * 61}, "Keep this to 60 letters or fewer."),
    ],
)
def test_a_mistake_stands_beside_its_field(sign_in, who, typed, mistake, told):
    response = sign_in(who.ann).post(ADDRESS, data=typed | mistake)

    assert response.status_code == 422
    assert told in response.text
    assert again(who.here).name == "Here Partnership"


def test_the_second_of_two_editors_sees_both_texts_and_can_save_again(sign_in, who, typed):
    ann, ada = sign_in(who.ann), sign_in(who.ada)
    ada.post(ADDRESS, data=typed | {"contact": "Ada's office", "actions_audience": "group"})

    response = ann.post(ADDRESS, data=typed | {"contact": "Ann's office"})

    assert response.status_code == 409
    assert "Ada&#39;s office" in response.text
    assert "Ann&#39;s office" in response.text
    assert "This group</blockquote>" in response.text
    assert response.text.count("theirs") >= 2
    assert 'id="founded_on-theirs"' not in response.text
    assert again(who.here).contact == "Ada's office"
    assert ann.post(ADDRESS, data=typed | {"contact": "Both", "version": "2"}).status_code == 303


@pytest.mark.parametrize("name", ["cal", "ray", "otto", "wyn", "mina"])
@pytest.mark.parametrize("address", [ADDRESS, "/partnerships/here/manage/close"])
def test_others_of_the_partnership_may_not(sign_in, who, typed, name, address):
    browser = sign_in(getattr(who, name))

    assert browser.get(address).status_code == 403
    assert browser.post(address, data=typed).status_code == 403
    assert again(who.here).name == "Here Partnership"


def test_managers_of_another_partnership_find_nothing_there(sign_in, client, who, typed):
    assert sign_in(who.sue).post(ADDRESS, data=typed).status_code == 404
    assert sign_in(who.rem).post(ADDRESS, data=typed).status_code == 404
    assert client.post(ADDRESS, data=typed).location.startswith("/login")
    assert again(who.here).name == "Here Partnership"


def test_who_manages_one_group_does_not_manage_the_whole(sign_in, who, typed):
    gil = factories.person("Gil Grindleford")
    factories.appointment(gil, Role.MANAGER, who.here, who.here.main)
    browser = sign_in(gil)

    managing = ("manage/page", "manage/statements/", "manage/ties/", "manage/close", "manage/reopen")
    refused = (*managing, "history", "rules/edit", "groups/new")
    allowed = ("manage/", "groups/main-group/edit", "rules/edit?group=main-group")

    assert {browser.get(f"/partnerships/here/{each}").status_code for each in refused} == {403}
    assert {browser.get(f"/partnerships/here/{each}").status_code for each in allowed} == {200}


def test_the_managing_page_leads_to_everything(sign_in, who):
    links = {a["href"] for a in sign_in(who.ann).soup("/partnerships/here/manage/").find("main").find_all("a")}

    base = "/partnerships/here/"
    managing = ("manage/page", "manage/statements/", "manage/ties/", "manage/close")
    assert {base + each for each in (*managing, "groups/", "seats/", "rules/", "history")} <= links
