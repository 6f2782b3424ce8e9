"""Pages of resources, bookings and what is bought together, a module for each."""

from portal.resources.views import bookings, buying, pages, photographs  # noqa: F401
from portal.resources.views.blueprint import resources

__all__ = ["resources"]
