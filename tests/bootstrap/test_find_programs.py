"""Finding the browser and the database server the tests need."""

import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from portal.bootstrap import browser, postgres
from portal.bootstrap.trouble import Trouble


def program(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text("")
    path.chmod(0o755)
    return path


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine with nothing installed: its PATH and home are empty folders."""
    monkeypatch.setattr(browser, "MACOS", [])
    return {"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path / "home")}


def test_the_browser_that_a_person_names_comes_first(machine, tmp_path):
    program(tmp_path / "bin", "chromium")
    named = program(tmp_path, "my-browser")

    assert browser.find(machine | {"PORTAL_CHROMIUM": str(named)}) == named


def test_a_named_browser_that_is_not_there_is_a_trouble(machine):
    with pytest.raises(Trouble, match="PORTAL_CHROMIUM names /nowhere/chromium"):
        browser.find(machine | {"PORTAL_CHROMIUM": "/nowhere/chromium"})


def test_browsers_are_looked_for_in_one_order(machine, tmp_path):
    edge = program(tmp_path / "programs/Microsoft/Edge/Application", "msedge.exe")
    windows = {"PROGRAMFILES": str(tmp_path / "programs")}
    found = [browser.find(machine), browser.find(machine | windows)]
    for name in ("google-chrome", "chromium"):
        program(tmp_path / "bin", name)
        found.append(browser.find(machine | windows))

    assert found == [None, edge, tmp_path / "bin/google-chrome", tmp_path / "bin/chromium"]


def test_a_browser_that_playwright_fetched_is_found_again(machine, tmp_path):
    fetched = program(tmp_path / "home/.cache/ms-playwright/chromium-1234/chrome-linux", "chrome")

    assert browser.find(machine) == fetched


def test_no_browser_and_no_way_to_install_one_is_a_trouble(monkeypatch):
    monkeypatch.setattr(browser, "find", lambda: None)
    monkeypatch.setattr(browser, "with_apt", list)
    monkeypatch.setattr(browser, "with_playwright", lambda: [[sys.executable, "-c", "raise SystemExit(1)"]])

    with pytest.raises(Trouble, match="no browser for the tests"):
        browser.ensure()


def test_a_database_client_is_no_server(machine, tmp_path, monkeypatch):
    monkeypatch.setattr(postgres, "USUAL_PLACES", [(str(tmp_path / "postgresql"), "*/bin")])
    program(tmp_path / "postgresql/17/bin", "psql")

    found = [postgres.find(machine)]
    for version in ("9", "15"):
        program(tmp_path / f"postgresql/{version}/bin", "initdb")
        found.append(postgres.find(machine))

    assert found == [None, tmp_path / "postgresql/9/bin", tmp_path / "postgresql/15/bin"]


@pytest.mark.postgres
def test_the_server_for_the_tests_answers_and_takes_every_letter(postgres_url):
    engine = sa.create_engine(postgres_url)
    with engine.connect() as connection:
        answer = connection.scalar(sa.text("SELECT 'Tŷ Hafan'"))
    engine.dispose()

    assert answer == "Tŷ Hafan"
