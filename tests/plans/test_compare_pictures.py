"""What changed between two pictures of a plan."""

import pytest

from portal.plans.comparing import KINDS, Frozen, by_kind, by_section, changes, rows_of, tally

USUAL = Frozen(
    entry=1, action=11, section="1 Support", ref="1.01", text="Share good practice", status="outstanding",
    when="June 2026", leads="Rosa Rowarth", leads_public="a person of the partnership", rag="", figure="", said="",
    cells={"how": "At meetings"},
)  # fmt: skip

BECAME = [
    ({"status": "done"}, "done", "outstanding, now done"),
    ({"status": "ongoing"}, "started", "outstanding, now ongoing"),
    ({"status": "dropped"}, "dropped", "outstanding, now dropped"),
    ({"rag": "green"}, "changed", "on track"),
    ({"figure": "12 of 20"}, "changed", "figure 12 of 20"),
    ({"when": "May 2027"}, "changed", "by when: May 2027, before June 2026"),
    ({"when": ""}, "changed", "by when: no date, before June 2026"),
    ({"leads_public": ""}, "changed", "led by nobody, before a person of the partnership"),
    ({"text": "Share practice"}, "changed", "reworded, before “Share good practice”"),
    ({"status": "done", "rag": "green"}, "done", "outstanding, now done; on track"),
]


@pytest.mark.parametrize(("became", "kind", "words"), BECAME)
def test_what_became_of_an_action(became, kind, words):
    (change,) = changes([USUAL], [USUAL._replace(**became)])
    assert (change.kind, change.words) == (kind, words)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [("red", "amber", "better"), ("amber", "green", "better"), ("green", "red", "slower"), ("amber", "red", "slower")],
)
def test_going_better_and_going_worse(before, after, kind):
    (change,) = changes([USUAL._replace(rag=before)], [USUAL._replace(rag=after)])
    assert change.kind == kind


def test_what_stays_as_it_is_is_not_told():
    assert changes([USUAL], [USUAL._replace(said="Nothing to add", leads="Somebody Else", entry=7, ref="9")]) == []


def test_an_action_that_was_done_and_is_taken_up_again():
    (change,) = changes([USUAL._replace(status="done")], [USUAL._replace(status="outstanding")])
    assert (change.kind, change.words) == ("changed", "done, now outstanding")


def test_the_new_and_the_gone_and_their_order():
    new, gone = USUAL._replace(action=12, text="New"), USUAL._replace(action=13, text="Gone", status="ongoing")
    found = changes([gone, USUAL], [new, USUAL._replace(status="done")])
    assert [(each.kind, each.words) for each in found] == [
        ("done", "outstanding, now done"), ("new", "new"), ("gone", "was ongoing"),
    ]  # fmt: skip
    assert [heading for heading, _rows in by_kind(found)] == [KINDS["done"], KINDS["new"], KINDS["gone"]]


def test_rows_are_counted_by_how_they_stand():
    rows = [USUAL, USUAL._replace(status="done"), USUAL._replace(status="done", section="2 Gaps")]
    assert tally(rows) == {"all": 3, "outstanding": 1, "ongoing": 0, "done": 2, "dropped": 0}
    assert [(name, len(some)) for name, some in by_section(rows)] == [("1 Support", 2), ("2 Gaps", 1)]


def test_a_body_gives_only_the_rows_that_are_shown():
    body = {"rows": [USUAL._asdict(), USUAL._replace(entry=2)._asdict()]}
    assert rows_of(body) == [USUAL, USUAL._replace(entry=2)]
    assert rows_of(body, {2}) == [USUAL._replace(entry=2)]
