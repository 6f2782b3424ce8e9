"""The visits of an upper partnership's chair: planned, noted as made, taken away."""

from datetime import date
from typing import Any

from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.filters import shortday
from portal.core.viewer import Viewer
from portal.tiers.models import ChairVisit, Tier


def save_visit(doer: Viewer, tier: Tier, row: ChairVisit | None, day: date, said: dict[str, Any]) -> ChairVisit:
    """Plan a visit, or change one; return it. `said` holds meeting_id, who, was_made and note."""
    verb = "planned" if row is None else "changed"
    row = row or ChairVisit(tier_id=tier.id, version=1)
    row.day = day
    for name in ("meeting_id", "who", "was_made", "note"):
        setattr(row, name, said[name])
    db.session.add(row)
    _record(doer, verb, tier, row, "Noted")
    return row


def set_removed(doer: Viewer, tier: Tier, row: ChairVisit, is_removed: bool) -> None:
    """Take a visit away, or bring it back."""
    row.removed_at = clock.now() if is_removed else None
    _record(doer, "removed" if is_removed else "restored", tier, row, "Took away" if is_removed else "Brought back")


def _record(doer: Viewer, verb: str, tier: Tier, row: ChairVisit, words: str) -> None:
    for number in (tier.upper_id, tier.lower_id):
        record(doer, verb, row, f"{words} the visit to {tier.lower.name} of {shortday(row.day)}", number)
