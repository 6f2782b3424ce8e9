"""The lock files: whole, in step with pyproject.toml, and good on any machine."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from portal.bootstrap.environment import LOCK, TEST_LOCK

PROJECT = tomllib.loads((LOCK.parent / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
OWN = PROJECT["name"]


def pins(lock) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", lock.read_text(), re.MULTILINE))


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [(LOCK, PROJECT["dependencies"]), (TEST_LOCK, PROJECT["dependencies"] + EXTRAS["test"] + EXTRAS["postgres"])],
    ids=["portal", "tests"],
)
def test_a_lock_file_holds_what_the_project_asks_for(lock, wanted):
    locked = pins(lock)

    asked = [requirement for requirement in map(Requirement, wanted) if requirement.name != OWN]

    assert [str(one) for one in asked if not one.specifier.contains(locked.get(canonicalize_name(one.name), "0"))] == []


def test_the_tests_run_on_the_very_versions_the_portal_runs_on():
    portal, tests = pins(LOCK), pins(TEST_LOCK)

    assert portal.items() <= tests.items()


@pytest.mark.parametrize("lock", [LOCK, TEST_LOCK], ids=["portal", "tests"])
def test_a_lock_file_names_hashes_and_no_address(lock):
    text = lock.read_text()

    assert text.count("==") <= text.count("--hash=sha256:")
    assert not re.search(r"https?:|file:|index|(?m:^-e|^/)", text)
