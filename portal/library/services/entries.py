"""Adding entries to the four lists, changing, removing and bringing them back."""

from collections.abc import Mapping
from typing import Any

from portal.audit.services import record
from portal.core import clock, index
from portal.core.audience import Why
from portal.core.database import db
from portal.core.text import shortened
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.library.models import NEVER, Course, Funding, Practice
from portal.library.shelves import Shelf, shelf_of
from portal.partnerships.models import Partnership


def add_entry(doer: Viewer, partnership: Partnership, shelf: Shelf, said: Mapping[str, Any]) -> Any:
    """Return the new entry. `said` are title, text, link and audience, and the list's own fields, by their names."""
    entry = shelf.model(
        partnership_id=partnership.id, audience_why=Why.CHOSEN, added_on=clock.today(), user_id=doer.user_id,
        by=doer.name,
    )  # fmt: skip
    _set(entry, said)
    db.session.add(entry)
    db.session.flush()
    reindex(entry)
    record(doer, "added", entry, f"Added {_named(entry)}")
    return entry


def change_entry(doer: Viewer, entry: Any, said: Mapping[str, Any]) -> None:
    """Give an entry what was filled in, as `add_entry` takes it."""
    _set(entry, said)
    db.session.flush()
    reindex(entry)
    record(doer, "changed", entry, f"Changed {_named(entry)}")


def remove_entry(doer: Viewer, entry: Any) -> None:
    """Take an entry off its list; it can come back."""
    entry.removed_at = clock.now()
    db.session.flush()
    reindex(entry)
    record(doer, "removed", entry, f"Removed {_named(entry)}")


def restore_entry(doer: Viewer, entry: Any) -> None:
    """Bring a removed entry back."""
    entry.removed_at = None
    db.session.flush()
    reindex(entry)
    record(doer, "restored", entry, f"Brought back {_named(entry)}")


def reindex(entry: Any) -> None:
    """Bring the index in line with an entry."""
    shelf = shelf_of(entry)
    if entry.removed_at is not None:
        index.drop(shelf.kind, [entry.id])
        return
    place = db.session.get_one(Partnership, entry.partnership_id)
    number = getattr(entry, "organisation_id", None)
    organisation = db.session.get_one(Organisation, number).name if number else ""
    index.put(
        shelf.kind, entry.id, title=entry.title, body=" ".join(filter(None, (entry.text, organisation, _more(entry)))),
        address=f"/partnerships/{place.slug}/library/{shelf.key}/{entry.id}/", audience=entry.audience,
        partnership_id=entry.partnership_id, organisation_id=number,
    )  # fmt: skip


def _set(entry: Any, said: Mapping[str, Any]) -> None:
    for name, value in said.items():
        setattr(entry, name, value)
    entry.sort_title = entry.title.lower()
    if isinstance(entry, Course) and entry.organisation_id:
        entry.provider = ""
    if isinstance(entry, Funding):
        entry.closes_sort = entry.deadline or NEVER


def _more(entry: Any) -> str:
    """Return what else of an entry is looked for."""
    if isinstance(entry, Course):
        return entry.provider
    if isinstance(entry, Funding):
        return f"{entry.funder} {entry.amount}"
    return entry.tags if isinstance(entry, Practice) else ""


def _named(entry: Any) -> str:
    return f"the {shelf_of(entry).noun} “{shortened(entry.title, 120)}”"
