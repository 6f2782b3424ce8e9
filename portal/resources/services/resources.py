"""Keeping what organisations lend; each change is recorded, and the search follows it."""

from typing import Any

import sqlalchemy as sa

from portal.audit.services import record
from portal.core import clock, index
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.resources.models import Photograph, Resource
from portal.resources.pictures import Picture

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


def keep_picture(doer: Viewer | None, row: Resource, picture: Picture, words: str) -> None:
    """Show a photograph of the resource; the one before is deleted. `words` say what it shows."""
    db.session.flush()
    db.session.execute(sa.delete(Photograph).where(Photograph.resource_id == row.id))
    kept = Photograph(
        resource_id=row.id, fingerprint=picture.fingerprint, content_type=picture.content_type, content=picture.content
    )
    db.session.add(kept)
    row.picture, row.picture_words = picture.fingerprint, words
    row.picture_width, row.picture_height, row.picture_weight = picture.width, picture.height, len(picture.content)
    record(doer, "changed", row, f"gave {row.name} a photograph")


def describe_picture(doer: Viewer, row: Resource, words: str) -> None:
    """Say in other words what the photograph shows."""
    row.picture_words = words
    record(doer, "changed", row, f"described the photograph of {row.name}")


def remove_picture(doer: Viewer, row: Resource) -> None:
    """Show no photograph any more; the file is kept until another takes its place, so that it can come back."""
    row.picture = ""
    record(doer, "changed", row, f"took the photograph of {row.name} away")


def restore_picture(doer: Viewer, row: Resource, photograph: Photograph) -> None:
    """Show the photograph again that was taken away."""
    row.picture = photograph.fingerprint
    record(doer, "changed", row, f"brought the photograph of {row.name} back")


def reindex(row: Resource) -> None:
    """Let the search find the resource as it is now, or no more."""
    db.session.flush()
    if row.removed_at is not None:
        index.drop("resource", [row.id])
        return
    said = (row.kind.words, row.description, row.place, row.postcode, row.terms.words, row.conditions)
    index.put(
        "resource", row.id, title=row.name, address=f"/resources/{row.id}/", audience=row.audience,
        body=". ".join(part for part in said if part), partnership_id=row.partnership_id,
        organisation_id=row.organisation_id, area=row.area, terms=row.terms.value,
    )  # fmt: skip


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
