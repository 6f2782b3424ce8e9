"""The bare page b: Flask and Jinja, fifty rows of constants, a layout and a menu, about 10 kB. All costs are told in b.

The extensions the portal uses are set up here too and find nothing to do, as on any first page of an app like this.
"""

import secrets

from flask import Flask, render_template
from flask_login import AnonymousUserMixin, LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from jinja2 import DictLoader

LAYOUT = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{% block title required %}{% endblock %} - Bare</title>
<link rel="stylesheet" href="/static/bare.css">
<script defer src="/static/bare.js"></script>
</head>
<body>
<header><a href="/">Bare</a>
<nav aria-label="Main"><ul>
{% for address, words in menu %}<li><a href="{{ address }}">{{ words }}</a></li>
{% endfor %}</ul></nav></header>
<main id="main">
{% block main required %}{% endblock %}
</main>
<footer><a href="/help">Help</a> <a href="/privacy">Privacy</a></footer>
</body>
</html>
"""

TABLE = """{% extends "layout.html" %}
{% block title %}Organisations{% endblock %}
{% block main %}
<h1>Organisations</h1>
<p>{{ rows | length }} organisations</p>
<table><caption>Organisations</caption>
<thead><tr><th scope="col">Name</th><th scope="col">Sector</th><th scope="col">Kind</th><th scope="col">Area</th></tr></thead>
<tbody>
{% for slug, name, sector, kind, area in rows %}
<tr><th scope="row"><a href="/organisations/{{ slug }}/">{{ name }}</a></th><td>{{ sector }}</td><td>{{ kind }}</td><td>{{ area }}</td></tr>
{% endfor %}
</tbody></table>
{% endblock %}
"""

MENU = [
    (f"/{word.lower()}/", word)
    for word in ("Home", "Partnerships", "Organisations", "People", "Meetings", "Actions", "Decisions", "Seats")
]
ROWS = [
    (f"village-association-{n}", f"Village association & hall {n}", "Voluntary", "Community centre", "High Peak")
    for n in range(50)
]


def create_bare() -> Flask:
    """Return the app with the one page, at `/`."""
    app = Flask("bare", static_folder=None)
    app.config.update(SECRET_KEY=secrets.token_urlsafe(), SQLALCHEMY_DATABASE_URI="sqlite://")
    SQLAlchemy(app)
    CSRFProtect(app)
    LoginManager(app).user_loader(lambda _number: AnonymousUserMixin())
    app.jinja_loader = DictLoader({"layout.html": LAYOUT, "table.html": TABLE})  # type: ignore[assignment]

    @app.get("/")
    def page() -> str:
        return render_template("table.html", rows=ROWS, menu=MENU)

    return app
