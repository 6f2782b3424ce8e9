"""What every step stands on: sending forms as a manager, and marking texts with whom they are for."""

import re

from tests.access.beginnings import NAMES, PLACES, mark_of
from tests.access.told import Asked, Bulletin, Item, Line, Meeting, Put, Reader, Rule, Text

PARTS = {"manager": ("manager", ""), "observer": ("observer", "main"), "neighbour": ("representative", "forum")}


def nobody(_reader: Reader) -> bool:
    return False


def either(one: Rule, other: Rule) -> Rule:
    """Those whom one of two rules lets in."""
    return lambda reader: one(reader) or other(reader)


def pick(things, number):
    """One of several things, whatever the number."""
    return things[number % len(things)]


class Telling:
    """The two partnerships as they are told, beside the portal that holds them."""

    def open_the_house(self) -> None:
        """Nothing has happened yet."""
        self.house.restore()
        self.texts: dict[str, Text] = {}
        self.meetings: list[Meeting] = []
        self.items: list[Item] = []
        self.lines: list[Line] = []
        self.asked: list[Asked] = []
        self.put: list[Put] = []
        self.bulletins: dict[int, Bulletin] = {}
        self.kinds: set[str] = set()
        self.standing_in: dict[tuple, str] = {}
        self.agreed = {place: {"minutes": "partnership", "quiet": False} for place in PLACES}
        self.actions_for = dict.fromkeys(PLACES, "partnership")
        self.letters_read = 0
        self.visitor = Reader("visitor")
        self.readers = {}
        for place in PLACES:
            for name in NAMES:
                who = f"{place} {name}"
                self.readers[who] = Reader(who, place, *PARTS.get(name, ("representative", "main")))
                self.name_somebody(place, name)

    def name_somebody(self, place: str, name: str) -> None:
        """A person's own name is for all partners, or as they agreed; in its papers a partnership names its own."""
        own, shown = self.readers[f"{place} {name}"], NAMES[name]

        def may(reader: Reader) -> bool:
            return reader is own or (reader.is_partner if shown == "partners" else reader.belongs(place))

        def must(reader: Reader) -> bool:
            return shown == "partners" and reader.is_partner

        mark = mark_of(place, name)
        self.texts[mark] = Text(mark, f"the name of {own.name}", may, must)

    def text(self, what: str, may: Rule, must: Rule | None = None) -> str:
        """Return a new mark for a text, and keep whom it is for; whoever may read it must, unless told otherwise."""
        mark = f"zz{len(self.texts)}zz"
        self.texts[mark] = Text(mark, what, may, must or may)
        return mark

    def outdate(self, *marks: str) -> None:
        """Texts that were written over, or not taken: nobody has to find them."""
        for mark in filter(None, marks):
            self.texts[mark].must = nobody

    def also(self, mark: str, may: Rule, must: Rule = nobody) -> None:
        """Tell that a text is for these as well, since it stands somewhere else too."""
        text = self.texts[mark]
        text.may, text.must = either(text.may, may), either(text.must, must)

    def send(self, place: str, path: str, by: str = "manager", refused: int = 409, **data: str) -> bool:
        """Send a form as somebody of the partnership; return whether it was taken.

        Others than the manager may be forbidden to; a form that offers only some of what there is says so by `refused`.
        """
        answer = self.house.ask(f"{place} {by}", f"/partnerships/{place}/{path}", "POST", data)
        expected = {303, 404, 409, refused} | ({403} if by != "manager" else set())
        assert answer.status_code in expected, f"{path} {data}: {answer.status_code} {answer.text[:2000]}"
        self.kinds.add(re.sub(r"[0-9]+", "", path))
        self.read_letters()
        self.sent = answer
        return answer.status_code == 303

    def found(self, table: str, column: str, mark: str) -> int:
        """The number of the newest row with the mark."""
        return self.house.rows(f"SELECT id FROM {table} WHERE {column} LIKE ? ORDER BY id DESC", f"%{mark}%")[0][0]  # noqa: S608

    def known(self, place: str):
        """The numbers of a partnership's people, seats and groups."""
        return self.house.world.places[place]
