"""What a person can put right is said in one line, and Ctrl-C ends without a traceback."""

import sys
from types import SimpleNamespace

import pytest

from portal import __main__
from portal.bootstrap import environment
from portal.bootstrap.trouble import Trouble


def test_a_trouble_is_one_line_without_a_traceback(monkeypatch, capsys):
    def run(arguments):
        raise Trouble("the kettle is empty.")

    monkeypatch.setattr(__main__, "run", run)

    assert __main__.main() == 1
    assert capsys.readouterr().err == "portal: the kettle is empty.\n"


def test_ctrl_c_ends_without_a_traceback(monkeypatch, capsys):
    def run(arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(__main__, "run", run)

    assert __main__.main() == 130
    assert capsys.readouterr().err == "\nportal: stopped.\n"


def test_an_old_python_is_named(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))

    assert __main__.main() == 1
    assert capsys.readouterr().err == "portal: this is Python 3.9; the portal needs Python 3.11 or later.\n"


@pytest.mark.parametrize(
    ("changed", "is_current", "where"),
    [(False, True, "here"), (False, False, "inside"), (True, True, "inside"), (True, False, "inside")],
)
def test_the_command_runs_in_an_environment_that_was_there_when_python_started(monkeypatch, changed, is_current, where):
    monkeypatch.setattr(environment, "prepare", lambda for_tests: changed)
    monkeypatch.setattr(environment, "is_current", lambda: is_current)
    monkeypatch.setattr(environment, "run_inside", lambda arguments: "inside")
    monkeypatch.setitem(sys.modules, "portal.cli", SimpleNamespace(main=lambda arguments: "here"))
    monkeypatch.setattr("portal.cli", sys.modules["portal.cli"], raising=False)

    assert __main__.run(["demo"]) == where
