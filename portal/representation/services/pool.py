"""Naming people of an organisation who could take on a role, and taking that back."""

from portal.audit import services as audit
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.viewer import Viewer
from portal.directory.models import Person
from portal.partnerships.models import Partnership
from portal.representation.models import Willing


def name_willing(doer: Viewer, partnership: Partnership, person: Person, areas: str) -> Willing:
    """Name a person as somebody who could take on a role, and return the entry.

    Raises `Refusal` when the person is named already, or is of no organisation. Source: each partner identifies others
    of its staff to share the workload (Peak Partners).
    """
    if person.organisation_id is None:
        raise Refusal(f"{person.name} is of no organisation.")
    same = {"partnership_id": partnership.id, "person_id": person.id, "removed_at": None}
    if db.session.query(Willing).filter_by(**same).first():
        raise Refusal(f"{person.name} is named already. Remove that first.")
    row = Willing(
        partnership_id=partnership.id, organisation_id=person.organisation_id, person_id=person.id, areas=areas,
        kept_on=clock.today(), kept_by=doer.name,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    audit.record(doer, "named", row, f"{person.name} could take on a role: {areas}", partnership.id)
    return row


def remove_willing(doer: Viewer, row: Willing) -> None:
    """Take somebody off the list; it can be taken back."""
    row.removed_at = clock.now()
    audit.record(doer, "removed", row, f"{row.person.name} is no longer named for a role", row.partnership_id)


def restore_willing(doer: Viewer, row: Willing) -> None:
    """Take that back."""
    row.removed_at = None
    audit.record(doer, "restored", row, f"{row.person.name} is named for a role after all", row.partnership_id)
