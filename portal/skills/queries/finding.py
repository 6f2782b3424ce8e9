"""Finding offers: what answers the words and choices, best first, with the counts of everything it can be narrowed by.

The newest thousand that the viewer may see are looked at; four statements, however many are found.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from portal.core import clock, index, places
from portal.core.audience import visible_to
from portal.core.database import reader
from portal.core.viewer import Viewer
from portal.core.words import WORD, fold
from portal.directory.models import Organisation, Person
from portal.directory.queries import is_null, names_visible_to
from portal.memberships.models import Seat
from portal.memberships.viewer import is_current
from portal.partnerships.models import Partnership
from portal.skills import rules
from portal.skills.facets import Candidate, Found, Offer, Question, facets, order_of, passes, reason_of
from portal.skills.matching import Asked
from portal.skills.models import Capacity, Skill
from portal.skills.queries.terms import vocabulary

WINDOW = 1000
SIZE = 20
BY_ORGANISATION = {"area", "in"}
"""What few organisations are in: there it is quicker to begin with these."""


def find(viewer: Viewer, question: Question, page: int = 1, size: int = SIZE) -> Found:
    """Return a page of what answers the question, best first; `size` may be that of a whole file."""
    asked, today = Asked(question.words), clock.today()
    rows = _window(viewer, question, asked)
    is_capped = len(rows) > WINDOW
    candidates = _candidates(rows[:WINDOW], question, asked, today)
    names = dict(_partnerships({each.row.organisation_id for each in candidates}, candidates))
    kept = [each for each in candidates if passes(each, question.ticked)]
    if is_capped and question.ticked:
        more = _window(viewer, question, asked, _narrowed(question, today))
        kept = _candidates(more[:WINDOW], question, asked, today)
    kept.sort(key=lambda each: order_of(each, today))
    pages = max(1, -(-len(kept) // size))
    page = min(max(page, 1), pages)
    shown = kept[(page - 1) * size : page * size]
    return Found(
        question,
        offers=_offers(viewer, shown, asked, today),
        facets=facets(candidates, question, names),
        count=len(kept),
        organisations=len({each.row.organisation_id for each in kept}),
        page=page,
        pages=pages,
        is_capped=is_capped,
        instead="" if kept or not asked else _instead(question.words),
    )


def _window(viewer: Viewer, question: Question, asked: Asked, narrowed: Sequence[Any] = ()) -> Sequence[Any]:
    rows = (
        sa.select(
            Skill.id, Skill.title, Skill.term_id, Skill.organisation_id, Skill.terms, Skill.forms, Skill.capacity,
            Skill.free_from, Skill.area, Skill.confirmed_on, Organisation.sector, Organisation.area.label("home"),
            Organisation.postcode,
        )
        .join(Organisation, Organisation.id == Skill.organisation_id)
        .where(visible_to(viewer, Skill), is_null(Organisation.closed_on), *narrowed)
    )  # fmt: skip
    is_few = bool(narrowed and BY_ORGANISATION & question.ticked.keys())
    rows = rows.where(Skill.removed_at.is_(None) if is_few else is_null(Skill.removed_at))
    if question.words and not asked:
        rows = rows.where(sa.false())
    elif asked or (index.narrows() and not is_few):
        having = _having(question.ticked) if narrowed else []
        rows = rows.where(Skill.id.in_(index.newest(viewer, "skill", question.words, having, WINDOW + 1)))
    return reader().execute(rows.order_by(Skill.id.desc()).limit(WINDOW + 1)).all()


def _having(ticked: Mapping[str, tuple[str, ...]]) -> list[list[str]]:
    """Return what is ticked as words of the index, as far as it knows them; `_narrowed` says the rest.

    Who has time now bears no mark. So where that alone is ticked, those without time are left out.
    """
    marked = {"terms": "t", "sector": "s", "form": "m"}
    having = [[index.word(letter, value) for value in ticked[key]] for key, letter in marked.items() if key in ticked]
    capacity = set(ticked.get("capacity", ()))
    if capacity and Capacity.NOW.value not in capacity:
        having.append([index.word("m", value) for value in sorted(capacity)])
    elif capacity == {Capacity.NOW.value}:
        having.append([f"-{index.word('m', Capacity.NONE)}"])
    return having


def _narrowed(question: Question, today: date) -> list[sa.ColumnElement[bool]]:
    """Return what is ticked as conditions, for searches that find more than is looked at."""
    ticked: Mapping[str, tuple[str, ...]] = question.ticked
    found: list[sa.ColumnElement[bool]] = []
    has_come = sa.and_(Skill.capacity == Capacity.LATER, Skill.free_from <= today)
    capacity = sa.case((has_come, Capacity.NOW.value), else_=sa.cast(Skill.capacity, sa.String))
    for key, values in ticked.items():
        if key == "in":
            places_ = sa.select(Partnership.id).where(Partnership.slug.in_(values))
            seats = sa.select(Seat.organisation_id).where(Seat.partnership_id.in_(places_), is_current(Seat, today))
            found.append(Skill.organisation_id.in_(seats))
        elif key == "area":
            there = sa.select(Organisation.id).where(Organisation.area.in_(values))
            found.append(Skill.organisation_id.in_(there))
        elif key == "form":
            found.append(sa.or_(*[Skill.forms.contains(value, autoescape=True) for value in values]))
        elif key == "capacity":
            found.append(capacity.in_(values))
        else:
            column = {"terms": Skill.terms, "sector": Organisation.sector}[key]
            found.append(sa.type_coerce(column, sa.String).in_(values))
    return found


def _candidates(rows: Iterable[Any], question: Question, asked: Asked, today: date) -> list[Candidate]:
    terms = vocabulary()
    town, districts = _place(question.place)
    called = {number: terms.names(number) for number in {row.term_id for row in rows}}
    return [
        Candidate(
            row,
            {
                "terms": (row.terms.value,),
                "form": tuple(row.forms.split()),
                "capacity": (rules.capacity_now(row.capacity, row.free_from, today).value,),
                "sector": (row.sector.value,),
                "area": (row.home,) if row.home else (),
            },
            asked.match(row.title, called[row.term_id]),
            _distance(row, town, districts) if question.place else 0,
        )
        for row in rows
    ]


def _place(near: str) -> tuple[str, list[str]]:
    """Return a place as a word to look for and as districts: those of the organisations there, where it is a town."""
    if not near:
        return "", []
    if district := places.district(near):
        return "", [district]
    town = " ".join(WORD.findall(fold(near)))
    there = sa.select(Organisation.postcode).where(
        Organisation.postcode != "",
        sa.or_(
            Organisation.area.istartswith(near, autoescape=True),
            Organisation.address.icontains(near, autoescape=True),
        ),
    )
    postcodes = reader().execute(there.distinct().limit(40)).scalars()
    return town, sorted({each for each in map(places.district, postcodes) if each})


def _distance(row: Any, town: str, districts: Sequence[str]) -> int:
    if town and any(f" {town}" in f" {' '.join(WORD.findall(fold(text)))}" for text in (row.area, row.home)):
        return 0
    return min((places.closeness(row.postcode, each) for each in districts), default=2)


def _partnerships(organisations: set[int], candidates: Sequence[Candidate]) -> list[tuple[str, str]]:
    """Note of each candidate in which partnerships its organisation sits, and return their names by address."""
    asked = (
        sa.select(Seat.organisation_id, Partnership.slug, Partnership.name)
        .join(Partnership, Partnership.id == Seat.partnership_id)
        .where(Seat.organisation_id.in_(sorted(organisations)), is_current(Seat, clock.today()))
        .distinct()
    )
    found: dict[int, list[str]] = {}
    names = []
    for organisation_id, slug, name in reader().execute(asked):
        found.setdefault(organisation_id or 0, []).append(slug)
        names.append((slug, name))
    for each in candidates:
        each.values["in"] = tuple(found.get(each.row.organisation_id, ()))
    return names


def _offers(viewer: Viewer, shown: Sequence[Candidate], asked: Asked, today: date) -> list[Offer]:
    is_named = sa.and_(Skill.listed_agreed_on.is_not(None), Person.left_on.is_(None), names_visible_to(viewer))
    rows = (
        sa.select(
            Skill.id, Skill.title, Skill.description, Skill.level, Skill.area, Skill.forms, Skill.terms, Skill.rate,
            Skill.conditions, Skill.capacity, Skill.free_from, Skill.capacity_note, Skill.confirmed_on,
            Skill.confirmed_by, Skill.organisation_id, Skill.term_id, Organisation.name.label("organisation"),
            Organisation.slug.label("organisation_slug"), sa.case((is_named, Person.name), else_="").label("person"),
            sa.case((is_named, Person.job), else_="").label("job"),
        )
        .join(Organisation, Organisation.id == Skill.organisation_id)
        .outerjoin(Person, Person.id == Skill.person_id)
        .where(Skill.id.in_([each.row.id for each in shown]))
    )  # fmt: skip
    by_id = {row.id: row for row in reader().execute(rows)} if shown else {}
    return [
        Offer(
            by_id[each.row.id],
            asked.marked(each.row.title),
            reason_of(each, asked),
            rules.capacity_now(each.row.capacity, each.row.free_from, today),
            rules.is_stale(each.row.confirmed_on, today),
        )
        for each in shown
    ]


def _instead(words: str) -> str:
    """Return the name of a term that is spelt nearly so, or nothing."""
    return rules.nearly(words, vocabulary())
