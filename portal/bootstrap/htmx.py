"""The one outside script: its version, address and hash, and a checked copy for where the address cannot be reached."""

import base64
import hashlib
import shutil
import subprocess
import tarfile
import tempfile
import urllib.request
from pathlib import Path

VERSION = "4.0.1"
ADDRESS = f"https://cdn.jsdelivr.net/npm/htmx.org@{VERSION}/dist/htmx.min.js"
# reckoned from the published package; the hash in that version's own README belongs to 4.0.0
INTEGRITY = "sha384-Qp9rdC8H7EqOoX+nR0P3RPG2Noji+qdwJlGpfzwQJsfOpp3sGwIdSP9xO3+UlEhn"
FILE_NAME = f"htmx-{VERSION}.min.js"

ADDRESS_SECONDS = 5
NPM_SECONDS = 30


def local_copy(instance: Path) -> Path | None:
    """Return the copy kept in the instance folder, if there is one and it is the very file the hash names."""
    copy = instance / FILE_NAME
    try:
        return copy if is_genuine(copy.read_bytes()) else None
    except OSError:
        return None


def fetch(into: Path) -> Path | None:
    """Keep a checked copy in the given folder and return it; None when the file cannot be had here.

    Asks the network only when no copy is kept yet: first the public address, then the npm client.
    """
    if copy := local_copy(into):
        return copy
    for source in (from_address, from_npm):
        content = source()
        if content is not None and is_genuine(content):
            return keep(content, into)
    return None


def is_genuine(content: bytes) -> bool:
    """Say whether the content has the one right hash."""
    return "sha384-" + base64.b64encode(hashlib.sha384(content).digest()).decode() == INTEGRITY


def from_address() -> bytes | None:
    """Return what the public address answers, or None."""
    try:
        with urllib.request.urlopen(ADDRESS, timeout=ADDRESS_SECONDS) as answer:
            return answer.read()
    except (OSError, ValueError):
        return None


def from_npm() -> bytes | None:
    """Return the file out of the package that the npm client fetches, or None."""
    npm = shutil.which("npm")
    if npm is None:
        return None
    with tempfile.TemporaryDirectory() as room:
        command = [npm, "pack", f"htmx.org@{VERSION}", "--silent", "--fetch-retries=0", "--pack-destination", room]
        try:
            subprocess.run(command, cwd=room, capture_output=True, check=True, timeout=NPM_SECONDS)
            with tarfile.open(next(Path(room).glob("*.tgz"))) as package:
                member = package.extractfile("package/dist/htmx.min.js")
                return member.read() if member else None
        except (OSError, subprocess.SubprocessError, tarfile.TarError, StopIteration, KeyError):
            return None


def keep(content: bytes, into: Path) -> Path | None:
    """Write the copy whole or not at all, and return it; None where the folder cannot be written to."""
    copy = into / FILE_NAME
    try:
        into.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=into, prefix=FILE_NAME, delete=False) as unfinished:
            unfinished.write(content)
        Path(unfinished.name).chmod(0o644)
        return Path(unfinished.name).replace(copy)
    except OSError:
        return None
