"""What of consultations waits for a viewer: responses they write, and those at short notice that nobody writes."""

from portal.consultations.queries import closing
from portal.core import waiting
from portal.core.filters import shortday
from portal.core.text import plural, shortened
from portal.core.viewer import Viewer
from portal.core.waiting import Waiting, thing


@waiting.offer
def waiting_for(viewer: Viewer) -> list[Waiting]:
    """Return the responses the viewer writes, and for managers those at short notice without a writer."""
    if not viewer.insider:
        return []
    found = []
    for row in closing.waiting(viewer):
        at = f"/partnerships/{row.slug}/consultations/{row.id}/response"
        title = shortened(row.title, 90)
        if row.is_mine:
            closes = f"It closes on {shortday(row.closes_on)}." if row.closes_on else "No closing day is known."
            words, button = f"Write our response to “{title}”", "Write it"
            found.append(thing(row.closes_on, words, at, f"{row.partnership}. {closes}", button))
        else:
            meta = f"{row.partnership}. It came with {plural(row.notice_days, 'day')} of notice."
            found.append(thing(row.closes_on, f"Find who writes our response to “{title}”", at, meta, "Name somebody"))
    return found
