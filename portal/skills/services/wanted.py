"""Saying what is needed: notices to all partners, and searches in vain."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from portal.audit.services import record
from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.text import shortened
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.skills.models import EmptySearch, Wanted
from portal.skills.queries.terms import read_vocabulary
from portal.skills.services.indexing import reindex_wanted

ENTRY = ("title", "text", "area", "when_text", "needed_by", "audience", "partnership_id")


def post_wanted(doer: Viewer | None, organisation: Organisation, posted_on: date | None = None, **entry: Any) -> Wanted:
    """Put up a notice of what an organisation needs, given as the fields of ENTRY (`title` is needed); return it."""
    row = Wanted(
        organisation_id=organisation.id, organisation=organisation, person_id=doer.person_id if doer else None,
        posted_on=posted_on or clock.today(), is_met=False,
    )  # fmt: skip
    _write(row, {"audience": Audience.PARTNERS} | entry)
    db.session.add(row)
    db.session.flush()
    record(doer, "asked", row, f"{organisation.name} needs “{shortened(row.title)}”", row.partnership_id)
    reindex_wanted(row)
    return row


def edit_wanted(doer: Viewer, row: Wanted, **entry: Any) -> None:
    """Change fields of a notice."""
    _write(row, entry)
    record(doer, "changed", row, f"changed the notice “{shortened(row.title)}”", row.partnership_id)
    reindex_wanted(row)


def close_wanted(doer: Viewer | None, row: Wanted, is_met: bool) -> None:
    """Close a notice, because help was found or is not needed any more. Raises Refusal when it is closed already."""
    if row.closed_on is not None:
        raise Refusal("This notice is closed already.")
    row.closed_on, row.is_met = clock.today(), is_met
    said = "found help for" if is_met else "does not need any more:"
    organisation = db.session.get_one(Organisation, row.organisation_id)
    record(doer, "closed", row, f"{organisation.name} {said} “{shortened(row.title)}”", row.partnership_id)
    reindex_wanted(row)


def reopen_wanted(doer: Viewer, row: Wanted) -> None:
    """Put a closed notice up again. Raises Refusal when it is open."""
    if row.closed_on is None:
        raise Refusal("This notice is up already.")
    row.closed_on, row.is_met = None, False
    record(doer, "reopened", row, f"put the notice “{shortened(row.title)}” up again", row.partnership_id)
    reindex_wanted(row)


def note_search_in_vain(words: str, partnership_id: int | None = None) -> EmptySearch:
    """Count words that nobody offers anything for, by the day and never by who looked. Return the count's row."""
    said = " ".join(words.lower().split())[:200]
    found = sa.select(EmptySearch).filter_by(words=said, day=clock.today(), partnership_id=partnership_id)
    row = db.session.scalar(found)
    if row is None:
        row = EmptySearch(words=said, day=clock.today(), times=0, partnership_id=partnership_id)
        db.session.add(row)
    row.times += 1
    db.session.flush()
    return row


def _write(row: Wanted, entry: dict[str, Any]) -> None:
    if unknown := entry.keys() - set(ENTRY):
        raise TypeError(f"no field of a notice: {', '.join(sorted(unknown))}")
    for name, value in entry.items():
        setattr(row, name, value)
    if row.audience is not Audience.PARTNERSHIP:
        row.partnership_id = None
    meant = read_vocabulary().read(row.title)
    root = read_vocabulary().root(meant.id) if meant else None
    row.term_id = root.id if root else None
