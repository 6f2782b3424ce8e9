"""The membership statement: the edition that holds, older ones, a new one, and its reviews."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import NotFound

from portal.core import clock, gate
from portal.core.audience import may_see
from portal.core.permissions import Permission
from portal.partnerships.models import Partnership
from portal.representation.membership_forms import EditionForm, ReviewForm
from portal.representation.membership_models import MembershipStatement
from portal.representation.queries import membership as queries
from portal.representation.services import membership as services
from portal.representation.views.blueprint import bp

MANAGE = Permission.MANAGE_PARTNERSHIP


def _page(partnership: Partnership, shown: MembershipStatement | None) -> str:
    editions = queries.list_editions(partnership.id)
    decided = [shown.decision, *(each.decision for each in shown.reviews)] if shown else []
    return render_template(
        "representation/membership.html", partnership=partnership, shown=shown, editions=editions,
        holds=shown is None or shown.number == editions[0].number, today=clock.today(),
        may_keep=current_user.can_in(MANAGE, partnership, None),
        seen={each.id for each in decided if each and may_see(current_user, each)},
    )  # fmt: skip


@bp.get("/membership/")
@gate.public
def membership(partnership: Partnership) -> ResponseReturnValue:
    return _page(partnership, queries.latest(partnership.id))


@bp.get("/membership/<int:number>/")
@gate.public
def membership_edition(partnership: Partnership, number: int) -> ResponseReturnValue:
    return _page(partnership, queries.get_edition(partnership, number))


@bp.route("/membership/write", methods=["GET", "POST"])
@gate.allow(MANAGE)
def write_membership(partnership: Partnership) -> ResponseReturnValue:
    gate.demand(MANAGE, partnership, None)
    before = queries.latest(partnership.id)
    form = EditionForm(text=before.text if before else "", after=str(before.number if before else 0))
    form.offer(queries.recent_decisions(current_user, partnership))
    if form.validate_on_submit():
        services.write_edition(
            current_user, partnership, form.written_from, form.text.data, form.settled, form.review_day
        )
        flash("The new edition holds from now on.", "good")
        return redirect(url_for("representation.membership", slug=partnership.slug), 303)
    page = render_template(
        "representation/write_membership.html", partnership=partnership, form=form, before=before
    )  # fmt: skip
    return page, 422 if form.errors else 200


@bp.route("/membership/review", methods=["GET", "POST"])
@gate.allow(MANAGE)
def review_membership(partnership: Partnership) -> ResponseReturnValue:
    gate.demand(MANAGE, partnership, None)
    statement = queries.latest(partnership.id)
    if statement is None:
        raise NotFound
    form = ReviewForm()
    form.offer(queries.recent_decisions(current_user, partnership))
    if form.validate_on_submit():
        services.note_review(current_user, statement, form.settled, form.review_day)
        flash("The review is noted; the statement stands as it is.", "good")
        return redirect(url_for("representation.membership", slug=partnership.slug), 303)
    page = render_template(
        "representation/write_membership.html", partnership=partnership, form=form, before=statement
    )  # fmt: skip
    return page, 422 if form.errors else 200
