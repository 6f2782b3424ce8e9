"""Pages between two tiers, one module for each kind of thing."""

from portal.tiers.views import arranging, issues, pages, questions, reports, visits
from portal.tiers.views.blueprint import bp as tiers

__all__ = ["arranging", "issues", "pages", "questions", "reports", "tiers", "visits"]
