"""Pages of action plans, a module for each; importing them registers their addresses."""

from portal.plans.views import (
    attention,
    entries,
    fair_share,
    grid,
    importing,
    index,
    lanes,
    leads,
    out,
    reports,
    review,
    rounds,
    sections,
    sharing,
    snapshots,
)
from portal.plans.views.blueprint import bp as plans

__all__ = [
    "attention",
    "entries",
    "fair_share",
    "grid",
    "importing",
    "index",
    "lanes",
    "leads",
    "out",
    "plans",
    "reports",
    "review",
    "rounds",
    "sections",
    "sharing",
    "snapshots",
]
