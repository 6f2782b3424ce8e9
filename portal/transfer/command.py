"""Importing from the command line: the same as the pages do, for files of any length, with a bar that grows."""

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from portal.bootstrap.trouble import Trouble
from portal.core import clock
from portal.core.database import db, writing
from portal.core.sheets import Unreadable
from portal.core.text import listed, plural
from portal.core.viewer import Viewer
from portal.transfer import services
from portal.transfer.generated import loading
from portal.transfer.kinds import KINDS
from portal.transfer.kinds.kind import Kind, Row
from portal.transfer.models import Import, Outcome
from portal.transfer.plan import Count, Table, batches, open_table
from portal.transfer.rules import missing

DOER = Viewer(name="A command on the server", is_site_administrator=True)
SHOWN = 20
WIDTH = 30
Say = Callable[[str], None]


def run(
    name: str, path: Path, say: Say, is_sure: Callable[[str], bool], *, match: Mapping[str, str], sheet: str = "",
    file_wins: bool = False,
) -> int:  # fmt: skip
    """Import a file of a kind, or a folder of generated files; return the exit status. Raises Trouble.

    `match` says which field is in the column of which name; `is_sure` is asked before anything is written.
    """
    if name == "generated":
        return _generated(path, say)
    kind = KINDS[name]
    try:
        with path.open("rb") as file:
            return _file(kind, file, path, say, is_sure, match, sheet, file_wins)
    except Unreadable as error:
        raise Trouble(f"{path.name}: {error}") from error
    except OSError as error:
        raise Trouble(f"{path} cannot be read: {error.strerror}.") from error


def _file(
    kind: Kind, file: BinaryIO, path: Path, say: Say, is_sure: Callable[[str], bool], match: Mapping[str, str],
    sheet: str, file_wins: bool,
) -> int:  # fmt: skip
    size = path.stat().st_size
    table = _open(kind, file, sheet, match)
    _say_columns(kind, table, path.name, say)
    count, noted = _look(_with_bar("Looking", file, size, batches(kind, table, DOER, {}, file_wins)))
    for each in noted:
        say(f"  line {each.line:,}: {each.outcome.words.lower()}. {each.words}")
    say(_summary(count, kind))
    if not count.of[Outcome.ADDED] + count.of[Outcome.MERGED]:
        say("There is nothing to import.")
        return 0
    if not is_sure("Import it?"):
        say("Nothing was imported.")
        return 1
    table = _open(kind, file, sheet, match)
    with writing():
        row = Import(kind=kind.key, file_name=path.name[:200], by=DOER.name, at=clock.now(), file_wins=file_wins)
        row.read_as, row.sheet = table.sheet.what[:200], table.sheet.name[:200]
        db.session.add(row)
        db.session.flush()
        planned = batches(kind, table, DOER, {}, file_wins)
        count = services.write(DOER, row, _with_bar("Importing", file, size, planned))
        services.remember(kind, table)
        number = row.id
    say(f"Done. {_summary(count, kind)} It can be taken back at /import/{number}/.")
    return 0


def _say_columns(kind: Kind, table: Table, name: str, say: Say) -> None:
    """Say what the columns were taken for. Raises Trouble when one that is needed is wanting."""
    say(f"{name}: {table.sheet.what}")
    for _place, called, field in table.named(kind.fields):
        say(f"  {called[:40]:<40} {field.label if field else '(left out)'}")
    for each in missing(table.columns, kind.fields):
        raise Trouble(f"say which column holds the {each.label.lower()}: --match {each.key}=“name of the column”.")


def _look(planned: Iterator[list[Row]]) -> tuple[Count, list[Row]]:
    """Return the counts of what would happen, and the first rows that somebody should look at."""
    count, noted = Count(), list[Row]()
    for rows in planned:
        for row in rows:
            count.of[row.outcome] += 1
            if len(noted) < SHOWN and (row.is_doubtful or row.outcome is Outcome.SKIPPED):
                noted.append(row)
    return count, noted


def _open(kind: Kind, file: BinaryIO, sheet: str, match: Mapping[str, str]) -> Table:
    table = open_table(kind, file, sheet)
    kept = services.remembered(kind, table)
    table.columns = table.columns if kept is None else kept
    known = {each.key for each in kind.fields}
    for key, called in match.items():
        if key not in known:
            raise Trouble(f"there is no field “{key}”; there are {listed(sorted(known))}.")
        places = [place for place, cell in enumerate(table.header.cells) if cell.casefold() == called.casefold()]
        if not places:
            raise Trouble(f"there is no column “{called}” in this file.")
        table.columns[key] = places[0]
    return table


def _summary(count: Count, kind: Kind) -> str:
    of = count.of
    parts = [f"{plural(of[Outcome.ADDED], kind.noun, kind.more)} added", f"{of[Outcome.MERGED]:,} merged",
             f"{of[Outcome.SAME]:,} with nothing new", f"{of[Outcome.SKIPPED]:,} left out"]  # fmt: skip
    return f"{plural(count.rows, 'row')}: {listed(parts)}."


def _with_bar(doing: str, file: BinaryIO, size: int, rows: Iterator[list[Row]]) -> Iterator[list[Row]]:
    """Yield the batches, and draw how far the file is read where somebody looks on."""
    count, began = 0, time.monotonic()
    for batch in rows:
        yield batch
        count += len(batch)
        if sys.stderr.isatty():
            share = min(1.0, file.tell() / size) if size else 1.0
            bar = "█" * round(share * WIDTH) + "░" * (WIDTH - round(share * WIDTH))
            speed = count / max(time.monotonic() - began, 0.001)
            sys.stderr.write(f"\r{doing} {bar} {count:>9,} rows, {speed:,.0f} a second ")
            sys.stderr.flush()
    if count and sys.stderr.isatty():
        sys.stderr.write("\n")


def _generated(folder: Path, say: Say) -> int:
    """Load a folder of generated files."""
    if wanting := loading.missing(folder):
        raise Trouble(f"{folder} is no folder of generated files: {listed(wanting)} are not in it.")
    for name in loading.left_aside(folder):
        say(f"  {name:<22} is left aside: the portal has no tables for it yet")

    def tell(done: loading.Loaded) -> None:
        speed = f"{done.rows / (done.seconds or 1):>9,.0f} a second" if done.rows else ""
        say(f"  {done.name:<22} {done.rows:>10,} rows {done.seconds:>7.1f} s {speed}")

    say(f"{loading.load(folder, tell):,} rows loaded.")
    return 0
