"""How a view answers a browser and HTMX from the same code."""

from typing import Any

from flask import Flask, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue


def wants_fragment() -> bool:
    """True for an HTMX swap; false for a plain visit, a boosted link or the back button."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Request-Type") == "partial"


def show(page: str, *, fragment: str, **context: Any) -> str:
    """Answer a read: the fragment to HTMX, the page that includes it to everyone else."""
    return render_template(fragment if wants_fragment() else page, **context)


def changed(fragment: str, *, back_to: str, **context: Any) -> ResponseReturnValue:
    """Answer a change: the fragment to HTMX, the way back to the page to everyone else."""
    if wants_fragment():
        return render_template(fragment, **context)
    return redirect(back_to, code=303)


def gone_to(address: str) -> ResponseReturnValue:
    """Send the browser to another page, from a plain form and from a swap alike."""
    if wants_fragment():
        return Response(status=204, headers={"HX-Redirect": address})
    return redirect(address, code=303)


def init_app(app: Flask) -> None:
    """Keep caches from serving a fragment as a page."""

    @app.after_request
    def vary(response: Response) -> Response:
        response.headers["Vary"] = "HX-Request, HX-Request-Type, Cookie, Accept-Encoding"
        return response
