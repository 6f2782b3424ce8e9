"""The stakeholders of two partnerships of the sample, by the seven kinds."""

import tomllib
from datetime import timedelta
from importlib.resources import files

from portal.core import index
from portal.core.audience import Audience, Why
from portal.demo.book import Book, keep
from portal.demo.reading import Facts
from portal.stakeholders.models import Stakeholder, StakeholderKind
from portal.stakeholders.services import reindex


def load(book: Book) -> None:
    """Add the stakeholders of the partnerships there are, and make them findable."""
    facts = tomllib.loads(files("portal.demo").joinpath("data", "stakeholders.toml").read_text(encoding="utf-8"))
    rows = [_stakeholder(book, fact) for fact in facts["stakeholders"]]
    keep(rows)
    with index.gathering():
        for row in rows:
            reindex(row)


def _stakeholder(book: Book, fact: Facts) -> Stakeholder:
    return Stakeholder(
        partnership_id=book.partnerships[fact["in"]].id,
        kind=StakeholderKind(fact["kind"]),
        listed_id=book.organisations[fact["organisation"]].id if "organisation" in fact else None,
        name=fact.get("name", ""),
        interest=fact["interest"],
        involved=fact["involved"],
        lead_id=book.organisations[fact["lead"]].id if "lead" in fact else None,
        heard_on=book.today - timedelta(days=fact["heard"]) if "heard" in fact else None,
        heard_how=fact.get("how", ""),
        audience=Audience(fact.get("audience", Audience.PARTNERSHIP)),
        audience_why=Why.CHOSEN,
    )
