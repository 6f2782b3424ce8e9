"""The home of the health check: how it stands, what to do next, the years, other surveys; and starting this year's."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, gate
from portal.core.permissions import Permission
from portal.healthcheck import rules, state
from portal.healthcheck.forms import StartForm
from portal.healthcheck.queries import checks, places
from portal.healthcheck.services import starting
from portal.healthcheck.views import parts
from portal.healthcheck.views.blueprint import bp
from portal.partnerships.models import Partnership


@bp.get("/")
@gate.public
def index(partnership: Partnership) -> ResponseReturnValue:
    is_inside = current_user.belongs_to(partnership)
    found = checks.rounds(current_user, partnership) if is_inside else []
    latest = found[0] if found else None
    counted = checks.count_asked(found) if found else {}
    today = clock.today()
    return render_template(
        "healthcheck/index.html",
        partnership=partnership,
        at=parts.at(partnership),
        is_inside=is_inside,
        sentence=state.sentence(latest, counted.get(latest.id) if latest else None, today),
        steps=state.steps(current_user, partnership, latest, today) if is_inside else [],
        rounds=found,
        counted=counted,
        others=checks.others(current_user, partnership) if is_inside else [],
        published=checks.published(partnership.id),
        runs=current_user.can(Permission.RUN_SURVEYS, partnership),
    )


@bp.route("/start", methods=["GET", "POST"])
@gate.allow(Permission.RUN_SURVEYS)
def start(partnership: Partnership) -> ResponseReturnValue:
    groups = places.groups_to_ask(current_user, partnership)
    gate.demand_that(bool(groups))
    form = StartForm(groups)
    if form.validate_on_submit():
        group = next(group for group, _seats in groups if group.id == form.group_id.data)
        survey = starting.start(
            current_user, partnership, group, purpose=form.purpose.data, asks=form.asks.data,
            closes_on=form.closes_on.data or clock.today(),
        )  # fmt: skip
        flash("The draft is there. Look it through, change what you like, and open it.", "good")
        return redirect(f"/partnerships/{partnership.slug}/surveys/{survey.id}/", 303)
    page = render_template(
        "healthcheck/start.html", partnership=partnership, at=parts.at(partnership), form=form, action=request.path,
        latest=checks.latest(partnership.id), seats=groups[0][1], fewest=rules.FEWEST,
    )  # fmt: skip
    return page, 422 if form.errors else 200
