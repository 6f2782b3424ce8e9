"""`portal test`: what runs, in which order, and what only part of it leaves out."""

import subprocess
from pathlib import Path

import pytest

from portal.bootstrap import testing


@pytest.fixture
def commands(monkeypatch):
    """The commands that `portal test` would run; each succeeds unless the test says otherwise."""
    ran: list[list[str]] = []
    monkeypatch.setattr(testing, "call", lambda command, seconds=None: ran.append(command[1:]) or 0)
    monkeypatch.setattr(testing.browser, "ensure", lambda: Path("chromium"))
    return ran


def test_everything_runs_in_the_order_that_fails_fastest(commands, monkeypatch):
    monkeypatch.setattr(testing.postgres, "find", lambda: "/usr/lib/postgresql/15/bin")

    testing.run([])

    assert [command[1] for command in commands] == ["ruff", "ruff", testing.LINT_IMPORTS, "mypy", "pytest", "pytest"]
    assert "--on-postgres" in commands[-1]
    assert "--on-postgres" not in commands[-2]


def test_where_there_is_no_postgresql_outside_ci_it_is_said(commands, monkeypatch, capsys):
    monkeypatch.setattr(testing.postgres, "find", lambda: None)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv(testing.postgres.SETTING, raising=False)

    assert testing.run([]) == 0

    assert len(commands) == 5
    assert "no PostgreSQL server was found" in capsys.readouterr().out


def test_the_first_failure_ends_the_run(commands, monkeypatch):
    monkeypatch.setattr(testing, "call", lambda command, seconds=None: commands.append(command) or 3)

    assert testing.run([]) == 3
    assert len(commands) == 1


def test_named_tests_run_alone(commands):
    testing.run(["tests/bootstrap/test_run_the_tests.py", "-q"])

    assert commands == [["-m", "pytest", "tests/bootstrap/test_run_the_tests.py", "-q"]]


def test_other_arguments_go_to_pytest_and_narrow_nothing(commands, monkeypatch):
    monkeypatch.setattr(testing.postgres, "find", lambda: "/usr/lib/postgresql/15/bin")

    testing.run(["-x", "--cov=portal"])

    assert len(commands) == 6
    assert commands[-2][-2:] == ["-x", "--cov=portal"]


def test_fast_leaves_out_what_takes_long(commands, monkeypatch):
    monkeypatch.setattr(testing.browser, "ensure", lambda: pytest.fail("no browser is needed"))

    testing.run(["--fast"])

    assert commands[-1][2:4] == ["-m", "not browser and not packaging and not postgres and not slow and not thorough"]


def test_a_check_that_takes_too_long_is_left_to_the_full_run(monkeypatch, capsys):
    def call(command, seconds):
        raise subprocess.TimeoutExpired(command, seconds)

    monkeypatch.setattr(testing, "call", call)

    assert testing.check("mypy", ["mypy"], 20) == 0
    assert "left to the full run" in capsys.readouterr().out
