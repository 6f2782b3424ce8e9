"""What waits for a person among resources: requests to answer, things to hand over, to bring and to take back."""

from collections.abc import Iterator

from portal.core import clock, waiting
from portal.core.filters import shortday
from portal.core.viewer import Viewer
from portal.resources.models import BookingState
from portal.resources.queries.bookings import waiting_for


@waiting.offer
def bookings(viewer: Viewer) -> Iterator[waiting.Waiting]:
    """What is lent or borrowed."""
    for row in waiting_for(viewer):
        is_out = row.state == BookingState.HANDED_OVER
        day = clock.local(row.ends_at if is_out else row.starts_at).date()
        if row.state == BookingState.ASKED:
            words, button = f"Can you lend {row.resource}?", "Answer"
        elif not is_out:
            words, button = f"Hand over {row.resource}", "Note it"
        else:
            words = f"Take {row.resource} back" if row.lends else f"Bring {row.resource} back"
            button = "Note it" if row.lends else "See the booking"
        meta = f"For {row.organisation}, {shortday(row.starts_at)}."
        yield waiting.thing(day, words, f"/resources/bookings/{row.id}/", meta, button)
