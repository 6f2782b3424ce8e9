"""The blueprint of the pages about seats, and the addresses they lead back to."""

from flask import Blueprint, url_for

from portal.memberships.models import Seat
from portal.partnerships.models import Partnership

memberships = Blueprint("memberships", __name__)


def seat_address(partnership: Partnership, seat: Seat) -> str:
    """Return the address of a seat's page."""
    return url_for("memberships.seat", slug=partnership.slug, seat_id=seat.id)
