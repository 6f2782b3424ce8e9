"""Style, script and pictures: read once, named by their content, kept compressed, and cached by browsers for ever."""

import base64
import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

import brotli
from flask import Flask, Response, abort, current_app, request
from flask.typing import ResponseReturnValue

from portal.bootstrap import htmx
from portal.core import gate
from portal.core.paths import find_folder


@dataclass(frozen=True)
class Asset:
    """One file with its kind and its three forms on the wire."""

    name: str
    kind: str
    plain: bytes
    zipped: bytes
    squeezed: bytes

    @cached_property
    def mark(self) -> str:
        """A short name for this very content."""
        return hashlib.sha256(self.plain).hexdigest()[:12]

    @property
    def integrity(self) -> str:
        """The hash a browser checks before it runs the file."""
        return "sha384-" + base64.b64encode(hashlib.sha384(self.plain).digest()).decode()


class Script(NamedTuple):
    """Where a page finds HTMX, and the hash it must have."""

    address: str
    integrity: str
    is_remote: bool


def read_asset(path: Path, name: str) -> Asset:
    """Return the file at the path, with its compressed forms."""
    plain = path.read_bytes()
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(name, kind, plain, gzip.compress(plain, 9, mtime=0), brotli.compress(plain, quality=11))


@lru_cache(maxsize=8)
def _all(folder: Path) -> dict[str, Asset]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {name: read_asset(path, name) for path in files for name in [path.relative_to(folder).as_posix()]}


def asset(name: str) -> str:
    """Return the address of a static file; it changes with the file's content."""
    found = current_app.extensions["assets"][name]
    return f"/static/{found.mark}/{name}"


def htmx_script(app: Flask) -> Script | None:
    """Return where HTMX comes from: the address the installation chose, its own copy, or nowhere."""
    source = app.config["HTMX_SOURCE"]
    if source == "off":
        return None
    if source == "local":
        kept = app.extensions.get("assets", {}).get("htmx.js")
        return Script(f"/static/{kept.mark}/htmx.js", htmx.INTEGRITY, is_remote=False) if kept else None
    return Script(app.config["HTMX_ADDRESS"] or htmx.ADDRESS, htmx.INTEGRITY, is_remote=True)


def init_app(app: Flask) -> None:
    """Read the static files and serve them under their content's name."""
    assets = dict(_all(find_folder("static")))
    kept = htmx.local_copy(Path(app.instance_path)) if app.config["HTMX_SOURCE"] == "local" else None
    if kept:
        assets["htmx.js"] = read_asset(kept, "htmx.js")
    app.extensions["assets"] = assets
    app.extensions["htmx_script"] = htmx_script(app)
    app.jinja_env.globals.update(asset=asset, htmx_script=app.extensions["htmx_script"])

    @app.get("/static/<mark>/<path:name>", endpoint="static")
    @gate.public
    def serve(mark: str, name: str) -> Response:
        found = assets.get(name)
        if found is None:
            abort(404)
        accepted = request.headers.get("Accept-Encoding", "")
        body, coding = found.plain, ""
        if "br" in accepted:
            body, coding = found.squeezed, "br"
        elif "gzip" in accepted:
            body, coding = found.zipped, "gzip"
        response = Response(body, content_type=f"{found.kind}; charset=utf-8" if "/j" in found.kind else found.kind)
        if coding:
            response.headers["Content-Encoding"] = coding
        lasting = "public, max-age=31536000, immutable" if mark == found.mark else "no-cache"
        response.headers["Cache-Control"] = lasting
        return response

    @app.get("/favicon.ico")
    @gate.public
    def favicon() -> ResponseReturnValue:
        return serve("", "img/favicon.svg")
