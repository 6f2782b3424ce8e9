"""What a browser fetches at its first visit, and what of it at the next page: requests and bytes, compressed as sent."""

import argparse
import re
import sys
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from flask.testing import FlaskClient

from benchmarks.load import make_user, portal_at
from benchmarks.measure import quiet, signed_in
from portal.bootstrap import htmx

FETCHED = re.compile(r'(?:<link rel="(?:icon|stylesheet)"[^>]*? href|<script[^>]*? src)="([^"]+)"')
ACCEPTED = {"Accept-Encoding": "gzip, deflate, br"}
MOST = 60_000


def visit(client: FlaskClient, address: str, held: set[str]) -> list[tuple[str, int]]:
    """Return what is fetched for a page, with its bytes; `held` is what the browser keeps for good, and is added to."""
    answer = client.get(address, headers=ACCEPTED)
    if answer.status_code != 200:
        raise SystemExit(f"{address} was answered with {answer.status_code}")
    fetched = [(address, len(answer.data))]
    page = client.get(address, headers={"Accept-Encoding": "identity"}).text
    for each in dict.fromkeys(FETCHED.findall(page)):
        if each in held:
            continue
        if urlsplit(each).netloc:
            raise SystemExit(f"{each} lies elsewhere, and was not counted")
        part = client.get(each, headers=ACCEPTED)
        fetched.append((each, len(part.data)))
        if "immutable" in part.headers["Cache-Control"]:
            held.add(each)
    return fetched


def main() -> int:
    """Visit the portal's front page, then sign in and look at a list; with --check 60 kB are the most."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", help="as load.py filled it")
    parser.add_argument(
        "--check", action="store_true", help=f"exit with 1 when the first visit takes more than {MOST:,}"
    )
    asked = parser.parse_args()
    app = portal_at(asked.database, HTMX_SOURCE="off")
    if htmx.fetch(Path(app.instance_path)) is None:
        raise SystemExit("HTMX cannot be fetched here, so that its bytes cannot be counted")
    app = portal_at(asked.database, INSTANCE=app.instance_path)
    quiet(app)
    held: set[str] = set()
    print(date.today())
    first = _tell("first visit, not signed in", visit(app.test_client(), "/", held))
    with app.app_context():
        client = signed_in(app, *make_user())
    _tell("home, signed in, next", visit(client, "/", held))
    _tell("list of organisations, next", visit(client, "/organisations/", held))
    if first > MOST:
        print(f"\nMissed: the first visit takes {first:,} bytes, at most {MOST:,}")
    return 1 if asked.check and first > MOST else 0


def _tell(name: str, fetched: list[tuple[str, int]]) -> int:
    total = sum(size for _address, size in fetched)
    print(f"\n{name}: {len(fetched)} requests, {total:,} bytes")
    for address, size in fetched:
        print(f"  {size:>7,}  {address}")
    return total


if __name__ == "__main__":
    sys.exit(main())
