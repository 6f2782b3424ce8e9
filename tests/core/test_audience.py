"""The one rule of who sees what: as a clause, of a row at hand, and as words of the index it says the same."""

from dataclasses import replace
from itertools import product
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.core import clock, index
from portal.core.audience import (
    AUDIENCE_WORDS,
    Audience,
    Why,
    audience_sentence,
    may_see,
    narrowest,
    visible_to,
    widest,
)
from portal.core.database import db, writing
from portal.core.permissions import Role
from portal.core.viewer import VISITOR, Part, Viewer
from portal.decisions.models import Decision
from portal.meetings.models import Meeting
from portal.partnerships.models import QuorumBase, QuorumKind
from tests import factories

pytestmark = pytest.mark.thorough

OFTEN = settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
WHOLE = {Role.MANAGER, Role.CHAIR, Role.MINUTE_TAKER}
INNER = WHOLE | {Role.REPRESENTATIVE}
PLAYED = [role for role in Role if role not in (Role.PUBLIC, Role.SITE_ADMINISTRATOR)]


def written_out(viewer: Viewer, partnership: int, group: int | None, audience: Audience, meeting: int | None) -> bool:
    """The rule once more, as it is told to people: part by part, with none of the code it is tested against."""
    if viewer.is_site_administrator or audience is Audience.PUBLIC:
        return True
    if meeting is not None and meeting in viewer.meetings:
        return True
    for part in viewer.parts - {each for each in viewer.parts if each.role is Role.SUBSTITUTE}:
        if audience is Audience.PARTNERS:
            return True
        if part.partnership_id != partnership:
            continue
        if audience is Audience.PARTNERSHIP or (part.group_id is None and part.role in WHOLE):
            return True
        if group is not None and part.group_id == group and (audience is Audience.GROUP or part.role in INNER):
            return True
    return False


@pytest.fixture
def world(app):
    """Two partnerships of two groups each, with a decision and a meeting for each audience that could be."""
    places = [factories.partnership() for _number in range(2)]
    groups = {place.id: [place.main.id, factories.group(place).id] for place in places}
    meetings, decisions = [], []
    with writing():
        for (place, of_place), audience, minutes in product(groups.items(), Audience, Audience):
            for group in of_place:
                meetings.append(_meeting(place, group, audience, minutes))
        db.session.add_all(meetings)
        db.session.flush()
        held = {place: [m.id for m in meetings if m.partnership_id == place][:2] for place in groups}
        for (place, of_place), audience in product(groups.items(), Audience):
            for group, meeting in product([None, *of_place], [None, *held[place]]):
                decisions.append(_decision(place, group, audience, meeting))
        db.session.add_all(decisions)
        db.session.flush()
        for row in decisions:
            _find(row)
    return SimpleNamespace(groups=groups, held=held, meetings=meetings, decisions=decisions)


def _meeting(place, group, audience, minutes):
    return Meeting(
        partnership_id=place, group_id=group, title="Meeting", day=clock.today(), audience=audience,
        audience_why=Why.CHOSEN, minutes_audience=minutes, minutes_why=Why.CHOSEN, quorum_kind=QuorumKind.NONE,
        quorum_value=0, quorum_base=QuorumBase.SEATS, quorum_counts_vacant=False,
    )  # fmt: skip


def _decision(place, group, audience, meeting):
    return Decision(
        partnership_id=place, group_id=group, text="Decision", decided_on=clock.today(), audience=audience,
        audience_why=Why.CHOSEN, meeting_id=meeting,
    )  # fmt: skip


def _find(row):
    index.put(
        "decision", row.id, title="wherewithal", address=f"/{row.id}", audience=row.audience,
        partnership_id=row.partnership_id, group_id=row.group_id,
    )  # fmt: skip


def viewers(world):
    """Anybody: no part at all, or several of them, standing in at meetings or not, with or without the whole site."""
    parts = st.builds(
        lambda place, role, number: Part(role, place, [None, *world.groups[place]][number]),
        st.sampled_from(sorted(world.groups)), st.sampled_from(PLAYED), st.integers(0, 2),
    )  # fmt: skip
    every = sorted(number for numbers in world.held.values() for number in numbers)
    return st.builds(
        lambda mine, stands_in, is_admin: Viewer(
            user_id=1, parts=frozenset(mine), meetings=frozenset(stands_in), is_site_administrator=is_admin
        ),
        st.lists(parts, max_size=3), st.lists(st.sampled_from(every), max_size=2),
        st.sampled_from([False, False, False, False, True]),
    )  # fmt: skip


def numbers(select) -> set[int]:
    return set(db.session.scalars(select))


@OFTEN
@given(data=st.data())
def test_the_clause_and_the_question_of_one_row_say_the_same(world, data):
    viewer = data.draw(viewers(world))
    expected = {
        row.id
        for row in world.decisions
        if written_out(viewer, row.partnership_id, row.group_id, row.audience, row.meeting_id)
    }
    assert numbers(sa.select(Decision.id).where(visible_to(viewer, Decision))) == expected
    table = Decision.__table__
    assert numbers(sa.select(table.c.id).where(visible_to(viewer, table.c))) == expected
    assert {row.id for row in world.decisions if may_see(viewer, row)} == expected


@OFTEN
@given(data=st.data())
def test_a_meeting_is_asked_about_twice_for_its_call_and_for_its_minutes(world, data):
    viewer = data.draw(viewers(world))
    for column in ("audience", "minutes_audience"):
        expected = {
            row.id
            for row in world.meetings
            if written_out(viewer, row.partnership_id, row.group_id, getattr(row, column), row.id)
        }
        clause = visible_to(viewer, Meeting, getattr(Meeting, column))
        assert numbers(sa.select(Meeting.id).where(clause)) == expected
        assert {row.id for row in world.meetings if may_see(viewer, row, getattr(row, column))} == expected


@OFTEN
@given(data=st.data())
def test_an_invitation_opens_the_call_and_nothing_restricted_or_decided(world, data):
    uninvited = data.draw(viewers(world))
    every = sorted(number for numbers in world.held.values() for number in numbers)
    viewer = replace(uninvited, visits=frozenset(data.draw(st.lists(st.sampled_from(every), max_size=2))))
    expected = {
        row.id
        for row in world.meetings
        if written_out(viewer, row.partnership_id, row.group_id, row.audience, row.id)
        or (row.id in viewer.visits and row.audience is not Audience.RESTRICTED)
    }
    assert numbers(sa.select(Meeting.id).where(visible_to(viewer, Meeting))) == expected
    assert {row.id for row in world.meetings if may_see(viewer, row)} == expected
    for table, column in ((Meeting, Meeting.minutes_audience), (Decision, Decision.audience)):
        invited, not_invited = (visible_to(each, table, column) for each in (viewer, uninvited))
        assert numbers(sa.select(table.id).where(invited)) == numbers(sa.select(table.id).where(not_invited))


@OFTEN
@given(data=st.data())
def test_the_index_finds_what_may_be_seen_and_nothing_else(world, data):
    """What opens for one meeting only stands on that meeting's page; the index knows nothing of it."""
    viewer = data.draw(viewers(world))
    lasting = replace(viewer, meetings=frozenset())
    expected = {row.id for row in world.decisions if may_see(lasting, row)}
    scope = {index.Entry.object_id: index.Entry.scope}
    rows = db.session.execute(sa.select(*scope, *scope.values()))
    by_words = {row.object_id for row in rows if set(row.scope.split()) & set(index.scope_for(viewer))}
    if not viewer.is_site_administrator:
        assert by_words == expected
    assert {int(hit.address[1:]) for hit in index.search(viewer, "wherewithal", limit=500)} == expected
    assert index.count_by_kind(viewer, "wherewithal") == ({"decision": len(expected)} if expected else {})


def test_a_visitor_sees_what_is_public(world):
    assert numbers(sa.select(Decision.audience).where(visible_to(VISITOR, Decision)).distinct()) == {Audience.PUBLIC}


def test_who_stands_in_once_is_no_partner(world):
    """Standing in opens one meeting, and nothing else of this portal."""
    meeting = world.meetings[-1]
    part = Part(Role.SUBSTITUTE, meeting.partnership_id, meeting.group_id)
    viewer = Viewer(user_id=1, parts=frozenset({part}), meetings=frozenset({meeting.id}))
    assert not viewer.is_partner
    seen = numbers(sa.select(Meeting.id).where(visible_to(viewer, Meeting)))
    assert seen == {meeting.id} | {row.id for row in world.meetings if row.audience is Audience.PUBLIC}


def test_the_narrowest_and_the_widest_of_several():
    assert narrowest(Audience.PUBLIC, Audience.GROUP, Audience.PARTNERS) is Audience.GROUP
    assert widest(Audience.RESTRICTED, Audience.PARTNERSHIP) is Audience.PARTNERSHIP
    assert [narrowest(one, Audience.PUBLIC) for one in Audience] == list(Audience)


@pytest.mark.parametrize("audience", Audience)
def test_each_audience_is_said_in_words(audience):
    assert audience.words == AUDIENCE_WORDS[audience]
    for why in Why:
        sentence = audience_sentence(audience, why)
        assert ", " in sentence
        assert not sentence.endswith((".", ",", " "))
    assert audience_sentence(Audience.PUBLIC, Why.MINUTES) == "Public, because the group's minutes are public"
