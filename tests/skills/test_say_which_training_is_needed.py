"""In the sitting once a year: which training is needed; added up beside the courses there are, with the gap."""

from datetime import date

import pytest

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db
from portal.partnerships.training import Training
from portal.skills.models import AuditAnswer, Skill, TrainingNeed, Wanted, Way
from portal.skills.needed import added_up
from portal.skills.queries.terms import read_vocabulary
from tests.factories_library import course, session
from tests.factories_skills import skill, term

BASE = "/partnerships/here/skills/"


def need(subject, people="", when="", way="any", n=1):
    return {f"subject_{n}": subject, f"people_{n}": people, f"when_{n}": when, f"way_{n}": way}


@pytest.fixture
def forms(who, sign_in) -> dict[str, str]:
    """The addresses of the forms of Ray's and of Rosa's organisation, in a round that Ann started."""
    sign_in(who.ann).post(f"{BASE}audit/start")
    numbers = {row.organisation_id: row.id for row in db.session.query(AuditAnswer)}
    seats = {"ray": who.seat_ray, "rosa": who.seat_rosa}
    return {name: f"/skills/audits/{numbers[seat.organisation_id]}/" for name, seat in seats.items()}


def ways(number=3):
    return {f"way_{n}": "any" for n in range(1, number + 1)}


def test_one_sitting_says_both(who, forms, sign_in):
    ray = sign_in(who.ray)
    data = ways() | {"lines": "Minute taking - free"} | need("First aid", "6", "by 31 March 2027", "course")
    assert ray.post(forms["ray"], data=data | need("Web pages", n=2)).status_code == 303
    rows = db.session.query(TrainingNeed).order_by(TrainingNeed.id).all()
    assert [(row.subject, row.people, row.way) for row in rows] == [
        ("First aid", 6, Way.COURSE), ("Web pages", 1, Way.ANY)]  # fmt: skip
    assert (rows[0].when_text, rows[0].needed_by) == ("by 31 March 2027", date(2027, 3, 31))
    assert (rows[0].said_by, rows[0].said_on) == ("Ray Rowsley", clock.today())
    assert db.session.query(Skill).count() == 1


def test_the_form_shows_what_was_said_and_takes_back_what_is_left_out(who, forms, sign_in):
    ray = sign_in(who.ray)
    ray.post(forms["ray"], data=ways() | need("First aid", "6") | need("Web pages", n=2))
    page = ray.soup(forms["ray"])
    assert page.select_one("[name=subject_2]")["value"] == "Web pages"
    assert page.select_one("[name=people_1]")["value"] == "6"
    assert not page.select_one("[name=subject_3]").get("value")
    assert page.select_one("[name=subject_5]")
    ray.post(forms["ray"], data=ways(5) | need("FIRST AID", "7"))
    rows = {row.subject: row for row in db.session.query(TrainingNeed)}
    assert rows["FIRST AID"].people == 7
    assert rows["FIRST AID"].removed_at is None
    assert rows["Web pages"].removed_at is not None


def test_the_next_year_begins_with_the_year_before(who, forms, sign_in):
    sign_in(who.ray).post(forms["ray"], data=ways() | need("First aid", "6"))
    ann = sign_in(who.ann)
    ann.post(f"{BASE}audit/close")
    ann.post(f"{BASE}audit/start")
    last = db.session.query(AuditAnswer).filter_by(organisation_id=who.seat_ray.organisation_id)
    address = f"/skills/audits/{last.order_by(AuditAnswer.id.desc()).first().id}/"
    ray = sign_in(who.ray)
    assert ray.soup(address).select_one("[name=subject_1]")["value"] == "First aid"
    assert "No training needs yet" in ray.get(f"{BASE}training").text
    ray.post(address, data=ways(4))
    assert not ray.soup(address).select_one("[name=subject_1]").get("value")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (need("", "6"), "Write what the training is about"),
        (need("", "", "in May"), "Write what the training is about"),
        (need("First aid", "many"), "from 1 to 9,999"),
        (need("First aid", "0"), "from 1 to 9,999"),
        (need("First aid", way="by post"), "Choose"),
        (need("First aid") | need("first  AID!", n=2), "stands above already"),
    ],
)
def test_a_mistake_keeps_what_was_typed(who, forms, sign_in, line, said):
    answer = sign_in(who.ray).post(forms["ray"], data=ways() | {"lines": "Chairing"} | line)
    assert answer.status_code == 422
    assert said in answer.text
    assert "Chairing" in answer.text
    assert db.session.query(TrainingNeed).count() == db.session.query(Skill).count() == 0


@pytest.fixture
def summed(who, forms, sign_in):
    """What both organisations need, and a course with five free places."""
    term("First aid", "Safety", also=["Resuscitation"])
    session(course(who.here, "First aid for volunteers"), places=5)
    session(course(who.there, "First aid elsewhere"), places=50)
    sign_in(who.ray).post(
        forms["ray"], data=ways() | need("First aid", "6", "by 1 June 2027", "course") | need("Falconry", "2", n=2)
    )
    sign_in(who.rosa).post(forms["rosa"], data=ways() | need("Resuscitation", "3", "by 1 May 2027", "online"))
    return f"{BASE}training"


def test_needs_are_added_up_beside_what_is_on_offer(who, summed, sign_in):
    page = sign_in(who.ann).soup(summed)
    rows = {row.th.get_text(" ").split("  ")[0].strip(): row.get_text(" ") for row in page.select("tbody tr")}
    assert len(rows) == 2
    aid = next(text for name, text in rows.items() if name.startswith("Resuscitation"))
    for said in ("9 people", "Buxton Volunteer Bureau, High Peak CVS", "by 1 May 2027", "First aid for volunteers",
                 "5 places free", "5 of 9", "4 without", "Online, A course, together"):  # fmt: skip
        assert said in aid, said
    assert "elsewhere" not in page.text
    assert page.select_one("progress[value='5'][max='9']")
    assert "2 of 2 organisations answered" in page.text


def test_the_sums_can_be_taken_along(who, summed, sign_in):
    wyn = sign_in(who.wyn)
    text = wyn.get(f"{summed}?format=csv").text
    assert "Resuscitation,9," in text
    assert text.splitlines()[1].endswith(",5,4")
    assert wyn.get(f"{summed}?format=xlsx").data.startswith(b"PK")


def test_one_click_makes_a_notice_of_a_need(who, summed, sign_in):
    ray = sign_in(who.ray)
    row = db.session.query(TrainingNeed).filter_by(subject="Falconry").one()
    press = ray.soup(summed).select_one(f"#want-{row.id}").find_parent("form")["action"]
    at = ray.post(press).location
    made = db.session.query(Wanted).one()
    assert at == f"/skills/wanted/{made.id}/"
    assert (made.title, made.audience, made.partnership_id) == (
        "Training: Falconry", Audience.PARTNERSHIP, who.here.id)  # fmt: skip
    assert "For 2 people" in made.text
    page = ray.soup(at)
    assert ray.post(press).status_code == 409
    ray.post(page.select_one(f"form[action='/skills/wanted/{made.id}/close']")["action"])
    assert ray.post(press).status_code == 303


def test_one_click_drafts_a_course(who, summed, sign_in):
    ann = sign_in(who.ann)
    link = next(a for a in ann.soup(summed).select("a") if a.text.startswith("Draft a course in Resus"))
    page = ann.soup(link["href"])
    assert page.select_one("[name=title]")["value"] == "Resuscitation"
    assert "Needed for 9 people. When: by 1 May 2027." in page.select_one("[name=text]").text
    assert not [a for a in sign_in(who.ray).soup(summed).select("a") if "Draft" in a.text]


def test_who_may_not(who, summed, sign_in, client):
    number = db.session.query(TrainingNeed).filter_by(subject="Falconry").one().id
    for person, read, press in ((who.rosa, 200, 404), (who.ann, 200, 404), (who.sue, 404, 404)):
        browser = sign_in(person)
        assert browser.get(summed).status_code == read
        assert browser.post(f"{summed}/{number}/wanted").status_code == press
    assert "/login" in client.get(summed).location
    assert sign_in(who.ray).post(f"/partnerships/there/skills/training/{number}/wanted").status_code == 404
    assert db.session.query(Wanted).count() == 0


def test_the_page_costs_few_statements(who, summed, sign_in, queries):
    home = who.seat_ray.organisation
    for number in range(3):
        skill(home, f"Skill {number}")
    ann = sign_in(who.ann)
    ann.get(summed)
    queries.clear()
    ann.get(summed)
    assert len(queries) <= 8


class Row:
    """A need as a query gives it."""

    def __init__(self, subject, people=1, when="", by=None, way=Way.ANY, organisation="A"):
        self.subject, self.people, self.when_text, self.needed_by = subject, people, when, by
        self.way, self.organisation, self.term_id = way, organisation, None


@pytest.mark.parametrize(
    ("people", "free", "covered", "gap"),
    [(6, [], 0, 6), (6, [0], 0, 6), (6, [4, 1], 5, 1), (6, [9], 6, 0), (1, [1], 1, 0)],
)
def test_the_gap_is_who_goes_without(app, people, free, covered, gap):
    training = [Training("First aid at work", f"/{n}/", number, None) for n, number in enumerate(free)]
    [subject] = added_up([Row("First aid", people)], read_vocabulary(), training)
    assert (subject.covered, subject.gap) == (covered, gap)


def test_the_widest_gap_stands_first_and_the_earliest_day_counts(app):
    rows = [Row("Bees", 2), Row("Aid", 5, "in June", date(2027, 6, 1)), Row("aid", 1, "in May", date(2027, 5, 1)),
            Row("Cheese", 2, "some time"), Row("Cheese", 1, "in July", date(2027, 7, 1), organisation="B")]  # fmt: skip
    found = added_up(rows, read_vocabulary(), [Training("All about cheese", "/", 3, None)])
    assert [(each.name, each.people, each.when) for each in found] == [
        ("Aid", 6, "in May"), ("Bees", 2, ""), ("Cheese", 3, "in July")]  # fmt: skip
    assert found[2].organisations == ["A", "B"]
