"""A plan as lanes: now, soon and later; and what is not done, rolled forward from one into the next."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, gate
from portal.core.permissions import Permission
from portal.core.text import plural
from portal.partnerships.models import Partnership
from portal.plans import glance, grouping
from portal.plans.attention import ends_of
from portal.plans.queries import grid, plans
from portal.plans.services import lanes as services
from portal.plans.views.blueprint import bp
from portal.plans.views.keeping import kept, may_keep

FIRST = datetime(2020, 1, 1, tzinfo=UTC)


@bp.get("/<int:plan_id>/lanes")
@gate.public
def lanes(partnership: Partnership, plan_id: int) -> ResponseReturnValue:
    plan = plans.get_plan(current_user, partnership, plan_id)
    rows = grid.rows(current_user, plan, {})
    found = grouping.by_time(plan, rows)
    ends = ends_of(plan.begins_on, plan.ends_on, plan.now_months, plan.soon_months)
    return render_template(
        "plans/lanes.html",
        partnership=partnership,
        plan=plan,
        lanes=[
            (key, grouping.TIME_WORDS[key], ends.get(key), some, glance.bar([row.status for row in some]))
            for key, some in found.items()
            if key != "none" or some
        ],
        ends=ends,
        following=services.NEXT,
        sections={section.id: section for section in plans.sections_of(plan)},
        is_over={key for key, day in ends.items() if day < clock.today()},
        attention=sum(row.is_wanting for row in rows),
        may_keep=may_keep(partnership, plan),
    )


@bp.post("/<int:plan_id>/lanes/<any(now, soon):lane>/roll")
@gate.allow(Permission.KEEP_ACTIONS)
def roll(partnership: Partnership, plan_id: int, lane: str) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    number, moment = services.roll(current_user, plan, lane)
    at: dict[str, Any] = {"slug": partnership.slug, "plan_id": plan.id}
    if number:
        undo = url_for("plans.take_back_roll", moment=int((moment - FIRST).total_seconds()), **at)
        into = grouping.TIME_WORDS[services.NEXT[lane]]
        flash(f"{plural(number, 'action')} rolled forward into {into}.", f"undo:{undo}")
    else:
        flash("Nothing was left to roll forward.", "info")
    return redirect(url_for("plans.lanes", **at), code=303)


@bp.post("/<int:plan_id>/lanes/back/<int:moment>")
@gate.allow(Permission.KEEP_ACTIONS)
def take_back_roll(partnership: Partnership, plan_id: int, moment: int) -> ResponseReturnValue:
    """Put back what was rolled forward at a moment, in seconds since `FIRST`."""
    plan = kept(partnership, plan_id)
    number = services.take_back(current_user, plan, FIRST + timedelta(seconds=moment))
    said = f"{plural(number, 'action')} back where they were." if number else "Nothing was rolled forward then."
    flash(said, "good" if number else "info")
    return redirect(url_for("plans.lanes", slug=partnership.slug, plan_id=plan.id), code=303)
