"""Inviting people by letter to a seat or a role, and what follows when they accept."""

import secrets
from datetime import timedelta

import sqlalchemy as sa

from portal.accounts import passwords
from portal.accounts.models import User
from portal.accounts.queries import find_user, normal
from portal.accounts.services import create_user, keep_password
from portal.accounts.sign_in import hashed
from portal.audit import services as audit
from portal.core import clock
from portal.core.database import db, release
from portal.core.errors import Refusal
from portal.core.permissions import Role
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person
from portal.mail import services as mail
from portal.memberships.models import Invitation, Seat, Standing
from portal.memberships.queries.invitations import invitation_behind, inviter_still_may, same_open
from portal.memberships.queries.people import find_person, has_part_elsewhere
from portal.memberships.queries.roles import list_appointments
from portal.memberships.queries.seats import holders_in_the_way
from portal.memberships.services.holders import AS, name_holder
from portal.memberships.services.people import person_of_account
from portal.memberships.services.roles import give_role
from portal.partnerships.models import Group, Partnership

LASTS = timedelta(days=7)


def invite_to_seat(
    doer: Viewer, seat: Seat, standing: Standing, name: str, email: str, person: Person | None = None
) -> Invitation:
    """Invite somebody to represent a seat, or to be the substitute named for it; return the invitation.

    `person` is who holds it already and is to get an account. Raises `Refusal` when the seat is vacant or ended, when
    somebody else holds it, and as `_send` does.
    """
    if seat.organisation_id is None or (seat.until_on and seat.until_on < clock.today()):
        raise Refusal("Nobody can be invited to a seat that is vacant or has ended.")
    meant = person or find_person(email, seat.organisation_id)
    for holder in holders_in_the_way(seat, standing, clock.today()):
        if meant is None or holder.person_id != meant.id:
            raise Refusal(f"{holder.person.name} is the {AS[standing]} of this seat. End that first.")
    if person and person.email and normal(person.email) != normal(email):
        raise Refusal(f"The directory has another e-mail address for {person.name}. Change it there first.")
    if person and not person.email and has_part_elsewhere(person.id, seat.partnership_id):
        raise Refusal(
            f"{person.name} sits in other partnerships too: the e-mail address has to be in the directory first."
        )
    role = Role.REPRESENTATIVE if standing is Standing.REPRESENTATIVE else Role.SUBSTITUTE
    invitation = Invitation(
        partnership_id=seat.partnership_id, partnership=seat.group.partnership, group_id=seat.group_id,
        group=seat.group, seat_id=seat.id, seat=seat, role=role, person_id=person.id if person else None,
    )  # fmt: skip
    return _send(doer, invitation, name, email)


def invite_to_role(
    doer: Viewer, partnership: Partnership, role: Role, group: Group | None, staff_of: Organisation | None,
    name: str, email: str,
) -> Invitation:  # fmt: skip
    """Invite somebody to a role in a partnership or in one of its groups; return the invitation.

    Raises `Refusal` as `_send` does. Whether the role can be given is asked again when it is accepted.
    """
    staff_of = staff_of if role is Role.WIDER_STAFF else None
    invitation = Invitation(
        partnership_id=partnership.id, partnership=partnership, group_id=group.id if group else None, group=group,
        role=role, organisation_id=staff_of.id if staff_of else None, organisation=staff_of,
    )  # fmt: skip
    return _send(doer, invitation, name, email)


def send_again(doer: Viewer, invitation: Invitation) -> None:
    """Send an invitation that was not accepted once more, for another week; the address in the old letter is void.

    Raises `Refusal` when it was accepted.
    """
    if invitation.accepted_at:
        raise Refusal("This invitation has been accepted.")
    invitation.withdrawn_at = None
    _send(doer, invitation, invitation.name, invitation.email)


def withdraw(doer: Viewer, invitation: Invitation) -> None:
    """Take an invitation back: the address in its letter opens nothing any more. Raises `Refusal` when accepted."""
    if invitation.accepted_at:
        raise Refusal("This invitation has been accepted. End the seat or the role instead.")
    invitation.withdrawn_at = clock.now()
    audit.record(doer, "withdrew", invitation, f"Withdrew the invitation of {invitation.name}")


def accept(invitation: Invitation, user: User) -> Person:
    """Let the owner of the account take up what the invitation is to, once; return the person they are.

    Raises `Refusal` when the invitation is used, withdrawn or expired, when its sender may not invite any more, when
    it is for another address, and when the seat or role cannot be had any more.
    """
    if normal(user.email) != normal(invitation.email):
        raise Refusal("This invitation is for another e-mail address.")
    if invitation.state(clock.now()) != "open" or not inviter_still_may(invitation):
        raise Refusal("This invitation holds no longer.")
    used = sa.update(Invitation).where(
        Invitation.id == invitation.id, Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None)
    )
    if not db.session.execute(used.values(accepted_at=clock.now())).rowcount:  # type: ignore[attr-defined]
        raise Refusal("This invitation holds no longer.")
    doer = Viewer(user_id=user.id, name=user.name, email=user.email)
    seat = invitation.seat
    person = person_of_account(doer, user, invitation, seat.organisation_id if seat else invitation.organisation_id)
    invitation.person_id = person.id
    if seat:
        _take_seat(doer, invitation, seat, person)
    else:
        _take_role(doer, invitation, person)
    audit.record(doer, "accepted", invitation, f"{person.name} accepted the invitation to {invitation.purpose}")
    _tell_the_inviter(invitation, user)
    return person


def accept_as_newcomer(token: str, name: str, password: str) -> User:
    """Make an account for the address that was invited and accept with it; return the account.

    It begins a transaction of its own, because hashing a password is slow on purpose. Raises `Refusal` as `accept`
    does, and when the address has an account with a password by now.
    """
    release()
    kept = passwords.hashed(password)
    invitation = invitation_behind(token)
    user = find_user(invitation.email)
    if user and (user.password_hash or user.disabled_at):
        raise Refusal("There is an account for this e-mail address. Sign in with it to accept.")
    user = user or create_user(invitation.email, name)
    user.name = name
    db.session.flush()
    keep_password(user, kept)
    accept(invitation, user)
    return user


def _take_seat(doer: Viewer, invitation: Invitation, seat: Seat, person: Person) -> None:
    """Name the person, unless they hold the seat already and only lacked an account."""
    holders = holders_in_the_way(seat, invitation.standing, clock.today())
    if not any(holder.person_id == person.id for holder in holders):
        name_holder(doer, seat, person, invitation.standing, max(clock.today(), seat.from_on))


def _take_role(doer: Viewer, invitation: Invitation, person: Person) -> None:
    has = list_appointments(person.id, invitation.partnership)
    if not any((each.role, each.group_id) == (invitation.role, invitation.group_id) for each in has):
        give_role(doer, invitation.partnership, person, invitation.role, invitation.group, invitation.organisation)


def _tell_the_inviter(invitation: Invitation, user: User) -> None:
    inviter = db.session.get(User, invitation.inviter_id) if invitation.inviter_id else None
    if inviter:
        mail.post(
            inviter.email, inviter.name, "invitation_accepted", partnership_id=invitation.partnership_id,
            subject=f"{invitation.partnership.name}: {user.name} accepted your invitation", invitation=invitation,
            name=user.name, partnership=invitation.partnership,
        )  # fmt: skip


def _send(doer: Viewer, invitation: Invitation, name: str, email: str) -> Invitation:
    """Give the invitation a fresh secret and a week, and write its letter.

    Raises `Refusal` when the same address has an open invitation to the same already.
    """
    invitation.name, invitation.email = name, normal(email)
    if same_open(invitation):
        raise Refusal(f"{invitation.email} has an open invitation to this already. Send that one again.")
    token, moment = secrets.token_urlsafe(32), clock.now()
    invitation.token_hash, invitation.created_at, invitation.expires_at = hashed(token), moment, moment + LASTS
    invitation.invited_by, invitation.inviter_id = doer.name, doer.user_id
    db.session.add(invitation)
    db.session.flush()
    audit.record(doer, "invited", invitation, f"Invited {name} to {invitation.purpose}")
    mail.post(
        invitation.email, name, "invitation", partnership_id=invitation.partnership_id, invitation=invitation,
        subject=f"{invitation.partnership.name}: an invitation for you", token=token,
    )  # fmt: skip
    return invitation
