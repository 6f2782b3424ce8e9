"""What is public here in the words of Open Referral UK 3.0: organisations, services, the places they are had at.

A service is what an organisation says it does for people, a skill it offers to everybody, or a thing it lends to
everybody. The identifiers are UUIDs made of the kind and the number of a row, so that they stay as long as the row.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from flask import current_app

from portal.core.audience import Audience
from portal.core.database import reader
from portal.core.places import district
from portal.directory.models import Organisation
from portal.resources.models import LendingTerms, Resource
from portal.skills.models import Skill, SkillTerm, Terms
from portal.skills.queries.terms import vocabulary

MOST = 100
KINDS = ("organization", "service", "skill", "resource", "location", "service_at_location", "taxonomy", "term",
         "address", "attribute", "cost", "area", "schedule", "language", "identifier", "access")  # fmt: skip
SERVICES = ("service", "skill", "resource")
TAXONOMY = {"name": "Skills", "description": "The list of skills of this portal, kept by its curators.", "version": "1"}
PROFILE = "https://docs.openreferraluk.org/"


@cache
def _site(address: str) -> int:
    return int.from_bytes(sha256(address.encode()).digest()[:4], "big")


def uuid(kind: str, number: int, part: int = 0) -> str:
    """Return the identifier of a row; `part` counts what hangs on it."""
    site = _site(current_app.config["ADDRESS"] or "")
    return str(UUID(fields=(site, KINDS.index(kind) + 1, 0x8000, 0x80 | part >> 8, part & 0xFF, number)))


def row_of(which: UUID) -> tuple[str, int]:
    """Return the kind and the number an identifier stands for, or ("", 0) when it is none of this portal."""
    place = which.time_mid - 1
    kind = KINDS[place] if 0 <= place < len(KINDS) else ""
    return (kind, which.node) if kind and uuid(kind, which.node) == str(which) else ("", 0)


class Page(NamedTuple):
    """One page of a list, as the standard has it."""

    contents: list[dict[str, Any]]
    total: int
    number: int
    size: int

    def answer(self) -> dict[str, Any]:
        """Return the page with its counts."""
        pages = -(-self.total // self.size)
        return {
            "total_items": self.total, "total_pages": pages, "page_number": self.number, "size": len(self.contents),
            "first_page": self.number == 1, "last_page": self.number >= pages, "empty": not self.contents,
            "contents": self.contents,
        }  # fmt: skip


def _number(text: str, usual: int, most: int) -> int:
    return min(max(int(text), 1), most) if text.isascii() and text.isdigit() and len(text) < 9 else usual


_OPEN = sa.and_(Organisation.closed_on.is_(None), Organisation.merged_into_id.is_(None))
_ORGANISATION: list[Any] = [
    Organisation.id.label("at"), Organisation.name.label("organisation"), Organisation.description.label("about"),
    Organisation.slug, Organisation.email, Organisation.website, Organisation.charity_number,
    Organisation.company_number,
]  # fmt: skip
_PLACE: list[Any] = [
    Organisation.address, Organisation.postcode, Organisation.area, Organisation.access, Organisation.area_served,
    Organisation.opening_times, Organisation.languages,
]  # fmt: skip


def _services(asked: Mapping[str, str]) -> sa.Subquery:
    """Return everything that is a service for everybody, narrowed by words, a postcode or a term."""
    own = sa.select(
        sa.literal(0).label("place"), Organisation.id, Organisation.id.label("organisation_id"),
        Organisation.name.label("name"), Organisation.services.label("description"),
        sa.cast(sa.null(), sa.Integer).label("term_id"),
    ).where(_OPEN, Organisation.services != "")  # fmt: skip
    offered = [
        sa.select(
            sa.literal(place).label("place"), table.id, table.organisation_id, called.label("name"), table.description,
            term.label("term_id"),
        ).where(table.audience == Audience.PUBLIC, table.removed_at.is_(None))
        for place, table, called, term in (
            (1, Skill, Skill.title, Skill.term_id), (2, Resource, Resource.name, sa.cast(sa.null(), sa.Integer)),
        )
    ]  # fmt: skip
    found = sa.union_all(own, *offered).subquery("found")
    chosen = sa.select(found).join(Organisation, Organisation.id == found.c.organisation_id).where(_OPEN)
    if words := " ".join(asked.get("search", "").replace("\0", " ").split())[:200]:
        texts = (found.c.name, found.c.description, Organisation.name)
        chosen = chosen.where(sa.or_(*[text.icontains(words, autoescape=True) for text in texts]))
    if near := district(asked.get("postcode", "")[:12]):
        chosen = chosen.where(Organisation.postcode.startswith(f"{near} ", autoescape=True))
    if term := asked.get("taxonomy_term_id", ""):
        chosen = chosen.where(found.c.term_id == _term_number(term))
    return chosen.subquery("services")


def _term_number(text: str) -> int:
    try:
        kind, number = row_of(UUID(text))
    except ValueError:
        return 0
    return number if kind == "term" else 0


def services(asked: Mapping[str, str]) -> Page:
    """Return a page of services."""
    found = _services(asked)
    return _page(asked, found, [found.c.place, found.c.id], lambda rows: _full(rows, is_brief=True))


def service(which: UUID) -> dict[str, Any] | None:
    """Return one service with all there is to say, or None."""
    kind, number = row_of(which)
    if kind not in SERVICES:
        return None
    found = _services({})
    wanted = sa.select(found).where(found.c.place == SERVICES.index(kind), found.c.id == number)
    return next(iter(_full(reader().execute(wanted).all())), None)


def service_at_locations(asked: Mapping[str, str]) -> Page:
    """Return a page of services with the places they are had at."""
    page = services(asked)
    return page._replace(contents=[_at_location(each) for each in _with_places(page)])


def service_at_location(which: UUID) -> dict[str, Any] | None:
    """Return one service at its place, or None. A service is had at one place."""
    kind, number = row_of(which)
    place = number % 4
    if kind != "service_at_location" or place >= len(SERVICES):
        return None
    found = service(UUID(uuid(SERVICES[place], number // 4)))
    return _at_location(found) if found else None


def _with_places(page: Page) -> list[dict[str, Any]]:
    return [found for each in page.contents if (found := service(UUID(each["id"])))]


def _at_location(found: dict[str, Any]) -> dict[str, Any]:
    place = found["service_at_locations"][0]
    return {**place, "service": {key: value for key, value in found.items() if key != "service_at_locations"}}


def organizations(asked: Mapping[str, str]) -> Page:
    """Return a page of organisations."""
    found = sa.select(*_ORGANISATION).where(_OPEN)
    if words := " ".join(asked.get("search", "").replace("\0", " ").split())[:200]:
        found = found.where(Organisation.name.icontains(words, autoescape=True))
    rows = found.subquery("organisations")
    return _page(asked, rows, [rows.c.at], lambda some: [_organisation(row) for row in some])


def organization(which: UUID) -> dict[str, Any] | None:
    """Return one organisation, or None."""
    kind, number = row_of(which)
    asked = sa.select(*_ORGANISATION).where(_OPEN, Organisation.id == number)
    row = reader().execute(asked).first() if kind == "organization" else None
    return _organisation(row) if row else None


def taxonomies(asked: Mapping[str, str]) -> Page:
    """Return the one taxonomy there is."""
    return Page([taxonomy()] if _number(asked.get("page", ""), 1, 10**6) == 1 else [], 1, 1, 1)


def taxonomy() -> dict[str, Any]:
    """Return the list of skills as a taxonomy."""
    return {"id": uuid("taxonomy", 1), **TAXONOMY}


def taxonomy_terms(asked: Mapping[str, str]) -> Page:
    """Return a page of the curated skills."""
    rows = sa.select(SkillTerm.id, SkillTerm.name, SkillTerm.category).where(
        SkillTerm.is_curated, SkillTerm.merged_into_id.is_(None)
    )
    found = rows.subquery("terms")
    return _page(
        asked, found, [found.c.name, found.c.id], lambda some: [_term(row.id, row.name, row.category) for row in some]
    )


def taxonomy_term(which: UUID) -> dict[str, Any] | None:
    """Return one skill of the list, or None."""
    kind, number = row_of(which)
    term = vocabulary().terms.get(number) if kind == "term" else None
    return _term(term.id, term.name, term.category) if term and term.is_curated and not term.merged_into_id else None


def _term(number: int, name: str, category: str) -> dict[str, Any]:
    said = f"{name} ({category})" if category else name
    return {"id": uuid("term", number), "name": name, "description": said, "taxonomy": TAXONOMY["name"],
            "taxonomy_id": uuid("taxonomy", 1)}  # fmt: skip


def _page(asked: Mapping[str, str], found: sa.Subquery, order: Sequence[Any], shown: Any) -> Page:
    size = _number(asked.get("per_page", ""), 50, MOST)
    total = reader().execute(sa.select(sa.func.count()).select_from(found)).scalar() or 0
    number = _number(asked.get("page", ""), 1, max(-(-total // size), 1) + 1)
    rows = reader().execute(sa.select(found).order_by(*order).limit(size).offset((number - 1) * size)).all()
    return Page(shown(rows), total, number, size)


def _organisation(row: Any) -> dict[str, Any]:
    number, home = row.at, current_app.config["ADDRESS"]
    said = {"id": uuid("organization", number), "name": row.organisation, "description": row.about or row.organisation,
            "email": row.email, "website": row.website,
            "uri": f"{home}/organisations/{row.slug}/" if home else ""}  # fmt: skip
    known = ((0, "GB-CHC", "Charity number", row.charity_number), (1, "GB-COH", "Company number", row.company_number))
    identifiers = [
        {"id": uuid("identifier", number, part), "organization_id": said["id"], "identifier_scheme": scheme,
         "identifier_type": kind, "identifier": value}
        for part, scheme, kind, value in known if value
    ]  # fmt: skip
    return _filled(said) | ({"organization_identifiers": identifiers} if identifiers else {})


def _filled(said: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in said.items() if value not in (None, "")}


def _full(rows: Sequence[Any], is_brief: bool = False) -> list[dict[str, Any]]:
    """Return services with their organisations; brief ones without places, prices and terms."""
    by_place: dict[int, list[int]] = {}
    for row in rows:
        by_place.setdefault(row.place, []).append(row.id)
    at = {row.organisation_id for row in rows}
    asked = sa.select(*_ORGANISATION, *_PLACE).where(Organisation.id.in_(sorted(at)))
    organisations = {row.at: row for row in reader().execute(asked)}
    more = {} if is_brief else _more(by_place)
    return [_service(row, organisations[row.organisation_id], more.get((row.place, row.id)), is_brief) for row in rows]


def _more(by_place: Mapping[int, list[int]]) -> dict[tuple[int, int], Any]:
    """Return what skills and resources say besides."""
    skills = sa.select(Skill.id, Skill.terms, Skill.rate.label("price"), Skill.conditions, Skill.area, Skill.term_id)
    lent = sa.select(Resource.id, Resource.terms, Resource.charge.label("price"), Resource.conditions, Resource.area,
                     Resource.place, Resource.postcode, Resource.access_notes, Resource.opening)  # fmt: skip
    found = {}
    for place, asked, table in ((1, skills, Skill), (2, lent, Resource)):
        for row in reader().execute(asked.where(table.id.in_(by_place.get(place, [])))):
            found[place, row.id] = row
    return found


def _service(row: Any, at: Any, more: Any, is_brief: bool) -> dict[str, Any]:
    kind = SERVICES[row.place]
    said = {"id": uuid(kind, row.id), "name": row.name, "description": row.description, "url": at.website,
            "email": at.email, "status": "active"}  # fmt: skip
    whole = _filled(said) | {"organization": _organisation(at)}
    if is_brief:
        return whole
    return whole | _places(kind, row, at, more) | _details(kind, row, at, more)


def _places(kind: str, row: Any, at: Any, more: Any) -> dict[str, Any]:
    """Return the place a service is had at: that of a thing that is lent, or else of its organisation."""
    number = row.id * 4 + row.place
    street = getattr(more, "place", "") or at.address
    postcode = getattr(more, "postcode", "") or at.postcode
    area = getattr(more, "area", "") or at.area
    kind_of_place = "physical" if street or postcode else "virtual"
    location: dict[str, Any] = {"id": uuid("location", number), "location_type": kind_of_place, "name": at.organisation}
    if street or postcode:
        location["addresses"] = [
            {"id": uuid("address", number), "location_id": location["id"], "address_1": street or at.organisation,
             "city": area or "not said", "state_province": area or "not said", "postal_code": postcode or "not said",
             "country": "GB", "address_type": "physical"}
        ]  # fmt: skip
    if access := getattr(more, "access_notes", "") or at.access:
        location["accessibility"] = [
            {"id": uuid("access", number), "location_id": location["id"], "description": access}
        ]
    which = {"id": uuid("service_at_location", number), "service_id": uuid(kind, row.id), "location_id": location["id"]}
    return {"service_at_locations": [which | {"location": location}]}


def _details(kind: str, row: Any, at: Any, more: Any) -> dict[str, Any]:
    """Return the prices, the areas, the times, the languages and the terms of a service."""
    number, own = row.id * 4 + row.place, uuid(kind, row.id)
    found: dict[str, Any] = {}
    if more is not None:
        is_free = more.terms in (Terms.FREE, LendingTerms.FREE)
        price = {"option": more.terms.words, "amount_description": more.price}
        cost = _filled(price) | ({"amount": 0} if is_free else {})
        found["cost_options"] = [{"id": uuid("cost", number), "service_id": own, **cost}]
        found["fees"] = more.conditions
    if area := getattr(more, "area", "") or at.area_served or at.area:
        found["service_areas"] = [{"id": uuid("area", number), "service_id": own, "name": area}]
    if times := getattr(more, "opening", "") or at.opening_times:
        found["schedules"] = [{"id": uuid("schedule", number), "service_id": own, "description": times}]
    if at.languages:
        found["languages"] = [{"id": uuid("language", number), "service_id": own, "name": at.languages}]
    term = vocabulary().root(getattr(more, "term_id", None))
    if term is not None and term.is_curated:
        found["attributes"] = [
            {"id": uuid("attribute", number), "link_id": own, "link_type": "service", "link_entity": "service",
             "taxonomy_term_id": uuid("term", term.id), "taxonomy_term": _term(term.id, term.name, term.category)}
        ]  # fmt: skip
    return _filled(found)
