"""The glossaries of the sample."""

import tomllib
from importlib.resources import files

from portal.core import index
from portal.demo.book import Book, keep
from portal.glossary.models import Explained
from portal.glossary.services import reindex


def load(book: Book) -> None:
    """Add what the partnerships there are explain to their readers, and make it findable."""
    facts = tomllib.loads(files("portal.demo").joinpath("data", "glossary.toml").read_text(encoding="utf-8"))
    rows = [
        Explained(partnership_id=place.id, term=term, sort_term=term.lower(), meaning=meaning, text="")
        for slug, place in book.partnerships.items()
        for term, meaning in facts.get(slug, {}).items()
    ]
    keep(rows)
    with index.gathering():
        for row in rows:
            reindex(row)
