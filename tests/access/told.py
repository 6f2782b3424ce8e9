"""Who may read which text, told in plain Python: the rule as it is said to people, apart from the portal's own code.

Each text carries a mark of its own. `may` says who may meet it anywhere, `must` who has to find it somewhere; between
the two lie texts that are kept back for a reason which this telling leaves open.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

WIDTH = ["public", "partners", "partnership", "group", "restricted"]


def wider(one: str, other: str) -> str:
    return min(one, other, key=WIDTH.index)


def narrower(one: str, other: str) -> str:
    return max(one, other, key=WIDTH.index)


@dataclass
class Reader:
    """Somebody with one part in one partnership, until it is taken away; without a place, a visitor."""

    name: str
    place: str = ""
    part: str = ""
    group: str = ""
    is_active: bool = True

    def belongs(self, place: str) -> bool:
        """Whether they are of the partnership."""
        return self.is_active and bool(place) and self.place == place

    @property
    def is_partner(self) -> bool:
        """Whether they are of any."""
        return self.belongs(self.place)

    def is_let_in(self, audience: str, place: str, group: str) -> bool:
        """Whether something for an audience, of a partnership's group, is for them."""
        if audience == "public":
            return True
        if audience == "partners":
            return self.is_partner
        if not self.belongs(place):
            return False
        if audience == "partnership" or self.part == "manager":
            return True
        return self.group == group and (audience == "group" or self.part == "representative")

    def manages(self, place: str) -> bool:
        """Whether they manage the partnership, and so keep its papers and read its record of changes."""
        return self.belongs(place) and self.part == "manager"


Rule = Callable[[Reader], bool]


@dataclass
class Text:
    """A marked text: what it is, and for whom."""

    mark: str
    what: str
    may: Rule
    must: Rule


@dataclass(eq=False)
class Meeting:
    """A meeting as it was called, and where its minutes stand."""

    place: str
    group: str
    number: int
    audience: str
    is_unattributed: bool
    days_ago: int
    state: str = "none"
    minutes: str = "group"
    is_cancelled: bool = False
    title: str = ""
    venue: str = ""
    why: str = ""
    items: list["Item"] = field(default_factory=list)

    def is_seen(self, reader: Reader) -> bool:
        """Whether the reader may know of it, and see its agenda."""
        return reader.is_let_in(self.audience, self.place, self.group)

    def is_read(self, reader: Reader) -> bool:
        """Whether the reader may read its minutes."""
        return self.is_seen(reader) and reader.is_let_in(self.minutes, self.place, self.group)

    def names(self, reader: Reader) -> bool:
        """Whether the reader may learn the name of somebody there who has not agreed to be named to others."""
        if not self.is_read(reader):
            return reader.manages(self.place)
        return reader.belongs(self.place) or (reader.is_partner and not self.is_unattributed)

    def is_written(self, reader: Reader) -> bool:
        """Whether the reader may read its minutes, or write them before the day has come."""
        return self.is_read(reader) or reader.manages(self.place)

    def is_read_inside(self, reader: Reader) -> bool:
        """Whether the reader has to find in the minutes what those of the partnership are told."""
        return self.is_read(reader) and reader.belongs(self.place)

    def is_struck_out(self, reader: Reader) -> bool:
        """Whether the reader has to find why it does not take place."""
        return self.is_cancelled and self.is_seen(reader)


@dataclass(eq=False)
class Item:
    """An item of an agenda, parked or taken off."""

    meeting: Meeting
    number: int
    is_secret: bool = False
    is_parked: bool = False
    is_removed: bool = False
    title: str = ""
    led_by: str = ""
    notes: str = ""
    key: str = ""
    lines: list["Line"] = field(default_factory=list)

    def is_seen(self, reader: Reader) -> bool:
        """Whether the reader may know what it is about."""
        meeting = self.meeting
        if self.is_parked or self.is_removed:
            return reader.manages(meeting.place)
        if not meeting.is_seen(reader):
            return False
        return not self.is_secret or reader.is_let_in("restricted", meeting.place, meeting.group)

    def is_read(self, reader: Reader) -> bool:
        """Whether the reader may read what was said under it."""
        return self.is_seen(reader) and (self.meeting.is_read(reader) or reader.manages(self.meeting.place))

    def stands(self, reader: Reader) -> bool:
        """Whether the reader has to find it on the agenda."""
        return self.is_seen(reader) and not self.is_parked and not self.is_removed

    def is_minuted(self, reader: Reader) -> bool:
        """Whether the reader has to find in the minutes what was said under it."""
        return self.stands(reader) and self.meeting.is_read(reader)


@dataclass(eq=False)
class Line:
    """A decision or an action, with whom it is for now."""

    place: str
    group: str
    number: int
    kind: str
    audience: str
    item: Item | None = None
    is_removed: bool = False
    text: str = ""
    dissent: str = ""

    def is_seen(self, reader: Reader) -> bool:
        """Whether the reader may know of it; of a removed one only the record of changes tells."""
        if self.is_removed:
            return reader.manages(self.place)
        return reader.is_let_in(self.audience, self.place, self.group)

    def stands(self, reader: Reader) -> bool:
        """Whether the reader has to find it."""
        return self.is_seen(reader) and not self.is_removed

    def is_seen_inside(self, reader: Reader) -> bool:
        """Whether the reader may see what only those of the partnership are told of it."""
        return self.is_seen(reader) and reader.belongs(self.place)

    def stands_inside(self, reader: Reader) -> bool:
        """Whether the reader has to find that."""
        return self.is_seen_inside(reader) and not self.is_removed
