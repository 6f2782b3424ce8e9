"""Whatever is pasted: nothing raises but a sentence, every cell is accounted for, and what was written stays."""

import re

from hypothesis import assume, given
from hypothesis import strategies as some

from portal.core.sheets import Unreadable
from portal.plans.models import Field
from portal.plans.pasting import guessing, reading, sources, tabs, web
from portal.plans.pasting.rows import Kind, Layout
from portal.plans.pasting.synonyms import OBJECTIVE, SECTION
from portal.plans.pasting.table import rows_of
from tests.plans.pasting.reading import CHOICES, guessed

WORDS = ["", "", "x", "✓", "1.1", "2-3", "T1", "T1 Policy", "Aim: live", "Objectives:", "Core Group", "and so on",
         "AVB", "All", "Ongoing", "High", "Now / later", "31 September 2009", "39752", "Key: N is now", "Ref", "Action",
         "Lead", "By when", "N", "S", "L", "M", "Status", "???", "Feed the cat", "two\nlines", "- a\n- b"]  # fmt: skip
cells = some.one_of(some.sampled_from(WORDS), some.text(max_size=12))
rows = some.lists(some.lists(cells, min_size=1, max_size=7), min_size=1, max_size=9)
KEYS = ["", *Field, SECTION, OBJECTIVE, "timescale:now", "scale:large", "priority:low", "status:done"]


def as_html(table) -> str:
    from html import escape

    def cell(text):
        return f"<td>{escape(text).replace(chr(10), '<br>')}</td>"

    return "<table>" + "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in table) + "</table>"


@given(some.text(max_size=200), some.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_sentence(text, html):
    for read in (lambda: sources.read_pasted(text, html), lambda: web.read(html), lambda: tabs.read(text)):
        try:
            assert read().rows
        except Unreadable as refused:
            told(refused)


TAGS = ["<table>", "</table>", "<tr>", "<td>", "<td rowspan=3 colspan=2>", "</td>", "<p>", "a", "<!--", "-->",
        "<script>", "</script>", "<![if x]>", "<", ">", "'", '"', "<a b='", "&amp;", "</span>", "\uf0fc", "\0",
        "<span style='font-family:Wingdings'>ü"]  # fmt: skip


def told(refused, sentence="") -> None:
    """A refusal is a sentence for a person."""
    assert str(refused) == sentence or (not sentence and str(refused).endswith("."))


@given(some.lists(some.sampled_from(TAGS), max_size=40))
def test_any_tags_are_read_or_refused(parts):
    try:
        for row in web.read("".join(parts)).rows:
            assert len(row.spans) in (0, len(row.cells))
            assert any(row.cells)
    except Unreadable as refused:
        told(refused, web.NO_TABLE)


@given(rows)
def test_what_is_in_the_cells_of_a_table_is_read_as_written(table):
    try:
        found = sources.read_pasted("", as_html(table)).rows
    except Unreadable:
        assume(False)
    flat = [[plain(cell) for cell in row] for row in table]
    filled = [kept for row in flat if (kept := [cell for cell in row if cell])]
    assert [[cell for cell in row.cells if cell] for row in found] == filled
    assert rows_of([row.kept() for row in found]) == found


def plain(text: str) -> str:
    """A cell without the blanks and the signs that no table keeps."""
    from portal.plans.pasting.marks import clean

    lines = (clean(re.sub(r"\s+", " ", line.replace("\0", ""))) for line in text.split("\n"))
    return clean("\n".join(line for line in lines if line))


@given(rows, some.lists(some.sampled_from(KEYS), min_size=7, max_size=7), some.integers(0, 2),
       some.dictionaries(some.integers(0, 8), some.sampled_from(list(Kind)), max_size=3), some.booleans())  # fmt: skip
def test_every_cell_is_accounted_for(table, keys, heads, said, is_guessed):
    try:
        source = sources.read_pasted("", as_html(table))
    except Unreadable:
        assume(False)
    layout = guessed(source)
    if not is_guessed:
        layout = Layout(keys, tuple(range(min(heads, len(source.rows)))), layout.tables, said)
    named = guessing.named_columns(source.rows, layout)
    plan = reading.read(source.rows, layout, named, CHOICES)
    assert len(plan.taken) == len(source.rows)
    assert {Kind(each.kind) for each in plan.taken} <= set(Kind)
    actions = {place: action for action in plan.actions for place in action.places}
    for place, (row, taken) in enumerate(zip(source.rows, plan.taken, strict=True)):
        assert taken.kind is not Kind.OUT or taken.why
        assert (place in actions) == (taken.kind in (Kind.ACTION, Kind.MORE))
        for column in row.filled:
            check(row.cell(column), column, taken, layout, plan, actions.get(place))


def check(text, column, taken, layout, plan, action) -> None:
    """One cell must be found again in what was read, or be among what is said to be left out."""
    if taken.kind in (Kind.OUT, Kind.HEADINGS):
        return
    key = layout.columns[column] if column < len(layout.columns) else ""
    if action and not key:
        assert plan.unused
    elif action and not is_a_choice(key):
        kept = found_in(*action.values.values(), *said_of(plan), *action.remarks)
        assert all(word in kept for word in words(text)), (text, key, action)
    elif not action:
        kept = found_in(*said_of(plan))
        assert all(word in kept for word in words(text) if word not in ("Aim", "Objectives")), (
            text,
            taken,
            plan.sections,
        )


def is_a_choice(key) -> bool:
    return ":" in key or key in ("status", "priority", "timescale", "scale", "needs_detail")


def said_of(plan):
    for section in plan.sections:
        yield from (section.code, section.title, *section.about.values(), *(each.text for each in section.objectives))


def found_in(*texts) -> set[str]:
    return {word for text in texts for word in words(str(text))}


def words(text) -> list[str]:
    return re.findall(r"[^\W_]+", text)
