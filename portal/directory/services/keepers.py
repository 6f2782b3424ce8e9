"""Entrusting an organisation's entries to people, beside those who sit for it; and ending that."""

from datetime import timedelta

from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.viewer import Viewer
from portal.directory.models import Keeper, Organisation, Person


def add_keeper(doer: Viewer | None, organisation: Organisation, person: Person) -> Keeper:
    """Ask a person to keep an organisation's entries, from today. Refused when they do already, or have left."""
    if person.left_on is not None:
        raise Refusal(f"{person.name} has left. Choose somebody who is still here.")
    kept = Keeper(organisation_id=organisation.id, person_id=person.id, from_on=clock.today())
    if any(_lasts(each) for each in db.session.query(Keeper).filter_by(**_pair(kept))):
        raise Refusal(f"{person.name} keeps the entries of {organisation.name} already.")
    db.session.add(kept)
    record(doer, "entrusted", organisation, f"asked {person.name} to keep the entries of {organisation.name}")
    return kept


def end_keeper(doer: Viewer, organisation: Organisation, kept: Keeper, name: str) -> None:
    """End a person's keeping at once: yesterday was the last day. Refused when it has ended."""
    if not _lasts(kept):
        raise Refusal("That has ended already.")
    kept.until_on = clock.today() - timedelta(days=1)
    record(doer, "ended", organisation, f"ended that {name} keeps the entries of {organisation.name}")


def bring_back_keeper(doer: Viewer, organisation: Organisation, kept: Keeper, name: str) -> None:
    """Take back that a person's keeping ended. Refused when it lasts, or was given anew meanwhile."""
    if any(_lasts(each) for each in db.session.query(Keeper).filter_by(**_pair(kept))):
        raise Refusal(f"{name} keeps the entries of {organisation.name} already.")
    kept.until_on = None
    record(doer, "entrusted", organisation, f"let {name} keep the entries of {organisation.name} after all")


def _lasts(kept: Keeper) -> bool:
    return kept.until_on is None or kept.until_on >= clock.today()


def _pair(kept: Keeper) -> dict[str, int]:
    return {"organisation_id": kept.organisation_id, "person_id": kept.person_id}
