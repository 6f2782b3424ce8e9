"""What is kept back stays back: before and after it is published, in every order in which people change their minds."""

from datetime import timedelta

import pytest

from portal.actions.letters import write_action_reminders
from portal.audit.models import Event
from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.directory.models import Person, Showing
from portal.meetings import queries
from portal.meetings.models import Capacity, Meeting, Presence
from portal.meetings.services import attendance
from portal.memberships.models import Substitution
from tests import factories, factories_actions, factories_meetings
from tests.people import cast

SECRET = "xanadu"  # noqa: S105  a word that stands nowhere else
CALL = {"day": "3 March 2026", "kind": "main", "title": "Spring meeting"}


@pytest.fixture
def who(app):
    """Everybody; the minutes of Here are public."""
    return cast(factories.partnership(
        slug="here", name="Here Partnership",
        rules={"meetings_audience": Audience.PUBLIC, "minutes_audience": Audience.PUBLIC},
        actions_audience=Audience.PUBLIC,
    ))  # fmt: skip


@pytest.fixture
def browsers(who, client, sign_in):
    """A visitor and one browser for each of some people."""
    return {"visitor": client} | {name: sign_in(getattr(who, name)) for name in ("ann", "ray", "otto", "sue", "wyn")}


@pytest.fixture
def meeting(who):
    return factories_meetings.meeting(who.here.main, days_ago=3, items=("Open matters", f"Staff {SECRET}"))


@pytest.fixture
def work(browsers, meeting):
    """Send one of the meeting's forms as Ann, who manages Here."""

    def send(path, status=303, **data):
        answer = browsers["ann"].post(f"/partnerships/here/meetings/{meeting.id}/{path}", data=data)
        assert answer.status_code == status, answer.text
        return answer

    return send


@pytest.fixture
def item(meeting):
    return factories_meetings.items(meeting)[1].id


def publish(work):
    for step in ("send", "check", "publish"):
        work(f"minutes/{step}")


def say_much(work, item):
    work(f"items/{item}/notes", notes=f"Much was said of {SECRET}")
    work(f"items/{item}/key-message", key_message=f"All is well with {SECRET}")
    work(f"items/{item}/lines", lines=f"Agreed to let {SECRET} go\nHPCVS to write to {SECRET} by 30 April")


def keep_back(work, item, is_secret=True):
    said = {"title": f"Staff {SECRET}", "kind": "decision"} | ({"is_confidential": "y"} if is_secret else {})
    work(f"items/{item}/edit", **said)


def outlets(meeting) -> list[str]:
    """Everything that could tell of an item."""
    at = f"/partnerships/here/meetings/{meeting.id}/"
    lists = ["", "meetings/", "actions/", "decisions/"]
    files = [f"/partnerships/here/{name}?format=csv" for name in lists[1:]]
    found = [at, f"{at}agenda", f"{at}minutes", f"{at}minutes?format=txt", "/", "/actions/", *files]
    of_it = ("minutes?show=short", "live", "pack", "bulletin", "report-back", "amendments/", "items/2/")
    of_all = ("compiled?year=2026", "year?year=2026", "interests/", "interests/declared", "proposals/")
    found += [f"{at}{path}" for path in of_it] + [f"/partnerships/here/meetings/{path}" for path in of_all]
    found += [f"/partnerships/here/decisions/{path}" for path in ("between/", "without-us")]
    found += ["/partnerships/here/representation/", "/partnerships/here/meetings/clocks", "/search/suggest?q=staff"]
    found += [f"/partnerships/here/{name}" for name in lists] + ["/search?q=staff", f"/search?q={SECRET}&format=csv"]
    return found + [f"/partnerships/here/{kind}/{number}/" for kind in ("actions", "decisions") for number in (1, 2)]


def tells(browser, meeting) -> set[str]:
    """The addresses at which the secret word is met."""
    return {path for path in outlets(meeting) if SECRET in browser.get(path).text}


OUTSIDE = ("visitor", "sue", "wyn", "otto")


def test_a_confidential_item_is_nowhere_for_others_and_everywhere_for_its_own(browsers, meeting, work, item):
    keep_back(work, item)
    say_much(work, item)
    publish(work)
    assert {name: tells(browsers[name], meeting) for name in OUTSIDE} == dict.fromkeys(OUTSIDE, set())
    assert len(tells(browsers["ray"], meeting)) > 6
    page = browsers["visitor"].soup(f"/partnerships/here/meetings/{meeting.id}/minutes")
    assert [each["data-number"] for each in page.select(".item")] == ["1"], "and no gap tells of it"


def test_an_item_made_confidential_after_publication_is_gone_at_once(browsers, meeting, work, item):
    say_much(work, item)
    publish(work)
    assert len(tells(browsers["visitor"], meeting)) > 6
    keep_back(work, item)
    assert {name: tells(browsers[name], meeting) for name in OUTSIDE} == dict.fromkeys(OUTSIDE, set())
    assert len(tells(browsers["ray"], meeting)) > 6


def test_what_is_confidential_no_more_is_told_like_the_rest_of_the_minutes(browsers, meeting, work, item):
    say_much(work, item)
    publish(work)
    before = tells(browsers["visitor"], meeting)
    keep_back(work, item)
    keep_back(work, item, is_secret=False)
    assert tells(browsers["visitor"], meeting) == before


def test_under_cover_of_confidentiality_nothing_else_of_published_minutes_is_changed(browsers, meeting, work, item):
    publish(work)
    said = {"title": "Another title", "kind": "decision", "is_confidential": "y"}
    answer = work(f"items/{item}/edit", status=409, **said)
    assert "can no longer be changed" in answer.text
    keep_back(work, item)


def test_withdrawn_minutes_are_the_groups_again(browsers, meeting, work, item):
    say_much(work, item)
    publish(work)
    work("minutes/withdraw")
    at = f"/partnerships/here/meetings/{meeting.id}/"
    titles_only = {at, f"{at}agenda", "/search?q=staff", f"/search?q={SECRET}&format=csv"}
    titles_only |= {f"{at}pack", f"{at}items/2/"}
    assert tells(browsers["visitor"], meeting) == titles_only, "that the meeting was about it stays known"
    assert SECRET not in browsers["visitor"].get(at).text.replace(f"Staff {SECRET}", "")
    assert len(tells(browsers["otto"], meeting)) > 6, "of the group"


def test_an_item_that_was_off_the_agenda_comes_back_to_those_who_may_see_the_meeting_now(browsers, meeting, work, item):
    work(f"items/{item}/remove")
    work("edit", **CALL, audience="group")
    work(f"items/{item}/restore")
    assert {name: tells(browsers[name], meeting) for name in ("visitor", "sue", "wyn")} == {
        "visitor": set(), "sue": set(), "wyn": set(),
    }  # fmt: skip
    assert tells(browsers["otto"], meeting)


def test_a_parked_item_is_seen_by_who_writes_the_agenda(browsers, meeting, work, item):
    work(f"items/{item}/park")
    assert {name: tells(browsers[name], meeting) for name in (*OUTSIDE, "ray")} == dict.fromkeys(
        (*OUTSIDE, "ray"), set()
    )
    assert tells(browsers["ann"], meeting)


def test_the_record_of_changes_names_no_confidential_item(meeting, work, item):
    before = len(sentences())
    keep_back(work, item)
    say_much(work, item)
    work(f"items/{item}/up")
    said = sentences()[before:]
    assert len(said) > 4
    assert not [sentence for sentence in said if SECRET in sentence]


def sentences() -> list[str]:
    db.session.rollback()
    return [event.sentence for event in db.session.query(Event).order_by(Event.id)]


@pytest.mark.parametrize("is_unattributed", [False, True])
def test_who_is_named_in_public_minutes(browsers, who, sign_in, is_unattributed):
    """Those of the partnership know each other; partners learn who agreed to it; the public who agreed to that."""
    with writing():
        for name, shown in (("ray", Showing.PUBLIC), ("rosa", Showing.PARTNERS)):
            db.session.get(Person, getattr(who, name).id).name_shown = shown
    quiet = factories.person("Quentin Quiet", name_shown=Showing.NOBODY)
    third = factories.seat(who.here.main, factories.organisation("Goyt Trust"), quiet)
    fourth = factories.seat(who.here.main, factories.organisation("Wye Trust"), factories.person("Vera Vacant"))
    meeting = factories_meetings.meeting(who.here.main)
    with writing():
        row = db.session.get(Meeting, meeting.id)
        row.is_unattributed = is_unattributed
        for seat in (who.seat_ray, who.seat_rosa, third):
            attendance.mark(factories_meetings.SOMEBODY, row, _line(row, seat), Presence.PRESENT)
        attendance.mark(factories_meetings.SOMEBODY, row, _line(row, fourth), Presence.SUBSTITUTE, "Sam Stand")
        attendance.add_guest(factories_meetings.SOMEBODY, row, "Guy Guest", "Council", Capacity.ADVISER)
    for step in ("send", "check", "publish"):
        browsers["ann"].post(f"/partnerships/here/meetings/{meeting.id}/minutes/{step}")
    everybody = {"Ray Rowsley", "Rosa Rowarth", "Quentin Quiet", "Sam Stand", "Vera Vacant", "Guy Guest"}
    told = {
        "visitor": set() if is_unattributed else {"Ray Rowsley"},
        "sue": set() if is_unattributed else everybody - {"Quentin Quiet"},
        "otto": everybody,
    }
    for name, names in told.items():
        for path in ("", "minutes", "minutes?format=txt"):
            text = browsers[name].get(f"/partnerships/here/meetings/{meeting.id}/{path}").text
            assert {each for each in everybody if each in text} == names, f"{name} at {path}"


def test_what_is_told_to_the_partnership_alone(browsers, meeting, work):
    """Who differed, and how an action goes, are not part of what others may read."""
    item = factories_meetings.items(meeting)[0].id
    work(f"items/{item}/lines", lines="Agreed to fund the bus\nHPCVS to write by 30 April")
    work("decisions/1/edit", text="Fund the bus", how="majority", dissent="The council quarrelled")
    report = {"text": "They quarrelled", "status": "ongoing"}
    assert browsers["ann"].post("/partnerships/here/actions/1/progress", data=report).status_code == 303
    publish(work)
    told = {
        name: {path for path in outlets(meeting) if "quarrelled" in browser.get(path).text}
        for name, browser in browsers.items()
    }
    assert told["visitor"] == told["sue"] == set()
    assert told["otto"] >= {"/partnerships/here/decisions/1/", "/partnerships/here/actions/1/"}


def test_reminders_tell_nobody_more_than_their_pages_do(who, outbox):
    main = who.here.main
    for audience in (Audience.PARTNERSHIP, Audience.GROUP, Audience.RESTRICTED):
        text = f"Write of {SECRET} to {audience}"
        leads = [factories_actions.led_by(person=person) for person in (who.ray, who.wyn)]
        factories_actions.action(main, text, *leads, due_in=7, audience=audience)
    with writing():
        write_action_reminders()
    said = {letter.to_name: letter.body for letter in outbox()}
    assert f"{SECRET} to partnership" in said["Wyn Winster"]
    assert said["Wyn Winster"].count("It is due by") == 1
    assert said["Ray Rowsley"].count("It is due by") == 3
    assert f"{SECRET} to group" in said["Ray Rowsley"]
    assert f"{SECRET} to restricted" not in said["Ray Rowsley"], "a letter can be handed on"


def _line(meeting, seat):
    return attendance.line_of(queries.roll(meeting), seat.id)


def test_who_stands_in_once_reads_the_papers_of_that_day_and_loses_them_with_it(who, sign_in):
    meeting = factories_meetings.meeting(who.here.main, days_ago=0, items=(f"Staff {SECRET}",), audience=Audience.GROUP)
    other = factories_meetings.meeting(who.here.main, days_ago=-9, items=("Other",), audience=Audience.GROUP)
    factories_meetings.make_secret(meeting, factories_meetings.items(meeting)[0])
    suki, at = sign_in(who.suki), f"/partnerships/here/meetings/{meeting.id}/"
    assert suki.get(at).status_code == 404
    factories.substitution(meeting, who.seat_rosa, who.suki)
    assert SECRET in suki.get(at).text
    assert suki.get(f"/partnerships/here/meetings/{other.id}/").status_code == 404
    with writing():
        db.session.query(Substitution).update({"meets_on": clock.today() - timedelta(days=1)})
    assert suki.get(at).status_code == 404


def test_a_role_that_was_taken_away_counts_no_more_on_the_next_click(who, browsers, work, meeting):
    ray, at = browsers["ray"], f"/partnerships/here/meetings/{meeting.id}/minutes"
    assert ray.get(at).status_code == 200
    yesterday = clock.today() - timedelta(days=1)
    with writing():
        db.session.query(factories.Holder).filter_by(person_id=who.ray.id).update({"until_on": yesterday})
    assert ray.get(at).status_code == 404
