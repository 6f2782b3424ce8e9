"""The first start in a bare checkout, played for real with one small package and no network."""

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from portal.bootstrap.environment import CHECKOUT


@pytest.mark.slow
def test_a_bare_checkout_makes_its_environment_and_runs_the_command(tmp_path):
    source, wheels = tmp_path / "source", tmp_path / "wheels"
    lay_out(source, wheels)

    first = start(source, wheels)
    second = start(source, tmp_path / "no wheels here")
    (source / "requirements.lock").write_text((source / "requirements.lock").read_text() + "# changed\n")
    third = start(source, wheels)

    assert first.splitlines()[0] == "Making the environment .venv"
    assert "Installing 1 of 1: kettle" in first
    assert second.splitlines() == [f"['demo'] in {source / '.venv'}"]
    assert "Making" not in third
    assert third.splitlines()[-1] == second.strip()


def lay_out(source: Path, wheels: Path) -> None:
    """Lay a checkout out with the real first steps, a command line of three lines, and one package to install."""
    (source / "portal/bootstrap").mkdir(parents=True)
    for path in (CHECKOUT / "portal/bootstrap").glob("*.py"):
        (source / "portal/bootstrap" / path.name).write_bytes(path.read_bytes())
    for name in ("portal/__init__.py", "portal/__main__.py", "pyproject.toml"):
        (source / name).write_bytes((CHECKOUT / name).read_bytes())
    (source / "portal/cli.py").write_text(
        "import sys\nimport kettle\ndef main(arguments):\n    print(arguments, 'in', sys.prefix)\n    return 0\n"
    )
    digest = hashlib.sha256(make_wheel(wheels)).hexdigest()
    (source / "requirements.lock").write_text(f"kettle==1.0 \\\n    --hash=sha256:{digest}\n")


def make_wheel(folder: Path) -> bytes:
    """Make the smallest wheel there is: one empty module called kettle."""
    folder.mkdir()
    path = folder / "kettle-1.0-py3-none-any.whl"
    about = "kettle-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("kettle.py", "")
        wheel.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: kettle\nVersion: 1.0\n")
        wheel.writestr(
            f"{about}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{about}/RECORD", "kettle.py,,\n")
    return path.read_bytes()


def start(source: Path, wheels: Path) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PORTAL_", "PIP_"))}
    surroundings = clean | {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels), "PIP_CONFIG_FILE": os.devnull}
    command = [sys.executable, "-m", "portal", "demo"]
    run = subprocess.run(command, cwd=source, env=surroundings, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout
