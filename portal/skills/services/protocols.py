"""Writing down how a partnership agreed to share skills."""

from datetime import date

from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.filters import shortday
from portal.core.viewer import Viewer
from portal.skills.models import SharingProtocol, Terms


def agree_protocol(
    doer: Viewer | None, partnership_id: int, agreed_on: date, text: str, default_terms: Terms
) -> SharingProtocol:
    """Keep what was agreed on a day and return it; what was agreed before stays as history."""
    row = SharingProtocol(
        partnership_id=partnership_id, agreed_on=agreed_on, text=text, default_terms=default_terms,
        written_by=doer.name if doer else "",
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    record(doer, "agreed", row, f"wrote down the sharing protocol agreed on {shortday(agreed_on)}")
    return row


def remove_protocol(doer: Viewer, row: SharingProtocol) -> None:
    """Take a protocol back that was written down by mistake; it can come back."""
    row.removed_at = clock.now()
    record(doer, "removed", row, f"removed the sharing protocol of {shortday(row.agreed_on)}")


def restore_protocol(doer: Viewer, row: SharingProtocol) -> None:
    """Bring a removed protocol back."""
    row.removed_at = None
    record(doer, "restored", row, f"brought back the sharing protocol of {shortday(row.agreed_on)}")
