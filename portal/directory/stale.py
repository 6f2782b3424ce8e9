"""The list of what nobody confirmed for a year, and of organisations without an area or a sector.

Of each kind of entry the longest unconfirmed are looked at, as many as a list counts. All that narrows the list stands
inside each part, before it is cut: so the list costs the same however much there is. Its file holds them all.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from portal.core import clock, index
from portal.core.kept import kept
from portal.core.tables import CAP, FILE_CAP, Column, Filter, Table, wants_file
from portal.core.viewer import Viewer
from portal.directory import confirming
from portal.directory.lists import SECTORS, Choices, by_partnership
from portal.directory.models import Organisation, Sector
from portal.directory.queries import (
    is_null,
    partnership_called,
    partnerships_beginning,
    past_index,
    seated_in,
    sitting_nowhere,
)
from portal.directory.rules import managed_by

UNSORTED = "unsorted"
PLACES = 64
"""More parts than there will ever be: a line's number is that of the thing times this, and its part's place."""
MOST = CAP + 1
NOWHERE = 500
"""So many organisations that sit nowhere, the newest, are among those whose entries a manager is shown."""


class Asked(NamedTuple):
    """What the list is narrowed by, and how many lines of each part are looked at."""

    kind: str = ""
    sector: str = ""
    partnership: str = ""
    q: str = ""
    most: int = MOST


def stale_table(viewer: Viewer, offered: Choices, given: Mapping[str, str]) -> Table:
    """Return the list as it was asked for, the longest unconfirmed first, of the organisations the viewer keeps."""
    said = {key: " ".join(given.get(key, "").replace("\0", " ").split())[:200] for key in Asked._fields[:4]}
    known = {"kind": dict(_kinds()), "sector": dict(SECTORS)}
    if offered.partnerships is not None:
        known["partnership"] = dict(offered.partnerships)
    chosen = {key: value for key, value in said.items() if key not in known or value in known[key]}
    return _stale(viewer, offered, Asked(**chosen, most=FILE_CAP if wants_file() else MOST))


@kept(lambda viewer, offered, asked: (viewer.rights, offered, asked))
def _stale(viewer: Viewer, offered: Choices, asked: Asked) -> Table:
    lines = sa.union_all(*_lines(viewer, offered, asked)).cte("lines")
    since = sa.func.coalesce(sa.cast(lines.c.confirmed_on, sa.String), "")
    rows = sa.select(
        lines.c.id, lines.c.thing_id, lines.c.kind, lines.c.name, Organisation.name.label("organisation"),
        Organisation.slug, Organisation.area, Organisation.sector, lines.c.confirmed_on, lines.c.confirmed_by,
    ).join(Organisation, Organisation.id == lines.c.organisation_id)  # fmt: skip
    return Table(
        rows=rows,
        id=lines.c.id,
        noun="entry",
        sort="confirmed_on",
        columns=[
            Column("name", "What", lines.c.name),
            Column("kind", "Kind", lines.c.kind),
            Column("organisation", "Organisation", Organisation.sort_name),
            Column("area", "Area", Organisation.area),
            Column("sector", "Sector", in_page=False),
            Column("confirmed_on", "Last confirmed", since),
            Column("confirmed_by", "By", in_page=False),
        ],
        filters=[
            Filter("kind", "Kind", _kinds(), _stands_inside),
            by_partnership(offered, _stands_inside),
            Filter("sector", "Sector", SECTORS, _stands_inside),
        ],
        search=_stands_inside,
    )


def addresses() -> dict[str, tuple[str, Any]]:
    """Return what each kind of line is called, and how its address is made of a number and an organisation's name."""
    found: dict[str, tuple[str, Any]] = {each.key: (each.noun, each.at) for each in confirming.parts()}
    return found | {UNSORTED: ("without an area or a sector", lambda _number, slug: f"/organisations/{slug}/edit")}


def _kinds() -> list[tuple[str, str]]:
    return [(each.key, each.words) for each in confirming.parts()] + [(UNSORTED, "Without an area or a sector")]


def _stands_inside(_chosen: Any) -> sa.ColumnElement[bool]:
    """Return a condition that all lines meet: what was chosen narrows the parts themselves."""
    return sa.true()


def _lines(viewer: Viewer, offered: Choices, asked: Asked) -> Iterator[sa.Select]:
    """Yield the parts of the list, each narrowed, in its order, and cut."""
    places = partnerships_beginning if offered.partnerships is None else partnership_called
    whose = _organisations(viewer)
    if asked.partnership:
        whose.append(seated_in(places(asked.partnership)))
    parts = confirming.parts()
    for place, each in enumerate(parts):
        if asked.kind in ("", each.key):
            is_found = bool(asked.q and each.found_as)  # the index holds nothing that does not count
            counts = (confirming.seen if is_found else confirming.counts)(viewer, each)
            line = _line(place, each.key, each.model, each.name, each.organisation).where(counts)
            told = _about(viewer, asked, each.found_as, each.model, each.name)
            for late in _late(each.model, is_found or bool(whose)):
                yield _cut(line.where(late, *told), each, whose, asked)
    if asked.kind in ("", UNSORTED):
        own, nowhere = parts[0], Organisation.area == ""
        line = _line(len(parts), UNSORTED, Organisation, Organisation.name, Organisation.id)
        told = _about(viewer, asked, own.found_as, Organisation, Organisation.name)
        for wanting in (nowhere, sa.and_(Organisation.area > "", Organisation.sector == Sector.UNKNOWN)):
            yield _cut(line.where(wanting, *told), own, whose, asked)


def _late(model: Any, is_few: bool) -> list[sa.ColumnElement[bool]]:
    """Return the condition of what is stale, as two that an index answers in order where there is much."""
    if is_few:
        return [confirming.stale_rows(model)]
    return [model.confirmed_on.is_(None), model.confirmed_on <= clock.today() - confirming.STALE_AFTER]


def _cut(line: sa.Select, each: confirming.Part, whose: Sequence[sa.Select], asked: Asked) -> sa.Select:
    """Return so many of the lines, the longest unconfirmed first, those of some organisations or of all."""
    of = past_index(each.organisation) if asked.q and each.found_as else each.organisation
    narrowed = line.where(*[of.in_(some) for some in whose])
    since = each.model.confirmed_on if not whose else sa.func.coalesce(sa.cast(each.model.confirmed_on, sa.String), "")
    return sa.select(narrowed.order_by(since, each.model.id).limit(asked.most).subquery())


def _organisations(viewer: Viewer) -> list[sa.Select]:
    """Return whose entries the viewer keeps, as selects of numbers; none is everybody's."""
    if viewer.is_site_administrator:
        return []
    found = [seated_in(sorted(managed)) for managed in [managed_by(viewer)] if managed]
    if found:
        found.append(sa.select(sitting_nowhere(NOWHERE).c.id))
    own = sa.select(Organisation.id).where(Organisation.id.in_(sorted(viewer.keeps)))
    together = sa.union_all(own, *found).subquery()
    return [sa.select(together.c[0])]


def _about(viewer: Viewer, asked: Asked, found_as: str, model: Any, name: Any) -> list[sa.ColumnElement[bool]]:
    """Return what the words and the sector leave of a part."""
    told = [is_null(Organisation.closed_on)]
    if asked.sector:
        some = sa.exists().where(sa.table("organisations", sa.column("sector")).c.sector == asked.sector)
        told += [past_index(Organisation.sector) == asked.sector, some]
    if asked.q and found_as:
        told.append(model.id.in_(index.newest(viewer, found_as, asked.q)))
    elif asked.q:
        told.append(sa.or_(*[text.icontains(asked.q, autoescape=True) for text in (name, Organisation.name)]))
    return told


def _line(place: int, kind: str, model: Any, name: Any, organisation: Any) -> sa.Select:
    line = sa.select(
        (model.id * PLACES + place).label("id"), model.id.label("thing_id"), sa.literal(kind).label("kind"),
        sa.cast(name, sa.String).label("name"), organisation.label("organisation_id"),
        model.confirmed_on.label("confirmed_on"), model.confirmed_by.label("confirmed_by"),
    )  # fmt: skip
    return line if model is Organisation else line.join(Organisation, Organisation.id == organisation)
