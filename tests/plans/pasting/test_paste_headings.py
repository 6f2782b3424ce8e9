"""Headings as people write them, and which field each column is taken for."""

import pytest

from portal.plans.pasting import sources
from tests.plans.pasting.reading import guessed, html, pasted, td

ONE_ROW = [
    ("Ref | Action | Lead | By when", "Feed the cat", "ref what leads when"),
    ("No. | What | Who | When", "Do it", "ref what leads when"),
    ("# | Task | Owner(s) | Deadline | Notes", "Do it", "ref what leads when comments"),
    ("Activity | By whom | Target date | Progress so far", "Do it", "what leads when comments"),
    ("What we will do | How | Status | Priority", "Do it", "what how status priority"),
    ("Action | Lead organisation or group | Also involved | Links", "Do it", "what leads also links"),
    ("Action (what will be done) | Responsibility | Resources | £", "Do it", "what leads resources money"),
    ("ACTION REQUIRED | LEAD OFFICER | DUE DATE", "Do it", "what leads when"),
    ("Area of work | Objective | Action | Lead", "People", "section objective what leads"),
    ("Action | Baseline | Target | Actual | Outcome", "Do it", "what baseline target figure measure_outcome"),
    ("Action | Inputs | Process | Outputs | Outcomes", "Do it",
     "what measure_input measure_process measure_output measure_outcome"),
    ("Action | Evidence | National indicator | What you can do", "Do it", "what evidence indicator advice"),
    ("Action | Start date | End date | Needs further detail", "Do it", "what start when needs_detail"),
    ("Action | Comentss | Priorty | Lead partner", "Do it", "what comments priority leads"),
    ("Action | Favourite colour | Lead", "Do it", "what - leads"),
    ("Action | Lead | Lead", "Do it", "what leads -"),
    ("Action | Resource implications: time | Budget", "Do it", "what time money"),
]  # fmt: skip


@pytest.mark.parametrize(("heads", "first", "fields"), ONE_ROW, ids=[row[0] for row in ONE_ROW])
def test_columns_are_known_by_their_headings(heads, first, fields):
    names = heads.split(" | ")
    layout = guessed(pasted(names, [first, *["x y"] * (len(names) - 1)]))
    assert [key or "-" for key in layout.columns] == fields.split()


TICKS = [
    ("Action|N|S|L|S|M|L", "timescale:now timescale:soon timescale:later scale:small scale:medium scale:large"),
    ("Action|S|M|L|N|S|L", "scale:small scale:medium scale:large timescale:now timescale:soon timescale:later"),
    (
        "Action|Now|Soon|Later|S|M|L",
        "timescale:now timescale:soon timescale:later scale:small scale:medium scale:large",
    ),
    ("Action|H|M|L|S|M|L", "priority:high priority:medium priority:low scale:small scale:medium scale:large"),
    ("Action|N|L|S|L", "timescale:now timescale:later scale:small scale:large"),
    ("Action|N|S|L|H|M|L", "timescale:now timescale:soon timescale:later priority:high priority:medium priority:low"),
    ("Action|Next 6 months|6 to 12 months|12 to 24 months", "timescale:now timescale:soon timescale:later"),
    ("Action|Outstanding|Ongoing|Done", "status:outstanding status:ongoing status:done"),
    ("Action|Small|Medium|Large", "scale:small scale:medium scale:large"),
    ("Action|High|Med|Low", "priority:high priority:medium priority:low"),
]


@pytest.mark.parametrize(("heads", "fields"), TICKS, ids=[row[0] for row in TICKS])
@pytest.mark.parametrize("tick", ["x", "✓", "ü", "\uf0fc"])
def test_columns_to_be_ticked_are_told_apart_by_their_order(heads, fields, tick):
    names = heads.split("|")
    layout = guessed(pasted(names, ["Feed the cat", *[tick] * (len(names) - 1)]))
    assert layout.columns == ["what", *fields.split()]


def test_two_columns_headed_alike_under_merged_heads():
    table = html(
        "<td rowspan=2>Action</td><td colspan=3>Timescale</td><td colspan=3>Scale</td><td rowspan=2>Lead</td>",
        td("N", "S", "L", "S", "M", "L"),
        td("Feed the cat", "x", "", "x", "", "", "✓", "AVB"),
    )
    layout = guessed(sources.read_pasted("", table))
    assert layout.heads == (0, 1)
    assert [key.partition(":")[2] for key in layout.columns[1:7]] == [
        "now",
        "soon",
        "later",
        "small",
        "medium",
        "large",
    ]


def test_a_letter_over_words_is_no_column_to_be_ticked():
    layout = guessed(pasted(["Action", "L", "Status"], ["Feed the cat", "AVB and BVB", "Ongoing"]))
    assert layout.columns == ["what", "", "status"]


HEADS = [
    ("the first row", [["Action", "Lead"], ["Do it", "AVB"]], (0,)),
    ("below the title", ["Action plan 2006", ["Action", "Lead"], ["Do it", "AVB"]], (1,)),
    ("two rows",
     [["Action", "Resource implications", "", "Lead"], ["", "Time", "Money", ""], ["Do", "a", "b", "c"]], (0, 1)),
    ("none", [["Feed the cat", "AVB"], ["Walk the dog", "BVB"]], ()),
    ("an action that names a column", [["Action", "Lead"], ["Lead", "AVB"]], (0,)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "rows", "heads"), HEADS, ids=[row[0] for row in HEADS])
def test_the_rows_with_the_headings_are_found(name, rows, heads):
    assert guessed(pasted(*rows)).heads == heads


def test_two_rows_of_headings_are_read_together():
    rows = [["Action", "Resource implications", "", "", "Lead"], ["", "Time", "Money", "Other", ""], ["Do", *"abcd"]]
    assert guessed(pasted(*rows)).columns == ["what", "time", "money", "resources", "leads"]


def test_without_headings_the_longest_words_are_the_actions():
    rows = [["1.1", "Feed the cat of the village hall", "AVB", "by May 2008", "High"],
            ["1.2", "Walk the dog", "BVB", "Ongoing", "Low"]]  # fmt: skip
    assert guessed(pasted(*rows)).columns == ["ref", "what", "", "when", "priority"]


def test_the_plans_own_headings_come_first():
    layout = guessed(pasted(["Was", "Wer"], ["Do it", "AVB"]), {"was": "what", "wer": "leads"})
    assert layout.columns == ["what", "leads"]


@pytest.mark.parametrize(
    ("cell", "field"), [("Now", "timescale"), ("by May 2008", "when"), ("Soon, later", "timescale")]
)
def test_a_timescale_may_hold_choices_or_dates(cell, field):
    assert guessed(pasted(["Action", "Timescale"], ["Do it", cell])).columns == ["what", field]


def test_a_target_that_says_the_same_again_is_a_section():
    rows = [[target, f"Do {n}"] for n, target in enumerate(["T1 Policy"] * 3 + ["T2 Funding"] * 3)]
    assert guessed(pasted(["Target", "Action"], *rows)).columns == ["section", "what"]
