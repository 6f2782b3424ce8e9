"""What the lists of skills, resources and organisations cost: CPU of a page, for three kinds of people."""

import argparse
import os
import secrets
import sys
from datetime import date

import sqlalchemy as sa
from flask import Flask

from benchmarks.load import make_user, portal_at
from benchmarks.measure import Request, cpu, quiet, request, signed_in, statements
from portal.accounts import passwords
from portal.accounts.models import User
from portal.accounts.queries import find_user
from portal.core import clock
from portal.core.database import db, writing

EMAIL = "benchmark-site@example.org"
LISTS = {
    "/resources/": (
        "", "sort=kind", "sort=area", "sort=terms", "sort=organisation", "kind=vehicle", "terms=free", "capacity=100",
        "area={area}", "area=Nowhere", "partnership={slug}", "q=and", "q=generator", "q=xyzzy",
    ),
    "/skills/": (
        "", "terms=free", "terms=exchange", "form=mentoring", "capacity=none", "capacity=now", "sector=voluntary",
        "sector=faith", "area={area}", "in={slug}", "q=housing", "q=xyzzyy",
    ),
    "/organisations/": (
        "", "sort=sector", "sort=area", "sector=faith", "area={area}", "near=SK17", "partnership={slug}", "q=housing",
    ),
    "/organisations/stale/": (
        "", "sort=organisation", "kind=skills", "sector=faith", "partnership={slug}", "q=housing", "q=xyzzy",
    ),
}  # fmt: skip


def site_administrator() -> tuple[str, str]:
    """Make the benchmark's site administrator; return the e-mail address and a new password."""
    password = secrets.token_urlsafe(12)
    with writing():
        user = find_user(EMAIL)
        if user is None:
            user = User(email=EMAIL, name="Sid Site", created_at=clock.now(), is_site_administrator=True)
            db.session.add(user)
        user.password_hash = passwords.hashed(password)
    return EMAIL, password


def addresses() -> list[str]:
    """Return the address of each page, for partnership 1 and for an area in which there is something."""
    with db.engine.connect() as connection:
        slug = connection.scalar(sa.text("SELECT slug FROM partnerships WHERE id = 1"))
        area = connection.scalar(sa.text("SELECT max(area) FROM resources WHERE area < 'B'"))
    asked = [(path, each.format(slug=slug, area=area)) for path, every in LISTS.items() for each in every]
    return [f"{path}?{narrowed}" if narrowed else path for path, narrowed in asked]


def main() -> int:
    """Measure and print a table; a page that is not for a visitor is left out there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", help="as load.py filled it")
    parser.add_argument("--only", default="", help="only pages with this in their address")
    asked = parser.parse_args()
    app = portal_at(asked.database)
    quiet(app)
    with app.app_context():
        people, pages = {"site administrator": site_administrator(), "manager": make_user()}, addresses()
    browsers = {name: signed_in(app, *known) for name, known in people.items()} | {"visitor": app.test_client()}
    print(f"{date.today()}, load {os.getloadavg()[0]:.1f}; milliseconds of CPU, statements\n")
    print(f"| page | {' | '.join(browsers)} |\n|---|{'---:|' * len(browsers)}")
    for page in pages:
        if asked.only in page:
            cells = [_cell(app, request(app, browser, page)) if browser.get(page).status_code == 200 else ""
                     for browser in browsers.values()]  # fmt: skip
            print(f"| {page} | {' | '.join(cells)} |", flush=True)
    return 0


def _cell(app: Flask, ask: Request) -> str:
    with statements(app) as seen:
        ask()
    return f"{cpu(ask) / 1000:.1f}, {len(seen)}"


if __name__ == "__main__":
    sys.exit(main())
