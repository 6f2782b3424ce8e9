"""The environment of a checkout: made once, renewed with its lock file, remade when broken."""

import pytest

from portal.bootstrap import environment
from portal.bootstrap.trouble import Trouble


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout of its own, with lock files and no environment yet."""
    for name, place in {"LOCK": "requirements.lock", "TEST_LOCK": "requirements-test.lock"}.items():
        (tmp_path / place).write_text(f"# {name}\nflask==3.1.3 \\\n    --hash=sha256:00\n")
        monkeypatch.setattr(environment, name, tmp_path / place)
    monkeypatch.setattr(environment, "CHECKOUT", tmp_path)
    monkeypatch.setattr(environment, "FOLDER", tmp_path / ".venv")
    monkeypatch.setattr(environment, "RECORD", tmp_path / ".venv/portal.json")
    return tmp_path


def test_a_python_without_venv_names_the_package_to_install(checkout, monkeypatch):
    monkeypatch.setattr(
        environment.importlib.util, "find_spec", lambda module: None if module == "ensurepip" else module
    )

    with pytest.raises(Trouble, match="sudo apt install python3-venv"):
        environment.prepare()


def test_a_folder_that_cannot_be_written_to_is_named(checkout, monkeypatch):
    monkeypatch.setattr(environment, "FOLDER", checkout / "requirements.lock" / ".venv")

    with pytest.raises(Trouble, match=f"cannot write to {checkout}: Not a directory"):
        environment.make()


@pytest.fixture
def made(checkout, monkeypatch):
    """The checkout with a finished environment, and a list of what is done to it from then on."""
    packages = checkout / ".venv/lib/python3.11/site-packages"
    packages.mkdir(parents=True)
    environment.interpreter().parent.mkdir()
    environment.interpreter().touch()
    done: list[str] = []
    monkeypatch.setattr(environment, "make", lambda: done.append("made"))
    monkeypatch.setattr(environment, "install", lambda python, lock, log: done.append(lock.name))
    environment.write_record({"python": "3.11", environment.LOCK.name: environment.fingerprint(environment.LOCK)})
    return done


def test_an_unchanged_environment_is_left_alone(made, capsys):
    environment.prepare()

    assert made == []
    assert capsys.readouterr().out == ""


def test_a_changed_lock_file_is_installed_over_once(made):
    environment.LOCK.write_text("flask==3.1.4\n")

    changed = [environment.prepare(), environment.prepare()]

    assert changed == [True, False]
    assert made == ["requirements.lock"]


def test_an_environment_whose_python_was_exchanged_is_made_anew(made, monkeypatch):
    monkeypatch.setattr(environment, "is_current", lambda: True)
    monkeypatch.setattr(environment, "version", lambda: "3.99")

    environment.prepare()

    assert made == ["made", "requirements.lock"]


@pytest.mark.parametrize(("code", "done"), [(0, []), (1, ["made"])])
def test_an_environment_made_by_hand_is_added_to_if_it_can_be(made, code, done):
    environment.RECORD.unlink()
    environment.interpreter().write_text(f"#!/bin/sh\nexit {code}\n")
    environment.interpreter().chmod(0o755)

    environment.prepare()

    assert made == [*done, "requirements.lock"]


def test_the_tests_need_their_own_lock_file_which_serves_the_portal_too(made):
    environment.prepare(for_tests=True)
    environment.prepare()

    assert made == ["requirements-test.lock"]


def test_an_environment_that_was_never_finished_is_made_anew(made):
    environment.write_record({})

    environment.prepare()

    assert made == ["made", "requirements.lock"]


def test_an_environment_with_a_torn_record_is_made_anew(made):
    environment.RECORD.write_text("{ torn")

    environment.prepare()

    assert made == ["made", "requirements.lock"]


def test_an_environment_whose_python_is_gone_is_made_anew(made):
    environment.interpreter().unlink()

    environment.prepare()

    assert made == ["made", "requirements.lock"]


def test_an_installation_that_stops_half_way_is_remembered_as_unfinished(made, monkeypatch):
    def stop(python, lock, log):
        raise KeyboardInterrupt

    monkeypatch.setattr(environment, "install", stop)
    environment.LOCK.write_text("flask==3.1.4\n")

    with pytest.raises(KeyboardInterrupt):
        environment.prepare()

    assert environment.read_record() == {}


def test_the_environment_sees_the_checkout_wherever_both_are_moved(made, checkout):
    environment.LOCK.write_text("flask==3.1.4\n")

    environment.prepare()

    packages = checkout / ".venv/lib/python3.11/site-packages"
    assert (packages / (packages / "portal-checkout.pth").read_text().strip()).resolve() == checkout


@pytest.mark.parametrize(
    ("arguments", "needs"),
    [
        (["test", "-k", "x"], True),
        (["setup", "--test"], True),
        (["setup"], False),
        (["demo", "--test"], False),
        ([], False),
    ],
)
def test_only_the_test_commands_need_the_tools_of_the_tests(arguments, needs):
    assert environment.needs_tests(arguments) is needs
