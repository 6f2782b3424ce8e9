"""Finding the person a name and an address stand for, or adding them to the directory."""

from portal.accounts.models import User
from portal.accounts.queries import normal
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.directory.models import Person
from portal.directory.services import add_person, reindex
from portal.memberships.models import Invitation
from portal.memberships.queries.people import find_person, person_of, unclaimed


def somebody(doer: Viewer, name: str, email: str, organisation_id: int | None) -> Person:
    """Return the person of the organisation with the e-mail address, or add a new one with the name."""
    known = find_person(email, organisation_id) if email else None
    return known or add_person(doer, name=name, email=normal(email), organisation_id=organisation_id)


def person_of_account(doer: Viewer, user: User, invitation: Invitation, organisation_id: int | None) -> Person:
    """Return the person whose account it is, so that whoever accepts an invitation has an entry in the directory.

    An account without one gets the entry the invitation was meant for, or else the one with the same e-mail address
    in the organisation (or of the same name), as long as that has no account; otherwise a new one.
    """
    person = person_of(user.id) or unclaimed(invitation.person_id, user.email, user.name, organisation_id)
    if person is None:
        person = add_person(doer, name=user.name, email=user.email, organisation_id=organisation_id)
    person.user_id = user.id
    if not person.email:
        person.email = user.email
    db.session.flush()
    reindex(person)
    return person
