"""`portal test`: the checks and the tests, in the order that fails fastest."""

import os
import re
import subprocess
import sys

from portal.bootstrap import browser, environment, postgres
from portal.bootstrap.trouble import Trouble

FAST = "--fast"
ON_BOTH = (
    "accounts", "actions", "consultations", "decisions", "directory", "gaps", "glossary", "healthcheck", "library",
    "mail", "meetings", "memberships", "papers", "partnerships", "plans", "questionnaires", "representation",
    "resources", "search", "series", "skills", "stakeholders", "tiers", "transfer", "updates",
)  # fmt: skip
LEFT_OUT_WHEN_FAST = "not browser and not packaging and not postgres and not slow and not thorough"
ONCE_MORE = "not slow and not postgres and not thorough"
TYPES_SECONDS_WHEN_FAST = 20
NARROWING = re.compile(r"-[km]|--(?:lf|last-failed|sw|stepwise|co|collect-only)$")
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as run; run()"


def run(arguments: list[str]) -> int:
    """Run everything, or with --fast what takes under a minute, or only the tests the pytest arguments name.

    Returns the exit code of the first check that fails, or of pytest. Raises Trouble where there is no browser.
    """
    if not (environment.CHECKOUT / "tests").is_dir():
        raise Trouble("the tests lie in the source of the portal, not in the installed package.")
    is_fast = FAST in arguments
    chosen = [argument for argument in arguments if argument != FAST]
    if not is_fast:
        browser.ensure()
    if not is_narrowed(chosen):
        for name, command, seconds in checks(is_fast):
            code = check(name, command, seconds)
            if code:
                print(f"\n{name} found something to put right; the rest was not run.", flush=True)
                return code
    heading("pytest")
    code = call(pytest(chosen, is_fast))
    if code or is_fast or is_narrowed(chosen):
        return code
    return on_postgres(chosen)


def on_postgres(arguments: list[str]) -> int:
    """Run the tests of the features once more on PostgreSQL; where there is none outside CI, say so."""
    heading("pytest on PostgreSQL")
    if not (os.environ.get(postgres.SETTING) or postgres.find() or os.environ.get("CI")):
        print("left out: no PostgreSQL server was found on this machine", flush=True)
        return 0
    features = [f"tests/{name}" for name in ON_BOTH]
    return call([*pytest(arguments, is_fast=False), "--on-postgres", "-m", ONCE_MORE, *features])


def is_narrowed(arguments: list[str]) -> bool:
    """Say whether the arguments name particular tests, so that only those are wanted."""
    return any(
        NARROWING.match(argument) or (environment.CHECKOUT / argument.split("::")[0]).exists() for argument in arguments
    )


def checks(is_fast: bool) -> list[tuple[str, list[str], int | None]]:
    """Return the name of each check, its command, and after how many seconds it is left out."""
    python = sys.executable
    return [
        ("ruff check", [python, "-m", "ruff", "check", "--quiet", "."], None),
        ("ruff format", [python, "-m", "ruff", "format", "--check", "--quiet", "."], None),
        ("import contracts", [python, "-c", LINT_IMPORTS], None),
        ("mypy", [python, "-m", "mypy"], TYPES_SECONDS_WHEN_FAST if is_fast else None),
    ]


def check(name: str, command: list[str], seconds: int | None) -> int:
    """Run one check under its heading and return its exit code; one that takes too long is left out, and says so."""
    heading(name)
    try:
        return call(command, seconds)
    except subprocess.TimeoutExpired:
        print(f"left to the full run: it takes more than {seconds} s", flush=True)
        return 0


def pytest(arguments: list[str], is_fast: bool) -> list[str]:
    """Return the command of pytest: three at a time for the whole suite, as some wait for a browser."""
    command = [sys.executable, "-m", "pytest"]
    if is_fast:
        command += ["-m", LEFT_OUT_WHEN_FAST]
    if not is_narrowed(arguments) and (os.cpu_count() or 1) > 1:
        command += ["-n", "3", "--dist", "loadfile", "--no-loadscope-reorder"]
    return command + arguments


def heading(name: str) -> None:
    """Say which check begins."""
    print(f"\n== {name}", flush=True)


def call(command: list[str], seconds: int | None = None) -> int:
    """Run a command in the checkout and return its exit code."""
    return subprocess.run(command, cwd=environment.CHECKOUT, timeout=seconds, check=False).returncode
