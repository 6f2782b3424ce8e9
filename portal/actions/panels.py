"""What actions add to the pages of a partnership, an organisation and a person."""

from portal.actions import queries
from portal.core import panels
from portal.core.panels import Panel
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person
from portal.partnerships.models import Partnership


@panels.offer("partnership", 50)
def at_a_glance(viewer: Viewer, partnership: Partnership) -> Panel | None:
    """How many actions are open, overdue and done; nothing where the viewer may see none."""
    counts = queries.count_actions(viewer, partnership)
    return Panel("actions/_at_a_glance.html", {"partnership": partnership, "counts": counts}) if counts.all else None


@panels.offer("organisation", 50)
@panels.offer("person", 50)
def led(viewer: Viewer, thing: Organisation | Person) -> Panel | None:
    """The open actions an organisation or a person leads; nothing where there are none to be seen."""
    found = queries.open_actions_led_by(viewer, thing)
    return Panel("actions/_led.html", {"rows": found}) if found else None
