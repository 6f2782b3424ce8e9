"""Pages of the library, one module for each thing; importing them registers their addresses."""

from portal.library.views import booking, entries, sessions, told  # noqa: F401
from portal.library.views.blueprint import library

__all__ = ["library"]
