"""Finds a browser for the tests: the machine's own Chromium, Chrome or Edge, or one installed on request."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from portal.bootstrap.trouble import Trouble

SETTING = "PORTAL_CHROMIUM"
COMMANDS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge"]
MACOS = [
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
]
WINDOWS = [
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
]
PLAYWRIGHT = [
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
    "chromium-*/chrome-win*/chrome.exe",
]

FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

NONE_FOUND = (
    "no browser for the tests. Install Chromium, Chrome or Edge, or name one in "
    f"{SETTING}; `python3 -m portal test --fast` does without."
)


def find(surroundings: Mapping[str, str] = os.environ) -> Path | None:
    """Return the browser the tests drive, or None; what PORTAL_CHROMIUM names comes first.

    Raises Trouble when it names a file that is not there.
    """
    if named := surroundings.get(SETTING):
        if not Path(named).is_file():
            raise Trouble(f"{SETTING} names {named}, and there is no such file.")
        return Path(named)
    return next((place for place in usual_places(surroundings) if place.is_file()), None)


def usual_places(surroundings: Mapping[str, str]) -> Iterator[Path]:
    """Yield where a browser may lie, the likeliest first, on any system."""
    for command in COMMANDS:
        if found := shutil.which(command, path=surroundings.get("PATH")):
            yield Path(found)
    home = surroundings.get("HOME") or surroundings.get("USERPROFILE") or ""
    for folder in ("/Applications", f"{home}/Applications"):
        yield from (Path(folder, place) for place in MACOS)
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if variable in surroundings:
            yield from (Path(surroundings[variable], place) for place in WINDOWS)
    caches = [f"{home}/.cache", f"{home}/Library/Caches", f"{home}/AppData/Local"]
    for kept in [surroundings.get("PLAYWRIGHT_BROWSERS_PATH"), *(f"{cache}/ms-playwright" for cache in caches)]:
        for pattern in PLAYWRIGHT if kept else []:
            yield from sorted(Path(str(kept)).glob(pattern), reverse=True)


def flags() -> list[str]:
    """Return the flags for a browser that keeps to itself; root may not use the browser's sandbox."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ["--no-sandbox", *FLAGS] if is_root else list(FLAGS)


def ensure() -> Path:
    """Return a browser, installing one where there is none. Raises Trouble when that fails too."""
    return find() or install()


def install() -> Path:
    """Install a browser by the system's package manager, or else by Playwright, and say so. Raises Trouble."""
    for say, commands in (
        ("Installing the browser for the tests: apt-get install chromium", with_apt()),
        ("Installing the browser for the tests: playwright install chromium", with_playwright()),
    ):
        if commands:
            print(say, flush=True)
            succeeded = all(
                subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode == 0 for command in commands
            )
            if succeeded and (found := find()):
                return found
    raise Trouble(NONE_FOUND)


def with_apt() -> list[list[str]]:
    """Return the commands that install Debian's Chromium, or none where this person may not."""
    if not shutil.which("apt-get"):
        return []
    leave = as_root()
    if leave is None:
        return []
    apt = [*leave, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    return [[*apt, "update"], [*apt, "install", "--no-install-recommends", "chromium"]]


def as_root() -> list[str] | None:
    """Return what stands before a command so that root runs it: nothing, or a sudo that asks no password; or None."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def with_playwright() -> list[list[str]]:
    """Return the command by which Playwright fetches its own build of Chromium."""
    return [[sys.executable, "-m", "playwright", "install", "chromium"]]
