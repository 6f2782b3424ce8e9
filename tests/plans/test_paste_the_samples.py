"""The three sample plans, read from tables in the layouts they came in: nothing of them is lost or changed."""

from datetime import date

import pytest

from portal.demo.planned import comments_of, plan_on, text_of
from portal.plans.models import Field
from portal.plans.pasting import sources
from tests.plans.pasting import layouts
from tests.plans.pasting.reading import understood

SAMPLES = [
    ("peak-partners", layouts.peak, 47), ("derby-third-sector", layouts.derby, 24), ("wychavon", layouts.wychavon, 19),
]  # fmt: skip


@pytest.mark.parametrize(("slug", "layout", "count"), SAMPLES)
@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2008, 8, 1)])
def test_every_action_is_read_as_it_is_written(slug, layout, count, today):
    facts = plan_on(slug, today)
    said = [(section, each) for section in facts["sections"] for each in section["actions"]]
    statuses = {each["ref"]: each.get("status", "Outstanding") for _section, each in said}
    table = layout(facts, statuses)
    source = sources.read_pasted("" if "<table" in table else table, table if "<table" in table else "")
    plan = understood(source)
    assert len(plan.actions) == count == len(said)
    assert [action.remarks for action in plan.actions] == [[]] * count
    assert plan.left_out == []
    assert plan.unused == {}
    for action, (section, each) in zip(plan.actions, said, strict=True):
        assert {of: action.text(of) for of in NAMES} == {of: words(each, name) for of, name in NAMES.items()}
        assert action.section.title == section["title"]
        assert (action.objective.text if action.objective else None) == each.get("objective")
    for read, section in zip(plan.sections, facts["sections"], strict=True):
        goals = [goal["text"] for goal in section.get("objectives", [])]
        goals += [f"The target is reached: {words}" for words in [section.get("by_when")] if words]
        assert (read.code, read.title) == (section.get("code", ""), section["title"])
        assert sorted(goal.text for goal in read.objectives) == sorted(goals)
        assert read.about == {name: said for name in ("aim", "evidence", "advice", "indicator", "tier")
                              if (said := as_lines(section.get(name, "")))}  # fmt: skip


NAMES = {Field.REF: "ref", Field.WHAT: "what", Field.PRIORITY: "priority", Field.TIMESCALE: "timescale",
         Field.SCALE: "scale", Field.HOW: "how", Field.WHEN: "when", Field.LEADS: "leads", Field.ALSO: "also",
         Field.RESOURCES: "resources", Field.COMMENTS: "comments", Field.LINKS: "links"}  # fmt: skip


def words(fact, name) -> str:
    """What the sample says in a column."""
    if name == "what":
        return text_of(fact)
    if name == "comments":
        return comments_of(fact)
    return as_lines(fact.get(name, ""), ", " if name == "links" else "," if name in ("timescale", "scale") else "\n")


def as_lines(said, between="\n") -> str:
    return said if isinstance(said, str) else between.join(said)
