"""What waits for who keeps a partnership's seats: applications to join, and the review of its membership statement."""

from collections.abc import Iterator

from portal.core import clock, waiting
from portal.core.filters import shortday
from portal.core.permissions import Permission
from portal.core.viewer import Viewer
from portal.representation.joining_rules import Stage
from portal.representation.queries.joining import waiting_applications
from portal.representation.queries.membership import reviews_due
from portal.representation.services.letters import AHEAD

NEXT = {
    Stage.RECEIVED: ("would join", "Look at it"),
    Stage.MEETING: ("would join: the partners want to discuss it", "See what they say"),
    Stage.AGREED: ("may join: make its seat", "Make the seat"),
}


def _kept(viewer: Viewer, permission: Permission) -> list[int]:
    return [place.id for place in viewer.places if viewer.can_in(permission, place.id, None)]


@waiting.offer
def applications(viewer: Viewer) -> Iterator[waiting.Waiting]:
    """Applications on which the next step is the viewer's."""
    places = _kept(viewer, Permission.KEEP_SEATS)
    for row in waiting_applications(places) if places else ():
        words, button = NEXT[Stage(row.stage)]
        at = f"/partnerships/{row.slug}/representation/joining/applications/{row.id}/"
        meta = f"{row.partnership}. Applied on {shortday(row.applied_on)}."
        yield waiting.thing(None, f"{row.organisation_name} {words}", at, meta, button)


@waiting.offer
def reviews(viewer: Viewer) -> Iterator[waiting.Waiting]:
    """Membership statements whose review is near or past."""
    places = _kept(viewer, Permission.MANAGE_PARTNERSHIP)
    for row in reviews_due(clock.today() + AHEAD, places) if places else ():
        at = f"/partnerships/{row.slug}/representation/membership/"
        meta = f"{row.name}. Its review was set for {shortday(row.review_on)}."
        yield waiting.thing(row.review_on, "Look at the membership statement again", at, meta, "Review it")
