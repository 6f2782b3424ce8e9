"""Parts that higher features add to the pages of lower ones: a page asks for its panels, a feature offers them."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from flask import render_template
from markupsafe import Markup

from portal.core.viewer import Viewer


class Panel(NamedTuple):
    """A fragment to be shown, and what it needs. `button` is (words, address) of the step it makes obvious.

    On a page of many things (see `inside`) the context is what to show inside each, by its number.
    """

    template: str
    context: dict[Any, Any]
    button: tuple[str, str] | None = None


Offer = Callable[[Viewer, Any], Panel | None]
_offers: dict[str, list[tuple[int, Offer]]] = {}


def offer(page: str, order: int) -> Callable[[Offer], Offer]:
    """Offer a panel to a page, in its order: "partnership", "group", "organisation", "person", "meeting", "pack"…

    The function is given the viewer and what the page is about; None leaves the panel out.
    """

    def decorate(function: Offer) -> Offer:
        _offers.setdefault(page, []).append((order, function))
        _offers[page].sort(key=lambda pair: pair[0])
        return function

    return decorate


def of(page: str, viewer: Viewer, thing: Any, own: Iterable[tuple[int, Panel]] = ()) -> list[Panel]:
    """Return the panels of a page, in their order; `own` are parts of the page itself, with their numbers."""
    made = [(order, function(viewer, thing)) for order, function in _offers.get(page, [])] + list(own)
    return [panel for _order, panel in sorted(made, key=lambda pair: pair[0]) if panel is not None]


def rendered(page: str, viewer: Viewer, thing: Any) -> list[Markup]:
    """Return the panels of a page as they stand on it."""
    return shown(of(page, viewer, thing))


def shown(offered: Iterable[Panel]) -> list[Markup]:
    """Return panels as they stand on a page."""
    made = [render_template(panel.template, **panel.context) for panel in offered]
    return [Markup(html) for html in made]  # noqa: S704  a template's own output, escaped as it was made


def inside(page: str, viewer: Viewer, thing: Any) -> dict[int, list[Markup]]:
    """Return what stands inside each of the many things of a page, by its number: all asked for in one go.

    For "meeting items" the panel is given the meeting, and its context maps an item's number to what a template made.
    """
    found: dict[int, list[Markup]] = {}
    for panel in of(page, viewer, thing):
        for number, html in panel.context.items():
            found.setdefault(number, []).append(Markup(html))  # noqa: S704  a template's own output, as above
    return found
