"""Keeping in touch without an organisation: asking, confirming, the list, and leaving with one click."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.accounts import throttle
from portal.core import gate, tables
from portal.core.errors import Refusal
from portal.core.forms import PortalForm
from portal.core.permissions import Permission
from portal.partnerships.models import Partnership
from portal.representation.in_touch_forms import AddForm, InTouchForm
from portal.representation.in_touch_models import IndividualMember
from portal.representation.queries import in_touch as queries
from portal.representation.services import in_touch as services
from portal.representation.views.blueprint import bp

KEEP, READ = Permission.KEEP_SEATS, Permission.READ_AS_PARTNER
HOUR = 3600


@bp.route("/in-touch/", methods=["GET", "POST"])
@gate.public
def in_touch(partnership: Partnership) -> ResponseReturnValue:
    mine = queries.member_with(partnership.id, current_user.email) if current_user.is_authenticated else None
    form = InTouchForm(name=getattr(current_user, "name", ""), email=getattr(current_user, "email", ""))
    if form.validate_on_submit():
        if partnership.closed_on:
            raise Refusal(f"{partnership.name} was closed: there is nothing more to hear of it.")
        return _asked(partnership, form.name.data, form.email.data)
    is_on = bool(mine and mine.confirmed_at)
    page = render_template(
        "representation/in_touch.html", partnership=partnership, form=form, is_on=is_on,
        token=services.token_of(mine) if mine and is_on else "", count=queries.count_members(partnership.id),
    )  # fmt: skip
    return page, 422 if form.errors else 200


def _asked(partnership: Partnership, name: str, email: str) -> ResponseReturnValue:
    back = redirect(url_for("representation.in_touch", slug=partnership.slug), 303)
    if current_user.is_authenticated and current_user.email.lower() == email.strip().lower():
        services.add(current_user, partnership, name, email)
        flash("You are on the list.", "good")
        return back
    settings = current_app.config
    throttle.note(
        {
            throttle.place(request.remote_addr): settings["SIGN_IN_TRIES_OF_AN_ADDRESS"],
            throttle.letters(f"in touch {email}"): settings["RESET_LETTERS"],
        },
        window=HOUR,
    )
    services.ask(partnership, name, email)
    flash(f"A letter is on its way to {email}. Open the address in it to say yes.", "good")
    return back


@bp.route("/in-touch/confirm/<token>", methods=["GET", "POST"])
@gate.public
def confirm_in_touch(partnership: Partnership, token: str) -> ResponseReturnValue:
    row = services.member_behind(partnership, token)
    form = PortalForm()
    if row and form.validate_on_submit():
        services.confirm(row)
        flash("You are on the list. Every letter has an address by which you can leave.", "good")
        return redirect(url_for("representation.in_touch", slug=partnership.slug), 303)
    return _token_page(partnership, form, row, token, leaves=False)


@bp.route("/in-touch/leave/<token>", methods=["GET", "POST"])
@gate.public
def leave_in_touch(partnership: Partnership, token: str) -> ResponseReturnValue:
    row = services.member_behind(partnership, token)
    form = PortalForm()
    if row and form.validate_on_submit():
        services.leave(None, row)
        flash("You are off the list. Nothing about you is kept.", "good")
        return redirect(url_for("representation.in_touch", slug=partnership.slug), 303)
    return _token_page(partnership, form, row, token, leaves=True)


def _token_page(
    partnership: Partnership, form: PortalForm, row: IndividualMember | None, token: str, leaves: bool
) -> ResponseReturnValue:
    page = render_template(
        "representation/in_touch_token.html", partnership=partnership, form=form, row=row, token=token, leaves=leaves
    )
    return page, 200 if row else 404


@bp.get("/in-touch/people/")
@gate.allow(READ)
def people_in_touch(partnership: Partnership) -> ResponseReturnValue:
    may_keep = current_user.can_in(KEEP, partnership, None)
    page = tables.read(queries.members_table(partnership, may_keep), request.args)
    return tables.answer(
        page, "representation/people_in_touch.html", "representation/_people_in_touch.html",
        f"{partnership.slug}-in-touch", partnership=partnership, may_keep=may_keep,
    )  # fmt: skip


@bp.route("/in-touch/people/add", methods=["GET", "POST"])
@gate.allow(KEEP)
def add_in_touch(partnership: Partnership) -> ResponseReturnValue:
    gate.demand(KEEP, partnership, None)
    form = AddForm()
    if form.validate_on_submit():
        row = services.add(current_user, partnership, form.name.data, form.email.data)
        flash(f"{row.name} is on the list and gets a letter that says so.", "good")
        return redirect(url_for("representation.people_in_touch", slug=partnership.slug), 303)
    page = render_template("representation/add_in_touch.html", partnership=partnership, form=form)
    return page, 422 if form.errors else 200


@bp.post("/in-touch/people/<int:number>/remove")
@gate.allow(KEEP)
def remove_in_touch(partnership: Partnership, number: int) -> ResponseReturnValue:
    gate.demand(KEEP, partnership, None)
    row = queries.get_member(partnership, number)
    name = row.name
    services.leave(current_user, row)
    flash(f"{name} is off the list. Nothing about them is kept.", "good")
    return redirect(url_for("representation.people_in_touch", slug=partnership.slug), 303)
