"""Pages of skills, a module for each part; importing them gives the blueprint its addresses."""

from portal.skills.views import (
    asking,
    audits,
    finding,
    gaps,
    letters,
    needs,
    offers,
    protocol,
    terms,
    volunteering,
    wanted,
)
from portal.skills.views.base import skills

__all__ = [
    "asking",
    "audits",
    "finding",
    "gaps",
    "letters",
    "needs",
    "offers",
    "protocol",
    "skills",
    "terms",
    "volunteering",
    "wanted",
]
