"""Style, script and pictures: cached for ever under the name of their content, small on the wire."""

import base64
import gzip
import hashlib
import re

import brotli
import pytest

from portal.core.assets import asset, htmx_script, read_asset
from portal.core.paths import find_folder

KEPT_FOR_EVER = "public, max-age=31536000, immutable"


@pytest.fixture
def style(app) -> str:
    with app.test_request_context():
        return asset("css/portal.css")


def test_a_file_is_kept_for_ever_under_the_name_of_its_content(client, style):
    response = client.get(style)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == KEPT_FOR_EVER
    assert response.headers["Content-Type"].startswith("text/css")
    assert re.fullmatch(r"/static/[0-9a-f]{12}/css/portal\.css", style)
    assert hashlib.sha256(response.data).hexdigest().startswith(style.split("/")[2])


def test_under_an_older_name_the_file_of_today_is_asked_for_anew(client, style):
    response = client.get(style.replace(style.split("/")[2], "0123456789ab"))
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("accepted", "coding", "read"),
    [
        ("br, gzip", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("", None, lambda body: body),
    ],
)
def test_it_is_sent_as_small_as_the_browser_takes_it(client, style, accepted, coding, read):
    plain = (find_folder("static") / "css/portal.css").read_bytes()
    response = client.get(style, headers={"Accept-Encoding": accepted})
    assert response.headers.get("Content-Encoding") == coding
    assert read(response.data) == plain
    assert "Accept-Encoding" in response.headers["Vary"]
    if coding:
        assert len(response.data) < len(plain) / 3


@pytest.mark.parametrize("name", ["css/none.css", "../pyproject.toml", "..%2f..%2fpyproject.toml", "css"])
def test_what_is_no_file_of_ours_is_not_found(client, name):
    assert client.get(f"/static/0123456789ab/{name}").status_code == 404


def test_every_page_names_files_that_are_there(client):
    page = client.get("/partnerships/").text
    addresses = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert addresses
    for address in addresses:
        response = client.get(address)
        assert (response.status_code, response.headers["Cache-Control"]) == (200, KEPT_FOR_EVER), address


def test_the_favicon_browsers_ask_for_by_themselves(client):
    response = client.get("/favicon.ico")
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("image/svg+xml")


def test_a_hash_that_a_browser_checks(tmp_path):
    (tmp_path / "a.js").write_bytes(b"alert(1)")
    kept = read_asset(tmp_path / "a.js", "a.js")
    assert kept.integrity == "sha384-" + base64.b64encode(hashlib.sha384(b"alert(1)").digest()).decode()
    assert (gzip.decompress(kept.zipped), brotli.decompress(kept.squeezed)) == (b"alert(1)", b"alert(1)")


def test_where_htmx_comes_from(app, monkeypatch):
    monkeypatch.setitem(app.config, "HTMX_SOURCE", "off")
    assert htmx_script(app) is None
    monkeypatch.setitem(app.config, "HTMX_SOURCE", "cdn")
    remote = htmx_script(app)
    assert remote.is_remote
    assert remote.address.startswith("https://")
    assert remote.integrity.startswith("sha384-")
    monkeypatch.setitem(app.config, "HTMX_ADDRESS", "https://files.example.org/htmx.js")
    assert htmx_script(app).address == "https://files.example.org/htmx.js"
    assert htmx_script(app).integrity == remote.integrity, "whoever serves it, it is the same file"
