"""The letter tray: every letter, how it stands, and what to do about one that could not be sent."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, tables
from portal.core.log import masked
from portal.core.permissions import Permission
from portal.mail import queries, services
from portal.mail.rules import pieces

mail = Blueprint("mail", __name__)


def demand_reader() -> None:
    """Let in who runs the portal; in a demonstration, where letters reach nobody, everybody who is signed in."""
    gate.demand_that(current_app.config["DEMO"] or current_user.can(Permission.RUN_PORTAL, None))


@mail.get("/mail-tray")
@gate.signed_in
def tray() -> ResponseReturnValue:
    demand_reader()
    page = tables.read(queries.tray_table(), request.args)
    has_server = queries.has_server()
    return tables.answer(page, "mail_tray/index.html", "mail_tray/_table.html", "letters", has_server=has_server)


@mail.get("/mail-tray/<int:letter_id>")
@gate.signed_in
def letter(letter_id: int) -> ResponseReturnValue:
    demand_reader()
    found = queries.get_letter(letter_id) or abort(404)
    has_server = queries.has_server()
    body = pieces(masked(found.body) if has_server else found.body)
    return render_template("mail_tray/letter.html", letter=found, body=body, has_server=has_server)


@mail.post("/mail-tray/<int:letter_id>/try-again")
@gate.allow(Permission.RUN_PORTAL)
def try_again(letter_id: int) -> ResponseReturnValue:
    found = queries.get_letter(letter_id) or abort(404)
    services.try_again(found)
    flash("The letter goes out with the next round, within a minute or so.", "good")
    return redirect(f"/mail-tray/{letter_id}", code=303)
