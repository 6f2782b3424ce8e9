"""Giving a vacant seat to an organisation and inviting who is to represent it, in one step."""

from portal.core import clock
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.memberships.models import Invitation, Seat, Standing
from portal.memberships.services.invitations import invite_to_seat
from portal.memberships.services.seats import fill_seat


def invite_for_seat(doer: Viewer, seat: Seat, organisation: Organisation, name: str, email: str) -> Invitation:
    """Give a vacant seat to an organisation from today and invite its representative; return the invitation.

    Raises `Refusal` as filling the seat and inviting to it do; then neither happens.
    """
    filled = fill_seat(doer, seat, organisation, clock.today())
    return invite_to_seat(doer, filled, Standing.REPRESENTATIVE, name, email)
