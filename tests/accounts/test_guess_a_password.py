"""Guessing is stopped after ten tries in five minutes, and nobody learns who has an account."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from portal.accounts import services, throttle
from portal.accounts.models import FailedTry
from portal.core.database import db, writing
from tests.factories_accounts import PASSWORD, account, log_in, signed_in

pytestmark = pytest.mark.thorough

NOON = datetime(2026, 3, 19, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("known", [True, False])
def test_the_eleventh_try_is_refused_whoever_it_is_for(app, client, known):
    email = account().email if known else "nobody@example.org"

    codes = [log_in(client, email, f"guess {n}").status_code for n in range(12)]
    answer = log_in(client, email, PASSWORD)

    assert codes == [422] * 10 + [429] * 2
    assert answer.status_code == 429
    assert "That was tried too often" in answer.text
    assert 'href="/password/forgot"' in answer.text
    assert answer.headers["Retry-After"] == "300"


def test_tries_from_many_addresses_are_counted_together(client):
    ann = account()

    codes = [log_in(client, ann, f"guess {n}", from_address=f"10.0.0.{n}").status_code for n in range(12)]

    assert codes == [422] * 10 + [429] * 2


def test_many_guesses_at_once_get_no_further(app, monkeypatch):
    ann = account().email

    def guess(n):
        with app.app_context():
            return log_in(app.test_client(use_cookies=False), ann, f"guess {n}").status_code

    monkeypatch.setattr(app, "test_client_class", None)
    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(guess, range(24)))

    assert codes.count(422) <= 10
    assert set(codes) == {422, 429}


def test_one_address_may_not_try_many_accounts(client):
    codes = [log_in(client, f"somebody{n}@example.org", "guess").status_code for n in range(52)]
    from_elsewhere = log_in(client, "somebody1@example.org", "guess", from_address="10.1.1.1")

    assert codes == [422] * 50 + [429] * 2
    assert from_elsewhere.status_code == 422


def test_a_household_with_many_addresses_counts_as_one():
    assert throttle.place("2001:db8::1") == throttle.place("2001:db8::ffff:2")
    assert throttle.place("2001:db8::1") != throttle.place("2001:db8:0:1::1")
    assert throttle.place("10.0.0.1") != throttle.place("10.0.0.2")
    assert throttle.place(None) == throttle.place("not an address")


def test_after_five_minutes_the_owner_may_try_again(client):
    ann = account()
    with time_machine.travel(NOON, tick=False):
        for n in range(11):
            log_in(client, ann, f"guess {n}")
    with time_machine.travel(NOON + timedelta(minutes=4, seconds=59), tick=False):
        early = log_in(client, ann).status_code

    with time_machine.travel(NOON + timedelta(minutes=5, seconds=1), tick=False):
        late = log_in(client, ann).status_code

    assert (early, late) == (429, 303)


def test_refused_tries_do_not_keep_the_owner_out_for_longer(client):
    ann = account()
    for minute in range(6):
        with time_machine.travel(NOON + timedelta(minutes=minute), tick=False):
            for n in range(15):
                log_in(client, ann, f"guess {n}")

    with time_machine.travel(NOON + timedelta(minutes=5), tick=False):
        key = throttle.account(ann.email)
        counted = select(func.count()).where(FailedTry.key == key, FailedTry.at > NOON + timedelta(seconds=1))
        assert db.session.scalar(counted) == 10


def test_the_right_password_forgets_the_wrong_ones(app, client):
    ann = account()
    for n in range(9):
        log_in(client, ann, f"guess {n}")

    signed_in(app, ann)

    codes = [log_in(client, ann, f"guess {n}").status_code for n in range(10)]
    assert codes == [422] * 10


def test_ones_own_success_does_not_open_the_way_to_guess_at_others(app):
    ann = account()
    for n in range(49):
        log_in(app.test_client(), f"somebody{n}@example.org", "guess")

    signed_in(app, ann)

    codes = [log_in(app.test_client(), f"other{n}@example.org", "guess").status_code for n in range(2)]
    assert codes == [422, 429]


def test_what_is_kept_of_a_try_names_nobody(client):
    log_in(client, "secret.person@example.org", "guess")

    kept = db.session.execute(select(FailedTry.key)).scalars().all()
    assert len(kept) == 2
    assert all(len(key) == 64 and "secret" not in key for key in kept)


def test_old_tries_tickets_and_sign_ins_are_thrown_away(app):
    ann = account()
    with time_machine.travel(NOON, tick=False):
        log_in(app.test_client(), "nobody@example.org", "guess")
        signed_in(app, ann)
        app.test_client().post("/password/forgot", data={"email": ann.email})

    with time_machine.travel(NOON + timedelta(days=9), tick=False), writing():
        services.tidy()

    for table in ("failed_tries", "tickets", "sign_ins"):
        assert db.session.execute(select(func.count()).select_from(db.metadata.tables[table])).scalar() == 0
