"""The staircase of imports: the contracts of pyproject.toml hold, and what runs first needs nothing but Python."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.bootstrap.environment import CHECKOUT
from portal.bootstrap.testing import LINT_IMPORTS

RUN_FIRST = [CHECKOUT / "portal/__init__.py", CHECKOUT / "portal/__main__.py", *CHECKOUT.glob("portal/bootstrap/*.py")]
# the last step hands over to the portal proper, inside the environment
HANDED_OVER_TO = {"portal.cli.main"}


def test_the_contracts_are_kept():
    run = subprocess.run(
        [sys.executable, "-c", LINT_IMPORTS], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, run.stdout


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", RUN_FIRST, ids=lambda path: path.stem)
def test_what_runs_before_the_environment_needs_nothing_but_python(path: Path):
    modules = set(imported(ast.parse(path.read_text()))) - HANDED_OVER_TO

    strangers = {module for module in modules if module.split(".")[0] not in sys.stdlib_module_names}

    assert all(module.startswith("portal.bootstrap") for module in strangers)


@pytest.mark.parametrize("name", ["__init__.py", "__main__.py"])
def test_a_python_that_is_too_old_can_still_be_told_so(name: str):
    source = (CHECKOUT / "portal" / name).read_text()

    assert ast.parse(source, feature_version=(3, 7))
