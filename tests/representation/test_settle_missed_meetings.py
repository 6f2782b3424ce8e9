"""A manager takes up that a seat missed meetings in a row: notice, answer, decision, end. Nothing happens by itself."""

from datetime import date, timedelta

import pytest

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.core.permissions import Role
from portal.core.viewer import Part, Viewer
from portal.directory.models import Organisation
from portal.meetings.missed import list_missed
from portal.memberships.models import Holder, Seat
from portal.representation.models import CaseStep, MissedCase, Outcome
from tests import factories, factories_actions
from tests.factories_partnerships import again
from tests.factories_representation import case, row_of, rule

HERE = "/partnerships/here/representation/"
LETTER = {"text": "Please tell us.", "way": "mail", "on": "today"}


@pytest.fixture
def three(who):
    """A rule of three, and three meetings that one seat missed."""
    rule(who.here, missed_limit=3)
    return row_of(who.here.main, who.seat_ray, "PNAN")


@pytest.fixture
def opened(who):
    """A case that was taken up, and its address."""
    rule(who.here, missed_limit=3)
    row_of(who.here.main, who.seat_ray, "NAN")
    found = case(who.here, who.seat_ray)
    return found, f"{HERE}cases/{found.id}/"


def times(ann_viewer, partnership):
    return [row.times for row in list_missed(ann_viewer, [partnership.id])]


@pytest.fixture
def viewer(who):
    """The manager, as the rule on missed meetings asks for one."""
    return Viewer(user_id=1, name="Ann", parts=frozenset({Part(Role.MANAGER, who.here.id)}))


@pytest.mark.parametrize(
    ("letters", "resets", "expected"),
    [
        ("NNN", True, [3]),
        ("AAA", True, [3]),
        ("NAN", True, [3]),
        ("NN", True, []),
        ("PNNN", True, [3]),
        ("NNNN", True, [4]),
        ("NNNP", True, []),
        ("NNPN", True, []),
        ("NNS", True, []),
        ("NNNS", True, []),
        ("NNNS", False, [3]),
        ("NSNN", True, []),
        ("NSNN", False, [3]),
        ("NSN", False, []),
        ("NNXN", True, [3]),
        ("NXN", True, []),
        ("NN.N", True, [3]),
        ("...", True, []),
    ],
)
def test_three_in_a_row(who, viewer, letters, resets, expected):
    """P present, S substitute, A apologies, N absent, X a meeting that was cancelled, . one where nothing was noted."""
    rule(who.here, missed_limit=3, substitute_resets=resets)

    row_of(who.here.main, who.seat_ray, letters)

    assert times(viewer, who.here) == expected


def test_networking_is_no_meeting_one_can_miss(who, viewer):
    rule(who.here, missed_limit=3)

    row_of(who.here.main, who.seat_ray, "NNN", kinds={1})

    assert times(viewer, who.here) == []


def test_what_was_missed_before_a_new_representative_counts_no_more(who, viewer):
    rule(who.here, missed_limit=3)
    row_of(who.here.main, who.seat_ray, "NNNN")
    today = clock.today()
    with writing():
        old = db.session.query(Holder).filter_by(seat_id=who.seat_ray.id).one()
        old.until_on = today - timedelta(days=41)
    factories.holder(who.seat_ray, who.otto, from_on=today - timedelta(days=40))

    assert times(viewer, who.here) == []


def test_a_seat_that_was_vacant_in_between_begins_anew(who, viewer):
    """Filling a vacant seat opens a new one: what the organisation missed in its earlier seat is not counted."""
    rule(who.here, missed_limit=3)
    meetings = row_of(who.here.main, who.seat_ray, "NNN.")
    with writing():
        seat = db.session.get(Seat, who.seat_ray.id)
        seat.until_on = clock.today() - timedelta(days=45)
        whose = db.session.get(Organisation, seat.organisation_id)
    again_seated = factories.seat(who.here.main, whose, from_on=clock.today() - timedelta(days=35))

    assert meetings
    assert again_seated
    assert times(viewer, who.here) == []


def test_without_the_rule_nobody_is_listed(ann, who):
    row_of(who.here.main, who.seat_ray, "NNN")

    text = ann.get(f"{HERE}missed/").text

    assert "No group has such a rule." in text
    assert "No seat missed that many" in text


def test_a_case_opens_by_a_click_alone(ann, three, who, outbox):
    page = ann.soup(f"{HERE}missed/")

    assert "High Peak CVS" in page.text
    assert db.session.query(MissedCase).count() == 0

    response = ann.post(f"{HERE}missed/{who.seat_ray.id}/open")

    (found,) = db.session.query(MissedCase)
    assert (response.status_code, response.location) == (303, f"{HERE}cases/{found.id}/")
    assert (found.times, found.organisation_name, found.opened_by) == (3, "High Peak CVS", "Ann Abbot")
    assert outbox() == []
    assert "Taken up: see how far it is" in ann.get(f"{HERE}missed/").text
    assert ann.post(f"{HERE}missed/{who.seat_ray.id}/open").status_code == 409


def test_no_case_opens_for_a_seat_that_missed_too_few(ann, three, who):
    response = ann.post(f"{HERE}missed/{who.seat_rosa.id}/open")

    assert response.status_code == 409
    assert db.session.query(MissedCase).count() == 0


def test_a_notice_goes_to_the_holder_and_the_organisation(ann, opened, who, outbox):
    found, address = opened
    with writing():
        db.session.get(Organisation, who.seat_ray.organisation_id).email = "office@highpeak.example.org"

    form = ann.soup(f"{address}notice")
    response = ann.post(f"{address}notice", data=LETTER)

    assert "represented by Ray Rowsley" in form.find("textarea").text
    assert "By e-mail to Ray Rowsley and High Peak CVS" in form.text
    assert response.status_code == 303
    assert {letter.to_email for letter in outbox()} == {who.ray.email, "office@highpeak.example.org"}
    assert all("Please tell us." in letter.body for letter in outbox())
    page = ann.get(address).text
    assert "Notice given" in page
    assert "Sent by e-mail to Ray Rowsley and High Peak CVS" in page
    assert again(found).stage == 1


def test_a_notice_may_be_printed_instead(ann, opened, outbox):
    _found, address = opened

    before = ann.get(f"{address}letter")
    ann.post(f"{address}notice", data=LETTER | {"way": "print"})

    assert before.status_code == 404
    assert outbox() == []
    assert "Please tell us." in ann.soup(f"{address}letter").find("article").text


def test_the_whole_ladder_until_the_seat_ends(ann, opened, who):
    found, address = opened
    factories_actions.decision(who.here.main, "The place goes to another partner")
    (decision,) = db.session.query(factories_actions.Decision)
    ann.post(f"{address}notice", data=LETTER)

    early = ann.post(f"{address}close", data={"outcome": "ended", "on": "today", "stays_vacant": "y"})
    ann.post(f"{address}answer", data={"answer": "stays", "on": "today", "text": "We are few."})
    ann.post(f"{address}decide", data={"decision_id": decision.id, "text": "It may apply again."})
    closed = ann.post(f"{address}close", data={"outcome": "ended", "on": "today", "stays_vacant": "y"})

    seat = again(who.seat_ray)
    assert (early.status_code, closed.status_code) == (409, 303)
    assert (seat.until_on, seat.ended_why) == (clock.today(), "Three meetings missed in a row")
    assert db.session.query(Seat).filter_by(organisation_id=None).count() == 1
    assert (again(found).outcome, again(found).closed_by) == (Outcome.ENDED, "Ann Abbot")
    text = ann.get(address).text
    for said in ("We are few.", "It may apply again.", "The place goes to another partner", "The seat ended"):
        assert said in text


def test_the_organisation_may_give_up_its_seat(ann, opened, who):
    _found, address = opened

    ann.post(f"{address}answer", data={"answer": "gives_up", "on": "today"})
    ann.post(f"{address}close", data={"outcome": "ended", "on": "today"})

    assert again(who.seat_ray).until_on == clock.today()
    assert db.session.query(Seat).filter_by(organisation_id=None).count() == 0


def test_closing_it_with_the_seat_staying_begins_the_count_anew(ann, opened, who, viewer):
    found, address = opened

    ann.post(f"{address}close", data={"outcome": "stays", "on": "today", "text": "Heard and settled."})

    assert again(found).outcome is Outcome.STAYS
    assert again(who.seat_ray).until_on is None
    assert times(viewer, who.here) == []
    assert "Heard and settled." in ann.get(address).text


def test_closing_it_as_nothing_to_settle_leaves_the_count(ann, opened, who, viewer):
    _found, address = opened

    ann.post(f"{address}close", data={"outcome": "withdrawn", "on": "today"})

    assert times(viewer, who.here) == [3]


def test_another_representative_is_named_first(ann, opened, who):
    found, address = opened
    close = {"outcome": "another", "on": "today"}

    before = ann.post(f"{address}close", data=close)
    with writing():
        old = db.session.query(Holder).filter_by(seat_id=who.seat_ray.id).one()
        old.until_on = clock.today() - timedelta(days=1)
    factories.holder(who.seat_ray, who.otto, from_on=clock.today())
    after = ann.post(f"{address}close", data=close)

    assert (before.status_code, after.status_code) == (409, 303)
    assert "Name the representative on the seat&#39;s page first" in before.text
    assert again(found).outcome is Outcome.ANOTHER


def test_what_is_closed_takes_notes_alone(ann, opened):
    _found, address = opened
    ann.post(f"{address}close", data={"outcome": "stays", "on": "today"})

    statuses = [ann.post(f"{address}{what}", data=LETTER).status_code for what in ("notice", "answer", "close")]
    noted = ann.post(f"{address}note", data={"text": "They came."})

    assert statuses == [409, 409, 409]
    assert noted.status_code == 303
    assert "They came." in ann.get(address).text


@pytest.mark.parametrize(
    ("what", "data"),
    [
        ("notice", LETTER | {"text": ""}),
        ("notice", LETTER | {"on": "tomorrow"}),
        ("notice", LETTER | {"way": "pigeon"}),
        ("answer", {"on": "today"}),
        ("answer", {"answer": "stays", "on": "whenever"}),
        ("decide", {"decision_id": ""}),
        ("decide", {"decision_id": "999"}),
        ("close", {"on": "today"}),
        ("close", {"outcome": "stays", "on": ""}),
        ("note", {"text": ""}),
    ],
)
def test_a_mistake_is_said_and_nothing_is_noted(ann, opened, what, data):
    found, address = opened

    response = ann.post(address + what, data=data)

    assert response.status_code == 422
    assert db.session.query(CaseStep).filter_by(case_id=found.id).count() == 1


def test_what_was_typed_stays(ann, opened):
    _found, address = opened

    response = ann.post(f"{address}notice", data={"text": "My own words", "way": "mail", "on": "whenever"})

    assert "My own words" in response.text


def test_only_who_keeps_the_seats_sees_any_of_it(client, sign_in, opened, who):
    _found, address = opened

    for person, status in [(who.cal, 403), (who.ray, 403), (who.otto, 403), (who.sue, 404)]:
        browser = sign_in(person)
        for at in (address, f"{address}close", f"{HERE}missed/", f"{HERE}missed/regular/"):
            assert browser.get(at).status_code == status
        assert browser.post(f"{address}close", data={"outcome": "stays", "on": "today"}).status_code == status
    assert client.get(address).status_code == 303
    assert "Its missed meetings were taken up" not in client.get(f"/partnerships/here/seats/{who.seat_ray.id}/").text


def test_a_case_of_another_partnership_is_not_there(ann, who):
    other = case(who.there, who.seat_there)

    assert ann.get(f"{HERE}cases/{other.id}/").status_code == 404
    assert ann.post(f"{HERE}cases/{other.id}/note", data={"text": "x"}).status_code == 404
    assert ann.post(f"{HERE}missed/{who.seat_there.id}/open").status_code == 404


def test_the_seats_page_leads_to_its_case(ann, opened, who):
    _found, address = opened

    assert ann.soup(f"/partnerships/here/seats/{who.seat_ray.id}/").find("a", href=address)


def test_a_confidential_decision_is_kept_from_who_may_not_see_it(ann, opened, who):
    _found, address = opened
    there = factories_actions.decision(who.there.main, "Elsewhere")

    assert ann.post(f"{address}decide", data={"decision_id": there.id}).status_code == 422
    factories_actions.decision(who.here.main, "Whisper", audience=Audience.RESTRICTED)
    assert "Whisper" in ann.get(f"{address}decide").text


def test_thirty_cases_are_listed_and_narrowed(ann, who, queries):
    for number in range(30):
        case(who.here, who.seat_ray, organisation_name=f"Trust {number:02}", closed_on=date(2026, 3, 1),
             outcome=Outcome.STAYS)  # fmt: skip
    queries.clear()

    page = ann.soup(f"{HERE}missed/")

    assert len(page.find("tbody").find_all("tr")) == 30
    assert len(queries) <= 8
    assert len(ann.soup(f"{HERE}missed/?q=Trust+07").find("tbody").find_all("tr")) == 1
    assert ann.soup(f"{HERE}missed/?state=open").find("tbody") is None
    assert "Trust 07" in ann.get(f"{HERE}missed/?format=csv").text


def test_who_does_not_attend_regularly_is_said_neutrally_with_notes(ann, who):
    rule(who.here, regular_percent=60)
    row_of(who.here.main, who.seat_ray, "PANS")
    row_of(who.here.main, who.seat_rosa, "PPA", every=31)

    page = ann.soup(f"{HERE}missed/regular/")
    kept = ann.post(f"{HERE}missed/regular/{who.seat_ray.id}/note", data={"text": "Mondays are hard."})

    assert "2 of 4 (50 %)" in page.text
    assert "Buxton Volunteer Bureau" not in page.find("main").text
    assert kept.status_code == 303
    assert "Mondays are hard." in ann.get(f"{HERE}missed/regular/").text
    assert ann.post(f"{HERE}missed/regular/{who.seat_ray.id}/note", data={"text": ""}).status_code == 422
    assert ann.post(f"{HERE}missed/regular/{who.seat_there.id}/note", data={"text": "x"}).status_code == 404


def test_without_a_share_there_is_no_such_list(ann, who):
    row_of(who.here.main, who.seat_ray, "NNN")

    assert "No group says what regular attendance is." in ann.get(f"{HERE}missed/regular/").text


def test_a_year_ago_is_too_long_ago_to_count(ann, who):
    rule(who.here, regular_percent=60)
    row_of(who.here.main, who.seat_ray, "NNN", every=200)
    row_of(who.here.main, who.seat_ray, "P")

    assert "1 of 2 (50 %)" in ann.get(f"{HERE}missed/regular/").text
