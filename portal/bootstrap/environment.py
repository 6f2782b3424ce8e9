"""The checkout's own environment, `.venv`: made once, renewed when the lock file changes, entered at every start."""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from portal.bootstrap.installer import install
from portal.bootstrap.trouble import Trouble

CHECKOUT = Path(__file__).resolve().parents[2]
FOLDER = CHECKOUT / ".venv"
LOCK = CHECKOUT / "requirements.lock"
TEST_LOCK = CHECKOUT / "requirements-test.lock"
RECORD = FOLDER / "portal.json"

OLDEST = (3, 11)
# what would lead the environment's Python to another Python's packages
FOREIGN = {"PYTHONHOME", "__PYVENV_LAUNCHER__"}
NO_VENV = (
    "this Python cannot make an environment, because its venv module is missing. "
    "On Debian and Ubuntu: sudo apt install python3-venv"
)


def is_checkout() -> bool:
    """Say whether the portal runs from its source, rather than as an installed package."""
    return (CHECKOUT / "pyproject.toml").is_file() and LOCK.is_file()


def is_current() -> bool:
    """Say whether this very process runs inside the environment; a Flask elsewhere must not hide that it does not."""
    return Path(sys.prefix).resolve() == FOLDER.resolve()


def needs_tests(arguments: list[str]) -> bool:
    """Say whether the command needs the tools of the tests: `test`, or `setup --test`."""
    return arguments[:1] == ["test"] or (arguments[:1] == ["setup"] and "--test" in arguments)


def interpreter() -> Path:
    """Return the environment's own Python."""
    return FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def fingerprint(lock: Path) -> str:
    """Return the hash by which a changed lock file is noticed."""
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def read_record() -> dict[str, str] | None:
    """Return what was installed last: None in an environment that is not ours, nothing where it was never finished."""
    try:
        record = json.loads(RECORD.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def write_record(record: dict[str, str]) -> None:
    """Note what is installed; an empty record says that the work has begun. Raises Trouble."""
    try:
        unfinished = RECORD.with_suffix(".new")
        unfinished.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
        unfinished.replace(RECORD)
    except OSError as error:
        raise Trouble(f"cannot write to {FOLDER}: {error.strerror}.") from error


def prepare(for_tests: bool = False) -> bool:
    """Make the environment, or bring it up to the lock file, and say whether that was needed.

    Where nothing changed this costs a few milliseconds. Raises Trouble when it cannot be done.
    """
    lock = TEST_LOCK if for_tests else LOCK
    record = read_record()
    whole = is_whole(record)
    if record and whole and record.get(lock.name) == fingerprint(lock):
        return False

    began = time.monotonic()
    if not whole:
        make()
    write_record({})
    packages = package_folder()
    see_checkout(packages)
    install(interpreter(), lock, log=FOLDER / "pip.log")
    installed = [LOCK, TEST_LOCK] if for_tests else [LOCK]
    write_record({"python": python_of(packages), **{lock.name: fingerprint(lock) for lock in installed}})
    print(f"The environment is ready ({time.monotonic() - began:.0f} s).", flush=True)
    return True


def is_whole(record: dict[str, str] | None) -> bool:
    """Say whether the environment can be used or added to: finished once, and its Python still the one it was made for.

    An environment that somebody made by hand is added to, if it has pip and its Python is not too old.
    """
    if not interpreter().exists():
        return False
    if record is None:
        question = f"import pip, sys; sys.exit(sys.version_info < {OLDEST})"
        return subprocess.run([interpreter(), "-c", question], capture_output=True, check=False).returncode == 0
    return bool(record) and (not is_current() or record.get("python") == version())


def version() -> str:
    """Return the version of the running Python, as far as packages depend on it: 3.11."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def make() -> None:
    """Make an empty environment; a broken or half-made one is made anew. Raises Trouble."""
    if not all(importlib.util.find_spec(module) for module in ("venv", "ensurepip")):
        raise Trouble(NO_VENV)
    print("Remaking the environment .venv" if FOLDER.exists() else "Making the environment .venv", flush=True)
    try:
        if FOLDER.is_symlink() or FOLDER.is_file():
            FOLDER.unlink()
        elif FOLDER.exists():
            shutil.rmtree(FOLDER)
        FOLDER.mkdir()
    except OSError as error:
        raise Trouble(f"cannot write to {CHECKOUT}: {error.strerror}.") from error
    write_record({})

    python = getattr(sys, "_base_executable", sys.executable) if is_current() else sys.executable
    made = subprocess.run([python, "-m", "venv", str(FOLDER)], capture_output=True, text=True, check=False)
    if made.returncode:
        raise Trouble(NO_VENV if "ensurepip" in made.stdout + made.stderr else explain(made.stderr or made.stdout))


def explain(output: str) -> str:
    """Return why venv failed, in its own last words."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return f"the environment cannot be made: {lines[-1] if lines else 'venv gave no reason'}"


def package_folder() -> Path:
    """Return the environment's folder of packages. Raises Trouble where the environment has none."""
    for folder in FOLDER.glob("Lib/site-packages" if os.name == "nt" else "lib/python3*/site-packages"):
        return folder
    raise Trouble(f"{FOLDER} is broken. Remove it and run the same command again.")


def python_of(packages: Path) -> str:
    """Return the version of Python the packages are for: 3.11."""
    return version() if os.name == "nt" else packages.parent.name.removeprefix("python")


def see_checkout(packages: Path) -> None:
    """Let the environment import the checkout, by a relative path, so that the whole folder can be moved."""
    try:
        (packages / "portal-checkout.pth").write_text(os.path.relpath(CHECKOUT, packages) + "\n", encoding="utf-8")
    except OSError as error:
        raise Trouble(f"cannot write to {packages}: {error.strerror}.") from error


def run_inside(arguments: list[str]) -> int:
    """Run the same command again with the environment's Python; where the system can, in place of this process."""
    command = [str(interpreter()), "-m", "portal", *arguments]
    surroundings = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    sys.stdout.flush()
    if os.name != "nt":
        os.execve(command[0], command, surroundings)  # noqa: S606 - no shell is wanted
    process = subprocess.Popen(command, env=surroundings)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # Ctrl-C reached the command too; it ends in its own way
