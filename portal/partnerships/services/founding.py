"""Setting up a partnership, changing its page, closing and reopening it; and the kinds that partnerships are of."""

from datetime import date
from itertools import chain, count
from typing import Any

import sqlalchemy as sa

from portal.audit import services as audit
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.text import slug as slug_of
from portal.core.viewer import Viewer
from portal.partnerships.models import Group, Kind, Partnership, Rules
from portal.partnerships.presets import BY_KEY
from portal.partnerships.services.indexing import reindex

TAKEN = {"new", "kinds"}
"""Words that stand in addresses where a partnership's or a group's own name could stand."""


def create_partnership(
    doer: Viewer | None, said: dict[str, Any], *, preset: str, first_group: str, slug: str = ""
) -> Partnership:
    """Set up a partnership with the rules of a preset and its first group; return it.

    `said` holds name and kind (a `Kind`), and may hold short_name, area, purpose, nature, contact, accent, founded_on
    and actions_audience. The slug is made from the name unless one is given; where it is taken, a number follows.
    """
    taken = set(db.session.scalars(sa.select(Partnership.slug)))
    partnership = Partnership(**said, slug=free_slug(slug or said["name"], taken, "partnership"))
    partnership.short_name = partnership.short_name or partnership.name[:60]
    db.session.add(partnership)
    db.session.flush()
    db.session.add(Rules(partnership_id=partnership.id, **BY_KEY[preset].settings))
    group = Group(name=first_group, slug=free_slug(first_group, set(), "group"), kind="Main group")
    group.partnership_id = partnership.id
    db.session.add(group)
    sentence = f"Set up {partnership.name}, with its first group {group.name} and the rules of {BY_KEY[preset].name}"
    audit.record(doer, "created", partnership, sentence, partnership_id=partnership.id)
    reindex(partnership)
    return partnership


def change_page(doer: Viewer | None, partnership: Partnership, said: dict[str, Any]) -> None:
    """Change what a partnership's page says: any of the fields `create_partnership` takes. Its address stays."""
    before = {name: getattr(partnership, name) for name in said}
    for name, value in said.items():
        setattr(partnership, name, value)
    partnership.short_name = partnership.short_name or partnership.name[:60]
    changed = [name.removesuffix("_on") for name, value in before.items() if value != getattr(partnership, name)]
    if changed:
        sentence = f"Changed the page of {partnership.name}: {', '.join(changed).replace('_', ' ')}"
        audit.record(doer, "changed", partnership, sentence, partnership_id=partnership.id)
        reindex(partnership)


def close_partnership(doer: Viewer | None, partnership: Partnership, on: date) -> None:
    """Close a partnership. Everything it held stays readable. Raises `Refusal` when it is closed already."""
    if partnership.closed_on:
        raise Refusal(f"{partnership.name} was closed on {shortday(partnership.closed_on)}.")
    partnership.closed_on = on
    sentence = f"Closed {partnership.name} on {shortday(on)}"
    audit.record(doer, "closed", partnership, sentence, partnership_id=partnership.id)


def reopen_partnership(doer: Viewer | None, partnership: Partnership) -> None:
    """Open a closed partnership again. Raises `Refusal` when it is open."""
    if not partnership.closed_on:
        raise Refusal(f"{partnership.name} is open.")
    partnership.closed_on = None
    audit.record(doer, "reopened", partnership, f"Reopened {partnership.name}", partnership_id=partnership.id)


def kind_called(doer: Viewer | None, name: str) -> Kind:
    """Return the kind of partnership with this name, made new where there is none."""
    wanted = slug_of(name) or "kind"
    found = db.session.scalar(sa.select(Kind).filter_by(slug=wanted))
    if found is not None:
        return found
    kind = Kind(slug=wanted, name=name)
    db.session.add(kind)
    audit.record(doer, "created", kind, f"Added the kind of partnership “{name}”")
    return kind


def rename_kind(doer: Viewer | None, kind: Kind, name: str) -> None:
    """Call a kind of partnership by another name, on every page at once.

    Raises `Refusal` when another kind has that name.
    """
    other = sa.select(Kind.name).where(sa.func.lower(Kind.name) == name.lower(), Kind.id != kind.id)
    if db.session.scalar(other):
        raise Refusal(f"There is another kind called “{name}”.")
    before, kind.name = kind.name, name
    if before == name:
        return
    audit.record(doer, "changed", kind, f"Renamed the kind of partnership “{before}” to “{name}”")
    for partnership in db.session.scalars(sa.select(Partnership).filter_by(kind_id=kind.id)):
        reindex(partnership)


def free_slug(words: str, taken: set[str], otherwise: str) -> str:
    """Return the words as they stand in an address, with a number where they are taken; `otherwise` for no words."""
    first = slug_of(words, 56) or otherwise
    offered = chain([first], (f"{first}-{number}" for number in count(2)))
    return next(each for each in offered if each not in taken | TAKEN)
