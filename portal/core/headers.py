"""Content security policy and its companions, on every answer."""

from flask import Flask, Response, request
from flask_login import current_user

from portal.core.assets import htmx_script

PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()"


def policy(app: Flask) -> str:
    """Return the content security policy: our own files, and HTMX's whole address where it comes from elsewhere."""
    script = htmx_script(app)
    outside = f" {script.address}" if script and script.is_remote else ""
    return (
        f"default-src 'none'; script-src 'self'{outside}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
    )


def init_app(app: Flask) -> None:
    """Put the headers on every answer, error pages included."""
    lasting = {
        "Content-Security-Policy": policy(app),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": PERMISSIONS,
    }
    behind_tls = app.config["BEHIND_TLS"]

    @app.after_request
    def protect(response: Response) -> Response:
        response.headers.extend(lasting)
        if behind_tls or request.is_secure:
            response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
        if "Cache-Control" not in response.headers:
            private = request.endpoint != "healthz" and current_user.is_authenticated
            response.headers["Cache-Control"] = "no-store" if private or response.status_code >= 400 else "no-cache"
        return response
