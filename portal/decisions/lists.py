"""The register of decisions as a list: searched, narrowed, and as a file."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from portal.core import clock, index
from portal.core.audience import visible_to
from portal.core.database import db
from portal.core.tables import Column, Filter, Table
from portal.core.viewer import Viewer
from portal.decisions.models import Decision, How
from portal.decisions.queries import seen
from portal.partnerships.models import Group, Partnership

MADE = [("meeting", "At a meeting"), ("between", "Between meetings")]
REVIEWS = [("due", "Review due"), ("planned", "Review planned"), ("ended", "Holds no longer")]


def register(viewer: Viewer, partnership: Partnership, groups: Sequence[Any], years: Sequence[int]) -> Table:
    """Return the partnership's register of decisions, as far as the viewer may see them, newest first.

    Who differed is in its files as it is on a decision's page: for the partnership's own people.
    """
    meetings = db.metadata.tables["meetings"]
    is_insider = viewer.belongs_to(partnership)
    rows = (
        sa.select(
            Decision.id, Decision.decided_on, Decision.text, Decision.how, Decision.is_recommendation,
            Decision.quorum_present, Decision.quorum_needed, Decision.quorum_of, Group.name.label("group"),
            Decision.is_between, Decision.review_on, Decision.ended_on, *([Decision.dissent] if is_insider else []),
            meetings.c.id.label("meeting_id"),
        )
        .outerjoin(Group, Group.id == Decision.group_id)
        .outerjoin(meetings, sa.and_(meetings.c.id == Decision.meeting_id, visible_to(viewer, meetings.c)))
        .where(*seen(viewer, partnership))
    )  # fmt: skip
    return Table(
        rows=rows,
        id=Decision.id,
        noun="decision",
        columns=[
            Column("decided_on", "When", Decision.decided_on),
            Column("text", "What was decided", sa.func.lower(Decision.text), "main"),
            Column("how", "How", Decision.how),
            Column("group", "Group", sa.func.coalesce(Group.name, "")),
            Column("is_recommendation", "Only a recommendation", in_page=False),
            Column("quorum_present", "Present", in_page=False),
            Column("quorum_needed", "Quorum", in_page=False),
            Column("quorum_of", "Of", in_page=False),
            Column("is_between", "Between meetings", in_page=False),
            Column("review_on", "Review on", in_page=False),
            Column("ended_on", "Ended on", in_page=False),
            *([Column("dissent", "Differences aired", in_page=False)] if is_insider else []),
        ],
        sort="-decided_on",
        filters=[
            Filter("group", "Group", [(row.id, row.name) for row in groups], _of_group, every="Every group"),
            Filter("how", "How", list(OUTCOMES.items()), _how, every="Any outcome"),
            Filter("year", "Year", [(year, str(year)) for year in years], _in_year, every="Every year"),
            Filter("made", "Decided", MADE, _made, every="Anywhere"),
            Filter("review", "Review", REVIEWS, _review, every="Any"),
        ],
        search=lambda words: Decision.id.in_(index.matching("decision", words)),
    )


OUTCOMES = {how.value: how.words.capitalize() for how in How} | {"recommended": "Only recommended"}


def list_narrowing(viewer: Viewer, partnership: Partnership) -> tuple[Sequence[Any], list[int]]:
    """Return the groups, and the years of the decisions the viewer may see, latest first: one statement."""
    first, last = (
        sa.select(order(Decision.decided_on)).where(*seen(viewer, partnership)).scalar_subquery()
        for order in (sa.func.min, sa.func.max)
    )
    rows = db.session.execute(
        sa.select(Group.id, Group.name, first.label("first"), last.label("last"))
        .where(Group.partnership_id == partnership.id)
        .order_by(Group.position, Group.id)
    ).all()
    if not rows or rows[0].first is None:
        return rows, []
    return rows, list(range(rows[0].last.year, rows[0].first.year - 1, -1))


def is_due() -> sa.ColumnElement[bool]:
    """Return the condition that a decision's review falls due today, or was due before."""
    return sa.and_(Decision.review_on <= clock.today(), Decision.ended_on.is_(None), Decision.removed_at.is_(None))


def count_due(viewer: Viewer, partnership: Partnership) -> int:
    """Return how many reviews are due among the decisions the viewer may see."""
    asked = sa.select(sa.func.count()).select_from(Decision).where(*seen(viewer, partnership), is_due())
    return db.session.scalar(asked) or 0


def _of_group(number: str) -> sa.ColumnElement[bool]:
    return Decision.group_id == int(number)


def _how(chosen: str) -> sa.ColumnElement[bool]:
    return Decision.is_recommendation if chosen == "recommended" else Decision.how == How(chosen)  # type: ignore[return-value]


def _made(chosen: str) -> sa.ColumnElement[bool]:
    return Decision.is_between == sa.literal(chosen == "between")


def _review(chosen: str) -> sa.ColumnElement[bool]:
    if chosen == "due":
        return is_due()
    return Decision.ended_on.is_not(None) if chosen == "ended" else Decision.review_on > clock.today()


def _in_year(year: str) -> sa.ColumnElement[bool]:
    return sa.extract("year", Decision.decided_on) == int(year)
