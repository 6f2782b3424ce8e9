"""The wheel: it carries templates, style and migrations, and serves pages from wherever it is installed."""

import os
import site
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from portal.bootstrap.environment import CHECKOUT

pytestmark = pytest.mark.packaging

SERVE = """
import re, sys
from pathlib import Path
from portal.app import create_app

app = create_app()
client = app.test_client()
assert Path(app.template_folder).is_relative_to(sys.prefix), app.template_folder
assert client.get("/healthz").status_code == 200
page = client.get("/login")
assert page.status_code == 200, page.text
address = re.search(r'href="([^"]+[.]css[^"]*)"', page.text)[1]
style = client.get(address)
assert style.status_code == 200, address
assert style.mimetype == "text/css", style.mimetype
print("served", len(style.data), "bytes of style")
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    call(["-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(CHECKOUT)], cwd=folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """Return the Python of a fresh environment that holds the wheel, and sees the packages the portal needs."""
    room = tmp_path_factory.mktemp("installed") / "environment"
    call(["-m", "venv", "--without-pip", str(room)], cwd=room.parent)
    python = room / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    call(["-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)], cwd=room.parent)
    packages = next(room.glob("[Ll]ib/**/site-packages"))
    (packages / "what-the-portal-needs.pth").write_text("\n".join(site.getsitepackages()) + "\n")
    return python


def call(arguments: list[str], cwd: Path, python: str = sys.executable, **surroundings: str) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PORTAL_"))}
    run = subprocess.run(
        [python, *arguments], cwd=cwd, env=clean | surroundings, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def test_the_wheel_carries_all_it_needs_and_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()

    for folder in ("templates", "static"):
        shipped = {name.removeprefix("portal/") for name in names if name.startswith(f"portal/{folder}/")}
        assert shipped == {
            path.relative_to(CHECKOUT).as_posix() for path in (CHECKOUT / folder).rglob("*") if path.is_file()
        }
    assert any(name.startswith("portal/core/migrations/versions/") for name in names)
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"portal"}


def test_pages_and_style_are_served_from_the_installed_wheel(installed, tmp_path):
    said = call(["-c", SERVE], cwd=tmp_path, python=str(installed), PORTAL_INSTANCE=str(tmp_path / "instance"))

    assert said.startswith("served")


def test_the_installed_command_runs_right_where_it_is(installed, tmp_path):
    said = call(["-m", "portal", "--help"], cwd=tmp_path, python=str(installed), PORTAL_INSTANCE=str(tmp_path))

    assert "demo" in said
    assert not (tmp_path / ".venv").exists()
