"""What a closed organisation offered is neither listed, found nor asked for, and comes back when it opens again."""

import pytest
from sqlalchemy import func, select

from portal.core import clock
from portal.core.database import db, writing
from portal.core.errors import Refusal
from portal.core.index import Entry
from portal.directory import services
from portal.directory.models import Organisation
from portal.resources.models import Resource
from portal.resources.services import bookings, resources
from portal.skills.models import Skill, Wanted
from portal.skills.services import asking
from portal.skills.services.wanted import post_wanted
from tests.factories_skills import SOMEBODY, skill, term
from tests.people import cast

MARK = "Zirconium"
LISTS = ["/skills/?q=zirconium", "/skills/wanted/?q=zirconium", "/resources/", "/search?q=zirconium",
         "/search/suggest?q=zirconium", "/skills/gaps/", "/partnerships/here/", "/skills/wanted/?format=csv",
         "/resources/?format=csv", "/skills/wanted/?state=all"]  # fmt: skip


@pytest.fixture
def who(app):
    return cast()


@pytest.fixture
def home(who):
    """An organisation with one of everything, all of it with the mark."""
    row = db.session.get(Organisation, who.seat_ray.organisation_id)
    term(f"{MARK} polishing", "Crafts")
    skill(row, f"{MARK} polishing")
    with writing():
        home = db.session.get_one(Organisation, row.id)
        post_wanted(SOMEBODY, home, title=f"{MARK} wanted")
        resources.add_resource(SOMEBODY, home.id, name=f"{MARK} lamp", area=MARK)
    return row


def move(row, service, *given):
    with writing():
        service(SOMEBODY, db.session.get_one(Organisation, row.id), *given)
    db.session.expire_all()


def showing(client) -> set[str]:
    return {address for address in LISTS if _marked(client.get(address).text)}


def _marked(text: str) -> bool:
    named = (f"{MARK} lamp", f"{MARK} wanted", f"/skills/{db.session.scalar(select(Skill.id))}/")
    return any(words in text for words in named)


def test_nothing_of_it_is_listed_or_found_until_it_opens_again(sign_in, who, home):
    rosa = sign_in(who.rosa)
    before = showing(rosa)
    assert before > {"/skills/?q=zirconium", "/skills/wanted/?q=zirconium", "/resources/", "/search?q=zirconium"}

    move(home, services.close_organisation, clock.today())
    assert showing(rosa) == set()
    kinds = select(Entry.kind).where(Entry.organisation_id == home.id, Entry.kind.in_(["skill", "resource", "wanted"]))
    assert not db.session.scalars(kinds).all()
    kept = [db.session.scalar(select(func.count()).select_from(table)) for table in (Skill, Wanted, Resource)]
    assert kept == [1, 1, 1], "it stays on record"

    move(home, services.reopen_organisation)
    assert showing(rosa) == before


def test_who_keeps_it_still_sees_on_its_page_what_is_on_record(sign_in, who, home):
    move(home, services.close_organisation, clock.today())
    page = f"/organisations/{home.slug}/"

    assert MARK not in sign_in(who.rosa).get(page).text
    assert f"{MARK} lamp" in sign_in(who.ann).get(page).text


def test_a_change_meanwhile_does_not_bring_it_back_into_the_search(who, home):
    move(home, services.close_organisation, clock.today())
    with writing():
        resources.reindex(db.session.scalar(select(Resource)))

    assert db.session.scalar(select(Entry.id).filter_by(kind="resource")) is None


def test_nobody_is_asked_for_it_any_more(sign_in, who, home):
    rosa = sign_in(who.rosa)
    number, lamp = db.session.scalar(select(Skill.id)), db.session.scalar(select(Resource.id))
    assert "Ask for help" in rosa.get(f"/skills/{number}/").text
    assert "Ask to book" in rosa.get(f"/resources/{lamp}/").text
    move(home, services.close_organisation, clock.today())

    assert "Ask for help" not in rosa.get(f"/skills/{number}/").text
    assert "Ask to book" not in rosa.get(f"/resources/{lamp}/").text
    assert "Offer help" not in rosa.get(f"/skills/wanted/{db.session.scalar(select(Wanted.id))}/").text
    other = db.session.get(Organisation, who.seat_rosa.organisation_id)
    closed, notice = db.session.get(Organisation, home.id), db.session.scalar(select(Wanted))
    with pytest.raises(Refusal, match="has closed"):
        asking.ask(SOMEBODY, other, closed, "Polishing", "Please")
    with pytest.raises(Refusal, match="has closed"):
        asking.offer_help(SOMEBODY, notice, other, "Gladly")
    now = clock.now()
    with pytest.raises(Refusal, match="has closed"):
        bookings.ask(SOMEBODY, db.session.get(Resource, lamp), organisation_id=other.id, starts_at=now, ends_at=now,
                     purpose="A talk")  # fmt: skip


@pytest.mark.parametrize("kind", ["people", "skills", "resources", "organisations"])
@pytest.mark.parametrize(("name", "is_offered"), [("ann", True), ("ada", True), ("ray", False), ("otto", False)])
def test_lists_lead_to_their_import_for_those_who_may(sign_in, who, kind, name, is_offered):
    browser = sign_in(getattr(who, name))
    link = browser.soup(f"/{kind}/").select_one(f"main [href='/import/{kind}']")

    assert (link is not None) == is_offered
    assert not is_offered or browser.get(f"/import/{kind}").status_code == 200
