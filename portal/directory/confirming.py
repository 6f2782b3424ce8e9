"""What organisations keep, feature by feature, so that one button says of all of it that it is still right.

A feature names its part once, in a module that portal/app.py imports (its panels.py, or its models):

    confirming.part("skills", Skill, "skill", address="/skills/{id}/", name=Skill.title,
                    where=lambda: Skill.removed_at.is_(None))

The model has `organisation_id`, `confirmed_on` (a day, or None) and `confirmed_by` (a name). Nothing else is needed:
its rows stand on the organisation's page "Our entries", in the list of what is stale, and follow the button.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa

from portal.audit.services import record
from portal.core import clock
from portal.core.audience import visible_to
from portal.core.database import db, reader
from portal.core.text import listed, plural, plural_of
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, OutsideLink
from portal.directory.queries.rights import is_null

STALE_AFTER = timedelta(days=365)
Where = Callable[[], Any]


class Part(NamedTuple):
    """One kind of thing that organisations keep. `address` may hold {id}, its number, and {slug}, the organisation's.

    `noun` and `more` are what one and several are called, `name` is what one is called in a list, `where` returns the
    condition of those that count (not removed, not closed). `found_as` is its kind in the index, if
    it stands there.
    """

    key: str
    model: Any
    noun: str
    more: str
    address: str
    name: Any
    organisation: Any
    where: Where
    found_as: str = ""

    @property
    def place(self) -> int:
        """Where the part stands among all parts."""
        return list(_parts).index(self.key)

    @property
    def words(self) -> str:
        """The part as a choice says it."""
        return self.heading(2)

    def heading(self, count: int) -> str:
        """Return the part as a heading above so many of them says it."""
        noun = self.noun if count == 1 else self.more
        return noun[:1].upper() + noun[1:]

    def at(self, number: int, slug: str) -> str:
        """Return the address of one of them."""
        return self.address.format(id=number, slug=slug)


class Kept(NamedTuple):
    """One thing an organisation keeps, and whether nobody confirmed it for a year."""

    part: Part
    id: int
    name: str
    address: str
    confirmed_on: date | None
    confirmed_by: str
    is_stale: bool


_parts: dict[str, Part] = {}


def part(
    key: str, model: Any, noun: str, *, address: str, name: Any, more: str = "", organisation: Any = None,
    where: Where = sa.true, found_as: str = "",
) -> None:  # fmt: skip
    """Name a kind of thing that organisations keep; see the head of this file. Naming it again replaces it."""
    owner = model.organisation_id if organisation is None else organisation
    _parts[key] = Part(key, model, noun, more or plural_of(noun), address, name, owner, where, found_as)


def parts() -> list[Part]:
    """Return all parts, the organisations' own entries first."""
    return list(_parts.values())


def is_stale(confirmed_on: date | None) -> bool:
    """Whether something was not confirmed for a year, or never."""
    return confirmed_on is None or confirmed_on <= clock.today() - STALE_AFTER


def stale_rows(model: Any) -> sa.ColumnElement[bool]:
    """Return the condition that a row of the model was not confirmed for a year, or never."""
    return sa.or_(model.confirmed_on.is_(None), model.confirmed_on <= clock.today() - STALE_AFTER)


def kept_by(viewer: Viewer, organisation: Organisation) -> list[Kept]:
    """Return everything the organisation keeps, as far as the viewer may see it: its own entry first, then each part,
    the longest unconfirmed first.
    """
    asked = [
        sa.select(
            sa.literal(place).label("place"), each.model.id.label("id"), sa.cast(each.name, sa.String).label("name"),
            each.model.confirmed_on.label("confirmed_on"), each.model.confirmed_by.label("confirmed_by"),
        ).where(each.organisation == organisation.id, counts(viewer, each))
        for place, each in enumerate(parts())
    ]  # fmt: skip
    rows = sa.union_all(*asked).subquery()
    first = sa.func.coalesce(rows.c.confirmed_on, date(1900, 1, 1))
    found = reader().execute(sa.select(rows).order_by(rows.c.place, first, rows.c.name, rows.c.id))
    return [_kept(parts()[row.place], row, organisation.slug) for row in found]


def counts(viewer: Viewer, each: Part) -> sa.ColumnElement[bool]:
    """Return the condition that a row of a part counts, and may be seen by the viewer."""
    return sa.and_(each.where(), seen(viewer, each))


def seen(viewer: Viewer, each: Part) -> sa.ColumnElement[bool]:
    """Return the condition that a row of a part may be seen by the viewer, whether it counts or not."""
    return visible_to(viewer, each.model) if hasattr(each.model, "audience") else sa.true()


def _kept(of: Part, row: Any, slug: str) -> Kept:
    stale = is_stale(row.confirmed_on)
    return Kept(of, row.id, row.name, of.at(row.id, slug), row.confirmed_on, row.confirmed_by, stale)


def stale(viewer: Viewer, organisation: Organisation) -> list[Kept]:
    """Return what of an organisation nobody confirmed for a year, as far as the viewer may see it."""
    return [each for each in kept_by(viewer, organisation) if each.is_stale]


def confirm_everything(doer: Viewer, organisation: Organisation) -> int:
    """Note that everything the organisation keeps is still right, by the doer's name today; return how much it is.

    What the doer may not see (offered to a partnership they are not of) they do not vouch for.
    """
    today, done = clock.today(), []
    for each in parts():
        mine = sa.update(each.model).where(each.organisation == organisation.id, counts(doer, each))
        changed = db.session.execute(mine.values(confirmed_on=today, confirmed_by=doer.name))
        done.append((changed.rowcount, each))  # type: ignore[attr-defined]
    said = _said(done)
    record(doer, "confirmed", organisation, f"confirmed that all entries of {organisation.name} are right: {said}")
    return sum(count for count, _part in done)


def _said(done: Sequence[tuple[int, Part]]) -> str:
    return listed([plural(count, each.noun, each.more) for count, each in done if count])


part(
    "organisations", Organisation, "organisation's entry", more="organisations' entries",
    address="/organisations/{slug}/", name=Organisation.name, organisation=Organisation.id,
    where=lambda: is_null(Organisation.closed_on), found_as="organisation",
)  # fmt: skip
part(
    "links", OutsideLink, "outside body or network", more="outside bodies and networks",
    address="/organisations/{slug}/#link-{id}", name=OutsideLink.name, where=lambda: OutsideLink.removed_at.is_(None),
)  # fmt: skip
