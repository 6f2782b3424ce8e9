"""Parts that higher features add to the pages of lower ones: a page asks for its panels, a feature offers them."""

from collections.abc import Callable
from typing import Any, NamedTuple

from flask import render_template
from markupsafe import Markup

from portal.core.viewer import Viewer


class Panel(NamedTuple):
    """A fragment to be shown, and what it needs."""

    template: str
    context: dict[str, Any]


Offer = Callable[[Viewer, Any], Panel | None]
_offers: dict[str, list[tuple[int, Offer]]] = {}


def offer(page: str, order: int) -> Callable[[Offer], Offer]:
    """Offer a panel to a page ("partnership", "organisation", "person"), in the order of the numbers.

    The function is given the viewer and what the page is about; None leaves the panel out.
    """

    def decorate(function: Offer) -> Offer:
        _offers.setdefault(page, []).append((order, function))
        _offers[page].sort(key=lambda pair: pair[0])
        return function

    return decorate


def of(page: str, viewer: Viewer, thing: Any) -> list[Panel]:
    """Return the panels of a page, in their order."""
    made = [function(viewer, thing) for _order, function in _offers.get(page, [])]
    return [panel for panel in made if panel is not None]


def rendered(page: str, viewer: Viewer, thing: Any) -> list[Markup]:
    """Return the panels of a page as they stand on it."""
    made = [render_template(panel.template, **panel.context) for panel in of(page, viewer, thing)]
    return [Markup(html) for html in made]  # noqa: S704  a template's own output, escaped as it was made
