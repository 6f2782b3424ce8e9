"""What a partnership says of itself: adding, changing, ordering and removing its statements."""

import sqlalchemy as sa

from portal.audit import services as audit
from portal.core import clock
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.partnerships.models import Partnership, Saying, Statement
from portal.partnerships.services.indexing import reindex


def add_statement(doer: Viewer | None, partnership: Partnership, kind: Saying, text: str) -> Statement:
    """Add a statement at the end of its heading; return it."""
    statement = Statement(partnership_id=partnership.id, kind=kind, text=text, position=_last(partnership, kind) + 1)
    db.session.add(statement)
    audit.record(doer, "added", statement, f"Added under {kind.words}: “{text}”")
    reindex(partnership)
    return statement


def change_statement(
    doer: Viewer | None, partnership: Partnership, statement: Statement, kind: Saying, text: str
) -> None:
    """Change the words of a statement, or put it at the end of another heading."""
    if (statement.kind, statement.text) == (kind, text):
        return
    if statement.kind is not kind:
        statement.position = _last(partnership, kind) + 1
    statement.kind, statement.text = kind, text
    audit.record(doer, "changed", statement, f"Changed under {kind.words}: “{text}”")
    reindex(partnership)


def move_statement(doer: Viewer | None, partnership: Partnership, statement: Statement, up: bool) -> None:
    """Move a statement one place up or down under its heading; at the end of the way it stays where it is.

    The order is no part of the text, so that moving is no conflict for somebody who edits the words meanwhile.
    """
    asked = sa.select(Statement.id).filter_by(partnership_id=partnership.id, kind=statement.kind, removed_at=None)
    order = list(db.session.scalars(asked.order_by(Statement.position, Statement.id)))
    here = order.index(statement.id)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for place, number in enumerate(order, start=1):
        db.session.execute(
            sa.update(Statement).where(Statement.id == number, Statement.position != place).values(position=place)
        )
    way = "up" if up else "down"
    audit.record(doer, "moved", statement, f"Moved {way} under {statement.kind.words}: “{statement.text}”")


def remove_statement(doer: Viewer | None, partnership: Partnership, statement: Statement) -> None:
    """Take a statement off the page; it can come back."""
    statement.removed_at = clock.now()
    audit.record(doer, "removed", statement, f"Removed from {statement.kind.words}: “{statement.text}”")
    reindex(partnership)


def restore_statement(doer: Viewer | None, partnership: Partnership, statement: Statement) -> None:
    """Put a removed statement back where it was."""
    statement.removed_at = None
    audit.record(doer, "restored", statement, f"Put back under {statement.kind.words}: “{statement.text}”")
    reindex(partnership)


def _last(partnership: Partnership, kind: Saying) -> int:
    asked = sa.select(sa.func.max(Statement.position)).filter_by(partnership_id=partnership.id, kind=kind)
    return db.session.scalar(asked) or 0
