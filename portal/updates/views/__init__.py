"""Pages about what each partner is doing, one module for each thing; importing them registers their addresses."""

from portal.updates.views import headings, notes, reviewing  # noqa: F401
from portal.updates.views.blueprint import updates

__all__ = ["updates"]
