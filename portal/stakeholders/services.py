"""Keeping the list of stakeholders."""

from typing import Any

from portal.audit.services import record
from portal.core import clock, index
from portal.core.audience import Why
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.directory.queries.named import organisation_called
from portal.partnerships.models import Partnership
from portal.stakeholders.models import Stakeholder

FIELDS = ("kind", "interest", "involved", "lead_id", "heard_on", "heard_how", "audience")


def add_stakeholder(doer: Viewer, partnership: Partnership, *, called: str, **said: Any) -> Stakeholder:
    """Return the new entry; `called` is an organisation of the directory by its name, or a name written down.

    `said` is what FIELDS name.
    """
    row = Stakeholder(partnership_id=partnership.id, audience_why=Why.CHOSEN, user_id=doer.user_id)
    _write(row, called, said)
    db.session.add(row)
    db.session.flush()
    reindex(row)
    record(doer, "added", row, f"Added {_named(row)} to the stakeholders")
    return row


def change_stakeholder(doer: Viewer, row: Stakeholder, *, called: str, **said: Any) -> None:
    """Give an entry what FIELDS name, and another name."""
    _write(row, called, said)
    db.session.flush()
    reindex(row)
    record(doer, "changed", row, f"Changed {_named(row)} among the stakeholders")


def _write(row: Stakeholder, called: str, said: dict[str, Any]) -> None:
    row.listed_id = organisation_called(called)
    row.name = "" if row.listed_id else called
    for name in FIELDS:
        setattr(row, name, said[name])


def remove_stakeholder(doer: Viewer, row: Stakeholder) -> None:
    """Take an entry off the list; it can come back."""
    row.removed_at = clock.now()
    db.session.flush()
    reindex(row)
    record(doer, "removed", row, f"Took {_named(row)} off the stakeholders")


def restore_stakeholder(doer: Viewer, row: Stakeholder) -> None:
    """Bring an entry back onto the list."""
    row.removed_at = None
    db.session.flush()
    reindex(row)
    record(doer, "restored", row, f"Brought {_named(row)} back among the stakeholders")


def reindex(row: Stakeholder) -> None:
    """Bring the index in line with an entry."""
    if row.removed_at is not None:
        index.drop("stakeholder", [row.id])
        return
    place = db.session.get_one(Partnership, row.partnership_id)
    index.put(
        "stakeholder", row.id, title=_called(row), body=f"{row.kind.words}. {row.interest}".strip(),
        address=f"/partnerships/{place.slug}/stakeholders/{row.id}/", audience=row.audience,
        partnership_id=row.partnership_id,
    )  # fmt: skip


def _called(row: Stakeholder) -> str:
    listed = db.session.get(Organisation, row.listed_id) if row.listed_id else None
    return listed.name if listed else row.name


def _named(row: Stakeholder) -> str:
    return f"“{_called(row)}”"
