"""Settings in three layers, later wins: the defaults here, instance/portal.toml, and PORTAL_* of the environment."""

import os
import secrets
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask

from portal.core.paths import checkout

DEFAULTS = {
    "PORTAL_NAME": "Partnership Portal",
    "ADDRESS": "",
    "CONTACT": "",
    "DEMO": False,
    "HTMX_SOURCE": "cdn",
    "HTMX_ADDRESS": "",
    "MAIL_HOST": "",
    "MAIL_PORT": 587,
    "MAIL_USER": "",
    "MAIL_PASSWORD": "",
    "MAIL_STARTTLS": True,
    "MAIL_FROM": "",
    "MAIL_TIMEOUT": 20,
    "ARGON2_MEMORY": 19456,
    "ARGON2_TIME": 2,
    "ARGON2_PARALLELISM": 1,
    "ARGON2_FAST": False,
    "SIGN_IN_TRIES": 10,
    "SIGN_IN_TRIES_OF_AN_ADDRESS": 50,
    "SIGN_IN_WINDOW": 300,
    "SIGN_IN_HOURS": 12,
    "SIGN_IN_IDLE_HOURS": 8,
    "SIGN_IN_KEEP_DAYS": 30,
    "RESET_HOURS": 2,
    "RESET_LETTERS": 3,
    "BEHIND_TLS": False,
    "PROXIES": 0,
    "THREADS": 4,
    "BACKGROUND": True,
    "MAX_CONTENT_LENGTH": 2 * 1024 * 1024,
    "MAX_FORM_PARTS": 2000,
    "PAPER_MEGABYTES": 10,
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "SESSION_REFRESH_EACH_REQUEST": False,
    "WTF_CSRF_TIME_LIMIT": None,
    "WTF_CSRF_CHECK_DEFAULT": True,
    "TEMPLATES_AUTO_RELOAD": False,
    "COMPRESS_ALGORITHM": ["br", "gzip"],
    "COMPRESS_BR_LEVEL": 5,
    "COMPRESS_MIN_SIZE": 800,
    "COMPRESS_MIMETYPES": ["text/html", "text/csv", "text/plain"],
    "SQLALCHEMY_TRACK_MODIFICATIONS": False,
}

WEAK_SECRETS = {"secret", "changeme", "change-me", "dev", "development", "password", "portal", "my-secret-key"}


class UnsafeSettings(RuntimeError):
    """The settings would make a portal that must not be shown to anybody; the message lists why."""


def instance_folder() -> Path:
    """Return the folder of this installation's own things: settings, database, key."""
    if given := os.environ.get("PORTAL_INSTANCE"):
        return Path(given).resolve()
    root = checkout()
    return root / "instance" if root else Path.cwd() / "instance"


def init_app(app: Flask, overrides: dict | None = None) -> None:
    """Fill the app's settings from all layers and refuse unsafe ones.

    Raises `UnsafeSettings` when `problems` finds any.
    """
    app.config.from_mapping(DEFAULTS)
    app.config.from_file(str(Path(app.instance_path) / "portal.toml"), load=tomllib.load, text=False, silent=True)
    app.config.from_prefixed_env("PORTAL")
    _read_secret_files(app)
    app.config.update(overrides or {})
    app.config.setdefault("SQLALCHEMY_DATABASE_URI", _database_address(app))
    if not app.config.get("SECRET_KEY"):
        app.config["SECRET_KEY"] = _kept_secret(Path(app.instance_path))
    app.config["SESSION_COOKIE_SECURE"] = bool(app.config["BEHIND_TLS"])
    app.config["SESSION_COOKIE_NAME"] = "__Host-portal" if app.config["BEHIND_TLS"] else "portal"
    host = urlsplit(app.config["ADDRESS"]).hostname
    if host and not app.config.get("TRUSTED_HOSTS") and not (app.config["DEMO"] or app.testing):
        app.config["TRUSTED_HOSTS"] = [host, "localhost", "127.0.0.1"]  # the last two for who watches over the process
    if found := problems(app):
        raise UnsafeSettings("\n".join(found))


def problems(app: Flask) -> list[str]:
    """Return a sentence for each setting that is unsafe to serve with; an empty list when all is well."""
    found = []
    secret = str(app.config.get("SECRET_KEY") or "")
    if len(secret) < 16 or secret.lower() in WEAK_SECRETS:
        found.append("SECRET_KEY is missing, short or well known: give at least 16 random characters.")
    if app.debug and not (app.config["DEMO"] or app.testing):
        found.append("Debug is on: it shows the portal's inside to everybody. Turn it off.")
    if app.config["MAIL_HOST"] and not app.config["MAIL_FROM"]:
        found.append("MAIL_HOST is set but MAIL_FROM is not: letters need a sender's address.")
    if app.config["MAIL_HOST"] and not app.config["ADDRESS"]:
        found.append("MAIL_HOST is set but ADDRESS is not: letters need the portal's own address for their links.")
    if app.config["ARGON2_FAST"] and not (app.config["DEMO"] or app.testing):
        found.append("ARGON2_FAST is on: passwords would be kept in a form that is quick to guess. Turn it off.")
    return found


def _read_secret_files(app: Flask) -> None:
    for name in [key for key in app.config if key.endswith("_FILE")]:
        path = Path(str(app.config[name]))
        try:
            app.config[name.removesuffix("_FILE")] = path.read_text().strip()
        except OSError as error:
            raise UnsafeSettings(f"PORTAL_{name} names a file that cannot be read: {error.strerror}.") from error


def _database_address(app: Flask) -> str:
    name = "demo.sqlite3" if app.config["DEMO"] else "portal.sqlite3"
    return app.config.get("DATABASE") or f"sqlite:///{Path(app.instance_path) / name}"


def _kept_secret(instance: Path) -> str:
    """Return this installation's own key, made at its first start and readable by its owner only."""
    path = instance / "secret-key"
    if path.is_file():
        return path.read_text().strip()
    instance.mkdir(parents=True, exist_ok=True)
    fresh = secrets.token_urlsafe(48)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(fresh)
    return fresh
