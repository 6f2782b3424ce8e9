"""Pages of the directory, a module for each thing they are about; importing them registers their addresses."""

from portal.directory.views import (  # noqa: F401
    corrections,
    entries,
    keepers,
    merging,
    organisations,
    outside,
    people,
)
from portal.directory.views.blueprint import directory

__all__ = ["directory"]
