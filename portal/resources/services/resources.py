"""Keeping what organisations lend; each change is recorded, and the search follows it."""

from typing import Any

import sqlalchemy as sa

from portal.audit.services import record
from portal.core import clock, index
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.directory import following
from portal.directory.models import Organisation
from portal.resources.models import Resource

ENTRY = (
    "name", "kind", "description", "place", "area", "postcode", "capacity", "terms", "charge", "conditions",
    "access_notes", "opening", "is_bookable", "most_hours", "audience", "partnership_id",
)  # fmt: skip


def add_resource(doer: Viewer | None, organisation_id: int, **entry: Any) -> Resource:
    """Add something an organisation lends, given as the fields of ENTRY (`name` is needed), and return it.

    Without an area it is in that of its organisation.
    """
    row = Resource(organisation_id=organisation_id)
    _write(row, entry)
    _confirm(row, doer)
    db.session.add(row)
    record(doer, "added", row, f"added {row.name} to what can be lent")
    reindex(row)
    return row


def edit_resource(doer: Viewer | None, row: Resource, **entry: Any) -> None:
    """Change fields of an entry; who looked at it to change it has confirmed it too."""
    _write(row, entry)
    _confirm(row, doer)
    record(doer, "changed", row, f"changed the entry of {row.name}")
    reindex(row)


def confirm_resource(doer: Viewer, row: Resource) -> None:
    """Note that the entry is still right."""
    _confirm(row, doer)
    record(doer, "confirmed", row, f"confirmed that the entry of {row.name} is still right")


def remove_resource(doer: Viewer, row: Resource) -> None:
    """Take a resource off every list; it can come back. Its bookings stay where they are."""
    row.removed_at = clock.now()
    record(doer, "removed", row, f"removed {row.name} from what can be lent")
    reindex(row)


def restore_resource(doer: Viewer, row: Resource) -> None:
    """Bring a removed resource back."""
    row.removed_at = None
    record(doer, "restored", row, f"brought {row.name} back to what can be lent")
    reindex(row)


def reindex(row: Resource) -> None:
    """Let the search find the resource as it is now, or no more: it was removed, or its organisation has closed."""
    db.session.flush()
    write(row, db.session.get_one(Organisation, row.organisation_id))


def write(row: Any, organisation: Any) -> None:
    """Write what is found of a resource of an organisation."""
    if row.removed_at is not None or organisation.closed_on is not None:
        index.drop("resource", [row.id])
        return
    said = (row.kind.words, row.description, row.place, row.postcode, row.terms.words, row.conditions)
    index.put(
        "resource", row.id, title=row.name, address=f"/resources/{row.id}/", audience=row.audience,
        body=". ".join(part for part in said if part), partnership_id=row.partnership_id,
        organisation_id=row.organisation_id, area=row.area, terms=row.terms.value,
    )  # fmt: skip


@following.renews
def reindex_organisation(organisation_id: int) -> None:
    """Renew what is found of all that an organisation lends: it has closed, or is open again."""
    db.session.flush()
    for row in db.session.scalars(sa.select(Resource).filter_by(organisation_id=organisation_id)):
        reindex(row)


def _write(row: Resource, entry: dict[str, Any]) -> None:
    for field in ENTRY:
        if field in entry:
            setattr(row, field, entry[field])
    row.sort_name = row.name.casefold()
    if not row.area:
        owner = db.session.get(Organisation, row.organisation_id)
        row.area = owner.area if owner else ""


def _confirm(row: Resource, doer: Viewer | None) -> None:
    if doer is not None:
        row.confirmed_on, row.confirmed_by = clock.today(), doer.name
