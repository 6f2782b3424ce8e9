"""Reading gaps: what was looked for in vain, notices without an answer, skills few hold, and the picture of it all."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa

from portal.core import clock
from portal.core.audience import visible_to
from portal.core.database import reader
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.directory.queries import of_open_organisations, seated_in
from portal.skills.models import EmptySearch, HelpRequest, Skill, SkillTerm, Wanted
from portal.skills.queries.terms import vocabulary
from portal.skills.rules import UNSORTED

SIZE = 40
YEAR = timedelta(days=365)


class Cell(NamedTuple):
    """What an organisation offers and wants of one category; `is_gap` where nobody here offers what it wants."""

    offered: int
    wanted: int
    is_gap: bool

    @property
    def letters(self) -> str:
        """The cell in letters: O for offered, W for wanted, G for a gap."""
        return " ".join(filter(None, ["O" if self.offered else "", "G" if self.is_gap else "W" if self.wanted else ""]))

    @property
    def words(self) -> str:
        """The cell in words."""
        offered = f"{self.offered} offered" if self.offered else ""
        wanted = f"{self.wanted} wanted{', a gap' if self.is_gap else ''}" if self.wanted else ""
        return ", ".join(filter(None, [offered, wanted])) or "none"


class Line(NamedTuple):
    """An organisation's line of the picture."""

    name: str
    slug: str
    cells: list[Cell]


class Picture(NamedTuple):
    """Organisations by categories, with what is offered and wanted; `has_more` where another page follows."""

    categories: list[str]
    lines: list[Line]
    nobody: list[str]
    page: int
    has_more: bool


def looked_for_in_vain(viewer: Viewer, partnership_id: int | None = None, limit: int = 30) -> Sequence[Any]:
    """Return the words nobody offers anything for, with how often that was noted in the last year, the most first.

    For one partnership those that were noted there; else also those noted nowhere in particular.
    """
    where = EmptySearch.partnership_id == partnership_id
    if partnership_id is None:
        where = sa.or_(EmptySearch.partnership_id.is_(None), EmptySearch.partnership_id.in_(sorted(viewer.insider)))
    times = sa.func.sum(EmptySearch.times)
    asked = (
        sa.select(EmptySearch.words, times.label("times"), sa.func.max(EmptySearch.day).label("last"))
        .where(where, EmptySearch.day >= clock.today() - YEAR)
        .group_by(EmptySearch.words)
        .order_by(times.desc(), EmptySearch.words)
    )
    return reader().execute(asked.limit(limit)).all()


def wanted_unanswered(viewer: Viewer, partnership_id: int | None = None, limit: int = 30) -> Sequence[Any]:
    """Return the open notices that nobody answered, the oldest first; of one partnership: those of its members."""
    asked = (
        sa.select(Wanted.id, Wanted.title, Wanted.posted_on, Organisation.name.label("organisation"))
        .join(Organisation, Organisation.id == Wanted.organisation_id)
        .where(Wanted.closed_on.is_(None), Organisation.closed_on.is_(None), visible_to(viewer, Wanted))
        .where(*_members(partnership_id, Wanted))
        .where(~sa.exists().where(HelpRequest.wanted_id == Wanted.id))
        .order_by(Wanted.posted_on, Wanted.id)
    )
    return reader().execute(asked.limit(limit)).all()


def held_by_one(viewer: Viewer, partnership_id: int | None = None, limit: int = 30) -> Sequence[Any]:
    """Return the skills that only one organisation offers, as far as the viewer may see, by name."""
    holders = (
        sa.select(Skill.organisation_id)
        .where(Skill.term_id == SkillTerm.id, Skill.removed_at.is_(None), visible_to(viewer, Skill))
        .where(of_open_organisations(Skill.organisation_id), *_members(partnership_id, Skill))
        .distinct()
        .limit(2)
        .correlate(SkillTerm)
        .subquery()
    )
    number = sa.select(sa.func.count()).select_from(holders).scalar_subquery()
    asked = sa.select(SkillTerm.id, SkillTerm.name, SkillTerm.category).where(
        SkillTerm.merged_into_id.is_(None), SkillTerm.is_curated, number == 1
    )
    return reader().execute(asked.order_by(SkillTerm.name).limit(limit)).all()


def picture(viewer: Viewer, partnership_id: int | None = None, page: int = 1, size: int = SIZE) -> Picture:
    """Return what organisations offer and want by category: the members of a partnership, or all that offer or want."""
    offers = sa.exists().where(
        Skill.organisation_id == Organisation.id, Skill.removed_at.is_(None), visible_to(viewer, Skill)
    )
    wants = sa.exists().where(
        Wanted.organisation_id == Organisation.id, Wanted.closed_on.is_(None), visible_to(viewer, Wanted)
    )
    among = Organisation.id.in_(seated_in([partnership_id])) if partnership_id else sa.or_(offers, wants)
    asked = sa.select(Organisation.id, Organisation.name, Organisation.slug).where(
        Organisation.closed_on.is_(None), among
    )
    asked = asked.order_by(Organisation.sort_name, Organisation.id).offset((page - 1) * size).limit(size + 1)
    rows = reader().execute(asked).all()
    shown = [row.id for row in rows[:size]]
    offered, wanted = _counts(viewer, Skill, shown), _counts(viewer, Wanted, shown)
    categories = vocabulary().categories
    unsorted = any(key[1] == UNSORTED for key in (*offered, *wanted))
    categories = [*categories, UNSORTED] if unsorted else categories
    there = _categories_offered(viewer, partnership_id)
    return Picture(
        categories,
        [
            Line(row.name, row.slug, [
                Cell(offered.get((row.id, each), 0), wanted.get((row.id, each), 0),
                     (row.id, each) in wanted and each not in there)
                for each in categories
            ])
            for row in rows[:size]
        ],
        [each for each in categories if each not in there],
        page,
        len(rows) > size,
    )  # fmt: skip


def count_offers(viewer: Viewer, partnership_id: int) -> tuple[int, int]:
    """Return how many offers the members of a partnership make that the viewer may see, and how many of them make any.

    More than a thousand are counted as a thousand.
    """
    some = (
        sa.select(Skill.organisation_id)
        .where(Skill.removed_at.is_(None), visible_to(viewer, Skill), *_members(partnership_id, Skill))
        .where(of_open_organisations(Skill.organisation_id))
        .limit(1000)
        .subquery()
    )
    asked = sa.select(sa.func.count(), sa.func.count(sa.distinct(some.c.organisation_id))).select_from(some)
    offers, organisations = reader().execute(asked).one()
    return offers, organisations


def _counts(viewer: Viewer, table: Any, organisations: Sequence[int]) -> dict[tuple[int, str], int]:
    """Return how many offers or open notices each of the organisations has of each category."""
    is_there = table.removed_at.is_(None) if table is Skill else table.closed_on.is_(None)
    asked = (
        sa.select(table.organisation_id, SkillTerm.category, sa.func.count())
        .outerjoin(SkillTerm, SkillTerm.id == table.term_id)
        .where(table.organisation_id.in_(organisations), is_there, visible_to(viewer, table))
        .group_by(table.organisation_id, SkillTerm.category)
    )
    found: dict[tuple[int, str], int] = {}
    for organisation_id, category, number in reader().execute(asked):
        key = (organisation_id, category or UNSORTED)
        found[key] = found.get(key, 0) + number
    return found


def _categories_offered(viewer: Viewer, partnership_id: int | None) -> set[str]:
    """Return the categories of which somebody offers something, not only those on this page of the picture."""
    some = sa.exists().where(
        Skill.term_id == SkillTerm.id, Skill.removed_at.is_(None), visible_to(viewer, Skill),
        of_open_organisations(Skill.organisation_id), *_members(partnership_id, Skill),
    )  # fmt: skip
    found = reader().execute(sa.select(SkillTerm.category).where(some).distinct()).scalars()
    return {category or UNSORTED for category in found}


def _members(partnership_id: int | None, table: Any) -> list[sa.ColumnElement[bool]]:
    return [table.organisation_id.in_(seated_in([partnership_id]))] if partnership_id else []
