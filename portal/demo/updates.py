"""What the partners of the sample say they are doing, under their partnership's headings."""

import tomllib
from datetime import timedelta
from importlib.resources import files

from portal.core import index
from portal.core.audience import Audience, Why
from portal.demo.book import Book, keep
from portal.demo.reading import Facts
from portal.updates.models import Heading, Reviewer, Update
from portal.updates.services import reindex


def load(book: Book) -> None:
    """Add headings, reviewers and updates of the partnerships there are, and make the updates findable."""
    facts = tomllib.loads(files("portal.demo").joinpath("data", "updates.toml").read_text(encoding="utf-8"))
    headings = {
        (fact["of"], name): Heading(partnership_id=book.partnerships[fact["of"]].id, name=name, position=position)
        for fact in facts["headings"]
        for position, name in enumerate(fact["names"])
    }
    keep(headings.values())
    keep(
        Reviewer(partnership_id=book.partnerships[fact["of"]].id, person_id=book.people[name].id, from_on=book.back(10))
        for fact in facts["reviewers"]
        for name in fact["people"]
    )
    rows = [_update(book, fact, headings[fact["in"], fact["under"]]) for fact in facts["updates"]]
    keep(rows)
    with index.gathering():
        for row in rows:
            reindex(row)


def _update(book: Book, fact: Facts, heading: Heading) -> Update:
    author = book.people.get(fact["by"])
    written = book.today - timedelta(days=fact["ago"])
    is_reviewed, is_asked = "reviewed" in fact, "asked" in fact
    return Update(
        partnership_id=book.partnerships[fact["in"]].id,
        organisation_id=book.organisations[fact["of"]].id,
        heading_id=heading.id,
        text=fact["text"],
        audience=Audience(fact.get("audience", Audience.PARTNERS)),
        audience_why=Why.CHOSEN,
        written_on=written,
        user_id=author.user_id if author else None,
        by=fact["by"],
        confirmed_on=book.today - timedelta(days=int(fact.get("confirmed") or fact["ago"])),
        confirmed_by=fact["by"],
        reviewed_on=written + timedelta(days=3) if is_reviewed else None,
        reviewed_by=fact.get("reviewed", ""),
        asked=fact.get("asked", ""),
        asked_on=written + timedelta(days=4) if is_asked else None,
        asked_by="Rosa Millstone" if is_asked else "",
    )
