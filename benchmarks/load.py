"""Loads the files of a load generator run into a portal's database, as `python -m portal import generated` does."""

import argparse
import resource
import secrets
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from flask import Flask

from portal.accounts import passwords
from portal.accounts.models import User
from portal.accounts.queries import find_user
from portal.app import create_app
from portal.core import clock, memory, migrate
from portal.core.database import db, writing
from portal.core.permissions import Role
from portal.directory.models import Person
from portal.memberships.models import Appointment
from portal.transfer.generated import loading
from portal.transfer.generated.files import EVER

EMAIL = "benchmark@example.org"
NAME = "Bea Benchmark"


def portal_at(address: str, **settings: Any) -> Flask:
    """Return a portal over the database at the address, as it is served: no debugging, no shortcuts of the tests."""
    given = {
        "SECRET_KEY": secrets.token_urlsafe(32), "INSTANCE": tempfile.mkdtemp(prefix="portal-benchmark-"),
        "SQLALCHEMY_DATABASE_URI": address, "BACKGROUND": False, "HTMX_SOURCE": "local",
    }  # fmt: skip
    app = create_app(given | settings)
    memory.settle()
    return app


def load(folder: Path) -> int:
    """Load all files of the folder behind what the database holds; return the number of rows. Needs an app context."""
    migrate.upgrade()
    began, cpu = time.perf_counter(), time.process_time()
    total = loading.load(folder, _tell)
    spent, cpu = time.perf_counter() - began, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  {'all':<20} {total:>9,} rows {spent:>7.1f} s {total / cpu:>9,.0f} rows/CPU s, peak memory {peak:.0f} MB")
    return total


def _tell(done: loading.Loaded) -> None:
    print(f"  {done.name:<20} {done.rows:>9,} rows {done.seconds:>7.1f} s", flush=True)


def make_user() -> tuple[str, str]:
    """Make the benchmark's own person, who manages partnership 1; return the e-mail address and a new password."""
    password = secrets.token_urlsafe(12)
    kept = passwords.hashed(password)
    with writing():
        user = find_user(EMAIL)
        if user is None:
            user = User(email=EMAIL, name=NAME, created_at=clock.now())
            db.session.add(user)
            db.session.flush()
            person = Person(name=NAME, sort_name=NAME.lower(), email=EMAIL, user_id=user.id)
            db.session.add(person)
            db.session.flush()
            part = Appointment(person_id=person.id, partnership_id=1, role=Role.MANAGER, from_on=EVER)
            db.session.add(part)
        user.password_hash = kept
    return EMAIL, password


def main() -> int:
    """Load a folder, make the benchmark's person, and say how to sign in."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", help="sqlite:///FILE or postgresql+psycopg://…")
    parser.add_argument("files", type=Path, nargs="*", help="folders the generator wrote")
    asked = parser.parse_args()
    app = portal_at(asked.database)
    with app.app_context():
        for folder in asked.files:
            print(folder.name)
            load(folder)
        email, password = make_user()
    print(f"sign in as {email} with the password {password}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
