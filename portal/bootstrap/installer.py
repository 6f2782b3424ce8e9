"""Installs a lock file with pip, says how far it is, and turns pip's complaints into one line."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TextIO

from portal.bootstrap.trouble import Trouble

PIN = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*==", re.MULTILINE)
IGNORED = re.compile(r"^Ignoring \S+: markers")
FOUND = re.compile(r"^(?:Collecting|Processing|Requirement already satisfied:) (?P<what>\S+)")
SETTLING = re.compile(r"^Installing collected packages: (?P<packages>.+)")

NO_NETWORK = re.compile(r"after connection broken by|\(from versions: none\)|ReadTimeoutError|NameResolutionError")
COMPLAINTS = [
    (re.compile(r"No space left on device"), "the disk is full. Make room and run the same command again."),
    (
        re.compile(r"DO NOT MATCH THE HASHES"),
        "a package does not match its hash in the lock file, so nothing of it was installed. "
        "Run the same command again on another network; if it stays so, report it.",
    ),
    (
        NO_NETWORK,
        "the packages could not be fetched. Connect this machine to the network and run the same command again; "
        "it is needed only this once.",
    ),
]


WIDTH = 60


class Progress:
    """One line of text on a terminal, always the same one; a line now and then in a file."""

    def __init__(self, total: int, out: TextIO) -> None:
        self.total = total
        self.done = 0
        self.out = out
        self.is_terminal = out.isatty()

    def leave_out(self) -> None:
        """Count one package less: it is meant for another system."""
        self.total -= 1

    def step(self, package: str) -> None:
        """Count one package more, and say so."""
        self.done += 1
        if self.is_terminal or self.done % 10 == 1 or self.done == self.total:
            self.say(f"Installing {self.done} of {self.total}: {package}")

    def say(self, line: str) -> None:
        """Show a line in place of the one before."""
        self.out.write(f"\r{line[:WIDTH]:{WIDTH}}" if self.is_terminal else f"{line}\n")
        self.out.flush()

    def close(self) -> None:
        """Wipe the line, so that what follows starts clean."""
        if self.is_terminal:
            self.out.write("\r" + " " * WIDTH + "\r")
            self.out.flush()


def install(python: Path, lock: Path, log: Path) -> None:
    """Install exactly what the lock file names, for the given Python; pip's whole output goes to the log.

    Raises Trouble with one line that says what to do.
    """
    progress = Progress(len(PIN.findall(lock.read_text(encoding="utf-8"))), sys.stdout)
    output: list[str] = []
    with start_pip(python, lock) as pip:
        try:
            for line in pip.stdout or ():
                output.append(line)
                follow(line, progress)
        except BaseException:
            pip.terminate()
            raise
        finally:
            progress.close()
            write_log(log, output)
    if pip.returncode:
        raise Trouble(explain("".join(output), log))


def start_pip(python: Path, lock: Path) -> "subprocess.Popen[str]":
    """Start pip on a lock file that names every package, so that it has nothing to work out and nothing to trust."""
    return subprocess.Popen(
        [str(python), "-m", "pip", "install", "--require-hashes", "--no-deps", "--requirement", str(lock)]
        + ["--no-input", "--disable-pip-version-check", "--no-warn-script-location", "--retries", "2"],
        env={**os.environ, "PYTHONUNBUFFERED": "1", "PIP_USER": "0", "PIP_PROGRESS_BAR": "off"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )


def follow(line: str, progress: Progress) -> None:
    """Move the progress by one line of pip's."""
    if IGNORED.match(line):
        progress.leave_out()
    elif found := FOUND.match(line):
        progress.step(package_name(found["what"]))
    elif settling := SETTLING.match(line):
        progress.say(f"Putting {settling['packages'].count(',') + 1} packages in place")


def package_name(what: str) -> str:
    """Return the name in what pip shows: `flask==3.1.3`, or the file `flask-3.1.3-py3-none-any.whl`."""
    return re.split(r"==|-\d", re.split(r"[/\\]", what)[-1])[0]


def write_log(log: Path, output: list[str]) -> None:
    """Keep what pip said; without the log the installation is as good."""
    try:
        log.write_text("".join(output), encoding="utf-8")
    except OSError:
        return


def explain(output: str, log: Path) -> str:
    """Return the one line that says why pip failed and what to do."""
    for pattern, sentence in COMPLAINTS:
        if pattern.search(output):
            return sentence
    errors = [line.removeprefix("ERROR: ").strip() for line in output.splitlines() if line.startswith("ERROR: ")]
    reason = errors[-1] if errors else "pip gave no reason"
    return f"the packages could not be installed: {reason} (all that pip said is in {log})"
