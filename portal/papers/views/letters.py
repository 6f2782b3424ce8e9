"""Stopping the letters of bulletins, by the address in each of them or in the account, and asking for them again."""

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import NotFound

from portal.core import gate
from portal.core.forms import PortalForm
from portal.papers.services import refusing

bulletins = Blueprint("bulletins", __name__)


@bulletins.route("/bulletins/stop/<token>", methods=["GET", "POST"])
@gate.public
def stop_by_letter(token: str) -> ResponseReturnValue:
    """Ask whether to stop; only the button does so, since scanners of mail open every address in a letter."""
    found = refusing.behind(token)
    form = PortalForm()
    is_stopped = False
    if found and form.validate_on_submit():
        partnership, person = found
        refusing.stop(None, partnership, person.id)
        is_stopped = True
    page = render_template(
        "papers/stop_bulletins.html", form=form, token=token, found=found, is_stopped=is_stopped
    )  # fmt: skip
    return page, 200 if found else 404


@bulletins.get("/account/bulletins")
@gate.signed_in
def letters() -> ResponseReturnValue:
    person_id = _person()
    return render_template(
        "papers/bulletin_letters.html", places=current_user.places, refused=refusing.refused_of(person_id)
    )


@bulletins.post("/account/bulletins/<int:partnership_id>/<any(stop, again):act>")
@gate.signed_in
def choose(partnership_id: int, act: str) -> ResponseReturnValue:
    person_id = _person()
    if partnership_id not in {place.id for place in current_user.places}:
        raise NotFound
    partnership = refusing.place_of(partnership_id)
    if act == "stop":
        refusing.stop(current_user, partnership, person_id)
        flash(f"You get no more letters of the bulletins of {partnership.name}.", "good")
    else:
        refusing.start_again(current_user, partnership, person_id)
        flash(f"You get the bulletins of {partnership.name} by letter again.", "good")
    return redirect("/account/bulletins", 303)


def _person() -> int:
    """Return the number of the viewer's entry in the directory, to which letters go; without one answer 403."""
    gate.demand_that(current_user.person_id is not None)
    return current_user.person_id
