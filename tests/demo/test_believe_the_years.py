"""Two years of meetings: on fitting days, with quorums that are right, minutes mostly in time, nothing said twice."""

import re
from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from portal.accounts.sign_in import hashed
from portal.actions.models import OPEN, Action, Lead, Status
from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db
from portal.core.waiting import waiting_for
from portal.decisions.models import Decision, How
from portal.demo import days, reading
from portal.directory.models import Person
from portal.meetings import rules
from portal.meetings.missed import list_missed
from portal.meetings.models import AgendaItem, Attendance, Kind, Meeting, Presence, State
from portal.memberships.viewer import load_viewer
from portal.partnerships.models import Group, Partnership
from tests import factories

pytestmark = pytest.mark.thorough

A_YEAR = [date(2026, 1, 1) + timedelta(days=n) for n in range(0, 800, 3)]


def named(name: str):
    """Return one of the demonstration's people, signed in."""
    person = db.session.scalars(sa.select(Person).filter_by(name=name)).one()
    viewer = load_viewer(hashed(factories.signed_in(person)))
    assert viewer is not None
    return viewer


def past() -> list[Meeting]:
    """Return the meetings that took place and were minuted."""
    return list(
        db.session.scalars(sa.select(Meeting).where(Meeting.minutes_state != State.NONE, Meeting.day < clock.today()))
    )


@pytest.mark.parametrize("slug", reading.SLUGS)
def test_on_any_day_of_the_year_meetings_fall_on_fitting_days(slug):
    for today in A_YEAR:
        earlier, later = [], []
        for row in reading.meetings_of(slug):
            if "yearly" in row:
                past_days, coming = days.yearly_days(today, row["yearly"], len(row["meeting"]))
            else:
                past_days = days.past_days(today, row["weekday"], row["latest"], row["every"], len(row["meeting"]))
                first = row.get("next", days.usual_wait(row["latest"], row["every"]))
                coming = days.coming_days(today, row["weekday"], first, row["every"], len(row.get("coming", [])))
            assert past_days == sorted(set(past_days))
            assert coming == sorted(set(coming))
            earlier += past_days
            later += coming
        assert all(day.weekday() in (1, 2, 3) for day in earlier + later), today
        assert not [day for day in earlier + later if (day.month, day.day) >= (12, 18)], today
        assert today - timedelta(days=770) < min(earlier)
        assert max(earlier) < today
        assert later, f"{slug} has nothing ahead on {today}"
        assert all(today < day <= today + days.AHEAD for day in later)


def test_every_partnership_has_a_published_meeting_and_a_coming_one(sample):
    today = clock.today()
    rows = db.session.execute(
        sa.select(Partnership.slug, Meeting.day, Meeting.minutes_state).join(
            Partnership, Partnership.id == Meeting.partnership_id
        )
    ).all()
    out = {slug for slug, _day, state in rows if state in (State.PUBLISHED, State.CONFIRMED)}
    ahead = {slug for slug, day, _state in rows if day > today}
    assert out == ahead == set(reading.SLUGS)
    assert min(day for _slug, day, _state in rows) < today - timedelta(days=640)
    assert not [day for _slug, day, _state in rows if day.weekday() > 4]


def test_quorums_are_those_of_the_rule(sample):
    rolls = defaultdict(list)
    for row in db.session.scalars(sa.select(Attendance)):
        rolls[row.meeting_id].append(row)
    for decision in db.session.scalars(sa.select(Decision).filter_by(is_between=False)):
        meeting = db.session.get(Meeting, decision.meeting_id)
        now = rules.quorum(meeting, rolls[meeting.id])
        kept = (decision.quorum_present, decision.quorum_needed, decision.quorum_of)
        assert kept == (now.filled, now.needed, now.of)
        assert decision.is_recommendation is (not now.is_met and decision.how is not How.DEFERRED)


def test_one_meeting_had_no_quorum_and_only_recommended(sample):
    rows = db.session.scalars(sa.select(Decision).where(Decision.is_recommendation)).all()
    assert len({decision.meeting_id for decision in rows}) == 1
    meeting = db.session.get(Meeting, rows[0].meeting_id)
    assert db.session.get(Partnership, meeting.partnership_id).slug == "pershore"


def test_main_meetings_decide_two_to_four_things(sample):
    counted = Counter(db.session.scalars(sa.select(Decision.meeting_id)))
    mains = [meeting for meeting in past() if meeting.kind is Kind.MAIN and meeting.group.parent_id is None]
    few = {meeting.id: counted[meeting.id] for meeting in mains if not 2 <= counted[meeting.id] <= 4}
    assert few == {}


def test_some_minutes_are_a_draft_one_is_with_the_chair_and_most_are_in_time(sample):
    states = Counter(meeting.minutes_state for meeting in past())
    assert states[State.DRAFT] == 1
    assert states[State.SENT] == 1
    assert states[State.CONFIRMED] > 80
    out = [meeting for meeting in past() if meeting.published_at]
    late = [meeting for meeting in out if meeting.published_at.date() > meeting.minutes_due_on]
    assert 3 <= len(late) < len(out) / 4
    assert all(meeting.published_at.date() > meeting.day for meeting in out)
    assert all(meeting.published_at <= clock.now() for meeting in out)


def test_minutes_are_confirmed_at_a_later_meeting_of_the_group(sample):
    meetings = {meeting.id: meeting for meeting in past()}
    for meeting in meetings.values():
        if meeting.minutes_state is State.CONFIRMED:
            later = meetings[meeting.confirmed_meeting_id]
            assert later.group_id == meeting.group_id
            assert meeting.published_at.date() < later.day


def test_late_minutes_wait_for_the_manager_of_evesham(sample):
    waiting = waiting_for(named("Nell Larkrise"))
    words = [(thing.words, thing.meta) for thing in waiting]
    assert any(said.startswith("Write the minutes") and "Evesham" in meta for said, meta in words), words
    assert any("road-show" in said for said, _meta in words)


def test_a_seat_missed_three_in_a_row(sample):
    viewer = named("Callum Millbrook")
    missed = list_missed(viewer, [place.id for place in viewer.places])
    assert [(seat.organisation, seat.times) for seat in missed] == [("Silk Weir Engineering", 3)]


def test_attendance_has_all_there_is(sample):
    rows = db.session.scalars(sa.select(Attendance)).all()
    counted = Counter(row.presence for row in rows)
    assert all(counted[presence] > 5 for presence in Presence if presence is not Presence.EXPECTED), counted
    assert any(row.came_late for row in rows)
    assert any(row.left_early for row in rows)
    assert all(row.substitute_name for row in rows if row.presence is Presence.SUBSTITUTE)


def test_one_meeting_was_cancelled_and_holds_nothing(sample):
    meeting = db.session.scalars(sa.select(Meeting).where(Meeting.cancelled_at.isnot(None))).one()
    assert meeting.cancelled_why
    assert meeting.minutes_state is State.NONE
    assert not db.session.scalars(sa.select(Attendance).filter_by(meeting_id=meeting.id)).all()
    assert not db.session.scalars(sa.select(Decision).filter_by(meeting_id=meeting.id)).all()


def test_what_is_confidential_or_a_draft_is_for_few(sample):
    hidden = {item.id for item in db.session.scalars(sa.select(AgendaItem).where(AgendaItem.is_confidential))}
    assert len(hidden) > 5
    for table in (Decision, Action):
        for row in db.session.scalars(sa.select(table).where(table.meeting_id.is_not(None))):
            state = db.session.get(Meeting, row.meeting_id).minutes_state
            if row.item_id in hidden:
                assert row.audience is Audience.RESTRICTED
            elif state in (State.PUBLISHED, State.CONFIRMED):
                assert row.audience not in (Audience.GROUP, Audience.RESTRICTED)
            else:
                assert row.audience is Audience.GROUP


def test_actions_have_leads_of_every_kind_and_are_anywhere_between_open_and_done(sample):
    leads = db.session.scalars(sa.select(Lead)).all()
    assert all(any(getattr(lead, kind) for lead in leads) for kind in (
        "organisation_id", "person_id", "group_id", "everybody", "words",
    ))  # fmt: skip
    actions = db.session.scalars(sa.select(Action)).all()
    assert any(not action.leads for action in actions)
    assert {action.status for action in actions} == set(Status)
    today = clock.today()
    assert sum(action.status in OPEN and action.due_on is not None and action.due_on < today for action in actions) > 5
    assert any(action.when_text and action.due_on is None for action in actions)
    assert all(
        action.done_on and action.done_on >= action.raised_on for action in actions if action.status is Status.DONE
    )
    assert all(note.at <= clock.now() for action in actions for note in action.progress)


def test_sub_groups_were_opened_by_a_decision(sample):
    groups = db.session.scalars(sa.select(Group).where(Group.is_sub_group)).all()
    assert len(groups) == 5
    for group in groups:
        decision = db.session.get(Decision, group.opening_decision_id)
        assert decision.partnership_id == group.partnership_id
        assert group.opened_on == decision.decided_on


def test_nothing_is_said_in_more_than_two_meetings_of_a_partnership(sample):
    said: dict[tuple[int, str], set[int]] = defaultdict(set)
    for table, fields in ((AgendaItem, ("notes", "key_message")), (Decision, ("text",)), (Action, ("text",))):
        for row in db.session.scalars(sa.select(table)):
            for sentence in re.split(r"(?<=[.?!])\s+", " ".join(getattr(row, field) for field in fields)):
                if sentence.strip():
                    said[row.partnership_id, sentence.strip().lower()].add(row.meeting_id)
    assert [sentence for (_place, sentence), meetings in said.items() if len(meetings) > 2] == []


def test_no_gap_is_left_in_any_text(sample):
    for table, fields in (
        (AgendaItem, ("title", "notes", "key_message", "led_by")),
        (Decision, ("text", "dissent", "topic")),
        (Action, ("text", "when_text", "leads_text", "leads_public")),
    ):
        for row in db.session.scalars(sa.select(table)):
            text = " ".join(getattr(row, field) for field in fields)
            assert not re.search(r"[{}|]|\?\.|\.\.|  +\w+ \|", text), text
