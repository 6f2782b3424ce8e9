"""A real server with the sample partnerships, and a real browser."""

import shutil
import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from waitress import create_server

from portal.app import create_app
from portal.bootstrap import browser as machine
from portal.bootstrap import htmx
from portal.core.config import instance_folder
from portal.core.database import db
from portal.demo.people import DEMO_PASSWORD
from tests.conftest import demo_settings


def pytest_collection_modifyitems(items) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if "/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def server(demo_room, tmp_path) -> Iterator[str]:
    """The address of a server with a copy of the sample data, fresh for each test, and the real HTMX."""
    shutil.copy(demo_room / "demo.sqlite3", tmp_path)
    kept = htmx.local_copy(instance_folder()) or htmx.fetch(tmp_path)
    assert kept, "the browser tests run with the real HTMX: it could be fetched neither from its address nor by npm"
    if kept.parent != tmp_path:
        shutil.copy(kept, tmp_path)
    app = create_app(demo_settings(tmp_path, HTMX_SOURCE="local"))
    waitress = create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=waitress.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{waitress.effective_port}"
    waitress.close()
    waitress.task_dispatcher.shutdown()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own browser, without a window."""
    found = machine.find()
    assert found, "no browser was found: run the tests with python3 -m portal test, which installs one"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(found), args=machine.flags())
        yield opened
        opened.close()


@pytest.fixture
def visit(server, browser) -> Iterator[Callable[..., BrowserContext]]:
    """Return a browser window at the server, signed in if an address is given; it must complain of nothing."""
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def _visit(email: str | None = None, **given) -> BrowserContext:
        context = browser.new_context(**{"base_url": server, "viewport": {"width": 1280, "height": 900}} | given)
        context.set_default_timeout(15_000)
        opened.append(context)
        context.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        context.on("weberror", lambda fault: complaints.append(str(fault.error)))
        page = context.new_page()
        if email:
            page.goto("/login")
            page.fill("[name=email]", email)
            page.fill("[name=password]", DEMO_PASSWORD)
            with page.expect_navigation():
                page.press("[name=password]", "Enter")
        return context

    yield _visit
    for context in opened:
        context.close()
    unexpected = [words for words in complaints if "422" not in words and "409" not in words]
    assert unexpected == [], "the browser complained"
