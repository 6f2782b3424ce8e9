"""The clock's work: what fails of it leaves the rest its work."""

from datetime import UTC, datetime

import time_machine

from portal import clockwork
from portal.meetings.services import letters


def test_one_piece_that_fails_leaves_the_others_their_work(app, monkeypatch, caplog):
    def broken():
        raise TypeError("a letter without its filter")

    monkeypatch.setattr(letters, "write_minutes_reminders", broken)
    app.testing = False

    with time_machine.travel(datetime(2026, 6, 10, 9, tzinfo=UTC)):
        done = clockwork.tick(app)

    assert done["reminders of minutes"] == 0
    assert done["reminders of rounds"] == 0
    assert "one piece of the clock's work failed" in caplog.text
