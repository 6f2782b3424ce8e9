"""The lists of updates: of one partnership, and of all."""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa

from portal.core import clock, index
from portal.core.audience import visible_to
from portal.core.kept import kept
from portal.core.tables import Column, Filter, Table
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.partnerships.models import Partnership
from portal.updates.models import Heading, Update
from portal.updates.rules import STALE_AFTER


def is_stale() -> sa.ColumnElement[bool]:
    """Return the condition that nobody wrote or confirmed an update for a year. A test holds it to `rules.is_stale`."""
    long_ago = clock.today() - STALE_AFTER
    confirmed_long_ago = sa.or_(Update.confirmed_on.is_(None), Update.confirmed_on <= long_ago)
    return sa.and_(Update.written_on <= long_ago, confirmed_long_ago)


STATES: dict[str, tuple[str, Callable[[], Any]]] = {
    "stale": ("Not confirmed for a year", is_stale),
    "unreviewed": ("Not reviewed yet", lambda: sa.and_(Update.reviewed_on.is_(None), Update.asked == "")),
    "asked": ("A change is asked for", lambda: Update.asked != ""),
}


@kept(lambda viewer, partnership, headings, organisations: (
    viewer.rights, partnership.id, tuple(headings), tuple(organisations)))  # fmt: skip
def in_partnership(
    viewer: Viewer, partnership: Partnership, headings: Sequence[str], organisations: Sequence[tuple[int, str]]
) -> Table:
    """Return the partnership's updates that the viewer may see; its own people may narrow them by their state too."""
    filters = [
        Filter("heading", "Heading", [(name, name) for name in headings], lambda name: Heading.name == name),
        Filter(
            "organisation", "Organisation", organisations, lambda number: Update.organisation_id == int(number),
            every="All",
        ),
    ]  # fmt: skip
    if viewer.belongs_to(partnership):
        states = [(key, words) for key, (words, _clause) in STATES.items()]
        filters.append(Filter("state", "Which", states, lambda state: STATES[state][1]()))
    rows = _rows(viewer).where(Update.partnership_id == partnership.id)
    return _table(rows, filters)


@kept(lambda viewer, partnerships: (viewer.rights, tuple(partnerships)))
def everywhere(viewer: Viewer, partnerships: Sequence[tuple[str, str]]) -> Table:
    """Return the updates of all partnerships that the viewer may see."""
    place = Column("partnership", "Partnership", sa.func.lower(Partnership.name))
    narrowing = [
        Filter("partnership", "Partnership", partnerships, lambda slug: Partnership.slug == slug,
               every="Every partnership"),
    ]  # fmt: skip
    return _table(_rows(viewer), narrowing, place)


def _rows(viewer: Viewer) -> sa.Select:
    return (
        sa.select(
            Update.id, Update.text, Update.written_on, Update.confirmed_on, Update.reviewed_on, Update.asked,
            Update.organisation_id, Heading.name.label("heading"), Organisation.name.label("organisation"),
            Organisation.slug.label("organisation_slug"), Partnership.slug, Partnership.name.label("partnership"),
        )
        .join(Heading, Heading.id == Update.heading_id)
        .join(Organisation, Organisation.id == Update.organisation_id)
        .join(Partnership, Partnership.id == Update.partnership_id)
        .where(Update.removed_at.is_(None), visible_to(viewer, Update))
    )  # fmt: skip


def _table(rows: sa.Select, filters: Sequence[Filter], *places: Column) -> Table:
    return Table(
        rows=rows,
        id=Update.id,
        noun="update",
        columns=[
            Column("text", "What they are doing", css="main"),
            Column("heading", "Heading", sa.func.lower(Heading.name)),
            Column("organisation", "Organisation", Organisation.sort_name),
            *places,
            Column("written_on", "Written", Update.written_on),
            Column("confirmed_on", "Last confirmed", in_page=False),
        ],
        sort="-written_on",
        filters=filters,
        search=lambda words: Update.id.in_(index.matching("update", words)),
    )
