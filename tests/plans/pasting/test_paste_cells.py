"""What stands in cells: ticks, choices, dates, refs, and words that go over several rows."""

import pytest

from portal.plans.models import Field
from portal.plans.pasting import cells
from portal.plans.pasting.choices import chosen
from portal.plans.pasting.marks import clean, ticked
from tests.plans.pasting.reading import CHOICES, pasted, understood

TICKED = [
    "x",
    "X",
    " x ",
    "✓",
    "✔",
    "√",
    "☑",
    "☒",
    "ü",
    "þ",
    "•",
    "●",
    "yes",
    "Yes",
    "Y",
    "1",
    "*",
    "xx",
    "✓✓",
    "×",
    "\uf0fc",
]
UNTICKED = ["", "-", "–", "no", "N", "0", "☐", "□", "n/a"]  # noqa: RUF001
NEITHER = ["AVB", "maybe", "2008", "x?", "11", "no later than May"]


@pytest.mark.parametrize(
    ("text", "answer"), [(t, True) for t in TICKED] + [(t, False) for t in UNTICKED] + [(t, None) for t in NEITHER]
)
def test_ticks_are_known_in_every_font(text, answer):
    assert ticked(clean(text)) is answer


CHOSEN = [
    (Field.TIMESCALE, "Now", ["now"]), (Field.TIMESCALE, "now / later", ["now", "later"]),
    (Field.TIMESCALE, "Soon and later", ["soon", "later"]), (Field.TIMESCALE, "next 6 months", ["now"]),
    (Field.TIMESCALE, "N, L", ["now", "later"]), (Field.TIMESCALE, "sometime", None),
    (Field.TIMESCALE, "later; now", ["now", "later"]), (Field.SCALE, "S/M", ["small", "medium"]),
    (Field.SCALE, "Medium to large", ["medium", "large"]), (Field.PRIORITY, "HIGH", ["high"]),
    (Field.PRIORITY, "med", ["medium"]), (Field.PRIORITY, "very high", None),
    (Field.STATUS, "In progress", ["ongoing"]),
    (Field.STATUS, "Not started", ["outstanding"]), (Field.STATUS, "Completed", ["done"]),
    (Field.STATUS, "Amber", None),
    (Field.STATUS, "On-going", ["ongoing"]),
]  # fmt: skip


@pytest.mark.parametrize(("field", "text", "keys"), CHOSEN, ids=[f"{row[0]} {row[1]}" for row in CHOSEN])
def test_choices_are_read_by_word_and_letter(field, text, keys):
    assert chosen(field, text, CHOICES) == keys


DATES = [
    ("31 October 2008", False, "31 October 2008", 0), ("39752", False, "31 October 2008", 1),
    ("39752", True, "31 October 2008", 1), ("2008-10-31", True, "31 October 2008", 0),
    ("2008-10-31", False, "2008-10-31", 0), ("31 September 2009", False, "31 September 2009", 1),
    ("Review by 31st of September 2009", False, "Review by 31st of September 2009", 1),
    ("30/2/2010", False, "30/2/2010", 1),
    ("29 February", False, "29 February", 0), ("29 February 2009", False, "29 February 2009", 1),
    ("2008", False, "2008", 0),
    ("Apr–Sept  2010", False, "Apr–Sept 2010", 0), ("12345", False, "12345", 0), ("10/11", False, "10/11", 0),  # noqa: RUF001
    ("31.9.09", False, "31.9.09", 1), ("1 May 2008 or 31 April 2008", False, "1 May 2008 or 31 April 2008", 1),
]  # fmt: skip


@pytest.mark.parametrize(("text", "is_workbook", "kept", "remarks"), DATES, ids=[f"{row[0]} {row[1]}" for row in DATES])
def test_times_stay_as_written_and_impossible_days_are_told(text, is_workbook, kept, remarks):
    words, said = cells.dated(text, is_workbook)
    assert (words, len(said)) == (kept, remarks)


@pytest.mark.parametrize("ref", ["1.01", "2-3", "1/2", "1.10", "PPRA-1.01", "L2D.1", "T1.1", "1 May", "0007", "iv"])
def test_refs_that_look_like_dates_stay_as_they_are(ref):
    plan = understood(pasted(["Ref", "Action", "Lead"], [ref, "Feed the cat", "AVB"], ["9.9", "Walk the dog", "BVB"]))
    assert plan.actions[0].text(Field.REF) == ref
    assert plan.actions[0].remarks == []


def test_a_ref_that_a_spreadsheet_made_a_date_of_is_told():
    assert cells.numbered("2006-03-02", True) == (
        "2006-03-02", ["A spreadsheet made a date of this ref: it may have been 2-3"]
    )  # fmt: skip


JOINED = [
    (["Set up an email", "group for partners"], "what", "Set up an email group for partners"),
    (["Set up a group", "Tell everybody"], "how", "Set up a group\nTell everybody"),
    (["Set up a group for", "Buxton"], "how", "Set up a group for Buxton"),
    (["Core Group", "chair"], "leads", "Core Group chair"), (["", "AVB"], "leads", "AVB"), (["Now", ""], "when", "Now"),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "field", "whole"), JOINED)
def test_words_over_several_rows_are_joined(parts, field, whole):
    assert cells.joined(parts, field) == whole


def test_what_is_no_choice_is_kept_in_the_comments_and_told():
    heads = ["Action", "Status", "Priority", "N", "S", "L", "Comments"]
    rows = [
        ["Do it", "Amber", "High / low", "x", "perhaps", "", "Ask Joe"],
        ["Do that", "Ongoing", "Low", "", "x", "", ""],
    ]
    action, _other = understood(pasted(heads, *rows)).actions
    assert action.values == {
        Field.WHAT: "Do it", Field.PRIORITY: "high", Field.TIMESCALE: "now",
        Field.COMMENTS: "Ask Joe\nStatus: Amber\nPriority: High / low\nS: perhaps",
    }  # fmt: skip
    assert len(action.remarks) == 3


def test_what_is_too_long_for_its_field_stands_in_the_comments_in_full():
    long = "after the meeting " * 20
    [action] = understood(pasted(["Action", "By when"], ["Do it", long])).actions
    assert len(action.text(Field.WHEN)) <= 200
    assert long.strip() in action.text(Field.COMMENTS)


def test_refs_that_stand_there_twice_are_told():
    plan = understood(pasted(["Ref", "Action", "Lead"], ["1.1", "Feed the cat", "AVB"], ["1.1", "Walk the dog", "BVB"]))
    assert [action.remarks for action in plan.actions] == [["The ref 1.1 stands there more than once"]] * 2
