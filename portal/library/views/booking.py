"""Places in training: the one booking form, the list of places, giving one back, and saying how it was."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, gate, tables
from portal.core.errors import Refusal
from portal.core.text import plural
from portal.library import lists, rules
from portal.library.forms.training import BookingForm, FeedbackForm
from portal.library.models import Place
from portal.library.queries import training as queries
from portal.library.services import training as services
from portal.library.views.blueprint import PLACE
from portal.library.views.blueprint import library as pages
from portal.memberships.queries.spoken_for import organisations_spoken_for
from portal.partnerships.models import Partnership


@pages.route(PLACE + "training/book", methods=["GET", "POST"])
@gate.signed_in
def book(partnership: Partnership) -> ResponseReturnValue:
    organisations = organisations_spoken_for(current_user, partnership)
    gate.demand_that(bool(organisations))
    sessions = queries.sessions_to_book(current_user, partnership)
    form = BookingForm()
    if not form.session.raw_data:
        form.session.data = request.args.get("session", type=int)
    form.offer(sessions, organisations)
    if form.validate_on_submit():
        try:
            return _book(partnership, form)
        except Refusal as refusal:
            form.session.errors = [str(refusal)]
    page = render_template("library/book.html", partnership=partnership, form=form, sessions=sessions)
    return page, 422 if form.errors else 200


def _book(partnership: Partnership, form: BookingForm) -> ResponseReturnValue:
    session = queries.get_session(current_user, partnership, form.session.data, to_book=True)
    people = rules.read_names(form.names.data)
    places = services.book_places(current_user, session, form.organisation_id.data, people, form.needs.data)
    flash(f"{plural(len(places), 'place')} booked. A letter goes to each person whose address you gave.", "good")
    return redirect(url_for("library.places", slug=partnership.slug), 303)


@pages.get(PLACE + "training/places/")
@gate.signed_in
def places(partnership: Partnership) -> ResponseReturnValue:
    page = tables.read(lists.places_in(current_user, partnership), request.args)
    return tables.answer(
        page, "library/places.html", "library/_places.html", f"{partnership.slug}-places", partnership=partnership,
        mine=current_user.keeps, may_manage=rules.may_manage(current_user, partnership),
        may_book=bool(organisations_spoken_for(current_user, partnership)),
    )  # fmt: skip


@pages.post(PLACE + "training/places/<int:place_id>/cancel")
@gate.signed_in
def cancel_place(partnership: Partnership, place_id: int) -> ResponseReturnValue:
    place = _load(partnership, place_id)
    services.cancel_place(current_user, place)
    undo = url_for("library.restore_place", slug=partnership.slug, place_id=place_id)
    flash(f"The place of {place.name} is cancelled.", f"undo:{undo}")
    return redirect(url_for("library.places", slug=partnership.slug), 303)


@pages.post(PLACE + "training/places/<int:place_id>/restore")
@gate.signed_in
def restore_place(partnership: Partnership, place_id: int) -> ResponseReturnValue:
    place = _load(partnership, place_id)
    queries.get_session(current_user, partnership, place.session_id, to_book=True)
    services.restore_place(current_user, place)
    flash(f"{place.name} has a place again.", "good")
    return redirect(url_for("library.places", slug=partnership.slug), 303)


@pages.route(PLACE + "training/places/<int:place_id>/feedback", methods=["GET", "POST"])
@gate.signed_in
def feedback(partnership: Partnership, place_id: int) -> ResponseReturnValue:
    place = _load(partnership, place_id)
    if not rules.may_give_feedback(place, place.session, clock.today()):
        raise Refusal("Only who had a place at a session that took place can say how it was.")
    before = queries.feedback_for(place)
    form = FeedbackForm(data=_said(before))
    if form.validate_on_submit():
        services.give_feedback(current_user, place, int(form.score.data), form.words.data)
        flash("Thank you: it helps others to choose.", "good")
        course = place.session.course_id
        return redirect(url_for("library.entry", slug=partnership.slug, shelf="training", number=course), 303)
    page = render_template("library/feedback.html", partnership=partnership, form=form, place=place)
    return page, 422 if form.errors else 200


def _said(before: Any) -> dict[str, str]:
    return {"score": str(before.score), "words": before.words} if before else {}


def _load(partnership: Partnership, place_id: int) -> Place:
    """Return a place of an organisation the viewer books for, or answer 404 or 403."""
    place = queries.get_place(current_user, partnership, place_id)
    gate.demand_that(rules.may_speak_for(current_user, partnership, place.organisation_id))
    return place
