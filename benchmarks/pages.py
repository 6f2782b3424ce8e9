"""What each main page costs, in bare pages: CPU, statements and bytes, for somebody who signed in."""

import argparse
import os
import sys
from datetime import date

import sqlalchemy as sa
from flask import Flask

from benchmarks.load import make_user, portal_at
from benchmarks.measure import Request, Timed, in_turns, quiet, request, signed_in, sizes, statements
from portal.core import clock
from portal.core.database import db
from portal.meetings.models import Meeting, State
from portal.partnerships.models import Partnership

SEARCHES = {
    "search, commonest word": "and",
    "search, rare word": "gurdwara",
    "search, frequent word": "meeting",
    "search, two words": "housing learning",
    "search, unfinished word": "volun",
}
LIST = "list of 50 organisations"
MUSTS = {"ratio": 3.5, "statements": 6, "bytes": 4000}


def addresses(app: Flask) -> dict[str, str]:
    """Return the pages that are measured: those of partnership 1, which the benchmark's person manages."""
    with app.app_context():
        slug = db.session.scalar(sa.select(Partnership.slug).where(Partnership.id == 1))
        held = sa.select(Meeting.id).where(Meeting.partnership_id == 1, Meeting.group_id == 1)
        by_day = held.order_by(Meeting.day.desc(), Meeting.id).limit(1)
        out = db.session.scalar(by_day.where(Meeting.minutes_state == State.PUBLISHED))
        ahead = db.session.scalar(held.where(Meeting.day > clock.today()).order_by(Meeting.day).limit(1))
        db.session.rollback()
    here = f"/partnerships/{slug}/"
    return {
        LIST: "/organisations/",
        "list of people": "/people/",
        "list of meetings": f"{here}meetings/",
        "list of seats": f"{here}seats/",
        "list of actions": f"{here}actions/",
        "list of decisions": f"{here}decisions/",
        "meeting, minutes out": f"{here}meetings/{out}/",
        "meeting ahead": f"{here}meetings/{ahead}/",
        **{name: f"/search?q={words.replace(' ', '+')}" for name, words in SEARCHES.items()},
        "search within the partnership": f"/search?q={SEARCHES['search, frequent word']}&partnership={slug}",
        "home": "/",
        "front door": here,
    }


def requests_for(app: Flask, compressed: bool = False) -> dict[str, Request]:
    """Return a request for each measured page, signed in as the benchmark's person."""
    quiet(app)
    with app.app_context():
        email, password = make_user()
    client = signed_in(app, email, password)
    headers = {"Accept-Encoding": "br" if compressed else "identity"}
    return {name: request(app, client, address, headers) for name, address in addresses(app).items()}


def main() -> int:
    """Measure the pages and print a table; with --check the exit status says whether the musts are kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", help="as load.py filled it")
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--only", default="", help="only pages with this in their name")
    parser.add_argument("--compressed", action="store_true", help="with what brotli costs a request")
    parser.add_argument("--check", action="store_true", help="exit with 1 when the list misses a must")
    asked = parser.parse_args()
    app = portal_at(asked.database)
    pages = {name: ask for name, ask in requests_for(app, asked.compressed).items() if asked.only in name}
    timed = in_turns(pages, asked.rounds)
    print(f"{date.today()}, load {os.getloadavg()[0]:.1f}, {asked.rounds} rounds\n")
    print(
        "| page | CPU µs | in b | 10..90 % | statements | bytes | gzip | br |\n|---|---:|---:|---:|---:|---:|---:|---:|"
    )
    missed = []
    for name, result in timed.items():
        missed += _line(app, name, result, pages.get(name))
    for sentence in missed:
        print(f"\nMissed: {sentence}")
    return 1 if asked.check and missed else 0


def _line(app: Flask, name: str, result: Timed, ask: Request | None) -> list[str]:
    low, high = result.spread
    line = f"| {name} | {result.middle:,.0f} | {result.ratio:.2f} | {low:.2f}..{high:.2f} |"
    if ask is None:
        print(f"{line} | | | |")
        return []
    with statements(app) as seen:
        body = ask()
    plain, zipped, squeezed = sizes(body)
    print(f"{line} {len(seen)} | {plain:,} | {zipped:,} | {squeezed:,} |")
    if name != LIST:
        return []
    found = {"ratio": result.ratio, "statements": len(seen), "bytes": zipped}
    return [
        f"{what} of the list: {found[what]:.4g}, at most {most}" for what, most in MUSTS.items() if found[what] > most
    ]


if __name__ == "__main__":
    sys.exit(main())
