"""What is found of an offer."""

from typing import Any

import sqlalchemy as sa

from portal.core import index
from portal.core.database import db
from portal.directory import following
from portal.directory.models import Organisation
from portal.skills.models import Capacity, Skill, Wanted
from portal.skills.queries.terms import read_vocabulary
from portal.skills.rules import Vocabulary


def reindex(row: Skill, terms: Vocabulary | None = None) -> None:
    """Renew what is found of an offer; one that is removed, or whose organisation has closed, is found no more."""
    db.session.flush()
    write(row, read_vocabulary() if terms is None else terms)


def write(row: Any, terms: Vocabulary, organisation: Any = None) -> None:
    """Write what is found of an offer: its title, what the skill is also called, its description and organisation.

    Nobody's name is in it: not all who find the offer may read it. Who writes many hands in the organisation too.
    """
    organisation = db.session.get_one(Organisation, row.organisation_id) if organisation is None else organisation
    if row.removed_at is not None or organisation.closed_on is not None:
        index.drop("skill", [row.id])
        return
    root = terms.root(row.term_id)
    said = [*terms.names(row.term_id), root.category if root else "", row.description, row.area, organisation.name]
    index.put(
        "skill", row.id, title=row.title, address=f"/skills/{row.id}/", audience=row.audience,
        body=". ".join(filter(None, [*said, organisation.area])), partnership_id=row.partnership_id,
        organisation_id=row.organisation_id, area=row.area or organisation.area, terms=row.terms.value,
        marks=marks_of(row.forms, row.capacity),
    )  # fmt: skip


def marks_of(forms: str, capacity: Capacity) -> list[str]:
    """Return what a search for skills is narrowed by beside terms and sector; who has time now bears no mark of it."""
    return forms.split() + ([] if capacity is Capacity.NOW else [capacity.value])


def reindex_wanted(row: Wanted) -> None:
    """Renew what is found of a wanted notice; one that is closed, or whose organisation is, is found no more."""
    db.session.flush()
    organisation = db.session.get_one(Organisation, row.organisation_id)
    if row.closed_on is not None or organisation.closed_on is not None:
        index.drop("wanted", [row.id])
        return
    index.put(
        "wanted", row.id, title=row.title, address=f"/skills/wanted/{row.id}/", audience=row.audience,
        body=". ".join(filter(None, [row.text, row.area, organisation.name, *read_vocabulary().names(row.term_id)])),
        partnership_id=row.partnership_id, organisation_id=row.organisation_id, area=row.area or organisation.area,
    )  # fmt: skip


@following.renews
def reindex_organisation(organisation_id: int) -> None:
    """Renew what is found of all that an organisation offers and wants: it has closed, or is open again."""
    db.session.flush()
    terms = read_vocabulary()
    for row in db.session.scalars(sa.select(Skill).filter_by(organisation_id=organisation_id)):
        write(row, terms)
    for notice in db.session.scalars(sa.select(Wanted).filter_by(organisation_id=organisation_id)):
        reindex_wanted(notice)
