"""Organisations that are typed by name: those to offer while somebody types, and the one that was meant."""

from collections.abc import Sequence

import sqlalchemy as sa

from portal.core.database import reader
from portal.directory.models import Organisation

OFFERED = 400


def names_to_offer() -> Sequence[str]:
    """Return the names of the open organisations of the directory, as many as a box can offer."""
    asked = sa.select(Organisation.name).where(Organisation.closed_on.is_(None))
    return reader().scalars(asked.order_by(Organisation.sort_name, Organisation.id).limit(OFFERED)).all()


def organisation_called(name: str) -> int | None:
    """Return the number of the one open organisation of that name or short name; None for none, and for several."""
    wanted = name.strip().lower()
    if not wanted:
        return None
    asked = sa.select(Organisation.id).where(
        Organisation.closed_on.is_(None),
        sa.or_(sa.func.lower(Organisation.name) == wanted, sa.func.lower(Organisation.short_name) == wanted),
    )
    found = reader().scalars(asked.limit(2)).all()
    return found[0] if len(found) == 1 else None
