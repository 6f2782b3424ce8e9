"""Adding offers, changing them, confirming and removing them, and whether a person agreed to be named."""

from typing import Any

import sqlalchemy as sa

from portal.audit.services import record
from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.text import shortened
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person
from portal.mail import services as mail
from portal.skills.models import Capacity, Skill, Terms
from portal.skills.queries.terms import read_vocabulary
from portal.skills.services.indexing import reindex
from portal.skills.services.terms import term_for

ENTRY = (
    "title", "description", "level", "area", "forms", "terms", "rate", "conditions", "competition", "capacity",
    "free_from", "capacity_note", "audience", "partnership_id",
)  # fmt: skip
"""The fields of an offer. `forms` holds values of `Form` with blanks between."""


def add_skill(
    doer: Viewer | None, organisation: Organisation, *, person: Person | None = None, has_agreed: bool = False,
    **entry: Any,
) -> Skill:  # fmt: skip
    """Add an offer, given as the fields of ENTRY (`title` is needed), and return it.

    A person is named from now on where the doer is that person or says that they agreed; else they are asked by
    letter. Raises Refusal when the organisation offers the same already.
    """
    _refuse_twice(organisation.id, entry["title"])
    usual = {"terms": Terms.FREE, "capacity": Capacity.NOW, "audience": Audience.PARTNERS, "forms": ""}
    row = Skill(organisation_id=organisation.id, organisation=organisation)
    _write(row, usual | entry)
    _confirm(row, doer)
    db.session.add(row)
    _file(row)
    record(doer, "added", row, f"{organisation.name} offers “{shortened(row.title)}”", row.partnership_id)
    name_person(doer, row, person, has_agreed)
    reindex(row)
    return row


def edit_skill(
    doer: Viewer | None, row: Skill, *, person: Person | None = None, has_agreed: bool = False, **entry: Any
) -> None:
    """Change fields of an offer; who looked at it to change it has confirmed it too.

    Raises Refusal when the organisation offers the same already.
    """
    was = row.title
    _refuse_twice(row.organisation_id, entry.get("title", was), row.id)
    _write(row, entry)
    _confirm(row, doer)
    if row.title != was:
        _file(row)
    record(doer, "changed", row, f"changed the offer “{shortened(row.title)}”", row.partnership_id)
    if (person.id if person else None) != row.person_id or (has_agreed and row.listed_agreed_on is None):
        name_person(doer, row, person, has_agreed)
    reindex(row)


def name_person(doer: Viewer | None, row: Skill, person: Person | None, has_agreed: bool) -> None:
    """Name a person in an offer, or nobody. Who has not agreed is asked, and stays unnamed to others until then."""
    db.session.flush()
    row.person_id, row.listed_agreed_on = person.id if person else None, None
    if person is None:
        return
    if has_agreed or (doer is not None and doer.person_id == person.id):
        row.listed_agreed_on = clock.today()
        record(doer, "consent", row, f"noted that {person.name} agreed to be named in “{shortened(row.title)}”")
        return
    organisation = db.session.get_one(Organisation, row.organisation_id)
    mail.post(
        person.email, person.name, "skill_consent", subject=f"May we name you? {row.title}",
        about=f"skill consent {row.id} {person.id}", skill=row, organisation=organisation,
    )  # fmt: skip


def agree(doer: Viewer, row: Skill) -> None:
    """The person named says yes: from now on the offer shows their name."""
    row.listed_agreed_on = clock.today()
    record(doer, "consent", row, f"{doer.name} agreed to be named in “{shortened(row.title)}”")


def decline(doer: Viewer, row: Skill) -> None:
    """The person named says no, or takes it back: the offer stays as their organisation's and names nobody."""
    row.person_id, row.listed_agreed_on = None, None
    record(doer, "consent", row, f"{doer.name} is not to be named in “{shortened(row.title)}”")


def confirm_skill(doer: Viewer, row: Skill) -> None:
    """Note that an offer is still right."""
    _confirm(row, doer)
    record(doer, "confirmed", row, f"confirmed that “{shortened(row.title)}” is still offered", row.partnership_id)


def remove_skill(doer: Viewer | None, row: Skill) -> None:
    """Take an offer off every list; it can come back."""
    row.removed_at = clock.now()
    record(doer, "removed", row, f"removed the offer “{shortened(row.title)}”", row.partnership_id)
    reindex(row)


def restore_skill(doer: Viewer | None, row: Skill) -> None:
    """Bring a removed offer back. Raises Refusal when the organisation offers the same again meanwhile."""
    _refuse_twice(row.organisation_id, row.title, row.id)
    row.removed_at = None
    record(doer, "restored", row, f"brought back the offer “{shortened(row.title)}”", row.partnership_id)
    reindex(row)


def _write(row: Skill, entry: dict[str, Any]) -> None:
    if unknown := entry.keys() - set(ENTRY):
        raise TypeError(f"no field of an offer: {', '.join(sorted(unknown))}")
    for name, value in entry.items():
        setattr(row, name, value)
    row.sort_title = row.title.lower()
    if row.audience is not Audience.PARTNERSHIP:
        row.partnership_id = None
    if row.capacity is not Capacity.LATER:
        row.free_from = None


def _file(row: Skill) -> None:
    """File an offer under the term its title means; a title nobody used before becomes a free term."""
    said = term_for(row.title)
    row.said_term_id = said.id
    root = read_vocabulary().root(said.id)
    row.term_id = root.id if root else said.id


def _confirm(row: Skill, doer: Viewer | None) -> None:
    if doer is not None:
        row.confirmed_on, row.confirmed_by = clock.today(), doer.name


def _refuse_twice(organisation_id: int, title: str, number: int | None = None) -> None:
    asked = sa.select(Skill.id, Skill.title).where(
        Skill.organisation_id == organisation_id, Skill.removed_at.is_(None), Skill.sort_title == title.lower(),
        Skill.id != (number or 0),
    )  # fmt: skip
    if found := db.session.execute(asked).first():
        raise Refusal(f"“{found.title}” is offered already. Change that entry, or give this one another name.")
