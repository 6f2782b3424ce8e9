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

    def is_placed(self, reader: Reader) -> bool:
        """Whether the reader may know where it is held: to one of its items, too, people can come."""
        return self.is_seen(reader) or any(item.is_seen(reader) for item in self.items)

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
    background: str = ""
    chosen: str = ""
    parked_for: str = ""
    notes: str = ""
    noted: str = ""
    key: str = ""
    told_on: set[str] = field(default_factory=set)
    lines: list["Line"] = field(default_factory=list)
    copies: list["Item"] = field(default_factory=list)

    @property
    def audience(self) -> str:
        """Whom it is for: as its meeting, wider or for the group alone by choice; a parked one as it was left."""
        if self.is_secret:
            return "restricted"
        if self.is_parked:
            return self.parked_for
        return "group" if self.chosen == "group" else wider(self.chosen or "restricted", self.meeting.audience)

    def is_open_to(self, reader: Reader) -> bool:
        """Whether it is for the reader, wherever it stands."""
        return reader.is_let_in(self.audience, self.meeting.place, self.meeting.group)

    def is_seen(self, reader: Reader) -> bool:
        """Whether the reader may know what it is about; the backlog is for the partnership."""
        if reader.manages(self.meeting.place):
            return True
        if self.is_removed or (self.is_parked and not reader.belongs(self.meeting.place)):
            return False
        return self.is_open_to(reader)

    def is_declared_to(self, reader: Reader) -> bool:
        """Whether the reader may know who declared which interest: with the minutes, unless nobody is to be named."""
        meeting = self.meeting
        if reader.manages(meeting.place):
            return True
        return self.is_seen(reader) and meeting.is_read(reader) and (
            reader.belongs(meeting.place) or not meeting.is_unattributed
        )  # fmt: skip

    def is_amended_for(self, reader: Reader) -> bool:
        """Whether what is said of its minutes is for the reader: for the group, and as far as it is for them."""
        meeting = self.meeting
        return reader.is_let_in("group", meeting.place, meeting.group) and self.is_open_to(reader)

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


@dataclass(eq=False)
class Asked:
    """What is proposed for an agenda: for its proposer and for who writes the group's agendas."""

    place: str
    number: int
    by: str
    title: str
    background: str
    answer: str
    is_secret: bool

    def is_seen(self, reader: Reader) -> bool:
        """Whether the reader may know of it."""
        return reader.manages(self.place) or reader.name == f"{self.place} {self.by}"

    def stands(self, reader: Reader) -> bool:
        """Whether the reader has to find it."""
        return self.is_seen(reader) and reader.is_active


@dataclass(eq=False)
class Put:
    """What is put to the seats between meetings: for the group, or for its representatives alone."""

    place: str
    group: str
    is_secret: bool
    number: int = 0
    text: str = ""
    background: str = ""
    is_settled: bool = False
    reasons: dict[str, str] = field(default_factory=dict)

    def is_seen(self, reader: Reader) -> bool:
        """Whether the reader may know of it."""
        return reader.is_let_in("restricted" if self.is_secret else "group", self.place, self.group)


@dataclass(eq=False)
class Bulletin:
    """What a meeting tells on, once it is sent; nothing of what has become confidential stays in it."""

    place: str
    audience: str
    holds: set[str]
    is_sent: bool = False

    def tells(self, mark: str) -> Rule:
        """Whether a reader meets the mark in it."""
        return lambda reader: (
            mark in self.holds
            and (reader.manages(self.place) or (self.is_sent and reader.is_let_in(self.audience, self.place, "")))
        )
