"""Reading one partnership: its groups, the rules it agreed, what it says of itself, and its ties."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.core.audience import visible_to
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.partnerships.models import Group, Kind, Partnership, Rules, Saying, Statement, Tie

# Decisions stand above; what is needed of them is read here by the name of their table.
_decisions = sa.table(
    "decisions",
    *(sa.column(name, sa.Integer) for name in ("id", "partnership_id", "group_id", "meeting_id")),
    sa.column("audience", Partnership.__table__.c.actions_audience.type),
    sa.column("text", sa.Text),
    sa.column("how", sa.String),
    sa.column("decided_on", sa.Date),
    sa.column("removed_at", sa.DateTime),
    sa.column("is_recommendation", sa.Boolean),
)


def rules_for(partnership_id: int, group_id: int | None) -> Rules:
    """Return the rules that hold for a group: its own where it has some, otherwise the partnership's. One statement."""
    asked = sa.select(Rules).where(
        Rules.partnership_id == partnership_id, sa.or_(Rules.group_id.is_(None), Rules.group_id == (group_id or 0))
    )
    return db.session.scalars(asked.order_by(Rules.group_id.is_(None), Rules.id).limit(1)).one()


def list_rules(partnership_id: int) -> Sequence[tuple[Rules, Group | None]]:
    """Return the partnership's rules first, then those of open groups that have their own, each with its group."""
    asked = (
        sa.select(Rules, Group)
        .outerjoin(Group, Group.id == Rules.group_id)
        .where(Rules.partnership_id == partnership_id, Group.closed_on.is_(None))
        .order_by(Rules.group_id.is_not(None), Group.position, Rules.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(asked)]


def own_rules(partnership_id: int, group_id: int | None) -> Rules | None:
    """Return the rules kept for this very group, or for the whole partnership; None where it has none of its own."""
    return db.session.scalars(sa.select(Rules).filter_by(partnership_id=partnership_id, group_id=group_id)).first()


def get_group(partnership_id: int, group_slug: str) -> Group:
    """Return a group by the name in its address, or answer 404."""
    return db.one_or_404(sa.select(Group).filter_by(partnership_id=partnership_id, slug=group_slug))


def opening_decision(viewer: Viewer, group: Group) -> Any:
    """Return the text and day of the decision that opened a group, or None when there is none the viewer may see."""
    if group.opening_decision_id is None:
        return None
    table = _decisions.c
    asked = sa.select(table.text, table.decided_on).where(
        table.id == group.opening_decision_id, table.removed_at.is_(None), visible_to(viewer, table)
    )
    return db.session.execute(asked).first()


def decisions_that_open(viewer: Viewer, partnership_id: int) -> Sequence[Any]:
    """Return (id, text, decided_on) of the hundred latest decisions the viewer may see, newest first.

    A recommendation of a meeting without quorum, and what was deferred, open nothing.
    """
    table = _decisions.c
    asked = sa.select(table.id, table.text, table.decided_on).where(
        table.partnership_id == partnership_id, table.removed_at.is_(None), table.is_recommendation.is_(False),
        table.how != "deferred", visible_to(viewer, table),
    )  # fmt: skip
    return db.session.execute(asked.order_by(table.decided_on.desc(), table.id.desc()).limit(100)).all()


def get_partnership(number: int) -> Partnership:
    """Return a partnership, or answer 404."""
    return db.get_or_404(Partnership, number)


def list_kinds() -> Sequence[Kind]:
    """Return the kinds of partnership by name."""
    return db.session.scalars(sa.select(Kind).order_by(sa.func.lower(Kind.name), Kind.id)).all()


def get_kind(number: int) -> Kind:
    """Return a kind, or answer 404."""
    return db.get_or_404(Kind, number)


def list_statements(partnership_id: int) -> dict[Saying, list[Statement]]:
    """Return all headings with the statements under them, in their order."""
    asked = sa.select(Statement).filter_by(partnership_id=partnership_id, removed_at=None)
    found = db.session.scalars(asked.order_by(Statement.position, Statement.id)).all()
    return {kind: [each for each in found if each.kind is kind] for kind in Saying}


def get_statement(partnership_id: int, number: int, removed: bool = False) -> Statement:
    """Return a statement of the partnership, or answer 404; with `removed`, one that was taken away."""
    asked = sa.select(Statement).filter_by(partnership_id=partnership_id, id=number)
    return db.one_or_404(asked.where(Statement.removed_at.is_not(None) if removed else Statement.removed_at.is_(None)))


def list_ties(partnership_id: int) -> Sequence[Tie]:
    """Return the ties of a partnership, from either side, with both partnerships."""
    return db.session.scalars(
        _ties_of(partnership_id)
        .where(Tie.removed_at.is_(None))
        .options(joinedload(Tie.partnership), joinedload(Tie.other))
        .order_by(Tie.id)
    ).all()


def get_tie(partnership_id: int, number: int, removed: bool = False) -> Tie:
    """Return a tie of the partnership, from either side, or answer 404; with `removed`, one that was taken away."""
    asked = _ties_of(partnership_id).where(Tie.id == number)
    return db.one_or_404(asked.where(Tie.removed_at.is_not(None) if removed else Tie.removed_at.is_(None)))


def others_to_tie(partnership_id: int) -> Sequence[Any]:
    """Return (id, name) of the open partnerships that are not tied to this one yet."""
    tied = _ties_of(partnership_id).where(Tie.removed_at.is_(None)).with_only_columns(
        sa.case((Tie.partnership_id == partnership_id, Tie.other_id), else_=Tie.partnership_id)
    )  # fmt: skip
    asked = sa.select(Partnership.id, Partnership.name).where(
        Partnership.id != partnership_id, Partnership.closed_on.is_(None), Partnership.id.not_in(tied)
    )
    return db.session.execute(asked.order_by(sa.func.lower(Partnership.name), Partnership.id)).all()


def _ties_of(partnership_id: int) -> sa.Select:
    return sa.select(Tie).where(sa.or_(Tie.partnership_id == partnership_id, Tie.other_id == partnership_id))
