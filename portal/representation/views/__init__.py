"""Pages about representation over time, a module for each; importing them registers their addresses."""

from portal.representation.views import (
    attendance,
    backing,
    cases,
    handing,
    in_touch,
    induction,
    joining,
    membership,
    missed,
    pool,
    sectors,
    share,
    terms,
)
from portal.representation.views.blueprint import bp as representation

__all__ = [
    "attendance",
    "backing",
    "cases",
    "handing",
    "in_touch",
    "induction",
    "joining",
    "membership",
    "missed",
    "pool",
    "representation",
    "sectors",
    "share",
    "terms",
]
