"""Words that features above actions lend them, so that a search finds an action by them."""

from collections.abc import Callable

from portal.actions.models import Action

Lender = Callable[[Action], str]
_lenders: list[Lender] = []


def lend(function: Lender) -> Lender:
    """Let a function lend words to every action; it lends none that somebody who finds the action may not read."""
    _lenders.append(function)
    return function


def words_of(action: Action) -> list[str]:
    """Return what is lent to an action."""
    return [function(action) for function in _lenders]
