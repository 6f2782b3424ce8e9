"""Pages of series, polls and the year; importing them adds their routes to the blueprint."""

from portal.series.views import plan, polls, rest, year  # noqa: F401
from portal.series.views.blueprint import series as series_pages

__all__ = ["series_pages"]
