"""Abbreviations in the minutes: those the glossary explains, and those nobody explained yet."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from portal.glossary import queries, rules
from portal.meetings.models import AgendaItem
from portal.partnerships.models import Partnership


def abbreviations(
    partnership: Partnership,
    items: Sequence[AgendaItem],
    decisions: Mapping[Any, Iterable[Any]],
    actions: Mapping[Any, Iterable[Any]],
) -> dict[str, Any]:
    """Return what stands in the words that are on a page: `explained` pairs, and those `unexplained`."""
    texts = [text for item in items for text in (item.title, item.notes, item.key_message)]
    texts += [row.text for row in chain(*decisions.values(), *actions.values())]
    known = queries.known_in(partnership)
    return {"explained": rules.explained(known, *texts), "unexplained": rules.unexplained(known, *texts)}
