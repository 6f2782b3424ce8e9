"""Keeping the outside bodies and networks an organisation sits on."""

from typing import Any

from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, OutsideLink
from portal.directory.services.entries import confirmed

LINK = ("name", "website", "person_id", "part", "brings_back")


def add_link(doer: Viewer | None, organisation: Organisation, **entry: Any) -> OutsideLink:
    """Add an outside body, given as the fields in LINK (`name` is needed), and return it."""
    row = OutsideLink(organisation_id=organisation.id, **entry)
    confirmed(row, doer)
    db.session.add(row)
    record(doer, "added", row, f"noted that {organisation.name} sits on {row.name}")
    return row


def edit_link(doer: Viewer, organisation: Organisation, row: OutsideLink, **entry: Any) -> None:
    """Change fields of an outside body; who looked at it to change it has confirmed it too."""
    for field in LINK:
        setattr(row, field, entry[field])
    confirmed(row, doer)
    record(doer, "changed", row, f"changed what is said of {organisation.name} on {row.name}")


def remove_link(doer: Viewer, organisation: Organisation, row: OutsideLink) -> None:
    """Take an outside body off the list. Refused when it is off already."""
    if row.removed_at is not None:
        raise Refusal(f"{row.name} is off the list already.")
    row.removed_at = clock.now()
    record(doer, "removed", row, f"took {row.name} off the outside bodies of {organisation.name}")


def restore_link(doer: Viewer, organisation: Organisation, row: OutsideLink) -> None:
    """Put an outside body back on the list. Refused when it is there."""
    if row.removed_at is None:
        raise Refusal(f"{row.name} is on the list.")
    row.removed_at = None
    record(doer, "restored", row, f"put {row.name} back on the outside bodies of {organisation.name}")
