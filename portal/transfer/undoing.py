"""Taking an import back: what it added goes, what it filled in is as it was, unless somebody went on from there."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from portal.core import index
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.text import listed, plural
from portal.core.viewer import Viewer
from portal.transfer.kinds.kind import Kind
from portal.transfer.models import Import, ImportRow, Outcome

PART = 500
SHOWN = 3


def take_back(doer: Viewer, kind: Kind, row: Import) -> None:
    """Take back what the import wrote. Raises Refusal, and changes nothing, when something goes on from it."""
    kind = kind.for_one_run()
    asked = sa.select(ImportRow.object_id, ImportRow.object_version, ImportRow.outcome, ImportRow.before)
    written = db.session.execute(
        asked.where(ImportRow.import_id == row.id, ImportRow.object_id.is_not(None)).order_by(ImportRow.id.desc())
    ).all()
    added = sorted({each.object_id for each in written if each.outcome is Outcome.ADDED})
    versions: dict[int, int] = {}
    for each in written:
        versions[each.object_id] = max(versions.get(each.object_id, 0), each.object_version or 1)
    _refuse_changed(kind, versions)
    _refuse_used(kind, added)
    _restore(kind, [each for each in written if each.outcome is Outcome.MERGED])
    table = kind.model.__table__
    for numbers in _parts(added):
        index.drop(kind.noun, numbers)
        db.session.execute(sa.delete(table).where(table.c.id.in_(numbers)))


def _refuse_changed(kind: Kind, versions: dict[int, int]) -> None:
    table = kind.model.__table__
    called = table.c.name if "name" in table.c else table.c.title
    changed, gone = [], set(versions)
    for numbers in _parts(sorted(versions)):
        asked = sa.select(table.c.id, called.label("called"), table.c.version).where(table.c.id.in_(numbers))
        for each in db.session.execute(asked):
            gone.discard(each.id)
            if each.version != versions[each.id]:
                changed.append(each.called)
    if changed:
        raise Refusal(f"{_some(changed)} changed since this import: it cannot be taken back as a whole.")
    if gone:
        number = plural(len(gone), kind.noun, kind.more)
        raise Refusal(f"{number} of this import are not there any more: it cannot be taken back as a whole.")


def _some(names: list[str]) -> str:
    shown = names[:SHOWN] + ([f"{len(names) - SHOWN:,} more"] if len(names) > SHOWN else [])
    return f"{listed(shown)} {'was' if len(names) == 1 else 'were'}"


def _refuse_used(kind: Kind, added: Sequence[int]) -> None:
    """Refuse while anything else names what was added."""
    mine = kind.model.__table__
    called = mine.c.name if "name" in mine.c else mine.c.title
    for table in db.metadata.sorted_tables:
        for column in (key.parent for key in table.foreign_keys if key.column is mine.c.id):
            for numbers in _parts(added):
                asked = sa.select(called).join(table, column == mine.c.id).where(mine.c.id.in_(numbers))
                if table is not mine and (name := db.session.scalar(asked.limit(1))):
                    what = table.name.replace("_", " ")
                    raise Refusal(f"{name} is in use since this import ({what}): it cannot be taken back as a whole.")


def _restore(kind: Kind, merged: Sequence[Any]) -> None:
    """Give back what was filled in or replaced, the last first."""
    for part in _parts(merged):
        here = kind.here(sorted({each.object_id for each in part}))
        for each in part:
            there = here[each.object_id]
            for key, value in json.loads(each.before or "{}").items():
                setattr(there, key, _value(kind.model.__table__.c[key], value))
            if hasattr(there, "sort_name"):
                there.sort_name = there.name.lower()
        db.session.flush()
        kind.reindex(list(here.values()))


def _value(column: Any, value: Any) -> Any:
    """Return a value as the table holds it, from how JSON kept it."""
    if value is not None and isinstance(column.type, sa.Enum) and column.type.enum_class:
        return column.type.enum_class(value)
    return date.fromisoformat(value) if value is not None and isinstance(column.type, sa.Date) else value


def _parts(things: Sequence[Any], size: int = PART) -> Iterable[Sequence[Any]]:
    return (things[at : at + size] for at in range(0, len(things), size))
