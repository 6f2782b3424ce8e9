"""One request, one transaction: what is promised is kept, and what is not kept was never promised."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from portal.core.database import Moment, db, reading, writing
from portal.partnerships.models import Kind, Partnership
from tests import factories
from tests.conftest import HTMX
from tests.core.conftest import kinds

FORMS = {"plain": {}, "htmx": HTMX}


def test_a_get_changes_nothing(trial):
    assert trial.test_client().get("/trials/write").text == "read"
    assert kinds() == []


@pytest.mark.parametrize("headers", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("answer", ["", "200", "204", "303"])
def test_a_form_that_was_taken_is_kept(trial, headers, answer):
    response = trial.test_client().post("/trials/keep", data={"text": "Kept", "answer": answer}, headers=headers)
    assert response.status_code < 400
    assert kinds() == ["Kept"]


@pytest.mark.parametrize("headers", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("answer", ["400", "403", "404", "409", "422", "503", "refuse", "break"])
def test_a_form_that_was_refused_leaves_nothing(trial, headers, answer):
    response = trial.test_client().post("/trials/keep", data={"text": "Not kept", "answer": answer}, headers=headers)
    assert response.status_code >= 400
    assert kinds() == []


def test_the_next_request_of_the_same_browser_starts_afresh(trial):
    browser = trial.test_client()
    browser.post("/trials/keep", data={"text": "Refused", "answer": "422"})
    browser.post("/trials/keep", data={"text": "Taken"})
    assert kinds() == ["Taken"]


@pytest.mark.parametrize("headers", FORMS.values(), ids=FORMS)
def test_what_could_not_be_committed_is_not_said_to_be_kept(trial, headers):
    def full(_connection):
        raise sa.exc.OperationalError("COMMIT", {}, sqlite3.OperationalError("database or disk is full"))

    event.listen(db.engine, "commit", full)
    try:
        data = {"text": "Typed with care", "password": "kettle canal moss"}
        response = trial.test_client().post("/trials/keep", data=data, headers=headers)
    finally:
        event.remove(db.engine, "commit", full)
    assert response.status_code == 503
    assert ("Typed with care" if headers is not HTMX else "What you typed is still here") in response.text
    assert "kettle" not in response.text
    assert "Location" not in response.headers
    assert kinds() == []


def test_a_full_disk_is_said_and_reading_goes_on(trial):
    pages = db.session.scalar(sa.text("PRAGMA page_count"))
    db.session.remove()
    db.engine.dispose()

    def limit(connection, _record):
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(db.engine, "connect", limit)
    try:
        browser = trial.test_client()
        response = browser.post("/trials/keep", data={"text": "Long " * 20_000})
        assert response.status_code == 503
        assert "Long Long" in response.text
        assert browser.get("/partnerships/").status_code == 200
    finally:
        event.remove(db.engine, "connect", limit)
        db.session.remove()
        db.engine.dispose()
    assert kinds() == []
    assert trial.test_client().post("/trials/keep", data={"text": "Now there is room"}).status_code == 303
    assert kinds() == ["Now there is room"]


def test_who_waits_too_long_for_the_lock_is_told_so(trial, room):
    def impatient(connection, _record):
        connection.execute("PRAGMA busy_timeout=50")

    db.session.remove()
    db.engine.dispose()
    event.listen(db.engine, "connect", impatient)
    other = sqlite3.connect(room / "trial.sqlite3", isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        browser = trial.test_client()
        response = browser.post("/trials/keep", data={"text": "Waited in vain"})
        assert response.status_code == 503
        assert "Waited in vain" in response.text
        assert browser.get("/partnerships/").status_code == 200, "reading needs no lock"
        other.execute("ROLLBACK")
        assert browser.post("/trials/keep", data={"text": "Waited a little"}).status_code == 303
    finally:
        other.close()
        event.remove(db.engine, "connect", impatient)
        db.session.remove()
        db.engine.dispose()
    assert kinds() == ["Waited a little"]


def test_eight_who_read_and_then_write_lose_nothing(trial, one_kind):
    """Without the write lock taken first, most of these fail at once, since a stale reading cannot be upgraded."""

    def one(_number):
        browser = trial.test_client()
        return [browser.post("/trials/count").status_code for _time in range(10)]

    with ThreadPoolExecutor(8) as pool:
        answers = [status for statuses in pool.map(one, range(8)) for status in statuses]
    assert answers == [303] * 80
    assert kinds() == ["80"]


@pytest.mark.parametrize("noticed", ["at once", "at the commit"])
def test_who_was_overtaken_between_reading_and_writing_is_told_so(trial, one_kind, noticed):
    """SQLite lets nobody overtake; another database does, and the version column notices."""
    data = {"text": "Typed meanwhile", "noticed": noticed}
    response = trial.test_client().post("/trials/overtaken", data=data)
    assert response.status_code == 409
    assert "Typed meanwhile" in response.text
    assert kinds() == ["0"]


def fail_half_way():
    with writing():
        db.session.scalars(sa.select(Kind)).one().name = "1"
        db.session.flush()
        raise LookupError


def test_a_script_that_fails_half_way_leaves_nothing(trial, one_kind):
    with pytest.raises(LookupError):
        fail_half_way()
    assert kinds() == ["0"]


def test_reading_within_a_request_that_may_write_takes_no_lock(trial, room, one_kind):
    other = sqlite3.connect(room / "trial.sqlite3", isolation_level=None, timeout=0)
    with trial.test_request_context("/trials/keep", method="POST"):
        with reading():
            assert db.session.scalars(sa.select(Kind.name)).all() == ["0"]
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")
        db.session.scalars(sa.select(Kind.name)).all()
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        db.session.rollback()
    other.close()


def test_how_sqlite_is_set(trial):
    def pragma(name):
        return db.session.scalar(sa.text(f"PRAGMA {name}"))

    assert (pragma("journal_mode"), pragma("foreign_keys"), pragma("busy_timeout")) == ("wal", 1, 10000)


def test_a_row_cannot_point_to_nothing(trial):
    with pytest.raises(sa.exc.IntegrityError):
        factories.add(Partnership(slug="nowhere", name="Nowhere", kind_id=12345))


def test_a_moment_is_kept_in_universal_time():
    kind = Moment()
    abroad = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=1)))
    kept = kind.process_bind_param(abroad, None)
    assert (kept.hour, kept.tzinfo) == (11, UTC)
    assert kind.process_result_value(datetime(2026, 7, 1, 11), None) == abroad  # noqa: DTZ001
    assert kind.process_bind_param(None, None) is None
    with pytest.raises(ValueError, match="time zone"):
        kind.process_bind_param(datetime(2026, 7, 1, 11), None)  # noqa: DTZ001


def test_a_change_counts_up_the_version(trial, one_kind):
    with writing():
        db.session.scalars(sa.select(Kind)).one().name = "1"
    assert db.session.scalars(sa.select(Kind.version)).one() == 2
