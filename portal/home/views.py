"""The front page, and the pages that explain the portal."""

from datetime import timedelta

from flask import Blueprint, abort, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, gate, waiting
from portal.core.permissions import GRANTS, Permission, Role
from portal.home import queries, year
from portal.meetings import lists

bp = home = Blueprint("home", __name__)

HELP = {
    "meetings": "Logging a meeting",
    "agendas": "Agendas and interests",
    "papers": "Papers, clocks, bulletins and reporting back",
    "tiers": "Two tiers that talk to each other",
    "plans": "Keeping an action plan",
    "pasting": "Bringing in a plan from Word or Excel",
    "pictures": "An action plan at a glance and on paper",
    "deciding": "Deciding between meetings, and sub groups",
    "seats": "Seats, representatives and substitutes",
    "sharing": "Finding help and sharing things",
    "consultations": "Consultations and stakeholders",
    "answering": "Answering a survey",
    "health-check": "The health check",
    "surveys": "Running a survey",
    "files": "Bringing lists in, taking lists out",
    "roles": "Who may do what",
    "privacy": "Who sees what",
}


@bp.get("/")
@gate.public
def index() -> ResponseReturnValue:
    if not current_user.is_authenticated:
        return render_template("home/front.html", partnerships=queries.open_partnerships())
    today = clock.today()
    places = [place.id for place in current_user.places]
    until = today.replace(day=1) + timedelta(days=360)
    ahead = lists.coming(current_user, places, until=until, limit=200)
    months, rows = year.year_ahead(ahead)
    return render_template(
        "home/index.html",
        waits=waiting.waiting_for(current_user),
        coming=ahead[:5],
        news=lists.lately_published(current_user, places),
        months=months,
        rows=rows,
        hour=clock.local(clock.now()).hour,
    )


@bp.get("/components")
@gate.public
def components() -> ResponseReturnValue:
    """Show every part in every state, to those who build or try the portal."""
    if not (current_app.config["DEMO"] or current_app.debug):
        abort(404)
    return render_template("components_page.html")


@bp.get("/help/")
@gate.public
def help_index() -> ResponseReturnValue:
    return render_template("help/index.html", topics=HELP, contact=current_app.config["CONTACT"])


@bp.get("/help/<topic>")
@gate.public
def help_topic(topic: str) -> ResponseReturnValue:
    if topic not in HELP:
        abort(404)
    context = {"grants": GRANTS, "roles": Role, "permissions": Permission}
    return render_template(f"help/{topic}.html", topics=HELP, topic=topic, **context)


@bp.get("/accessibility")
@gate.public
def accessibility() -> ResponseReturnValue:
    return render_template("help/accessibility.html", contact=current_app.config["CONTACT"])


@bp.get("/privacy")
@gate.public
def privacy() -> ResponseReturnValue:
    return render_template("help/privacy_and_cookies.html", contact=current_app.config["CONTACT"])


@bp.get("/words")
@gate.public
def words() -> ResponseReturnValue:
    return render_template("help/words.html")
