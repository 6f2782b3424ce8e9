"""Pages about meetings, one module for each part of the page."""

from portal.meetings.views import (
    agenda,
    amending,
    attendance,
    backlog,
    calling,
    compiled,
    interests,
    lines,
    live,
    minutes,
    pages,
    proposals,
    proposed,
)
from portal.meetings.views.blueprint import bp as meetings

__all__ = [
    "agenda",
    "amending",
    "attendance",
    "backlog",
    "calling",
    "compiled",
    "interests",
    "lines",
    "live",
    "meetings",
    "minutes",
    "pages",
    "proposals",
    "proposed",
]
