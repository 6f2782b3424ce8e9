"""The agendas of the sample: standing items first, those that close a meeting last, and what was noted under each."""

from portal.core.audience import Audience, Why
from portal.core.text import listed
from portal.demo import reading
from portal.demo.book import Book
from portal.demo.meetings import Held, chance
from portal.demo.wording import dated
from portal.meetings import rules
from portal.meetings.models import AgendaItem, ItemKind, StandingItem

CLOSING = {"news", "messages"}
"""Standing items that stand at the end of an agenda."""

LENGTHS = {
    ItemKind.INFORMATION: (5, 10),
    ItemKind.SUPPORT: (10, 15),
    ItemKind.PROBLEM: (20, 25),
    ItemKind.DECISION: (10, 15),
    ItemKind.REVIEW: (15, 20),
}


def agenda_of(book: Book, held: Held) -> list[tuple[AgendaItem, reading.Facts]]:
    """Return the items of a meeting in their order, each with what the file says of it."""
    standing = {} if "kind" in held.row else book.standing[held.slug, held.row["group"]]
    facts = {item.get("standing", f"own {n}"): item for n, item in enumerate(held.items)}
    own = [key for key in facts if key not in standing]
    order = [key for key in standing if key not in CLOSING] + own + [key for key in standing if key in CLOSING]
    found = [(_item(book, held, facts.get(key, {}), standing.get(key), key), facts.get(key, {})) for key in order]
    numbers = rules.numbers([item for item, _fact in found])
    for position, (item, _fact) in enumerate(found):
        item.position, item.number = position + 1, numbers[position]
    return found


def _item(book: Book, held: Held, fact: reading.Facts, standing: StandingItem | None, key: str) -> AgendaItem:
    meeting = held.meeting
    kind = ItemKind(fact.get("kind", standing.kind if standing else _kind_of(fact)))
    hidden = fact.get("confidential", False)
    return AgendaItem(
        partnership_id=meeting.partnership_id,
        group_id=meeting.group_id,
        meeting_id=meeting.id,
        standing_item_id=standing.id if standing else None,
        title=standing.title if standing else fact["title"],
        kind=kind,
        minutes_long=chance(held, "long", key).choice(LENGTHS[kind]),
        led_by=_led_by(book, fact.get("led", "")),
        is_confidential=hidden,
        notes=dated(_notes(held, fact, key), meeting.day) if held.took_place else "",
        key_message=dated(fact.get("message", ""), meeting.day) if held.took_place else "",
        audience=Audience.RESTRICTED if hidden else meeting.audience,
        audience_why=Why.CONFIDENTIAL if hidden else meeting.audience_why,
    )


def _kind_of(fact: reading.Facts) -> ItemKind:
    return ItemKind.DECISION if fact.get("decided") else ItemKind.INFORMATION


def _led_by(book: Book, led: str) -> str:
    return book.organisations[led].name if led in book.organisations else led


def _notes(held: Held, fact: reading.Facts, key: str) -> str:
    if key == "messages":
        chosen = [item["title"][0].lower() + item["title"][1:].rstrip("?") for item in held.items if "message" in item]
        return f"For the bulletin: {listed(chosen)}." if chosen else ""
    return fact.get("notes") or held.said.get("said", {}).get(key, "")
