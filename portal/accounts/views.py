"""Signing in and out, one's own account, and the list of all accounts."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.accounts import proof, queries, rules, services, sign_in, throttle
from portal.accounts.forms import ChangePasswordForm, ForgotForm, LoginForm, NewPasswordForm
from portal.accounts.models import User
from portal.core import errors, gate, tables
from portal.core.htmx import changed, wants_fragment
from portal.core.permissions import Permission
from portal.core.text import plural

accounts = Blueprint("accounts", __name__)
WRONG = "The e-mail address or the password is not right. Check both and try again, or choose a new password by letter."


@accounts.app_errorhandler(throttle.TooOften)
def tried_too_often(error: throttle.TooOften) -> ResponseReturnValue:
    """Say how long to wait and what to do instead."""
    response = errors.answer(429)
    response.headers["Retry-After"] = str(error.seconds)
    return response


@accounts.route("/login", methods=["GET", "POST"])
@gate.public
def login() -> ResponseReturnValue:
    form = LoginForm()
    form.next.data = rules.safe_path(request.form.get("next") or request.args.get("next"))
    if form.validate_on_submit():
        try:
            user = proof.prove(form.email.data, form.password.data, request.remote_addr)
        except proof.WrongPassword:
            form.form_errors.append(WRONG)
        else:
            return enter(user, form.next.data, keep=form.keep.data)
    people = queries.demo_people() if current_app.config["DEMO"] else []
    return render_template("accounts/login.html", form=form, people=people), 422 if form.errors else 200


@accounts.post("/login/demo")
@gate.public
def login_as() -> ResponseReturnValue:
    if not current_app.config["DEMO"]:
        abort(404)
    user = queries.get_demo_person(request.form.get("user_id", "")) or abort(404)
    return enter(user, rules.safe_path(request.form.get("next")))


def enter(user: User, path: str, keep: bool = False) -> ResponseReturnValue:
    """Sign the account in on this browser and go on to the path."""
    sign_in.begin(user, keep)
    services.note_sign_in(user)
    return redirect(path, code=303)


@accounts.route("/logout", methods=["GET", "POST"])
@gate.public
def logout() -> ResponseReturnValue:
    if request.method != "POST":
        return render_template("accounts/logout.html"), 405, {"Allow": "POST"}
    if current_user.is_authenticated:
        services.note_sign_out(current_user)
    sign_in.end(current_user)
    response = redirect("/", code=303)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@accounts.route("/password/forgot", methods=["GET", "POST"])
@gate.public
def forgot() -> ResponseReturnValue:
    form = ForgotForm()
    if form.validate_on_submit():
        services.ask_for_reset(form.email.data, request.remote_addr)
        return redirect("/password/sent", code=303)
    return render_template("accounts/forgot.html", form=form), 422 if form.errors else 200


@accounts.get("/password/sent")
@gate.public
def forgot_sent() -> ResponseReturnValue:
    settings = current_app.config
    has_mail = bool(settings["MAIL_HOST"]) and not settings["DEMO"]
    return render_template("accounts/sent.html", has_mail=has_mail, hours=settings["RESET_HOURS"])


@accounts.route("/password/reset/<token>", methods=["GET", "POST"])
@gate.public
def reset(token: str) -> ResponseReturnValue:
    ticket = queries.ticket_for(sign_in.hashed(token))
    about = (ticket.user.name, ticket.user.email) if ticket else ()
    form = NewPasswordForm(about=about)
    if ticket and form.validate_on_submit():
        if user := services.reset_password(token, form.new_password.data):
            flash("Your new password is set, and you are signed in.", "good")
            return enter(user, "/")
        about = ()
    unstored = {"Cache-Control": "no-store"}
    if not about:
        return render_template("accounts/reset_over.html"), 410, unstored
    page = render_template("accounts/reset.html", form=form, token=token, email=about[1])
    return page, 422 if form.errors else 200, unstored


@accounts.get("/account/")
@gate.signed_in
def account() -> ResponseReturnValue:
    return render_template("accounts/account.html", sign_ins=queries.sign_ins_of(current_user.user_id))


@accounts.route("/account/password", methods=["GET", "POST"])
@gate.signed_in
def password() -> ResponseReturnValue:
    form = ChangePasswordForm(about=(current_user.name, current_user.email))
    if form.validate_on_submit():
        try:
            services.change_password(
                current_user, form.current_password.data, form.new_password.data, request.remote_addr
            )
        except proof.WrongPassword:
            form.current_password.errors = ["This is not your current password."]
        else:
            flash("Your password was changed. Everywhere else you are signed out.", "good")
            return redirect("/account/", code=303)
    return render_template("accounts/password.html", form=form), 422 if form.errors else 200


@accounts.post("/account/sign-ins/<int:sign_in_id>/end")
@gate.signed_in
def end_sign_in(sign_in_id: int) -> ResponseReturnValue:
    if sign_in_id == current_user.sign_in_id:
        abort(404)
    if not services.end_sign_in(current_user, sign_in_id):
        abort(404)
    return sign_ins_changed("That browser is signed out.")


@accounts.post("/account/sign-ins/end-others")
@gate.signed_in
def end_other_sign_ins() -> ResponseReturnValue:
    ended = services.end_other_sign_ins(current_user)
    return sign_ins_changed(f"{plural(ended, 'other browser')} signed out.".replace("0 ", "No ", 1))


def sign_ins_changed(said: str) -> ResponseReturnValue:
    """Answer a change of one's sign-ins: the list that is left, and what was done."""
    if not wants_fragment():
        flash(said, "good")
    return changed(
        "accounts/_sign_ins.html", back_to="/account/", sign_ins=queries.sign_ins_of(current_user.user_id), said=said
    )


@accounts.get("/accounts/")
@gate.allow(Permission.RUN_PORTAL)
def index() -> ResponseReturnValue:
    page = tables.read(queries.accounts_table(), request.args)
    return tables.answer(page, "accounts/index.html", "accounts/_table.html", "accounts")


@accounts.post("/accounts/<int:user_id>/disable")
@gate.allow(Permission.RUN_PORTAL)
def disable(user_id: int) -> ResponseReturnValue:
    user = queries.get_user(user_id) or abort(404)
    services.disable(current_user, user)
    flash(f"{user.name} can no longer sign in.", f"undo:/accounts/{user.id}/enable")
    return redirect("/accounts/", code=303)


@accounts.post("/accounts/<int:user_id>/enable")
@gate.allow(Permission.RUN_PORTAL)
def enable(user_id: int) -> ResponseReturnValue:
    user = queries.get_user(user_id) or abort(404)
    services.enable(current_user, user)
    flash(f"{user.name} can sign in again.", "good")
    return redirect("/accounts/", code=303)
