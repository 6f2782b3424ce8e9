"""Anybody reads the page of a partnership; its manager finds the work on top of it."""

from datetime import date, timedelta

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import writing
from portal.meetings.models import State
from portal.partnerships.models import Saying
from tests import factories, factories_meetings
from tests.factories_partnerships import statement, sub_group, tie


def headings(page):
    return [heading.get_text(" ", strip=True) for heading in page.find("main").find_all("h2")]


def test_a_visitor_reads_what_a_partnership_is_for(client, who):
    with writing():
        who.here.purpose, who.here.area, who.here.nature = "Speaks up for the Peak", "High Peak", "Informal, ongoing"
        who.here.founded_on, who.here.contact = date(2003, 11, 3), "The office in Bakewell"

    page = client.soup("/partnerships/here/")

    assert page.h1.text == "Here Partnership"
    assert page.find(class_="lede").text == "Speaks up for the Peak"
    facts = page.find(class_="facts").get_text(" ", strip=True)
    assert "High Peak" in facts
    assert "3 November 2003" in facts
    assert "Local strategic partnership" in facts
    assert page.title.text == "Here Partnership - Partnership Portal"


def test_what_it_says_of_itself_stands_under_its_headings_in_their_order(client, who):
    statement(who.here, "Openness")
    statement(who.here, "Creativity")
    statement(who.here, "Removed", removed_at=clock.now())
    statement(who.here, "A lively cultural life", Saying.PRIORITY)
    statement(who.here, "A prosperous economy", Saying.PRIORITY)
    statement(who.here, "Time to think", Saying.WORKING_STYLE)
    statement(who.there, "Of another partnership")

    page = client.soup("/partnerships/here/")

    told = headings(page)
    assert told.index("Two priorities") < told.index("Values") < told.index("How we work together")
    assert "Principles" not in told
    text = page.find("main").get_text(" ", strip=True)
    assert text.index("Openness") < text.index("Creativity")
    assert "Removed" not in text
    assert "Of another partnership" not in text


def test_the_groups_are_drawn_as_a_tree_with_the_free_ones_beside(client, who):
    sub_group(who.here, "Transport sub group")
    factories.group(who.here, name="Members' forum", slug="forum", kind="forum", position=9)
    factories.group(who.here, name="Old group", slug="old", closed_on=clock.today())

    page = client.soup("/partnerships/here/")

    tree = page.find(class_="tree")
    assert [a.find(string=True, recursive=False) for a in tree.find_all("a")] == ["Main group", "Transport sub group"]
    assert "Beside them: Members' forum." in " ".join(page.find("main").get_text(" ").split()).replace(" .", ".")
    assert "Old group" not in page.find("main").text


def test_a_partnership_whose_meetings_are_all_open_says_so(client, app):
    factories.partnership(slug="open", rules={"meetings_audience": Audience.PUBLIC})

    assert "Every meeting is open to the public" in client.get("/partnerships/open/").text


def test_a_tie_is_told_on_both_pages_in_the_words_of_each(client, who):
    tie(who.here, who.there)

    here, there = client.soup("/partnerships/here/"), client.soup("/partnerships/there/")

    assert here.find(id="tied").parent.find("p").text == "Is the core group of There Partnership"
    assert there.find(id="tied").parent.find("p").text == "Works under Here Partnership"
    assert there.find(id="tied").parent.a["href"] == "/partnerships/here/"


def test_the_manager_finds_the_work_on_top_and_others_do_not(sign_in, who):
    sub_group(who.here, "Late sub group", closes_on=clock.today() - timedelta(days=1), opened_on=date(2026, 1, 1))

    mine, theirs = sign_in(who.ann).soup("/partnerships/here/"), sign_in(who.ray).soup("/partnerships/here/")

    assert headings(mine)[0] == "Yours to keep"
    assert "its time frame ended on" in mine.find("main").text
    assert "Yours to keep" not in headings(theirs)
    assert "its time frame ended on" not in theirs.find("main").text


def test_what_people_typed_is_shown_as_typed(client, who):
    with writing():
        who.here.purpose = who.here.contact = "<script>alert(1)</script> & more"
    statement(who.here, "<img src=x>", Saying.PRIORITY)

    page = client.soup("/partnerships/here/")

    assert not page.find("main").find_all(["script", "img"])
    assert "<img src=x>" in page.find("main").text


def test_the_obvious_next_step_is_the_next_meeting_that_the_reader_may_see(client, sign_in, who):
    factories_meetings.meeting(who.here.main, day=clock.today() + timedelta(days=9), audience=Audience.PARTNERSHIP)
    opened = factories_meetings.meeting(who.here.main, day=clock.today() + timedelta(days=20), audience=Audience.PUBLIC)

    mine, public = sign_in(who.ray).soup("/partnerships/here/"), client.soup("/partnerships/here/")

    assert mine.find(class_="head").find(class_="btn").text == "See the next meeting"
    assert public.find(class_="head").find(class_="btn").text == "Come to the next meeting"
    assert public.find(class_="head").a["href"] == f"/partnerships/here/meetings/{opened.id}/"
    assert client.soup("/partnerships/there/").find(class_="head").a is None


def test_an_unknown_partnership_is_not_found(client, who):
    assert client.get("/partnerships/nowhere/").status_code == 404


def test_the_front_door_asks_the_database_little_whatever_it_holds(sign_in, who, queries):
    browser = sign_in(who.ann)
    past = factories_meetings.meeting(who.here.main)
    factories_meetings.decided(past, factories_meetings.items(past)[0])
    with writing():
        past.published_at, past.minutes_state, past.minutes_audience = clock.now(), State.PUBLISHED, Audience.PUBLIC
    for number in range(30):
        statement(who.here, f"Value {number}")
        factories.group(who.here, name=f"Group {number}", slug=f"group-number-{number}", parent_id=who.here.main.id)
    queries.clear()

    page = browser.soup("/partnerships/here/")

    assert "Fund the bus" in page.find("main").text
    asked = [each for each in queries if "count(audit_events.id)" not in each]
    assert len(asked) <= 18, asked  # one or two for each panel, however much it holds
