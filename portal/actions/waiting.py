"""What waits for a person among actions: those they lead."""

from collections.abc import Iterator

from portal.actions.queries import my_actions
from portal.core import waiting
from portal.core.filters import due
from portal.core.text import shortened
from portal.core.viewer import Viewer


@waiting.offer
def led(viewer: Viewer) -> Iterator[waiting.Waiting]:
    """Open actions the viewer leads, the most urgent first."""
    for row in my_actions(viewer):
        meta = f"You lead this for {row.partnership}. {_begun(row.when_text)}".strip()
        at = f"/partnerships/{row.slug}/actions/{row.id}/"
        yield waiting.Waiting(row.due_on, due(row.due_on), shortened(row.text, 110), at, meta, "Note progress")


def _begun(words: str) -> str:
    return f"{words[0].upper()}{words[1:].rstrip('.')}." if words else ""
