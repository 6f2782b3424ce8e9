"""Pages about partnerships, one module for each thing they are about; importing them registers their addresses."""

from portal.partnerships.views import front, groups, kinds, managing, reports, rules, statements, ties  # noqa: F401
from portal.partnerships.views.blueprint import partnerships

__all__ = ["partnerships"]
