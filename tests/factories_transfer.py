"""Imports for tests: one that is looked at, one that was done."""

from portal.core.database import db, writing
from portal.core.viewer import Viewer
from portal.transfer import services
from portal.transfer.kinds import KINDS


def looked_at(person, content="Name\nGoyt Trust\n", kind="organisations"):
    """A file a person chose and has not imported yet."""
    doer = Viewer(user_id=person.user_id, name=person.name, is_site_administrator=True)
    with writing():
        row = services.begin(doer, KINDS[kind], "list.csv", content.encode())
        db.session.flush()
    return row


def done(person, content="Name\nGoyt Trust\n", kind="organisations"):
    """A file a person imported."""
    row = looked_at(person, content, kind)
    doer = Viewer(user_id=person.user_id, name=person.name, is_site_administrator=True)
    with writing():
        services.confirm(doer, row, {})
    return row


def furnish(place, partnership, manager) -> None:
    """Give a place of the world of access an import that is looked at, and one that was done."""
    place.looked_at = looked_at(manager, f"Name\nLooked at {partnership.slug}\n").id
    place.imported = done(manager, f"Name\nBrought in by {partnership.slug}\n").id
