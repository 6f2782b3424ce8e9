"""A throw-away PostgreSQL server for the tests marked `postgres`, or the one that PORTAL_TEST_DATABASE_URL names."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import psycopg
import pytest

from portal.bootstrap import postgres

NONE_FOUND = f"no PostgreSQL server: install Debian's package postgresql, or name a database in {postgres.SETTING}"
START_SECONDS = 30
# a server that lives for minutes needs no safety from a power cut
FOR_SPEED = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB"]


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The SQLAlchemy address of an empty database; in CI its absence is a failure, elsewhere the test is skipped."""
    named = os.environ.get(postgres.SETTING)
    programs = postgres.find()
    if named:
        yield named
    elif programs:
        with throw_away_server(programs) as url:
            yield url
    else:
        give_up()


def give_up() -> NoReturn:
    """Fail in CI, where nothing may be left out; skip elsewhere."""
    if os.environ.get("CI"):
        pytest.fail(NONE_FOUND, pytrace=False)
    pytest.skip(NONE_FOUND)


@contextmanager
def throw_away_server(programs: Path) -> Iterator[str]:
    """Start a server on a socket in a folder of its own, yield its SQLAlchemy address, and leave nothing behind."""
    room = Path(tempfile.mkdtemp(prefix="portal-postgres-", dir="/tmp"))  # noqa: S108 - a socket's path must be short
    person = unprivileged(room)
    try:
        prepare_cluster(programs, room, person)
        with running(programs, room, person):
            yield f"postgresql+psycopg://postgres@/postgres?host={room}"
    finally:
        shutil.rmtree(room, ignore_errors=True)


def unprivileged(room: Path) -> dict[str, Any]:
    """Give the folder to somebody who is not root, as PostgreSQL demands, and return how to run a program as them."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    os.chown(room, entry.pw_uid, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def prepare_cluster(programs: Path, room: Path, person: dict[str, Any]) -> None:
    """Make an empty cluster whose text sorts by its bytes, as SQLite's does."""
    made = subprocess.run(
        [str(programs / "initdb"), "--pgdata", str(room / "data"), "--username=postgres", "--auth=trust"]
        + ["--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"],
        cwd=room,
        capture_output=True,
        text=True,
        check=False,
        **person,
    )
    if made.returncode:
        pytest.fail(f"initdb failed: {made.stderr.strip()}", pytrace=False)


@contextmanager
def running(programs: Path, room: Path, person: dict[str, Any]) -> Iterator[None]:
    """Run the server until the block ends; it listens on nothing but a socket in its own folder."""
    settings = [f"unix_socket_directories={room}", "listen_addresses=", *FOR_SPEED]
    command = [str(programs / "postgres"), "-D", str(room / "data")]
    for setting in settings:
        command += ["-c", setting]
    with (room / "server.log").open("w+") as log:
        server = subprocess.Popen(command, cwd=room, stdout=log, stderr=log, **person)
        try:
            await_answer(server, room)
            yield
        finally:
            server.send_signal(signal.SIGINT)  # a fast shutdown: open sessions are ended
            server.wait(timeout=START_SECONDS)


def await_answer(server: "subprocess.Popen[bytes]", room: Path) -> None:
    """Return as soon as the server answers; fail with its log when it does not."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            psycopg.connect(host=str(room), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"PostgreSQL did not start: {(room / 'server.log').read_text()}", pytrace=False)
