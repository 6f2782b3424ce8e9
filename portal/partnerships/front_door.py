"""The parts of a partnership's page that are its own: read in one statement, shown between those of other features."""

from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal.core import clock
from portal.core.database import db
from portal.core.panels import Panel
from portal.core.permissions import Permission
from portal.core.viewer import Viewer
from portal.partnerships import lists, reports, tree
from portal.partnerships.models import Group, Partnership, Saying, Statement, Tie
from portal.partnerships.tree import GroupLine

HEADINGS = (
    Saying.PRIORITY, Saying.VALUE, Saying.PRINCIPLE, Saying.WORKING_STYLE, Saying.PROGRESS, Saying.CRITERION,
)  # fmt: skip
"""What a partnership says of itself, in the order of its page."""
_there = aliased(Partnership)


class TieLine(NamedTuple):
    """A tie as one side's page tells it: the words, then the other partnership."""

    words: str
    name: str
    slug: str


class FrontDoor(NamedTuple):
    """What a partnership's page shows of its own: its groups, what it says of itself by heading, its ties."""

    groups: list[GroupLine]
    sayings: dict[Saying, list[str]]
    ties: list[TieLine]


def read(partnership_id: int) -> FrontDoor:
    """Return what the page of a partnership shows of its own: one statement, whatever it holds."""
    groups = lists.group_rows(partnership_id).add_columns(
        sa.literal("group").label("what"), Group.position.label("position"), sa.literal("").label("words")
    )
    said = _like(
        groups,
        id=Statement.id,
        what=sa.cast(Statement.kind, sa.String),
        position=Statement.position,
        words=Statement.text,
    ).where(Statement.partnership_id == partnership_id, Statement.removed_at.is_(None))
    tied = [
        _like(groups, id=Tie.id, what=sa.literal("tie"), words=words, name=_there.name, slug=_there.slug)
        .join(_there, _there.id == far)
        .where(near == partnership_id, Tie.removed_at.is_(None))
        for near, far, words in (
            (Tie.partnership_id, Tie.other_id, Tie.words),
            (Tie.other_id, Tie.partnership_id, Tie.words_back),
        )
    ]
    found = db.session.execute(sa.union_all(groups, said, *tied).order_by("position", "id")).all()
    sayings = {kind: [row.words for row in found if row.what == kind] for kind in HEADINGS}
    return FrontDoor(
        groups=[
            GroupLine._make(getattr(row, name) for name in GroupLine._fields) for row in found if row.what == "group"
        ],
        sayings={kind: words for kind, words in sayings.items() if words},
        ties=sorted(
            (TieLine(row.words, row.name, row.slug) for row in found if row.what == "tie"), key=lambda tie: tie.name
        ),
    )


def own_panels(viewer: Viewer, partnership: Partnership) -> list[tuple[int, Panel]]:
    """Return the page's own parts with their places: the manager's work, the groups, what it says, the facts."""
    front = read(partnership.id)
    today = clock.today()
    is_manager = viewer.can_in(Permission.MANAGE_PARTNERSHIP, partnership, None)
    structure = {
        "partnership": partnership,
        "built": tree.built(front.groups, f"/partnerships/{partnership.slug}/groups/", today),
        "all_public": tree.all_public(front.groups),
        "late": [line for line in front.groups if is_manager and tree.is_past_time_frame(line, today)],
    }
    told = reports.latest_reports(viewer, partnership) if viewer.belongs_to(partnership) else []
    parts = [
        (20, Panel("partnerships/_structure.html", structure)),
        *([(25, Panel("partnerships/_reports.html", {"rows": told, "partnership": partnership}))] if told else []),
        (60, Panel("partnerships/_said.html", {"sayings": front.sayings})),
        (70, Panel("partnerships/_ties.html", {"ties": front.ties})),
        (80, Panel("partnerships/_facts.html", {"partnership": partnership})),
    ]
    return [(5, Panel("partnerships/_work.html", {"partnership": partnership})), *parts] if is_manager else parts


def _like(model: sa.Select, **given: Any) -> sa.Select:
    """Return a select with the columns of another one: those given, and nothing in all the rest."""
    empty = {"position": sa.literal(0), "name": sa.literal("")}
    return sa.select(
        *(
            given.get(column.name, empty.get(column.name, sa.cast(sa.null(), column.type))).label(column.name)
            for column in model.selected_columns
        )
    )
