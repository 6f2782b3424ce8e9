"""Answering a survey by its secret address, without signing in."""

import secrets

from flask import render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from portal.accounts import throttle
from portal.core import gate, log
from portal.questionnaires.queries import answering as queries
from portal.questionnaires.services import locking
from portal.questionnaires.sitting import Sitting, Way, keyed
from portal.questionnaires.views import answer_pages as pages
from portal.questionnaires.views.blueprint import linked

MOST, HOUR = 60, 3600
"""So many answers are taken from one place within an hour."""
linked.register_error_handler(locking.Over, pages.over)
log.leave_out(*(f"linked_surveys.{name}" for name in ("start", "section", "check", "send", "sent")))


@linked.get("/<token>/")
@gate.public
def start(token: str) -> ResponseReturnValue:
    desk = _desk(token)
    return pages.start(desk) if desk else _nowhere()


@linked.route("/<token>/<int:position>/", methods=["GET", "POST"])
@gate.public
def section(token: str, position: int) -> ResponseReturnValue:
    if request.method == "POST" and "answering" not in session:
        _count("drafts")
    desk = _desk(token)
    return pages.section(desk, position) if desk else _nowhere()


@linked.get("/<token>/check")
@gate.public
def check(token: str) -> ResponseReturnValue:
    desk = _desk(token)
    return pages.check(desk) if desk else _nowhere()


@linked.post("/<token>/send")
@gate.public
def send(token: str) -> ResponseReturnValue:
    _count("answers")
    desk = _desk(token)
    return pages.send(desk) if desk else _nowhere()


@linked.get("/<token>/sent")
@gate.public
def sent(token: str) -> ResponseReturnValue:
    found = queries.survey_behind(token)
    if not found:
        return _nowhere()
    survey, partnership = found
    return render_template(
        "questionnaires/answering/sent.html", partnership=partnership, survey=survey, left=[], start="", is_public=True
    )


def _desk(token: str) -> pages.Desk | None:
    """Return where this browser answers; what it has answered so far is found by a secret in its own cookie."""
    found = queries.survey_behind(token)
    if not found:
        return None
    survey, partnership = found
    mark = session.get("answering") or secrets.token_urlsafe(16)
    if request.method == "POST":
        session["answering"] = mark
    start = url_for("linked_surveys.start", token=token)
    return pages.Desk(partnership, Sitting(survey, Way.LINK, mark=mark), start, {})


def _count(what: str) -> None:
    """Count what comes from one place, under a hash that does not tell where that is."""
    throttle.note({keyed(f"{what} from {throttle.place(request.remote_addr)}"): MOST}, window=HOUR)


def _nowhere() -> ResponseReturnValue:
    return render_template("questionnaires/answering/nowhere.html"), 404
