"""Where the templates, static files and migrations lie, in a checkout and in an installed wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def find_folder(name: str) -> Path:
    """Return the folder shipped inside the wheel, or else its source beside the package."""
    shipped = PACKAGE / name
    return shipped if shipped.is_dir() else PACKAGE.parent / name


def checkout() -> Path | None:
    """Return the folder of the checkout this package runs from, or None when it was installed."""
    root = PACKAGE.parent
    return root if (root / "pyproject.toml").is_file() else None
