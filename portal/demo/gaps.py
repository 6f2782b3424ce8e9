"""The gaps banks of the sample, and the initiatives held against them."""

import tomllib
from datetime import timedelta
from importlib.resources import files

from portal.core import index
from portal.core.audience import Audience, Why
from portal.demo.book import Book, keep
from portal.demo.reading import Facts
from portal.gaps.models import Fit, Gap, Initiative, Profile, Reach, Status
from portal.gaps.rules import OPEN
from portal.gaps.services import reindex, reindex_initiative


def load(book: Book) -> None:
    """Add gaps and initiatives of the partnerships there are, and make the gaps findable."""
    facts = tomllib.loads(files("portal.demo").joinpath("data", "gaps.toml").read_text(encoding="utf-8"))
    gaps = {fact["key"]: _gap(book, fact) for fact in facts["gaps"]}
    keep(gaps.values())
    initiatives = [_initiative(book, fact, gaps) for fact in facts["initiatives"]]
    keep(initiatives)
    with index.gathering():
        for gap in gaps.values():
            reindex(gap)
        for initiative in initiatives:
            reindex_initiative(initiative)


def _gap(book: Book, fact: Facts) -> Gap:
    author, status = book.people.get(fact["by"]), Status(fact["status"])
    return Gap(
        partnership_id=book.partnerships[fact["in"]].id,
        need=fact["need"],
        area=fact["area"],
        evidence=fact["evidence"],
        source=fact["source"],
        status=status,
        for_think_tank=fact.get("think_tank", False),
        raised_on=book.today - timedelta(days=fact["ago"]),
        closed_on=None if status in OPEN else book.today - timedelta(days=fact["ago"] // 4),
        user_id=author.user_id if author else None,
        by=fact["by"],
        audience=Audience(fact.get("audience", Audience.PARTNERS)),
        audience_why=Why.CHOSEN,
    )


def _initiative(book: Book, fact: Facts, gaps: dict[str, Gap]) -> Initiative:
    author = book.people.get(fact["by"])
    profile = [Profile(gap_id=gaps[key].id, fit=Fit(fit), does=does) for key, fit, does in fact["profile"]]
    return Initiative(
        partnership_id=book.partnerships[fact["in"]].id,
        name=fact["name"],
        organisation_id=book.organisations[fact["of"]].id if "of" in fact else None,
        run_by=fact.get("run_by", ""),
        text=fact["text"],
        reach=Reach(fact.get("reach", Reach.LOCAL)),
        link=fact.get("link", ""),
        starts_on=book.today - timedelta(days=fact["since"]) if "since" in fact else None,
        ends_on=book.today + timedelta(days=fact["until"]) if "until" in fact else None,
        added_on=book.today - timedelta(days=fact["ago"]),
        user_id=author.user_id if author else None,
        by=fact["by"],
        profiles=profile,
        audience=Audience.PARTNERS,
        audience_why=Why.CHOSEN,
    )
