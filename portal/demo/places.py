"""The partnerships of the sample: what they say of themselves, their groups, their rules, their ties."""

from datetime import time
from typing import Any

from portal.core.audience import Audience
from portal.core.text import slug
from portal.demo import reading
from portal.demo.book import Book, keep
from portal.meetings.models import ItemKind, StandingItem
from portal.partnerships.models import (
    DayCount,
    Group,
    Kind,
    Partnership,
    QuorumBase,
    QuorumKind,
    Rules,
    Saying,
    Statement,
    Tie,
)
from portal.partnerships.presets import PROPOSED

SAID = {
    "values": Saying.VALUE,
    "principles": Saying.PRINCIPLE,
    "priorities": Saying.PRIORITY,
    "working_style": Saying.WORKING_STYLE,
    "progress": Saying.PROGRESS,
    "criteria": Saying.CRITERION,
}
CHOICES = {
    "quorum_kind": QuorumKind,
    "quorum_base": QuorumBase,
    "minutes_count": DayCount,
    "meetings_audience": Audience,
    "minutes_audience": Audience,
}


def load_partnerships(book: Book, source: str) -> None:
    """Add the partnerships of a source with their statements, groups, standing items and rules."""
    for fact in reading.facts_of(source)["partnerships"]:
        kind = book.kinds.setdefault(fact["kind"], Kind(slug=slug(fact["kind"]), name=fact["kind"]))
        place = _partnership(fact, kind)
        keep([kind, place])
        book.partnerships[place.slug] = place
        keep(_statements(place, fact))
        _load_groups(book, place, fact["groups"])
        _load_rules(book, place, fact)


def load_ties(book: Book) -> None:
    """Tie partnerships to one another, with the words both ways."""
    ties = [tie for source in reading.SOURCES for tie in reading.facts_of(source).get("ties", [])]
    keep(
        Tie(
            partnership_id=book.partnerships[tie["partnership"]].id,
            other_id=book.partnerships[tie["other"]].id,
            words=tie["words"],
            words_back=tie["back"],
        )
        for tie in ties
    )


def hours(text: str) -> tuple[time | None, time | None]:
    """Return from when until when: "09:30-12:00"."""
    if not text:
        return None, None
    starts, ends = text.split("-")
    return time.fromisoformat(starts), time.fromisoformat(ends)


def _partnership(fact: reading.Facts, kind: Kind) -> Partnership:
    return Partnership(
        slug=fact["slug"],
        name=fact["name"],
        short_name=fact["short_name"],
        kind=kind,
        area=fact["area"],
        accent=fact["accent"],
        nature=fact["nature"],
        contact=fact["contact"],
        actions_audience=Audience(fact["actions_audience"]),
        purpose=fact["purpose"],
    )


def _statements(place: Partnership, fact: reading.Facts) -> list[Statement]:
    return [
        Statement(partnership_id=place.id, kind=kind, position=position, text=text)
        for key, kind in SAID.items()
        for position, text in enumerate(fact.get(key, []), 1)
    ]


def _load_groups(book: Book, place: Partnership, facts: list[reading.Facts]) -> None:
    for position, fact in enumerate(facts, 1):
        above = book.groups.get((place.slug, fact.get("parent", "")))
        meets_at, meets_until = hours(fact.get("meets", ""))
        group = Group(
            partnership_id=place.id,
            parent_id=above.id if above else None,
            slug=fact["slug"],
            name=fact["name"],
            kind=fact["kind"],
            is_sub_group=fact.get("is_sub_group", False),
            position=position,
            task=fact["task"],
            closes_on=book.back(-fact["closes"]) if "closes" in fact else None,
            closed_on=book.back(fact["closed"]) if "closed" in fact else None,
            meets_at=meets_at,
            meets_until=meets_until,
            rhythm=fact.get("rhythm", ""),
            venue=fact.get("venue", ""),
        )
        keep([group])
        book.groups[place.slug, group.slug] = group
        standing = {
            item["key"]: StandingItem(group_id=group.id, position=n, title=item["title"], kind=ItemKind(item["kind"]))
            for n, item in enumerate(fact.get("standing", []), 1)
        }
        keep(standing.values())
        book.standing[place.slug, group.slug] = standing


def _load_rules(book: Book, place: Partnership, fact: reading.Facts) -> None:
    whole = PROPOSED | _chosen(fact["rules"])
    book.rules[place.slug, ""] = Rules(partnership_id=place.id, **whole)
    for group in fact["groups"]:
        if "rules" in group:
            own = whole | _chosen(group["rules"])
            group_id = book.groups[place.slug, group["slug"]].id
            book.rules[place.slug, group["slug"]] = Rules(partnership_id=place.id, group_id=group_id, **own)
    keep(rules for (slug_, _group), rules in book.rules.items() if slug_ == place.slug)


def _chosen(settings: reading.Facts) -> dict[str, Any]:
    return {name: CHOICES[name](value) if name in CHOICES else value for name, value in settings.items()}
