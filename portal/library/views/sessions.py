"""The sessions of a course: added, changed, cancelled and brought back by who gives the course, or the manager."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.errors import Refusal
from portal.library import rules
from portal.library.forms.training import SessionForm
from portal.library.models import Session
from portal.library.queries import entries
from portal.library.queries import training as queries
from portal.library.services import training as services
from portal.library.shelves import TRAINING
from portal.library.views.blueprint import PLACE
from portal.library.views.blueprint import library as pages
from portal.partnerships.models import Partnership


@pages.route(PLACE + "training/<int:number>/sessions/new", methods=["GET", "POST"])
@gate.signed_in
def add_session(partnership: Partnership, number: int) -> ResponseReturnValue:
    course = entries.get_entry(current_user, partnership, TRAINING, number)
    gate.demand_that(rules.may_change(current_user, course))
    form = SessionForm()
    if form.validate_on_submit():
        services.add_session(current_user, course, **form.said())
        flash("The session is added.", "good")
        return _to(partnership, course.id)
    page = render_template("library/session.html", partnership=partnership, form=form, course=course, session=None)
    return page, 422 if form.errors else 200


@pages.route(PLACE + "training/sessions/<int:session_id>/edit", methods=["GET", "POST"])
@gate.signed_in
def edit_session(partnership: Partnership, session_id: int) -> ResponseReturnValue:
    session = _load(partnership, session_id)
    form = SessionForm(obj=session)
    status = 200
    if form.validate_on_submit():
        status = 409
        if not form.is_stale(session):
            try:
                services.change_session(current_user, session, **form.said())
            except Refusal as refusal:
                form.places.errors = [str(refusal)]
            else:
                flash("The session is changed.", "good")
                return _to(partnership, session.course_id)
    page = render_template(
        "library/session.html", partnership=partnership, form=form, course=session.course, session=session
    )
    return page, 422 if form.errors else status


@pages.post(PLACE + "training/sessions/<int:session_id>/cancel")
@gate.signed_in
def cancel_session(partnership: Partnership, session_id: int) -> ResponseReturnValue:
    session = _load(partnership, session_id)
    services.cancel_session(current_user, session)
    undo = url_for("library.restore_session", slug=partnership.slug, session_id=session_id)
    flash("The session is cancelled, and who booked is told.", f"undo:{undo}")
    return _to(partnership, session.course_id)


@pages.post(PLACE + "training/sessions/<int:session_id>/restore")
@gate.signed_in
def restore_session(partnership: Partnership, session_id: int) -> ResponseReturnValue:
    session = _load(partnership, session_id)
    services.restore_session(current_user, session)
    flash("The session takes place after all, and who booked is told.", "good")
    return _to(partnership, session.course_id)


def _load(partnership: Partnership, session_id: int) -> Session:
    """Return a session of a course that the viewer may change, or answer 404 or 403."""
    session = queries.get_session(current_user, partnership, session_id, to_book=True)
    gate.demand_that(rules.may_change(current_user, session.course))
    return session


def _to(partnership: Partnership, number: int) -> ResponseReturnValue:
    return redirect(url_for("library.entry", slug=partnership.slug, shelf=TRAINING.key, number=number), 303)
