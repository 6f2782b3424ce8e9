"""Pages of the gaps bank, one module for each thing; importing them registers their addresses."""

from portal.gaps.views import bank, initiatives  # noqa: F401
from portal.gaps.views.blueprint import gaps

__all__ = ["gaps"]
