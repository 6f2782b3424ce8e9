"""What representation adds to the pages of groups and seats."""

from portal.core.panels import Panel, offer
from portal.core.permissions import Permission
from portal.core.viewer import Viewer
from portal.memberships.models import Seat
from portal.partnerships.models import Group
from portal.representation.queries import backing, cases
from portal.representation.services.backing import is_unusual


@offer("group", 40)
def attendance_of_group(_viewer: Viewer, group: Group) -> Panel:
    """Lead to who came to the group's meetings, and to its terms and vacancies."""
    return Panel("representation/_of_group.html", {"group": group, "slug": group.partnership.slug})


@offer("seat", 40)
def case_of_seat(viewer: Viewer, seat: Seat) -> Panel | None:
    """Lead to the open case of a seat's missed meetings, for those who keep it."""
    if not viewer.can_in(Permission.KEEP_SEATS, seat.partnership_id, seat.group_id):
        return None
    number = cases.open_by_seat(seat.partnership_id).get(seat.id)
    slug = seat.group.partnership.slug
    return Panel("representation/_of_seat.html", {"number": number, "slug": slug}) if number else None


@offer("seat", 45)
def behind_seat(viewer: Viewer, seat: Seat) -> Panel | None:
    """Show what stands behind a seat to its organisation and to who keeps the seats; to these also the gentle note."""
    if seat.organisation_id is None or not backing.may_say(viewer, seat):
        return None
    said, holder = backing.backing_of(seat.id), cases.holder_of(seat.id)
    keeps = viewer.can_in(Permission.KEEP_SEATS, seat.partnership_id, seat.group_id)
    context = {
        "said": said, "seat": seat, "slug": seat.group.partnership.slug,
        "is_unusual": keeps and is_unusual(said, holder),
        "serves_as": said.serves_as if said and holder and said.holder_id == holder.id else None,
    }  # fmt: skip
    return Panel("representation/_behind_seat.html", context)
