"""What a search costs: the page and the suggestions, by one reader and by ten at once, median and 95th percentile."""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from urllib.parse import quote_plus

import sqlalchemy as sa
from flask import Flask

from benchmarks.load import make_user, portal_at
from benchmarks.measure import Request, bare, cpu, quiet, request, signed_in, statements
from portal.core.database import db
from portal.core.index import Entry

QUESTIONS = {
    "commonest word": "and",
    "frequent word": "meeting",
    "rare word": "hollyworth",
    "two words": "housing learning",
    "two words with synonyms": "bid writing",
    "unfinished word": "volun",
    "misspelt": "bidd writting",
}
NARROWED = "frequent word, one sector"
SUGGESTIONS = {"suggestions, 3 letters": "bid", "suggestions, 5 letters": "meeti"}
SWAP = {"HX-Request": "true", "HX-Request-Type": "partial", "Accept-Encoding": "identity"}
READERS = 10


def addresses(questions: dict[str, str]) -> dict[str, tuple[str, dict[str, str]]]:
    """Return the address of each question, and what is sent with it."""
    plain = {"Accept-Encoding": "identity"}
    found = {name: (f"/search?q={quote_plus(words)}", plain) for name, words in questions.items()}
    found[NARROWED] = (f"/search?q={quote_plus(questions['frequent word'])}&sector=voluntary", plain)
    found |= {name: (f"/search/suggest?q={quote_plus(words)}", SWAP) for name, words in SUGGESTIONS.items()}
    return found


def timed(ask: Request, times: int) -> list[float]:
    """Return how many milliseconds each of so many requests took, on the clock."""
    spent = []
    for _one in range(times):
        began = time.perf_counter()
        ask()
        spent.append((time.perf_counter() - began) * 1000)
    return spent


def at_once(asks: Sequence[Request], times: int) -> list[float]:
    """Return the same where as many readers ask at once as there are requests."""
    with ThreadPoolExecutor(len(asks)) as readers:
        each = readers.map(lambda ask: timed(ask, times), asks)
        return [milliseconds for spent in each for milliseconds in spent]


def part(spent: Sequence[float], of_hundred: int) -> float:
    """Return the value that so many of a hundred do not exceed."""
    ordered = sorted(spent)
    return ordered[min(len(ordered) * of_hundred // 100, len(ordered) - 1)]


def main() -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", help="as load.py filled it")
    parser.add_argument("--times", type=int, default=100, help="requests by one reader")
    for name, words in QUESTIONS.items():
        parser.add_argument(f"--{name.split(',')[0].replace(' ', '-')}", default=words, metavar="WORDS", dest=name)
    asked = parser.parse_args()
    app = portal_at(asked.database)
    quiet(app)
    with app.app_context():
        email, password = make_user()
        print(f"{date.today()}, load {os.getloadavg()[0]:.1f}, {_entries():,} things that can be found\n")
    clients = [signed_in(app, email, password) for _reader in range(READERS)]
    print("| question | CPU ms | in b | median ms | 95 % | ten at once: median | 95 % | statements | bytes |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    unit = bare()
    unit()
    for name, (address, headers) in addresses({name: getattr(asked, name) for name in QUESTIONS}).items():
        asks = [request(app, client, address, headers) for client in clients]
        _line(app, name, asks, asked.times, cpu(unit))
    return 0


def _entries() -> int:
    number = db.session.scalar(sa.select(sa.func.count()).select_from(Entry))
    db.session.rollback()
    return number or 0


def _line(app: Flask, name: str, asks: Sequence[Request], times: int, unit: float) -> None:
    spent = cpu(asks[0])
    alone = timed(asks[0], times)
    together = at_once(asks, max(times // len(asks), 1))
    with statements(app) as seen:
        body = asks[0]()
    print(
        f"| {name} | {spent / 1000:.1f} | {spent / unit:.1f} | {part(alone, 50):.1f} | {part(alone, 95):.1f} "
        f"| {part(together, 50):.1f} | {part(together, 95):.1f} | {len(seen)} | {len(body):,} |",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
