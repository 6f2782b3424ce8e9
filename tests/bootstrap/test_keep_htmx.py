"""The one outside script: a copy is kept only when it has the right hash."""

import base64
import hashlib

import pytest

from portal.bootstrap import htmx

HTMX = b"/* stands for the outside script */"


@pytest.fixture
def genuine(monkeypatch):
    """Let the stand-in count as the genuine file, and nothing be fetched unless the test says so."""
    digest = base64.b64encode(hashlib.sha384(HTMX).digest()).decode()
    monkeypatch.setattr(htmx, "INTEGRITY", f"sha384-{digest}")
    monkeypatch.setattr(htmx, "from_address", lambda: None)
    monkeypatch.setattr(htmx, "from_npm", lambda: None)


def test_a_copy_with_another_hash_is_refused(genuine, tmp_path):
    (tmp_path / htmx.FILE_NAME).write_bytes(HTMX + b" ")

    assert htmx.local_copy(tmp_path) is None


def test_a_fetched_file_with_another_hash_is_not_kept(genuine, tmp_path, monkeypatch):
    monkeypatch.setattr(htmx, "from_address", lambda: b"something else")

    assert htmx.fetch(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("source", ["from_address", "from_npm"])
def test_the_genuine_file_is_kept_once_from_either_source(genuine, tmp_path, monkeypatch, source):
    monkeypatch.setattr(htmx, source, lambda: HTMX)
    kept = htmx.fetch(tmp_path / "instance")
    monkeypatch.setattr(htmx, source, lambda: pytest.fail("asked twice"))

    assert kept == htmx.fetch(tmp_path / "instance") == htmx.local_copy(tmp_path / "instance")
    assert kept.read_bytes() == HTMX


def test_without_the_file_the_portal_goes_on(genuine, tmp_path):
    assert htmx.fetch(tmp_path) is None
    assert htmx.local_copy(tmp_path) is None
