"""What is found of an offer."""

from portal.core import index
from portal.core.database import db
from portal.directory.models import Organisation
from portal.skills.models import Skill, Wanted
from portal.skills.queries.terms import read_vocabulary
from portal.skills.rules import Vocabulary


def reindex(row: Skill, terms: Vocabulary | None = None) -> None:
    """Renew what is found of an offer: its title, what the skill is also called, its description and organisation.

    Nobody's name is in it: not all who find the offer may read it.
    """
    db.session.flush()
    if row.removed_at is not None:
        index.drop("skill", [row.id])
        return
    organisation = db.session.get_one(Organisation, row.organisation_id)
    terms = read_vocabulary() if terms is None else terms
    root = terms.root(row.term_id)
    said = [*terms.names(row.term_id), root.category if root else "", row.description, row.area, organisation.name]
    index.put(
        "skill", row.id, title=row.title, address=f"/skills/{row.id}/", audience=row.audience,
        body=". ".join(filter(None, [*said, organisation.area])), partnership_id=row.partnership_id,
        organisation_id=row.organisation_id, area=row.area or organisation.area, terms=row.terms.value,
    )  # fmt: skip


def reindex_wanted(row: Wanted) -> None:
    """Renew what is found of a wanted notice; one that is closed is found no more."""
    db.session.flush()
    if row.closed_on is not None:
        index.drop("wanted", [row.id])
        return
    organisation = db.session.get_one(Organisation, row.organisation_id)
    index.put(
        "wanted", row.id, title=row.title, address=f"/skills/wanted/{row.id}/", audience=row.audience,
        body=". ".join(filter(None, [row.text, row.area, organisation.name, *read_vocabulary().names(row.term_id)])),
        partnership_id=row.partnership_id, organisation_id=row.organisation_id, area=row.area or organisation.area,
    )  # fmt: skip
