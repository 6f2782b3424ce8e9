"""Comparing with other partnerships that agreed to it, by band; and the switch for who runs the health check."""

from flask import abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.permissions import Permission
from portal.healthcheck import findings
from portal.healthcheck.queries import comparing as queries
from portal.healthcheck.services import reviewing as services
from portal.healthcheck.views import parts
from portal.healthcheck.views.blueprint import bp
from portal.partnerships.models import Partnership
from portal.questionnaires.rules import Band


@bp.get("/compare")
@gate.allow(Permission.READ_AS_PARTNER)
def compare(partnership: Partnership) -> ResponseReturnValue:
    survey = queries.newest_with_results(current_user, partnership)
    rows = findings.of(current_user, survey).rows if survey else []
    shown = [row.statement for row in rows if row.statement.is_shown]
    others = queries.bands_of_others(survey, [each.wording.id for each in shown]) if survey else {}
    return render_template(
        "healthcheck/compare.html", partnership=partnership, at=parts.at(partnership), survey=survey,
        rows=[(each, others[each.wording.id]) for each in shown if each.wording.id in others], bands=list(Band),
        runs=survey is not None and parts.may_run(partnership, survey), fewest=queries.FEWEST_OTHERS,
    )  # fmt: skip


@bp.post("/compare/<any(on, off):switch>")
@gate.allow(Permission.RUN_SURVEYS)
def set_comparing(partnership: Partnership, switch: str) -> ResponseReturnValue:
    survey = queries.newest_with_results(current_user, partnership) or abort(404)
    gate.demand(Permission.RUN_SURVEYS, partnership, survey.group_id)
    services.set_comparing(current_user, survey, switch == "on")
    flash("Compared with others from now on." if switch == "on" else "No longer compared with others.", "good")
    return redirect(f"{parts.at(partnership)}compare", 303)
