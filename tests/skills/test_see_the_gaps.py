"""What is missing: looked for in vain, unanswered, held by one, and who offers what."""

import csv
import io

import pytest

from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.skills.models import HelpRequest, SharingProtocol, Terms
from portal.skills.services.wanted import note_search_in_vain
from tests import factories
from tests.factories_skills import notice, skill, term


@pytest.fixture
def lists(who):
    term("Bid writing", "Money")
    term("Payroll", "Money")
    term("First aid", "Safety")
    term("Web pages", "Computers")
    high_peak, bureau = who.seat_ray.organisation, who.seat_rosa.organisation
    skill(high_peak, "Bid writing")
    skill(bureau, "Bid writing")
    skill(bureau, "Payroll")
    notice(high_peak, "First aid for walkers")
    with writing():
        note_search_in_vain("falconry")
        note_search_in_vain("heraldry", who.here.id)


def test_the_picture_in_letters_and_words(who, lists, sign_in):
    page = sign_in(who.ray).soup("/partnerships/here/skills/gaps")
    heads = [each.get_text() for each in page.select(".matrix thead th")]
    assert heads == ["Organisation", "Computers", "Money", "Safety"]
    rows = {
        row.th.get_text(): [cell.get_text(" ", strip=True) for cell in row.select("td")]
        for row in page.select(".matrix tbody tr")
    }
    assert rows["High Peak CVS"] == ["– none", "O 1 offered", "G 1 wanted, a gap"]
    assert rows["Buxton Volunteer Bureau"] == ["– none", "O 2 offered", "– none"]
    assert "Nobody offers: Computers, Safety" in page.get_text()
    assert "First aid for walkers" in page.select_one("#unanswered").parent.get_text()
    few = page.select_one("#few").find_parent("section").get_text()
    assert "Payroll" in few
    assert "Bid writing" not in few


def test_the_same_over_all_partnerships(who, lists, sign_in):
    far = who.seat_there.organisation
    skill(far, "First aid")
    page = sign_in(who.sue).get("/skills/gaps/").text
    assert far.name in page
    assert "falconry" in page
    assert "heraldry" not in page
    assert "1 wanted, a gap" not in page
    assert "heraldry" in sign_in(who.ray).get("/skills/gaps/").text
    assert "heraldry" in sign_in(who.ray).get("/partnerships/here/skills/gaps").text


def test_the_picture_as_a_file(who, lists, sign_in):
    for address in ("/partnerships/here/skills/gaps?format=csv", "/skills/gaps/?format=csv"):
        answer = sign_in(who.ray).get(address)
        rows = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
        mine = next(row for row in rows if row["Organisation"] == "High Peak CVS")
        assert (mine["Money: offered"], mine["Safety: wanted"], mine["Safety: gap"]) == ("1", "1", "yes")


def test_an_answered_notice_is_no_gap(who, lists, sign_in):
    rosa = sign_in(who.rosa)
    number = rosa.soup("/skills/wanted/").select_one("tbody a")["href"]
    rosa.post(f"{number}offer", data={"text": "We can", "organisation_id": str(who.seat_rosa.organisation.id)})
    assert db.session.query(HelpRequest).count() == 1
    assert "Every open notice has an offer" in rosa.get("/skills/gaps/").text


def test_who_sees_gaps(who, lists, sign_in, client):
    for path, outside in (
        ("/skills/gaps/", 200),
        ("/partnerships/here/skills/gaps", 404),
        ("/partnerships/here/skills/", 404),
    ):
        assert "/login" in client.get(path).location
        assert sign_in(who.otto).get(path).status_code == 200
        assert sign_in(who.sue).get(path).status_code == outside
    assert sign_in(who.suki).get("/skills/gaps/").status_code == 403


def test_many_organisations_in_the_same_number_of_statements(who, lists, sign_in, queries):
    browser = sign_in(who.ray)
    browser.get("/skills/gaps/")
    queries.clear()
    browser.get("/skills/gaps/")
    few = len(queries)
    for number in range(45):
        skill(factories.organisation(f"Group {number:02}"), "Bid writing")
    browser.get("/skills/gaps/")
    queries.clear()
    page = browser.soup("/skills/gaps/")
    assert len(queries) == few <= 9
    assert len(page.select(".matrix tbody tr")) == 40
    assert len(browser.soup("/skills/gaps/?page=2").select(".matrix tbody tr")) == 7


PROTOCOL = {"agreed_on": "1 March 2026", "text": "We help each other free of charge.", "default_terms": "free"}


def test_how_sharing_was_agreed_is_dated_and_kept(who, sign_in):
    ann, base = sign_in(who.ann), "/partnerships/here/skills/"
    assert "No sharing protocol" in ann.get(base).text
    assert ann.post(f"{base}protocol", data=PROTOCOL).location == base
    new = PROTOCOL | {"agreed_on": "1 June 2026", "text": "Now in exchange.", "default_terms": "exchange"}
    ann.post(f"{base}protocol", data=new)
    page = sign_in(who.otto).soup(base)
    assert "Agreed on 1 June 2026" in page.get_text()
    assert "free of charge" in page.select_one("details").get_text()
    assert page.find("a", string="Agree a new one") is None
    row = db.session.query(SharingProtocol).filter_by(default_terms=Terms.EXCHANGE).one()
    ann.post(f"{base}protocol/{row.id}/remove")
    assert "Agreed on 1 March 2026" in ann.get(base).text
    ann.post(f"{base}protocol/{row.id}/restore")
    assert "Agreed on 1 June 2026" in ann.get(base).text
    form = sign_in(who.ray).soup(f"/skills/new?organisation={who.seat_ray.organisation.slug}")
    assert form.select_one("[name=terms][checked]")["value"] == "exchange"


def test_mistakes_and_who_may_not_agree(who, sign_in):
    base = "/partnerships/here/skills/"
    for wrong in ({"text": ""}, {"agreed_on": ""}, {"agreed_on": "1 March 2190"}, {"default_terms": "x"}):
        assert sign_in(who.ann).post(f"{base}protocol", data=PROTOCOL | wrong).status_code == 422
    assert sign_in(who.ray).post(f"{base}protocol", data=PROTOCOL).status_code == 403
    assert sign_in(who.sue).post(f"{base}protocol", data=PROTOCOL).status_code == 404
    assert db.session.query(SharingProtocol).count() == 0
    sign_in(who.ann).post(f"{base}protocol", data=PROTOCOL)
    row = db.session.query(SharingProtocol).one()
    there = f"/partnerships/there/skills/protocol/{row.id}/"
    assert sign_in(who.sue).post(f"{there}remove").status_code == 404


def test_counts_leave_out_what_may_not_be_seen(who, sign_in):
    row = skill(who.seat_ray.organisation, "Secret thing", audience=Audience.PARTNERSHIP, partnership_id=who.here.id)
    factories.seat(who.there.main, who.seat_ray.organisation)
    assert "1 offer " in sign_in(who.rosa).get("/partnerships/here/skills/").text
    assert "0 offers" in sign_in(who.sue).get("/partnerships/there/skills/").text.replace("no offers", "0 offers")
    assert "Secret thing" not in sign_in(who.sue).get(f"/organisations/{row.organisation.slug}/").text
