"""What follows an organisation: higher features name here what they do when one closes, opens again or is merged.

@following.renews            # at its panels.py, which portal/app.py imports
def offers_found(organisation_id): ...

@following.joins
def one_seat_a_group(goes_id, stays_id): ... return finish
"""

from collections.abc import Callable
from datetime import date

from portal.core.viewer import Viewer

Renew = Callable[[int], None]
Finish = Callable[[Viewer, date], int]
Join = Callable[[int, int], Finish]
_renewals: list[Renew] = []
_joins: list[Join] = []


def renews(function: Renew) -> Renew:
    """Name a function that renews what is found of everything that the organisation of a number offers."""
    _renewals.append(function)
    return function


def renew(organisation_id: int) -> None:
    """Renew what is found of everything an organisation offers: it has closed, or is open again."""
    for function in _renewals:
        function(organisation_id)


def joins(function: Join) -> Join:
    """Name a function that looks at two organisations before the first is merged into the second.

    What it returns is called when all that was the first's is the second's, with the doer and the day. It settles
    what the second has twice now, and returns how much that was.
    """
    _joins.append(function)
    return function


def look_at(goes_id: int, stays_id: int) -> list[Finish]:
    """Let the features look at two organisations that are about to be merged; return how each goes on afterwards."""
    return [function(goes_id, stays_id) for function in _joins]
