"""Asking for a resource, and everything that comes of it."""

from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, gate, tables
from portal.core.dates import parse_day
from portal.core.errors import Refusal
from portal.core.forms import choices
from portal.core.htmx import changed, wants_fragment
from portal.resources import lists, rules
from portal.resources.forms.bookings import BookingForm, MessageForm, StepForm
from portal.resources.queries import bookings as queries
from portal.resources.queries import resources as resource_queries
from portal.resources.services import bookings as services
from portal.resources.views.blueprint import resources


@resources.get("/bookings/")
@gate.signed_in
def bookings() -> ResponseReturnValue:
    page = tables.read(lists.bookings_table(current_user), request.args)
    return tables.answer(page, "resources/bookings.html", "resources/_bookings.html", "bookings", spoken=rules.spoken)


@resources.route("/<int:number>/book", methods=["GET", "POST"])
@gate.signed_in
def book(number: int) -> ResponseReturnValue:
    resource = resource_queries.get_resource(current_user, number)
    offered = queries.organisations_to_borrow_for(current_user)
    gate.demand_that(resource.is_bookable and bool(offered))
    is_lender = resource.organisation_id in current_user.keeps
    form = BookingForm(starts_on=_day_of(request.args.get("day", "")))
    form.organisation_id.choices = choices(offered)
    if form.validate_on_submit():
        try:
            starts, ends = form.asked
            booking = services.ask(
                current_user, resource, organisation_id=form.organisation_id.data, starts_at=starts, ends_at=ends,
                purpose=form.purpose.data, is_lender=is_lender,
            )  # fmt: skip
        except Refusal as refusal:
            form.starts_on.errors = [str(refusal)]
        else:
            flash(_done(resource, is_lender), "good")
            return redirect(f"/resources/bookings/{booking.id}/", 303)
    page = render_template("resources/book.html", form=form, resource=resource, is_lender=is_lender, rules=rules)
    return page, 422 if form.is_submitted() else 200


@resources.get("/bookings/<int:number>/")
@gate.signed_in
def booking(number: int) -> ResponseReturnValue:
    return render_template("resources/booking.html", **_context(queries.get_booking(current_user, number)))


@resources.post("/bookings/<int:number>/<any(accept, decline, cancel, 'hand-over', return):step>")
@gate.signed_in
def take_step(number: int, step: str) -> ResponseReturnValue:
    seen, form, wanted = queries.get_booking(current_user, number), StepForm(), rules.Step(step.replace("-", "_"))
    gate.demand_that(_is_ever_theirs(wanted, seen.sides))
    taken = rules.taken(wanted)
    refusal = form.validate_on_submit() and _tried(seen, wanted, form)
    if refusal == "":
        told = f"The booking is {taken.done}. Both sides are told."
        if not wants_fragment():
            flash(told, "good")
        context = _context(seen) | {"told": told}
        return changed("resources/_booking.html", back_to=f"/resources/bookings/{number}/", **context)
    if refusal:
        form.words.errors = [refusal]
    return _again(seen, step_form=form, step_wrong=wanted)


@resources.post("/bookings/<int:number>/messages")
@gate.signed_in
def message(number: int) -> ResponseReturnValue:
    seen, form = queries.get_booking(current_user, number), MessageForm()
    if not form.validate_on_submit():
        return _again(seen, message_form=form)
    services.write_message(current_user, seen.booking, form.text.data)
    if not wants_fragment():
        flash("Your message is sent.", "good")
    context = _context(seen) | {"told": "Your message is sent."}
    return changed("resources/_booking.html", back_to=f"/resources/bookings/{number}/", **context)


def _tried(seen: queries.BookingSeen, step: rules.Step, form: StepForm) -> str:
    """Take the step and return "", or return why it cannot be taken."""
    try:
        services.take_step(current_user, seen.booking, step, seen.sides, form.words.data)
    except Refusal as refusal:
        return str(refusal)
    return ""


def _again(seen: queries.BookingSeen, **given: Any) -> ResponseReturnValue:
    context = _context(seen) | given
    template = "resources/_booking.html" if wants_fragment() else "resources/booking.html"
    return render_template(template, **context), 422


def _context(seen: queries.BookingSeen) -> dict[str, Any]:
    booking, sides = seen
    return {
        "booking": booking,
        "is_lender": rules.Side.LENDER in sides,
        "when": rules.spoken(booking.starts_at, booking.ends_at),
        "steps": [(step, rules.taken(step)) for step in rules.steps_for(booking.state, sides)],
        "is_late": booking.state == "handed_over" and booking.ends_at < clock.now(),
        "step_form": StepForm(formdata=None),
        "step_wrong": "",
        "message_form": MessageForm(formdata=None),
        "told": "",
    }


def _is_ever_theirs(step: rules.Step, sides: frozenset[rules.Side]) -> bool:
    """Whether somebody on these sides takes this step at any time."""
    return any(step in steps for (_state, side), steps in rules.TRUTH.items() if side in sides)


def _day_of(typed: str) -> Any:
    try:
        return parse_day(typed, clock.today()) if typed else None
    except ValueError:
        return None


def _done(resource: Any, is_lender: bool) -> str:
    if is_lender:
        return f"{resource.name} is booked."
    return f"{resource.organisation.name} is asked. You get a letter as soon as there is an answer."
