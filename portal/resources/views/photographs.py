"""The photograph of a resource: sent, shown, taken away and brought back."""

from flask import Response, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.resources.forms.resources import PhotographForm
from portal.resources.pictures import KEPT_AS
from portal.resources.queries import resources as queries
from portal.resources.services import photographs as services
from portal.resources.views.blueprint import resources
from portal.resources.views.pages import kept_resource

ENDS = {"image/jpeg": "jpg", "image/png": "png", KEPT_AS: "webp"}
YEAR = 365 * 24 * 3600


@resources.get("/<int:number>/photograph/<mark>")
@gate.public
def photograph_file(number: int, mark: str) -> ResponseReturnValue:
    found = queries.get_photograph(current_user, number, mark)
    return _picture(found.content, found.content_type, f"resource-{number}")


@resources.get("/<int:number>/photograph/<mark>/small")
@gate.public
def small_photograph(number: int, mark: str) -> ResponseReturnValue:
    """Return the one for lists; an earlier one that was not made smaller yet is made so for this once."""
    small = queries.get_small_photograph(current_user, number, mark)
    if small is not None:
        return _picture(small, KEPT_AS, f"resource-{number}-small")
    found = queries.get_photograph(current_user, number, mark)
    return _picture(*services.small_of(found), f"resource-{number}-small")


@resources.route("/<int:number>/photograph", methods=["GET", "POST"])
@gate.signed_in
def photograph(number: int) -> ResponseReturnValue:
    row = kept_resource(number)
    form = PhotographForm(bool(row.picture), data={"words": row.picture_words})
    if form.validate_on_submit():
        if form.read:
            services.keep_picture(current_user, row, form.read, form.words.data)
        else:
            services.describe_picture(current_user, row, form.words.data)
        flash("The photograph is saved.", "good")
        return redirect(f"/resources/{number}/", 303)
    page = render_template("resources/photograph.html", form=form, resource=row)
    return page, 422 if form.is_submitted() else 200


@resources.post("/<int:number>/photograph/remove")
@gate.signed_in
def remove_photograph(number: int) -> ResponseReturnValue:
    row = kept_resource(number)
    was = row.picture
    if was:
        services.remove_picture(current_user, row)
        flash("The photograph is taken away.", f"undo:/resources/{number}/photograph/{was}/restore")
    return redirect(f"/resources/{number}/", 303)


@resources.post("/<int:number>/photograph/<mark>/restore")
@gate.signed_in
def restore_photograph(number: int, mark: str) -> ResponseReturnValue:
    row = kept_resource(number)
    services.restore_picture(current_user, row, queries.kept_photograph(row, mark))
    flash("The photograph is back.", "good")
    return redirect(f"/resources/{number}/", 303)


def _picture(content: bytes, kind: str, name: str) -> Response:
    """Return a picture. Its address changes with its content, so a browser may keep it; others in between may not."""
    answer = Response(content, content_type=kind)
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.{ENDS[kind]}"'
    answer.headers["Cache-Control"] = f"private, max-age={YEAR}, immutable"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
