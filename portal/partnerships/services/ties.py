"""Ties between partnerships: each side's page tells them in its own words."""

import sqlalchemy as sa

from portal.audit import services as audit
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.viewer import Viewer
from portal.partnerships.models import Partnership, Tie


def tie(doer: Viewer | None, partnership: Partnership, other: Partnership, words: str, words_back: str) -> Tie:
    """Tie two partnerships; return the tie. The words of a tie that was removed before are written anew.

    Raises `Refusal` when they are tied already, from whichever side, or are the same.
    """
    if partnership.id == other.id:
        raise Refusal("A partnership cannot be tied to itself.")
    found = _between(partnership, other)
    if found is not None and found.removed_at is None:
        raise Refusal(f"{partnership.name} and {other.name} are tied already. Change the words of that tie.")
    row = found or Tie(version=1)
    row.partnership, row.other = partnership, other
    row.words, row.words_back, row.removed_at = words, words_back, None
    db.session.add(row)
    _record(doer, "added", row, "Tied")
    return row


def change_tie(doer: Viewer | None, row: Tie, words: str, words_back: str) -> None:
    """Change how the two pages tell a tie."""
    if (row.words, row.words_back) != (words, words_back):
        row.words, row.words_back = words, words_back
        _record(doer, "changed", row, "Changed the tie")


def untie(doer: Viewer | None, row: Tie) -> None:
    """Take a tie off both pages; it can come back."""
    row.removed_at = clock.now()
    _record(doer, "removed", row, "Removed the tie")


def restore_tie(doer: Viewer | None, row: Tie) -> None:
    """Put a removed tie back on both pages."""
    row.removed_at = None
    _record(doer, "restored", row, "Put back the tie")


def _between(one: Partnership, two: Partnership) -> Tie | None:
    pair = (one.id, two.id)
    return db.session.scalar(sa.select(Tie).where(Tie.partnership_id.in_(pair), Tie.other_id.in_(pair)))


def _record(doer: Viewer | None, verb: str, row: Tie, words: str) -> None:
    """Note it in the record of both partnerships."""
    for here in (row.partnership, row.other):
        sentence = f"{words}: {row.partnership.name} {row.words} {row.other.name}"
        audit.record(doer, verb, row, sentence, partnership_id=here.id)
