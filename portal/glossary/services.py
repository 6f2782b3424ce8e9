"""Explaining terms, and changing, removing and bringing back what was explained."""

from portal.audit.services import record
from portal.core import clock, index
from portal.core.audience import Audience
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.glossary.models import Explained
from portal.partnerships.models import Partnership


def explain(doer: Viewer, partnership: Partnership, *, term: str, meaning: str, text: str) -> Explained:
    """Return the new entry of the partnership's glossary."""
    row = Explained(partnership_id=partnership.id, term=term, sort_term=term.lower(), meaning=meaning, text=text)
    db.session.add(row)
    db.session.flush()
    reindex(row)
    record(doer, "added", row, f"Explained “{term}” in the glossary")
    return row


def change_term(doer: Viewer, row: Explained, *, term: str, meaning: str, text: str) -> None:
    """Give a term another name or meaning."""
    row.term, row.sort_term, row.meaning, row.text = term, term.lower(), meaning, text
    db.session.flush()
    reindex(row)
    record(doer, "changed", row, f"Changed “{term}” in the glossary")


def remove_term(doer: Viewer, row: Explained) -> None:
    """Take a term out of the glossary; it can come back."""
    row.removed_at = clock.now()
    reindex(row)
    record(doer, "removed", row, f"Took “{row.term}” out of the glossary")


def restore_term(doer: Viewer, row: Explained) -> None:
    """Bring a removed term back."""
    row.removed_at = None
    reindex(row)
    record(doer, "restored", row, f"Brought “{row.term}” back into the glossary")


def reindex(row: Explained) -> None:
    """Bring the index in line with a term."""
    if row.removed_at is not None:
        index.drop("term", [row.id])
        return
    place = db.session.get_one(Partnership, row.partnership_id)
    index.put(
        "term", row.id, title=f"{row.term}: {row.meaning}", body=row.text,
        address=f"/partnerships/{place.slug}/glossary/#term-{row.id}", audience=Audience.PUBLIC,
        partnership_id=row.partnership_id,
    )  # fmt: skip
