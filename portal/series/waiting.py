"""What waits for a person among polls: those a seat of theirs has not answered."""

from collections.abc import Iterator

from portal.core import waiting
from portal.core.filters import shortday
from portal.core.text import shortened
from portal.core.viewer import Viewer
from portal.series.queries import waiting_polls


@waiting.offer
def polls(viewer: Viewer) -> Iterator[waiting.Waiting]:
    """Polls for a day."""
    for row in waiting_polls(viewer):
        words = f"Which day suits your seat? {shortened(row.about, 90)}"
        meta = f"{waiting.place(row.group, row.partnership)}. Answers until {shortday(row.closes_on)}."
        at = f"/partnerships/{row.slug}/meetings/polls/{row.id}/"
        yield waiting.thing(row.closes_on, words, at, meta, "Answer")
