"""Pages about meetings, one module for each part of the page."""

from portal.meetings.views import agenda, attendance, calling, lines, minutes, pages
from portal.meetings.views.blueprint import bp as meetings

__all__ = ["agenda", "attendance", "calling", "lines", "meetings", "minutes", "pages"]
