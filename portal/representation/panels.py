"""What representation adds to the pages of groups and seats."""

from portal.core.panels import Panel, offer
from portal.core.permissions import Permission
from portal.core.viewer import Viewer
from portal.memberships.models import Seat
from portal.partnerships.models import Group
from portal.representation.queries import cases


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
