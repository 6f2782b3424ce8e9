"""What each row of a table is taken for, and the plan that comes of it."""

import pytest

from portal.plans.models import Field
from portal.plans.pasting import banners, guessing, reading, sources
from portal.plans.pasting.rows import Kind, Layout
from tests.plans.pasting.reading import CHOICES, guessed, html, pasted, td, understood

HEADS = ["Ref", "Action", "Lead", "By when"]
CAT, DOG = ["1.1", "Feed the cat", "AVB", "May 2008"], ["1.2", "Walk the dog", "BVB", "June 2008"]


def kinds(plan) -> str:
    """The first letters of what the rows are: Headings, Action, More, Section, aBout, Objective, Within, Left out."""
    letters = {Kind.ABOUT: "B", Kind.HEADING: "W", Kind.OUT: "-"}
    return "".join(letters.get(each.kind, each.kind.value[0].upper()) for each in plan.taken)


ROWS = [
    ("only actions", [HEADS, CAT, DOG], "HAA"),
    ("sections with codes", [HEADS, ["1. Animals"], CAT, ["2. Plants"], DOG], "HSASA"),
    ("sections without codes", [HEADS, ["Core Group"], CAT, ["LSPs"], DOG], "HSASA"),
    ("a section with its aim", [HEADS, ["T1 Policy"], ["Aim: a good life"], CAT, DOG], "HSBAA"),
    ("objectives", [HEADS, ["T1 Policy"], ["Objectives:"], CAT, DOG], "HSOAA"),
    ("labels in a cell of their own",
     [HEADS, ["T1 Policy"], ["Aim", "A good life"], ["Objectives", "Live well"], CAT], "HSBOA"),
    ("a heading within", [HEADS, ["T1 Policy"], ["", "Animals"], CAT, ["", "Others"], DOG], "HSWAWA"),
    ("a long line below a section",
     [HEADS, ["T1 Policy"], ["", "Everybody lives well and is glad of it, and says so to all others."], CAT], "HSBA"),
    ("a code and a title in two cells", [HEADS, ["1", "Animals"], CAT, DOG], "HSAA"),
    ("words that go on", [HEADS, CAT, ["", "and the kittens of the hall"], DOG], "HAMA"),
    ("a lead that goes on", [HEADS, CAT, ["", "", "and BVB"], DOG], "HAMA"),
    ("several cells that go on", [HEADS, CAT, ["", "and the kittens", "and BVB"], DOG], "HAMA"),
    ("an action without a ref", [HEADS, CAT, DOG, ["", "Mend the fence", "GVB", "July"]], "HAAA"),
    ("headings again", [HEADS, CAT, HEADS, DOG], "HAHA"),
    ("a title above", [["Action plan 2006"], ["Last changed in May"], HEADS, CAT, DOG], "--HAA"),
    ("a section above", [["Target 1: Policy"], HEADS, CAT, DOG], "SHAA"),
    ("a key below", [HEADS, ["1. Animals"], CAT, DOG, ["Key: N means now"]], "HSAA-"),
    ("a note between", [HEADS, ["1. Animals"], CAT, ["Note: see the map"], DOG], "HSA-A"),
    ("a ref with no words", [HEADS, CAT, ["1.2", "", "BVB"], DOG], "HA-A"),
    ("words that could go on from nothing", [HEADS, ["", "", "and BVB"], CAT], "H-A"),
    ("no refs at all",
     [["Action", "Lead", "When"], ["Feed the cat", "AVB", "May"], ["Plants"], ["Water them", "BVB", "June"]], "HASA"),
    ("two columns", [["Action", "Lead"], ["Feed the cat", "AVB"], ["Walk the dog"], ["Mend it", "GVB"]], "HAAA"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "rows", "letters"), ROWS, ids=[row[0] for row in ROWS])
def test_every_row_is_taken_as_what_it_is(name, rows, letters):
    assert kinds(understood(pasted(*rows))) == letters


BANNERS = [
    ("1. Partner support", "1", "Partner support"), ("T1 Policy", "T1", "Policy"), ("T1: Policy", "T1", "Policy"),
    ("Target 1: Policy", "1", "Policy"), ("Area of work 3 – Agencies", "3", "Agencies"), ("B. People", "B", "People"),  # noqa: RUF001
    ("IV) Money", "IV", "Money"), ("Core Group", "", "Core Group"), ("A better life", "", "A better life"),
    ("2.1 Roads", "2.1", "Roads"), ("Theme 4", "4", "4"), ("T5", "T5", "T5"), ("THEME ONE - SAFER", "ONE", "SAFER"),
    ("One - off grants", "", "One - off grants"),
    ("Core Group and LSPs", "", "Core Group and LSPs"), ("1) A\nAim: B\nObjectives:\n- C\n- D", "1", "A"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "title"), BANNERS)
def test_the_code_of_a_section_is_told_from_its_title(text, code, title):
    assert banners.banner(text)[:2] == (code, title)


def test_a_section_says_all_of_itself_in_one_cell():
    text = (
        "1. Animals\nAim: a good life\nfor all of them\nObjectives:\n- Feed them\n- Walk them\nEvidence: they look thin"
    )
    assert banners.banner(text) == (
        "1", "Animals", {"aim": "a good life\nfor all of them", "evidence": "they look thin"},
        ["Feed them", "Walk them"],
    )  # fmt: skip


def test_a_section_has_its_aim_objectives_and_what_else_is_said():
    rows = [
        ["T1 Policy"],
        ["Aim: we shape it"],
        ["Objectives: be heard\n2. be asked"],
        ["What you can do: come\nand speak"],
    ]
    table = html(td(*HEADS), *(f"<td colspan=4>{row[0].replace(chr(10), '<br>')}</td>" for row in rows), td(*CAT))
    [section] = understood(sources.read_pasted("", table)).sections
    assert (section.code, section.title) == ("T1", "Policy")
    assert section.about == {"aim": "we shape it", "advice": "come\nand speak"}
    assert [each.text for each in section.objectives] == ["be heard", "be asked"]


def test_actions_below_a_heading_within_a_section_belong_to_it():
    plan = understood(
        pasted(HEADS, ["T1 Policy"], CAT, ["", "Dogs"], DOG, ["T2 Money"], ["2.1", "Count it", "AVB", "May"])
    )
    assert [each.objective and each.objective.text for each in plan.actions] == [None, "Dogs", None]
    assert [each.section.title for each in plan.actions] == ["Policy", "Policy", "Money"]


def test_a_column_says_the_section_of_each_action():
    rows = [["Area of work", "Action", "Lead"], ["1. Animals", "Feed the cat", "AVB"],
            ["1. Animals", "Walk the dog", "BVB"],
            ["", "Brush it", "BVB"], ["2. Plants", "Water them", "GVB"]]  # fmt: skip
    plan = understood(pasted(*rows))
    assert [(each.code, each.title) for each in plan.sections] == [("1", "Animals"), ("2", "Plants")]
    assert [each.section.title for each in plan.actions] == ["Animals", "Animals", "Animals", "Plants"]


def test_a_cell_merged_over_actions_counts_for_each_and_a_ref_over_rows_makes_them_one():
    table = html(
        td(*HEADS), "<td>1.1</td><td>Feed it</td><td rowspan=2>AVB</td><td>May</td>", td("1.2", "Walk it", "June"),
        "<td rowspan=2>1.3</td><td>Mend the fence</td><td>BVB</td><td>July</td>", td("Paint it too", "GVB", ""),
    )  # fmt: skip
    plan = understood(sources.read_pasted("", table))
    assert [(each.text(Field.REF), each.text(Field.LEADS)) for each in plan.actions] == [
        ("1.1", "AVB"), ("1.2", "AVB"), ("1.3", "BVB GVB")
    ]  # fmt: skip
    assert plan.actions[2].text(Field.WHAT) == "Mend the fence\nPaint it too"


def test_what_somebody_said_of_a_row_counts():
    source = pasted(HEADS, CAT, ["", "Mend the fence by the river bank at the far end of the field"], DOG, ["1.3"])
    layout = guessed(source)
    said = Layout(layout.columns, layout.heads, layout.tables, {2: Kind.SECTION, 3: Kind.OUT, 4: Kind.ACTION})
    plan = reading.read(source.rows, said, guessing.named_columns(source.rows, said), CHOICES)
    assert kinds(plan) == "HAS-A"
    assert plan.actions[1].text(Field.WHAT) == "1.3"
    assert plan.left_out == [(3, "as you said")]


def test_tables_with_the_same_headings_count_and_others_do_not():
    table = "".join(
        (
            "<p>Key</p>", html(td("N", "now"), td("S", "soon")), "<p>T1 Policy</p>", html(td(*HEADS), td(*CAT)),
            "<h2>T2 Money</h2><p>Aim: enough</p>", html(td(*HEADS), td(*DOG)), html(td("9", "Goes on", "AVB", "May")),
        )
    )  # fmt: skip
    plan = understood(sources.read_pasted("", table))
    assert [each.text(Field.WHAT) for each in plan.actions] == ["Feed the cat", "Walk the dog", "Goes on"]
    assert [(each.title, each.about) for each in plan.sections] == [("Policy", {}), ("Money", {"aim": "enough"})]
    assert [why for _place, why in plan.left_out] == ["its table is left out"] * 3


def test_columns_nobody_knows_are_told():
    plan = understood(pasted([*HEADS, "Colour", ""], [*CAT, "red", "?"], [*DOG, "blue"]))
    assert plan.unused == {"Colour": 2, "a column without a heading": 1}
