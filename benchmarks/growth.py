"""Whether a page costs more on a large portal: the same partnership in a small one and beside a hundred times as much.

Both databases hold the files of scale 1; the large one holds those of another scale as well. The pages are those of
partnership 1 in both, so that they show the same, and what is compared is what the rest of the portal costs them.
"""

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.load import load, portal_at
from benchmarks.measure import Request, Timed, cpu, statements
from benchmarks.pages import SEARCHES, requests_for

MOST = 1.15
NOT_HELD = SEARCHES.keys() - {"search, commonest word"}  # they find more where there is more


def made(generator: Path, folder: Path, scale: int) -> Path:
    """Return the folder of the generator's files of a scale, made now unless they are there."""
    out = folder / f"scale-{scale}"
    if not (out / "manifest.json").exists():
        command = [sys.executable, generator, "--scale", scale, "--out", out, "--today", date.today()]
        subprocess.run(list(map(str, command)), check=True, stdout=subprocess.DEVNULL)
    return out


@contextlib.contextmanager
def kept(folder: Path | None) -> Iterator[Path]:
    """Yield the folder to work in: the one given, or one that is gone afterwards."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
        return
    with tempfile.TemporaryDirectory() as room:
        yield Path(room)


def compare(small: dict[str, Request], large: dict[str, Request], rounds: int) -> dict[str, Timed]:
    """Return for each page what it costs in the large portal, as microseconds and over its cost in the small one."""
    timed = {name: Timed() for name in small}
    for ask in [*small.values(), *large.values()]:
        for _warm in range(5):
            ask()
    for _round in range(rounds):
        for name, result in timed.items():
            first, second = cpu(small[name]), cpu(large[name])
            result.micros.append(second)
            result.ratios.append(second / first)
    return timed


def main() -> int:
    """Make both portals, compare the pages, and print a table; with --check the exit status says whether one grew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("generator", type=Path, help="the load generator, generate.py")
    parser.add_argument("--scale", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--keep", type=Path, help="a folder for files and databases, to be used again")
    parser.add_argument("--check", action="store_true", help=f"exit with 1 when a page grows by more than {MOST}")
    asked = parser.parse_args()
    with kept(asked.keep) as folder:
        files = [made(asked.generator, folder, scale) for scale in (1, asked.scale)]
        pages, counts = [], []
        for name, held in (("small", files[:1]), (f"large-{asked.scale}", files)):
            path = folder / f"{name}.sqlite3"
            is_new = not path.exists()
            app = portal_at(f"sqlite:///{path}")
            with app.app_context():
                for each in held if is_new else []:
                    print(f"{name}: {each.name}")
                    load(each)
            pages.append(requests_for(app))
            counts.append({page: _count(app, ask) for page, ask in pages[-1].items()})
        timed = compare(*pages, asked.rounds)
    return _tell(timed, pages, counts, asked)


def _count(app, ask: Request) -> int:  # type: ignore[no-untyped-def]
    with statements(app) as seen:
        ask()
    return len(seen)


def _tell(
    timed: dict[str, Timed], pages: list[dict[str, Request]], counts: list[dict[str, int]], asked: argparse.Namespace
) -> int:
    print(f"\n{date.today()}, load {os.getloadavg()[0]:.1f}, {asked.rounds} rounds, scale 1 and {asked.scale}\n")
    print("| page | CPU µs, large | growth | 10..90 % | statements | bytes, small | large |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    missed = []
    for name, result in timed.items():
        low, high = result.spread
        few, many = counts[0][name], counts[1][name]
        small, large = (len(each[name]()) for each in pages)
        said = str(few) if few == many else f"{few}, {many}"
        figures = f"{result.middle:,.0f} | {result.ratio:.2f} | {low:.2f}..{high:.2f} | {said} | {small:,} | {large:,}"
        print(f"| {name} | {figures} |")
        if few != many or (result.ratio > MOST and name not in NOT_HELD):
            missed.append(f"{name} grew by {result.ratio:.2f}, statements {said}")
    for sentence in missed:
        print(f"\nMissed: {sentence}")
    return 1 if asked.check and missed else 0


if __name__ == "__main__":
    sys.exit(main())
