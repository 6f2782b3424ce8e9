"""What the columns of a plan say: choices and their words, cells, and how everything is kept."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.actions.models import Status
from portal.plans import rules
from portal.plans.models import Field, PlanEntry, Stage
from portal.plans.presets import PRESETS

OWN = "high = Must do\n low=If there is time\nnonsense\nmedium ="


@pytest.mark.parametrize(
    ("field", "value", "wording", "words"),
    [
        (Field.PRIORITY, "high", "", "High"),
        (Field.PRIORITY, "high", OWN, "Must do"),
        (Field.PRIORITY, "medium", OWN, "Medium"),
        (Field.PRIORITY, "low", OWN, "If there is time"),
        (Field.PRIORITY, "", OWN, ""),
        (Field.TIMESCALE, "now,later", "", "Now, later"),
        (Field.TIMESCALE, "now,later", "later = In 2027", "Now, In 2027"),
        (Field.SCALE, "small,medium,large", "", "Small, medium, large"),
        (Field.STATUS, "done", "done = Achieved", "Achieved"),
        (Field.PRIORITY, "urgent", "", "urgent"),
    ],
)
def test_choices_are_said_in_the_words_of_the_plan(field, value, wording, words):
    assert rules.worded(field, value, wording) == words


def test_a_wording_that_names_no_choice_is_noticed():
    assert rules.unknown_choices(Field.PRIORITY, "huge = Huge\nhigh = Must do") == ["huge"]
    assert rules.unknown_choices(Field.PRIORITY, OWN) == []


def test_every_column_has_words_and_a_place_for_them():
    assert set(rules.FIELDS) == set(Field)
    for field in rules.PLANS_OWN:
        assert hasattr(PlanEntry, rules.FIELDS[field].attribute), field
    assert set(rules.CHOICES[Field.STATUS]) == {status.value for status in Status}


def test_every_preset_says_what_is_to_be_done_once():
    for preset in PRESETS.values():
        fields = [column.field for column in preset.columns]
        assert fields.count(Field.WHAT) == 1
        assert len(set(fields)) == len(fields)


@pytest.mark.parametrize(
    ("field", "said", "words"),
    [
        (Field.LEADS, {"leads": "High Peak CVS", "leads_written": ""}, "High Peak CVS"),
        (Field.LEADS, {"leads": "High Peak CVS", "leads_written": "? + HPCVS"}, "? + HPCVS"),
        (Field.NEEDS_DETAIL, {"needs_detail": True}, "yes"),
        (Field.NEEDS_DETAIL, {"needs_detail": False}, ""),
        (Field.STATUS, {"status": Status.ONGOING}, "Ongoing"),
        (Field.WHAT, {"text": "Book\nthe hall"}, "Book\nthe hall"),
        (Field.MONEY, {"money_needed": "£50"}, "£50"),
    ],
)
def test_a_cell_says_what_its_column_holds(field, said, words):
    assert rules.cell(field, SimpleNamespace(**said)) == words


@given(st.sets(st.sampled_from(rules.CHOICES[Field.TIMESCALE])))
def test_what_is_ticked_is_kept_in_order_and_read_again(keys):
    kept = rules.kept(Field.TIMESCALE, keys)
    assert set(rules.ticked(kept)) == keys
    assert rules.kept(Field.TIMESCALE, rules.ticked(kept)) == kept


@given(st.text(max_size=200))
def test_any_wording_at_all_can_be_read(text):
    assert [key for key, _words in rules.choices(Field.PRIORITY, text)] == ["high", "medium", "low"]
    assert all(words for _key, words in rules.choices(Field.PRIORITY, text))


def test_a_plan_goes_on_and_back_one_step():
    assert rules.stages_ahead(Stage.DRAFT) == [Stage.CURRENT]
    assert Stage.DRAFT in rules.stages_ahead(Stage.CURRENT)
    assert rules.stages_ahead(Stage.CLOSED) == [Stage.CURRENT]
