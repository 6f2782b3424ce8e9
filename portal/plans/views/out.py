"""The plan on paper: the familiar grid on landscape pages, with its headings on each."""

from urllib.parse import urlencode

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.audience import audience_sentence
from portal.partnerships.models import Partnership
from portal.plans import exports, glance
from portal.plans.laid_out import lay_out
from portal.plans.queries import grid
from portal.plans.queries.plans import get_plan
from portal.plans.views.blueprint import bp


@bp.get("/<int:plan_id>/print")
@gate.public
def paper(partnership: Partnership, plan_id: int) -> ResponseReturnValue:
    plan = get_plan(current_user, partnership, plan_id)
    narrowing = {key: value for key, value in request.args.items() if value}
    rows = grid.rows(current_user, plan, narrowing)
    if exports.is_asked():
        return exports.file_of(partnership, plan, rows)
    asked = urlencode(narrowing)
    return render_template(
        "plans/print.html",
        partnership=partnership,
        plan=plan,
        grid=lay_out(plan, rows),
        period=exports.period_of(plan),
        said=glance.in_words(rows),
        audience=audience_sentence(plan.audience, plan.audience_why),
        is_narrowed=bool(asked),
        files=f"?{asked}&" if asked else "?",
    )
