"""Finds the programs of a PostgreSQL server, for the tests that need one."""

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

SETTING = "PORTAL_TEST_DATABASE_URL"
PROGRAM = "initdb"
USUAL_PLACES = [
    ("/usr/lib/postgresql", "*/bin"),
    ("/usr", "pgsql-*/bin"),
    ("/opt/homebrew/opt", "postgresql@*/bin"),
    ("/usr/local/opt", "postgresql@*/bin"),
    ("/Applications/Postgres.app/Contents/Versions", "*/bin"),
]


def find(surroundings: Mapping[str, str] = os.environ) -> Path | None:
    """Return the folder with initdb and postgres, the newest version first, or None; a mere client has no initdb."""
    folders = [
        folder for root, pattern in USUAL_PLACES for folder in sorted(Path(root).glob(pattern), key=version)[::-1]
    ]
    for folder in folders:
        if (folder / PROGRAM).is_file():
            return folder
    on_path = shutil.which(PROGRAM, path=surroundings.get("PATH"))
    return Path(on_path).resolve().parent if on_path else None


def version(folder: Path) -> tuple[int, ...]:
    """Return the version a folder's name speaks of, so that 15 stands above 9."""
    return tuple(int(number) for number in re.findall(r"\d+", folder.parent.name))
