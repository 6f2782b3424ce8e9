"""Keeping the entries of organisations and people. Each change is recorded, and the search follows it."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from portal.audit.services import record
from portal.core import clock, index
from portal.core.audience import Audience
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.text import slug as as_slug
from portal.core.viewer import Viewer
from portal.directory.models import Consent, Organisation, Person, Showing
from portal.directory.rules import consent_words

ENTRY = (
    "name", "short_name", "sector", "kind", "area", "description", "address", "postcode", "telephone", "email",
    "website",
)  # fmt: skip
PERSON = ("name", "job", "organisation_id", "email", "telephone")
TAKEN = {"new", "matrix"}
LISTED = {Showing.PUBLIC: Audience.PUBLIC, Showing.PARTNERS: Audience.PARTNERS}


def add_organisation(doer: Viewer | None, slug: str = "", **entry: Any) -> Organisation:
    """Add an organisation, given as the fields of its entry (see ENTRY; `name` is needed), and return it.

    `slug` is its name in addresses; without one it is made from the name.
    """
    row = Organisation(slug=slug or _free_slug(entry["name"]))
    _write(row, ENTRY, entry)
    _confirm(row, doer)
    db.session.add(row)
    record(doer, "added", row, f"added the organisation {row.name}")
    reindex(row)
    return row


def edit_organisation(doer: Viewer | None, row: Organisation, **entry: Any) -> None:
    """Change fields of an organisation's entry; who looked at it to change it has confirmed it too."""
    was = row.name
    _write(row, ENTRY, entry)
    _confirm(row, doer)
    renamed = f", formerly {was}" if was != row.name else ""
    record(doer, "changed", row, f"changed the entry of {row.name}{renamed}")
    reindex(row)
    if renamed:
        for person in db.session.scalars(sa.select(Person).filter_by(organisation_id=row.id)):
            reindex(person)


def confirm_organisation(doer: Viewer, row: Organisation) -> None:
    """Note that the entry is still right."""
    _confirm(row, doer)
    record(doer, "confirmed", row, f"confirmed that the entry of {row.name} is still right")


def close_organisation(doer: Viewer | None, row: Organisation, closed_on: date) -> None:
    """Note that the organisation has closed. Its page and its history stay. Refused when it is closed already."""
    if row.closed_on is not None:
        raise Refusal(f"{row.name} is closed already, since {shortday(row.closed_on)}.")
    row.closed_on = closed_on
    record(doer, "closed", row, f"noted that {row.name} closed on {shortday(closed_on)}")
    reindex(row)


def reopen_organisation(doer: Viewer | None, row: Organisation) -> None:
    """Take back that an organisation closed. Refused when it is open."""
    if row.closed_on is None:
        raise Refusal(f"{row.name} is not closed.")
    row.closed_on = None
    record(doer, "reopened", row, f"noted that {row.name} is open again")
    reindex(row)


def add_person(doer: Viewer | None, **entry: Any) -> Person:
    """Add a person, given as the fields of their entry (see PERSON; `name` is needed), and return them.

    The name is shown to partners and the contact details to nobody until the person says otherwise.
    """
    row = Person(name_shown=Showing.PARTNERS, contact_shown=Showing.NOBODY)
    _write(row, PERSON, entry)
    db.session.add(row)
    record(doer, "added", row, f"added {row.name}")
    reindex(row)
    return row


def edit_person(doer: Viewer | None, row: Person, **entry: Any) -> None:
    """Change fields of a person's entry."""
    _write(row, PERSON, entry)
    record(doer, "changed", row, f"changed the entry of {row.name}")
    reindex(row)


def give_consent(
    doer: Viewer | None, row: Person, name_shown: Showing, contact_shown: Showing, told: str = ""
) -> Consent:
    """Keep what the person agreed to, and show it so from now on.

    `told` says how they said it, where somebody else (`doer`) writes it down for them. Raises Refusal when the
    contact details would be shown more widely than the name.
    """
    order = list(Showing)
    if order.index(contact_shown) < order.index(name_shown):
        raise Refusal("Contact details cannot be shown to more people than the name they belong to.")
    words = consent_words(row.name, name_shown, contact_shown, told)
    return _consent(doer, row, name_shown, contact_shown, words, "recorded what may be shown of")


def withdraw_consent(doer: Viewer | None, row: Person) -> Consent:
    """Take back all that was agreed: from now on nothing is shown but to those who keep the entry."""
    words = "I take back my consent: neither my name nor my contact details are shown."
    return _consent(doer, row, Showing.NOBODY, Showing.NOBODY, words, "took back the consent of")


def end_person(doer: Viewer | None, row: Person, left_on: date) -> None:
    """Note that a person left. What they did stays in the records. Refused when it is noted already."""
    if row.left_on is not None:
        raise Refusal(f"That {row.name} left is noted already.")
    row.left_on = left_on
    record(doer, "ended", row, f"noted that {row.name} left on {shortday(left_on)}")
    reindex(row)


def bring_back_person(doer: Viewer | None, row: Person) -> None:
    """Take back that a person left. Refused when they did not."""
    if row.left_on is None:
        raise Refusal(f"{row.name} has not left.")
    row.left_on = None
    record(doer, "brought back", row, f"noted that {row.name} is back")
    reindex(row)


def reindex(row: Organisation | Person) -> None:
    """Renew what is found of an organisation or a person."""
    db.session.flush()
    if isinstance(row, Organisation):
        short = f" ({row.short_name})" if row.short_name else ""
        closed = f", closed {shortday(row.closed_on)}" if row.closed_on else ""
        index.put(
            "organisation", row.id, title=f"{row.name}{short}{closed}", address=f"/organisations/{row.slug}/",
            audience=Audience.PUBLIC, body=_joined(row.kind, row.area, row.description),
        )  # fmt: skip
    elif row.left_on is not None or row.name_shown not in LISTED:
        index.drop("person", [row.id])
    else:
        organisation = db.session.get(Organisation, row.organisation_id) if row.organisation_id else None
        index.put(
            "person", row.id, title=row.name, address=f"/people/{row.id}/", audience=LISTED[row.name_shown],
            body=_joined(row.job, organisation.name if organisation else "", organisation.area if organisation else ""),
        )  # fmt: skip


def _consent(
    doer: Viewer | None, row: Person, name_shown: Showing, contact_shown: Showing, words: str, done: str
) -> Consent:
    row.name_shown, row.contact_shown = name_shown, contact_shown
    by = (doer.name if doer else "") or "The portal"
    kept = Consent(
        person_id=row.id, name_shown=name_shown, contact_shown=contact_shown, wording=words[:400], at=clock.now(),
        recorded_by=by,
    )  # fmt: skip
    db.session.add(kept)
    record(doer, "consent", row, f"{done} {row.name}")
    reindex(row)
    return kept


def _confirm(row: Organisation, doer: Viewer | None) -> None:
    if doer is not None:
        row.confirmed_on, row.confirmed_by = clock.today(), doer.name


def _write(row: Organisation | Person, fields: tuple[str, ...], entry: dict[str, Any]) -> None:
    if unknown := entry.keys() - set(fields):
        raise TypeError(f"no field of this entry: {', '.join(sorted(unknown))}")
    for field, value in entry.items():
        setattr(row, field, value)
    row.sort_name = row.name.lower()


def _free_slug(name: str) -> str:
    wanted = as_slug(name) or "organisation"
    asked = sa.select(Organisation.slug).where(Organisation.slug.startswith(wanted, autoescape=True))
    taken = TAKEN | set(db.session.scalars(asked))
    return next(each for each in (wanted, *(f"{wanted}-{n}" for n in range(2, 10**6))) if each not in taken)


def _joined(*parts: str) -> str:
    return ". ".join(part for part in parts if part)
