"""Importing what organisations offer: skills and resources, each under the name of its organisation."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa

from portal.core.audience import OFFERED_TO, Audience
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.directory.rules import managed_by, postcode
from portal.resources.models import LendingTerms, Resource, ResourceKind
from portal.resources.services import resources
from portal.skills.models import Capacity, Form, Level, Skill, SkillTerm, Terms
from portal.skills.queries.terms import read_vocabulary
from portal.skills.rules import Term, Vocabulary, key_of
from portal.skills.services import indexing
from portal.transfer import bulk
from portal.transfer.kinds.kind import Found, Kind, Known, LeftOut, Row
from portal.transfer.kinds.organisations import KnownOrganisations
from portal.transfer.kinds.people import organisation_called
from portal.transfer.reading import line, one_of, whole, yes_or_no
from portal.transfer.rules import Field, folded

ORGANISATION = (
    "organisation name", "organization", "organization name", "org", "offered by", "owner", "provider", "group",
    "agency",
)  # fmt: skip
AUDIENCES = one_of(Audience, public="public;everyone;anybody", partners="all partners;members;partner")
MOST_NAMES, MOST_OFFERS = 20_000, 20_000
"""So many names of organisations, and so many of their offers, are kept in mind while a file is read."""
PRICES = {"free": "none;no charge;nothing;gratis;no", "exchange": "swap;in kind;barter", "charged": "paid;cost;fee;yes"}


class KnownOffers(Known):
    """What organisations offer already, looked up for the organisations of the next rows only."""

    def __init__(self, viewer: Viewer, kind: "Offers") -> None:
        super().__init__(viewer)
        self.kind, self.organisations = kind, KnownOrganisations(viewer)
        self.lines: dict[int, int] = {}
        self.here: dict[tuple[int, str], tuple[int, str]] = {}
        self.called: dict[str, Found | None] = {}
        self.looked_up: set[int] = set()

    def look_up(self, rows: Sequence[Row]) -> None:
        """Find the organisations of the rows, and what they offer."""
        wanted = {row.values["organisation"] for row in rows}
        if len(self.called) > MOST_NAMES:
            self.called = {}
        self.called |= {name: self.organisations.called(name) for name in wanted if name not in self.called}
        numbers = {found.number for name in wanted if (found := self.called[name])}
        if len(self.here) > MOST_OFFERS:
            self.here, self.looked_up = {}, set()
        new = sorted(numbers - self.looked_up)
        self.looked_up |= numbers
        named, sorted_by = self.kind.name_column, self.kind.sort_column
        for at in range(0, len(new), 500):
            asked = sa.select(self.kind.model.id, self.kind.model.organisation_id, named, sorted_by).where(
                self.kind.model.organisation_id.in_(new[at : at + 500]), self.kind.model.removed_at.is_(None)
            )
            for number, of, name, sort in db.session.execute(asked):
                self.here[of, folded(sort)] = (number, name)

    def settle(self, row: Row) -> None:
        """Find the organisation, and see that the importer keeps its entries."""
        called = row.values.pop("organisation")
        number = organisation_called(self.called.get(called), called, row)
        row.name = row.values[self.kind.name_key]
        if not self.organisations.keeps(number):
            raise LeftOut(f"you do not keep the entries of {self.organisations.names[number][0]}")
        row.values["organisation_id"] = number
        audience = row.values.get("audience")
        if audience is not None and audience not in OFFERED_TO[:2]:
            row.values.pop("audience")
            row.remarks.append("for all partners: a partnership of its own is chosen on the page of the entry")

    def find(self, row: Row) -> Found | None:
        """Return what the organisation offers under this name."""
        row.key = (row.values["organisation_id"], folded(row.values[self.kind.name_key]))
        if before := self.lines.get(hash(row.key)):
            return Found(-before, row.name, "of the same organisation")
        found = self.here.get(row.key)
        return Found(found[0], found[1], "of the same organisation") if found else None

    def remember(self, row: Row) -> None:
        """Keep in mind an offer that will be added."""
        self.lines[hash(row.key)] = row.line


class Offers(Kind):
    """What skills and resources have in common."""

    name_key: str
    sort_key: str

    @property
    def name_column(self) -> Any:
        """The column of its name."""
        return getattr(self.model, self.name_key)

    @property
    def sort_column(self) -> Any:
        """The column of its name in small letters."""
        return getattr(self.model, self.sort_key)

    def may_import(self, viewer: Viewer) -> bool:
        """Whether the viewer keeps the entries of any organisation."""
        return viewer.is_site_administrator or bool(viewer.keeps or managed_by(viewer))

    def found_by(self, columns: dict[str, Any]) -> Any:
        """Return a new row as `reindex` reads it: its values alone, which are many times as quick to make."""
        return SimpleNamespace(**columns)

    def known(self, viewer: Viewer) -> KnownOffers:
        """Return what is offered already."""
        return KnownOffers(viewer, self)


def organisations_of(rows: Sequence[Any]) -> dict[int, Any]:
    """Return of the organisations of rows what is found of the rows by: name, area, and whether it has closed."""
    numbers = sorted({row.organisation_id for row in rows})
    asked = sa.select(Organisation.id, Organisation.name, Organisation.area, Organisation.closed_on)
    return {row.id: row for row in db.session.execute(asked.where(Organisation.id.in_(numbers)))}


class Skills(Offers):
    """Skills that organisations offer. A file names nobody: who offers a skill is asked before they are named."""

    key, noun, more, model = "skills", "skill", "skills", Skill
    name_key, sort_key = "title", "sort_title"
    lede = "What organisations can do for others, with the name of the organisation, one skill in each row."
    fields = (
        Field("organisation", "Organisation", ORGANISATION, line(), is_needed=True),
        Field("title", "Skill", ("skill name", "offer", "what", "expertise", "name", "can help with"), line(),
              is_needed=True),
        Field("level", "Level", ("how well", "standard"),
              one_of(Level, basic="beginner;some;introductory;low", good="intermediate;competent;medium;practised",
                     expert="advanced;professional;high;specialist")),
        Field("description", "Description", ("details", "note", "notes", "about"), str),
        Field("area", "Area", ("town", "district", "where", "area covered"), line(120)),
        Field("forms", "Forms of help", ("form", "type of help", "how", "forms"), lambda text: read_forms(text)),
        Field("terms", "Terms", ("price", "charge", "sharing", "on what terms"), one_of(Terms, **PRICES)),
        Field("rate", "Rate", ("cost", "fee", "charge rate"), line()),
        Field("conditions", "Conditions", ("condition",), line(400)),
        Field("competition", "Competition", ("note on competition", "limits"), line(400)),
        Field("audience", "Shown to", ("audience", "visibility", "shareable", "for whom"), AUDIENCES),
    )  # fmt: skip

    def for_one_run(self) -> "Skills":
        """Return the kind with terms of its own, which are read once and grow with the rows."""
        return Skills()

    @cached_property
    def terms(self) -> Vocabulary:
        """All terms there are."""
        return read_vocabulary()

    @cached_property
    def empty(self) -> dict[str, Any]:
        """A row that says nothing yet."""
        words = dict.fromkeys(("description", "area", "forms", "rate", "conditions", "competition"), "")
        chosen = {"level": None, "terms": Terms.FREE, "capacity": Capacity.NOW, "audience": Audience.PARTNERS}
        return {**words, **chosen, "partnership_id": None, "removed_at": None}

    def columns(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return a new skill's row; it is filed under its term by `prepare`."""
        return self.empty | dict(values) | {"sort_title": values["title"].lower()}

    def prepare(self, rows: Sequence[dict[str, Any]]) -> None:
        """File each new skill under the term its title means; one that nobody used before becomes a free term."""
        known = self.terms
        keys = {row["title"]: key_of(row["title"]) or row["title"][:120].lower() for row in rows}
        fresh = {
            key: title for title, key in reversed(keys.items()) if key not in known.by_key and known.read(title) is None
        }
        new = [{"name": title[:120].strip(), "key": key} for key, title in fresh.items()]
        for row, number in zip(new, bulk.numbers(SkillTerm.__table__, len(new)), strict=True):  # type: ignore[arg-type]
            row["id"] = number
        bulk.insert(SkillTerm.__table__, new)  # type: ignore[arg-type]
        for row in new:
            known.learn(Term(row["id"], row["name"], row["key"], "", None, False))
        for row in rows:
            term = known.read(row["title"]) or known.by_key[keys[row["title"]]]
            row["said_term_id"], row["term_id"] = term.id, (known.root(term.id) or term).id

    def reindex(self, rows: Iterable[Any]) -> None:
        """Renew what is found of skills, with the terms and organisations of all of them read once."""
        skills = list(rows)
        at = organisations_of(skills)
        for row in skills:
            indexing.write(row, self.terms, at[row.organisation_id])


class Resources(Offers):
    """Rooms, things and services that organisations lend."""

    key, noun, more, model = "resources", "resource", "resources", Resource
    name_key, sort_key = "name", "sort_name"
    lede = "Rooms, equipment, vehicles and more that organisations lend, with the name of the organisation."
    fields = (
        Field("organisation", "Organisation", ORGANISATION, line(), is_needed=True),
        Field("name", "Name", ("resource", "resource name", "item", "what", "title"), line(), is_needed=True),
        Field("kind", "Kind", ("type", "category"),
              one_of(ResourceKind, room="hall;meeting room;venue;space;rooms", equipment="kit;tool;tools;it",
                     vehicle="minibus;van;car;transport;vehicles", publication="book;leaflet;library",
                     training="training;course material", together="joint buying")),
        Field("description", "Description", ("details", "note", "notes", "about"), str),
        Field("place", "Place", ("address", "location", "where"), line(300)),
        Field("area", "Area", ("town", "district"), line(120)),
        Field("postcode", "Postcode", ("post code", "postal code"), postcode),
        Field("capacity", "Capacity", ("size", "seats", "number", "how many", "quantity"), whole),
        Field("terms", "Terms", ("on what terms", "price"), one_of(LendingTerms, **PRICES)),
        Field("charge", "Charge", ("cost", "fee", "rate", "charge gbp", "hire charge"), line()),
        Field("conditions", "Conditions", ("condition", "terms of use"), str),
        Field("access_notes", "Access", ("accessibility", "disabled access"), str),
        Field("opening", "Opening times", ("opening hours", "available", "availability", "hours"), line(300)),
        Field("is_bookable", "Can be booked", ("bookable", "booking"), yes_or_no),
        Field("audience", "Shown to", ("audience", "visibility", "for whom"), AUDIENCES),
    )  # fmt: skip

    def columns(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return a new resource's row; without an area it is given its organisation's by `prepare`."""
        words = dict.fromkeys(("description", "place", "area", "postcode", "charge", "conditions", "access_notes",
                               "opening"), "")  # fmt: skip
        chosen = {"kind": ResourceKind.OTHER, "capacity": None, "terms": LendingTerms.FREE, "is_bookable": True}
        shown = {"audience": Audience.PARTNERS, "partnership_id": None, "removed_at": None}
        return {**words, **chosen, **shown, **values, "sort_name": values["name"].casefold()}

    def prepare(self, rows: Sequence[dict[str, Any]]) -> None:
        """Give a resource without an area that of its organisation."""
        numbers = {row["organisation_id"] for row in rows if not row["area"]}
        asked = sa.select(Organisation.id, Organisation.area).where(Organisation.id.in_(sorted(numbers)))
        areas = {row.id: row.area for row in db.session.execute(asked)}
        for row in rows:
            row["area"] = row["area"] or areas.get(row["organisation_id"], "")

    def reindex(self, rows: Iterable[Any]) -> None:
        """Renew what is found of resources, with the organisations of all of them read once."""
        lent = list(rows)
        at = organisations_of(lent)
        for row in lent:
            resources.write(row, at[row.organisation_id])


def read_forms(text: str) -> str:
    """Return the forms of help a cell names, as the table holds them."""
    read = one_of(Form, work="does the work;does it;doing;practical", advice="advise;information;guidance")
    words = [part.strip() for part in text.replace(";", ",").replace("/", ",").split(",") if part.strip()]
    return " ".join(dict.fromkeys(read(word).value for word in words))
