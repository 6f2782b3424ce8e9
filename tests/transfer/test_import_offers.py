"""Those who keep an organisation's entries bring in its skills and what it lends."""

from portal.core import index
from portal.core.audience import Audience
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.resources.models import LendingTerms, Resource, ResourceKind
from portal.skills.models import Form, Level, Skill, SkillTerm, Terms
from portal.transfer.models import ImportRow, Outcome
from tests.transfer.conftest import imported, looked_at, send

SKILLS = """Organisation;Skill;Level;Price;Forms of help;Details
High Peak CVS;Bid writing;Advanced;no charge;advice, mentoring;For small groups
High Peak CVS;BID WRITING;;;;
HPCVS;First aid training;Good;paid;;
Buxton Volunteer Bureau;Web design;;;;
"""
RESOURCES = """Owner,Item,Type,How many,Price,Address,Bookable
High Peak CVS,Meeting room,Hall,"1,200",Free,Hardwick Square,yes
High Peak CVS,Minibus,minibus,16 seats,paid,,no
"""
ADA = Viewer(user_id=1, is_site_administrator=True)


def test_a_representative_brings_in_the_skills_of_their_own(who, sign_in):
    imported(sign_in(who.ray), "skills", SKILLS)

    rows = db.session.query(ImportRow).order_by(ImportRow.line).all()
    assert [row.outcome for row in rows] == [Outcome.ADDED, Outcome.SKIPPED, Outcome.ADDED, Outcome.SKIPPED]
    assert rows[1].reason == "Line 2 of this file has BID WRITING of the same organisation."
    assert rows[3].reason == "You do not keep the entries of Buxton Volunteer Bureau."
    skill = db.session.query(Skill).filter_by(title="Bid writing").one()
    assert (skill.level, skill.terms, skill.audience) == (Level.EXPERT, Terms.FREE, Audience.PARTNERS)
    assert skill.forms.split() == [Form.ADVICE, Form.MENTORING]
    assert skill.term.name == "Bid writing"


def test_skills_are_found_and_filed_under_their_terms(ann):
    imported(ann, "skills", SKILLS)

    assert [hit.title for hit in index.search(ADA, "bid writing")] == ["Bid writing"]
    assert db.session.query(SkillTerm).count() == 3


def test_a_skill_that_is_offered_already_gains_what_is_empty(ann):
    imported(ann, "skills", "Organisation,Skill\nHigh Peak CVS,Bid writing\n")
    imported(ann, "skills", "Organisation,Skill,Level\nHigh Peak CVS,Bid Writing,expert\n")

    assert db.session.query(Skill).one().level is Level.EXPERT


def test_resources_are_brought_in(who, sign_in):
    imported(sign_in(who.ray), "resources", RESOURCES)

    room = db.session.query(Resource).filter_by(name="Meeting room").one()
    assert (room.kind, room.capacity, room.terms, room.area) == (ResourceKind.ROOM, 1200, LendingTerms.FREE, "Peak")
    bus = db.session.query(Resource).filter_by(name="Minibus").one()
    assert (bus.kind, bus.capacity, bus.is_bookable) == (ResourceKind.VEHICLE, 16, False)
    assert [hit.title for hit in index.search(ADA, "minibus")] == ["Minibus"]


def test_services_of_open_referral_are_brought_in_as_skills(ann):
    page = """{"total_items": 1, "contents": [{"id": "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "name": "Debt advice",
      "description": "For all", "status": "active", "organization": {"name": "High Peak CVS", "description": "x"}}]}"""
    imported(ann, "skills", page, "services.json")

    skill = db.session.query(Skill).one()
    assert (skill.title, skill.organisation.name, skill.description) == ("Debt advice", "High Peak CVS", "For all")


def test_offers_are_taken_back(ann):
    address = imported(ann, "skills", SKILLS)
    ann.post(f"{address}undo")

    assert db.session.query(Skill).count() == 0
    assert index.search(ADA, "bid writing") == []


def test_resources_are_taken_back(ann):
    address = imported(ann, "resources", RESOURCES)
    ann.post(f"{address}undo")

    assert db.session.query(Resource).count() == 0


def test_who_keeps_nothing_may_not(who, sign_in):
    for name in ("otto", "wyn", "suki"):
        assert send(sign_in(getattr(who, name)), "skills", SKILLS).status_code == 403, name


def test_the_same_columns_are_matched_for_each_kind_by_itself(who, ann):
    page = ann.soup(looked_at(ann, "resources", RESOURCES))

    chosen = [box.find("option", selected=True)["value"] for box in page.find_all("select") if "column" in box["id"]]
    assert chosen == ["organisation", "name", "kind", "capacity", "terms", "place", "is_bookable"]
