"""What of a plan wants attention, and the picture of it at a glance."""

from datetime import date
from types import SimpleNamespace

import pytest

from portal.actions.models import Status
from portal.plans import glance
from portal.plans.attention import ends_of, times_left
from portal.plans.models import Plan, Section

JANUARY, DECEMBER = date(2026, 1, 1), date(2027, 12, 31)


@pytest.fixture
def plan() -> Plan:
    return Plan(
        title="Two years", section_noun="Area of work", begins_on=JANUARY, ends_on=DECEMBER, now_months=6,
        soon_months=12,
        sections=[Section(id=1, code="1", title="Support"), Section(id=2, code="T2", title="Gaps")],
    )  # fmt: skip


def row(**said) -> SimpleNamespace:
    usual = {
        "section_id": 1, "status": Status.OUTSTANDING, "timescale": "", "due_on": None, "starts_on": None,
        "is_open": False, "leads": "High Peak CVS",
    }  # fmt: skip
    return SimpleNamespace(**usual | said)


def test_now_soon_and_later_end_after_six_twelve_and_twentyfour_months():
    ends = ends_of(JANUARY, DECEMBER, 6, 12)
    assert ends == {"now": date(2026, 6, 30), "soon": date(2026, 12, 31), "later": DECEMBER}


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2026, 6, 30), ["now", "soon", "later"]),
        (date(2026, 7, 1), ["soon", "later"]),
        (date(2027, 1, 1), ["later"]),
        (date(2028, 1, 1), []),
    ],
)
def test_a_time_is_over_on_the_day_after_its_last(today, left):
    assert times_left(ends_of(JANUARY, DECEMBER, 6, 12), today) == left


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"timescale": "now"}, ("now", False)),
        ({"timescale": "now,later"}, ("now", True)),
        ({"timescale": "soon,later"}, ("soon", True)),
        ({"timescale": "later", "due_on": date(2026, 2, 1)}, ("later", False)),
        ({"due_on": date(2026, 3, 1)}, ("now", False)),
        ({"starts_on": date(2026, 5, 1), "due_on": date(2026, 9, 30)}, ("now", True)),
        ({"starts_on": date(2026, 10, 1), "is_open": True}, ("soon", True)),
        ({"is_open": True}, ("now", True)),
        ({"due_on": date(2029, 3, 1)}, ("later", False)),
        ({}, ("none", False)),
    ],
)
def test_an_action_stands_in_the_time_it_was_meant_for(plan, said, expected):
    assert glance.time_of(plan, row(**said)) == expected


def test_the_picture_says_in_words_what_its_marks_show(plan):
    rows = [
        row(timescale="now", status=Status.DONE),
        row(timescale="now,later", status=Status.ONGOING, leads=""),
        row(timescale="soon", section_id=2),
    ]
    seen = glance.at_a_glance(plan, rows)
    assert [(each.words, each.when) for each in seen.headings] == [
        ("Now", "to June 2026"), ("Soon", "to December 2026"), ("Later", "from January 2027"),
    ]  # fmt: skip
    assert [name for name, _cells in seen.rows] == ["1. Support", "T2: Gaps"]
    first = seen.rows[0][1][0]
    assert first.dots == ["done", "ongoing nobody on"]
    assert first.words == "2 actions, 1 done, 1 ongoing, 1 with nobody named, 1 running on"
    assert seen.rows[1][1][0].words == "no actions"


def test_what_has_no_time_gets_a_column_of_its_own_only_then(plan):
    assert len(glance.at_a_glance(plan, [row(timescale="now")]).headings) == 3
    seen = glance.at_a_glance(plan, [row(), row(section_id=None)])
    assert seen.headings[-1].words == "Other"
    assert [name for name, _cells in seen.rows] == ["1. Support", "Without a section"]


def test_a_bar_is_as_long_as_its_parts_together():
    bar = glance.bar([Status.DONE, Status.ONGOING, Status.DONE, Status.DROPPED])
    assert bar.parts == [("v5", 0.0, 50.0), ("v4", 50.0, 25.0), ("v0", 75.0, 25.0)]
    assert bar.words == "4 actions: 2 done, 1 ongoing, 1 dropped"
    assert glance.bar([]).words == "No actions yet"


def test_the_top_of_a_plan_says_how_it_stands():
    assert glance.in_words([]) == "No actions yet."
    assert glance.in_words([row(status=Status.DONE)]) == "1 action: 1 done."
    said = glance.in_words([row(leads=""), row(status=Status.ONGOING)])
    assert said == "2 actions: 1 ongoing, 1 outstanding; 1 has nobody named."
