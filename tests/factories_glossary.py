"""Makers of terms in the glossary."""

from portal.core import clock
from portal.core.database import db, writing
from portal.core.viewer import Viewer
from portal.glossary import services
from portal.glossary.models import Explained
from portal.partnerships.models import Partnership

SOMEBODY = Viewer(name="Somebody")


def term(partnership, short="LSP", meaning="local strategic partnership", text="", is_removed=False) -> Explained:
    """A term that a partnership explains."""
    with writing():
        place = db.session.get(Partnership, partnership.id)
        row = services.explain(SOMEBODY, place, term=short, meaning=meaning, text=text)
        if is_removed:
            row.removed_at = clock.now()
            services.reindex(row)
    return row


def furnish(place, partnership) -> None:
    """Put one of everything into the place of a partnership, for the tests of who gets in where."""
    place.explained = term(partnership).id
    place.removed_explained = term(partnership, "PCT", "primary care trust", is_removed=True).id
