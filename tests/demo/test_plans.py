"""The sample's action plans: all 90 actions of three real plans, counted; read as current; loaded once, quickly."""

from collections import Counter
from datetime import date

import pytest
import sqlalchemy as sa

from portal.actions.models import Action, Lead, Progress, Status
from portal.core.audience import Audience
from portal.core.database import db
from portal.demo import planned
from portal.partnerships.models import Partnership
from portal.plans.models import Link, Objective, Plan, PlanEntry, Section, Share

REAL = {
    "peak-partners": [7, 11, 14, 10, 5],
    "derby-third-sector": [5, 3, 8, 4, 4],
    "wychavon": [6, 7, 6],
}
ANY_DAY = (date(2026, 3, 19), date(2026, 11, 23), date(2027, 1, 2), date(2028, 2, 29))


def plan_of(slug: str) -> Plan:
    asked = sa.select(Plan).join(Partnership, Partnership.id == Plan.partnership_id).where(Partnership.slug == slug)
    return db.session.scalars(asked).one()


def entries_of(slug: str) -> list[PlanEntry]:
    asked = sa.select(PlanEntry).where(PlanEntry.plan_id == plan_of(slug).id).order_by(PlanEntry.position)
    return list(db.session.scalars(asked))


@pytest.mark.thorough
@pytest.mark.parametrize(("slug", "numbers"), REAL.items())
def test_every_action_of_a_real_plan_is_there_under_its_section(sample, slug, numbers):
    counts = Counter(entry.section_id for entry in entries_of(slug))
    assert [counts[section.id] for section in plan_of(slug).sections] == numbers


@pytest.mark.thorough
def test_the_peak_plan_counts_as_its_source_does(sample):
    entries = [entry for entry in entries_of("peak-partners") if entry.ref]  # what a health check led to has none
    assert len(entries) == 47
    assert Counter(entry.action.status for entry in entries) == {Status.OUTSTANDING: 28, Status.ONGOING: 19}
    assert Counter(entry.priority for entry in entries) == {"high": 13, "medium": 21, "low": 13}
    assert Counter(entry.timescale for entry in entries) == {
        "now": 14, "now,later": 7, "now,soon": 2, "soon": 15, "soon,later": 3, "later": 6,
    }  # fmt: skip
    assert Counter(entry.scale for entry in entries) == {
        "small": 15, "medium": 20, "large": 10, "small,medium": 1, "medium,large": 1,
    }  # fmt: skip
    assert sum(entry.needs_detail for entry in entries) == 11
    assert sum(not entry.action.leads_text for entry in entries) == 21
    objectives = sa.select(sa.func.count(Objective.id)).join(Section, Section.id == Objective.section_id)
    assert db.session.scalar(objectives.where(Section.plan_id == plan_of("peak-partners").id)) == 23


@pytest.mark.thorough
def test_the_peak_areas_each_have_a_caretaker(sample):
    names = [section.caretaker.short_name for section in plan_of("peak-partners").sections]
    assert names == ["PDRDF", "BVB", "DRCC", "GVB", "AVB"]


@pytest.mark.thorough
def test_the_derby_plan_counts_as_its_source_does(sample):
    entries = entries_of("derby-third-sector")
    assert len(entries) == 24
    assert all(entry.action.leads_text for entry in entries)
    assert sum(entry.action.due_on is None for entry in entries) == 8
    known = sa.select(Lead.action_id).where(
        sa.or_(Lead.organisation_id.isnot(None), Lead.group_id.isnot(None)),
        Lead.action_id.in_([entry.action_id for entry in entries]),
    )
    assert len(set(db.session.scalars(known))) == 24


@pytest.mark.thorough
def test_the_wychavon_plan_counts_as_its_source_does(sample):
    entries = entries_of("wychavon")
    assert len(entries) == 19
    assert sum(entry.action.status is Status.ONGOING for entry in entries) == 14
    assert [entry.ref for entry in entries if not entry.action.leads_text] == ["L2D.11"]
    assert {entry.ref for entry in entries if entry.action.leads_written == "???"} == {"L2D.11"}
    assert [entry.ref for entry in entries if entry.action.days_before == 10] == ["L2D.14"]
    numbers = {entry.id: entry.ref for entry in entries}
    pairs = {(numbers[one.entry_id], numbers[one.other_id]) for one in db.session.scalars(sa.select(Link))}
    assert pairs == {
        ("L2D.2", "L2D.9"), ("L2D.12", "L2D.19"), ("L2D.9", "L2D.14"), ("L2D.16", "L2D.17"),
    }  # fmt: skip


MEANT = {
    "T1.1": ("04-01", "09-30"), "T1.2": ("10-01", None), "T1.3": ("04-01", "06-30"), "T1.4": ("07-01", "09-30"),
    "T2.1": ("10-01", "12-31"), "T3.1": ("07-01", "07-31"), "T3.2": ("11-01", "11-30"), "T3.5": ("+1-01-01", None),
    "T3.8": ("+2-03-01", "+2-03-31"), "T4.4": ("+1-10-01", "+1-12-31"), "T5.3": ("+1-07-01", None),
    "L2D.1": (None, "10-31"), "L2D.2": ("07-01", None), "L2D.3": (None, None), "L2D.6": (None, "+1-09-30"),
    "L2D.8": ("09-01", None), "L2D.18": ("11-01", None), "L2D.19": (None, "12-31"),
}  # fmt: skip
"""What times mean, as the sources' readers understood them: a month and a day of the plan's year, or of a later one."""


@pytest.mark.thorough
def test_times_mean_what_the_sources_meant(sample):
    slugs = ("derby-third-sector", "wychavon")
    rows = {entry.ref: (entry, plan_of(slug)) for slug in slugs for entry in entries_of(slug)}

    def day(written: str | None, begun: date) -> date | None:
        if written is None:
            return None
        later, month, number = written.split("-") if written.startswith("+") else ("0", *written.split("-"))
        return date(begun.year + int(later), int(month), int(number))

    for ref, (starts, due) in MEANT.items():
        entry, plan = rows[ref]
        assert entry.action.due_on == day(due, plan.begins_on), (ref, entry.action.when_text)
        if starts:
            assert entry.action.starts_on == day(starts, plan.begins_on), (ref, entry.action.when_text)


@pytest.mark.thorough
def test_a_target_over_the_years_end_is_reached_in_the_year_after(sample):
    section = next(each for each in plan_of("derby-third-sector").sections if each.code == "T3")
    goal = section.objectives[-1]
    year = plan_of("derby-third-sector").begins_on.year
    assert goal.text == f"The target is reached: Oct-Mar {year}"
    assert goal.review_on == date(year + 1, 3, 31)
    assert [each.text for each in section.objectives[:-1]] == [
        "Influencing policy", "Supporting contracting", "Evidencing effectiveness",
    ]  # fmt: skip


@pytest.mark.thorough
def test_what_is_for_the_areas_is_shared_with_the_areas(sample):
    rows = db.session.execute(
        sa.select(PlanEntry.ref, Partnership.slug, Share.is_taken)
        .join(Share, Share.action_id == PlanEntry.action_id)
        .join(Partnership, Partnership.id == Share.partnership_id)
        .where(PlanEntry.plan_id == plan_of("wychavon").id)
    ).all()
    assert Counter(row.slug for row in rows) == {"droitwich": 13, "evesham": 13, "pershore": 13}
    assert {row.ref for row in rows} == {f"L2D.{n}" for n in range(7, 20)}
    assert [(row.ref, row.slug) for row in rows if not row.is_taken] == [("L2D.19", "pershore")]
    here = {entry.action_id for entry in entries_of("evesham")}
    assert {entry.action_id for entry in entries_of("wychavon")[6:]} <= here


@pytest.mark.thorough
def test_an_action_of_the_plan_is_the_one_that_a_meeting_raised(sample):
    action = next(entry.action for entry in entries_of("wychavon") if entry.ref == "L2D.19")
    assert action.meeting_id
    assert action.text.startswith("Explore a rural road-show")
    assert action.as_minuted.text == "Explore a rural road-show and report"
    assert db.session.scalar(sa.select(sa.func.count(Action.id)).where(Action.text.contains("rural road-show"))) == 1


@pytest.mark.thorough
def test_notes_say_how_it_goes_in_colours_and_figures(sample):
    notes = db.session.scalars(sa.select(Progress).where(Progress.rag.isnot(None))).all()
    assert {note.rag.value for note in notes} == {"red", "amber", "green"}
    assert sum(bool(note.figure) for note in notes) > 10


@pytest.mark.thorough
def test_each_plan_is_for_whom_its_partnership_chose(sample):
    assert {slug: plan_of(slug).audience for slug in REAL} == {
        "peak-partners": Audience.PARTNERSHIP, "derby-third-sector": Audience.PUBLIC, "wychavon": Audience.PARTNERS,
    }  # fmt: skip


@pytest.mark.parametrize("today", ANY_DAY)
@pytest.mark.parametrize("slug", planned.SLUGS)
def test_a_plan_reads_as_current_on_any_day(slug, today):
    facts = planned.plan_on(slug, today)
    assert facts["begins_on"] + planned.AT_LEAST <= today
    assert (today - facts["begins_on"]).days < 366 + planned.AT_LEAST.days
    assert "{" not in repr({key: value for key, value in facts.items() if key != "begins_on"}).replace("{'", "")


def test_phrases_keep_their_shape_in_another_year():
    facts = planned.plan_on("derby-third-sector", date(2026, 11, 23))
    phrases = [fact["when"] for section in facts["sections"] for fact in section["actions"]]
    assert phrases[:2] == ["April – Sept 2026", "Oct 2026 onwards"]  # noqa: RUF001  the source's own dash
    assert facts["sections"][2]["by_when"] == "Oct-Mar 2026"
    assert "Share of income in 2026/27 assured for most respondents: 60% at most" in facts["sections"][2]["evidence"]
