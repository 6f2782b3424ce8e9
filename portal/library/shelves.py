"""The four lists of the library: what each is called, what it holds, and who adds to it."""

from dataclasses import dataclass
from typing import Any

from portal.library.models import Course, Funding, Kept, Practice, Standard


@dataclass(frozen=True)
class Shelf:
    """One of the lists. `own` are the fields its entries have beside those of every entry.

    `key` stands in addresses, `kind` in the index; `add` is what its button says. `is_open` are lists that any partner
    adds to; the others are what the partnership approved, and its manager keeps them.
    """

    key: str
    kind: str
    model: type[Any]
    noun: str
    more: str
    heading: str
    lede: str
    add: str
    own: tuple[str, ...]
    is_open: bool


STANDARDS = Shelf(
    "standards", "standard", Standard, "quality standard", "quality standards", "Quality standards",
    "The standards this partnership approved, and which partners hold them.", "Add a standard", ("approved_on",),
    is_open=False,
)  # fmt: skip
TRAINING = Shelf(
    "training", "training", Course, "course", "courses", "Training",
    "Courses that were approved and tested. One form books a place on any of them.", "Add a course",
    ("organisation_id", "provider", "cost", "approved_by", "approved_on"), is_open=False,
)  # fmt: skip
FUNDING = Shelf(
    "funding", "funder", Funding, "funding opportunity", "funding opportunities", "Funders and funding",
    "Who gives money for what, until when, and what came of it for those who applied.", "Add an opportunity",
    ("funder", "amount", "deadline"), is_open=True,
)  # fmt: skip
PRACTICE = Shelf(
    "practice", "practice", Practice, "good-practice item", "good-practice items", "Good practice",
    "What works well for one partner, told so that others can do it too.", "Add an item",
    ("organisation_id", "tags"), is_open=True,
)  # fmt: skip

SHELVES = {shelf.key: shelf for shelf in (STANDARDS, TRAINING, FUNDING, PRACTICE)}


def shelf_of(entry: Kept) -> Shelf:
    """Return the list an entry stands in."""
    return next(shelf for shelf in SHELVES.values() if isinstance(entry, shelf.model))
