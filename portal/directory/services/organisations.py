"""Keeping the entries of organisations. Each change is recorded, and the search follows it."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from portal.audit.services import record
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.text import slug as as_slug
from portal.core.viewer import Viewer
from portal.directory import following
from portal.directory.models import Organisation, Person
from portal.directory.services.entries import ENTRY, confirmed, reindex, write

TAKEN = {"new", "matrix", "stale"}


def add_organisation(doer: Viewer | None, slug: str = "", **entry: Any) -> Organisation:
    """Add an organisation, given as the fields of its entry (see ENTRY; `name` is needed), and return it.

    `slug` is its name in addresses; without one it is made from the name.
    """
    row = Organisation(slug=slug or _free_slug(entry["name"]))
    write(row, ENTRY, entry)
    confirmed(row, doer)
    db.session.add(row)
    record(doer, "added", row, f"added the organisation {row.name}")
    reindex(row)
    return row


def edit_organisation(doer: Viewer | None, row: Organisation, **entry: Any) -> None:
    """Change fields of an organisation's entry; who looked at it to change it has confirmed it too."""
    was, place = row.name, row.area
    write(row, ENTRY, entry)
    confirmed(row, doer)
    renamed = f", formerly {was}" if was != row.name else ""
    record(doer, "changed", row, f"changed the entry of {row.name}{renamed}")
    reindex(row)
    if renamed or row.area != place:
        for person in db.session.scalars(sa.select(Person).filter_by(organisation_id=row.id)):
            reindex(person)


def confirm_organisation(doer: Viewer, row: Organisation) -> None:
    """Note that the entry is still right."""
    confirmed(row, doer)
    record(doer, "confirmed", row, f"confirmed that the entry of {row.name} is still right")


def close_organisation(doer: Viewer | None, row: Organisation, closed_on: date) -> None:
    """Note that the organisation has closed. Refused when it is closed already.

    Its page and its history stay; what it offers stays on record, and is neither listed nor found until it opens again.
    """
    if row.closed_on is not None:
        raise Refusal(f"{row.name} is closed already, since {shortday(row.closed_on)}.")
    row.closed_on = closed_on
    record(doer, "closed", row, f"noted that {row.name} closed on {shortday(closed_on)}")
    reindex(row)
    following.renew(row.id)


def reopen_organisation(doer: Viewer | None, row: Organisation) -> None:
    """Take back that an organisation closed. Refused when it is open."""
    if row.closed_on is None:
        raise Refusal(f"{row.name} is not closed.")
    row.closed_on = None
    record(doer, "reopened", row, f"noted that {row.name} is open again")
    reindex(row)
    following.renew(row.id)


def _free_slug(name: str) -> str:
    wanted = as_slug(name) or "organisation"
    asked = sa.select(Organisation.slug).where(Organisation.slug.startswith(wanted, autoescape=True))
    taken = TAKEN | set(db.session.scalars(asked))
    return next(each for each in (wanted, *(f"{wanted}-{n}" for n in range(2, 10**6))) if each not in taken)
