"""What the entries of organisations and people have in common: their fields, and what is found of them."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from portal.core import clock, index
from portal.core.audience import Audience
from portal.core.database import db
from portal.core.filters import shortday
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person, Showing
from portal.directory.rules import ENTRY_WORDS

ENTRY = tuple(ENTRY_WORDS)
PERSON = ("name", "job", "organisation_id", "email", "telephone")
LISTED = {Showing.PUBLIC: Audience.PUBLIC, Showing.PARTNERS: Audience.PARTNERS}


def write(row: Organisation | Person, fields: tuple[str, ...], entry: dict[str, Any]) -> None:
    """Write fields of an entry. Raises TypeError where one is no field of it."""
    if unknown := entry.keys() - set(fields):
        raise TypeError(f"no field of this entry: {', '.join(sorted(unknown))}")
    for field, value in entry.items():
        setattr(row, field, value)
    row.sort_name = row.name.lower()


def confirmed(row: Any, doer: Viewer | None) -> None:
    """Note that the doer looked at an entry today; the portal itself looks at nothing."""
    if doer is not None:
        row.confirmed_on, row.confirmed_by = clock.today(), doer.name


def reindex(row: Organisation | Person) -> None:
    """Renew what is found of an organisation or a person."""
    db.session.flush()
    if isinstance(row, Organisation):
        put_organisation(row, merged_names([row.id]).get(row.id, ()))
    else:
        put_person(row, db.session.get(Organisation, row.organisation_id) if row.organisation_id else None)


def put_person(row: Any, organisation: Any) -> None:
    """Write what is found of a person, whose organisation is handed in; nothing where the name is not shown widely."""
    if row.left_on is not None or row.name_shown not in LISTED:
        index.drop("person", [row.id])
        return
    index.put(
        "person", row.id, title=row.name, address=f"/people/{row.id}/", audience=LISTED[row.name_shown],
        body=_joined(row.job, organisation.name if organisation else "", organisation.area if organisation else ""),
        organisation_id=row.organisation_id, area=organisation.area if organisation else "",
    )  # fmt: skip


def merged_names(numbers: Sequence[int]) -> dict[int, list[str]]:
    """Return of organisations the names of those that were merged into them, by the numbers of these that stay."""
    into = Organisation.merged_into_id
    asked = sa.select(into, Organisation.name, Organisation.short_name).where(into.in_(numbers))
    found: dict[int, list[str]] = {}
    for number, *names in db.session.execute(asked):
        found.setdefault(number or 0, []).extend(names)
    return found


def put_organisation(row: Any, also: Sequence[str] = ()) -> None:
    """Write what is found of an organisation. One that was entered twice is found under the names of both (`also`)."""
    if row.merged_into_id is not None:
        index.drop("organisation", [row.id])
        return
    short = f" ({row.short_name})" if row.short_name else ""
    closed = f", closed {shortday(row.closed_on)}" if row.closed_on else ""
    body = _joined(
        row.kind, row.area, row.description, row.services, row.area_served, row.languages, row.access, row.postcode,
        row.charity_number, *also,
    )  # fmt: skip
    index.put(
        "organisation", row.id, title=f"{row.name}{short}{closed}", address=f"/organisations/{row.slug}/",
        audience=Audience.PUBLIC, body=body, organisation_id=row.id, area=row.area, sector=row.sector,
    )  # fmt: skip


def _joined(*parts: str) -> str:
    return ". ".join(part for part in parts if part)
