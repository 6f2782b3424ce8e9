"""The page that shows whether everyone does a fair share: leads, offices over two years, and who minds what."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, gate
from portal.core.permissions import Permission
from portal.partnerships.models import Partnership
from portal.plans import fair_share
from portal.plans.queries import fair_share as queries
from portal.plans.queries.plans import current_plan
from portal.plans.views.blueprint import bp


@bp.get("/fair-share")
@gate.allow(Permission.READ_AS_PARTNER)
def share(partnership: Partnership) -> ResponseReturnValue:
    led = queries.led(current_user, partnership)
    shown = fair_share.quarters(clock.today())
    held = queries.offices(partnership, shown[0].begins_on)
    plan = current_plan(current_user, partnership)
    minded = queries.minded(plan.id) if plan else []
    busy = {row.caretaker_id for row in minded} | {row.organisation_id for row in held if row.until_on is None}
    busy |= {row.organisation_id for row in held if row.until_on and row.until_on >= clock.today()}
    return render_template(
        "plans/fair_share.html",
        partnership=partnership,
        led=led,
        uneven=fair_share.uneven(led),
        most=max((row.all for row in led), default=0),
        quarters=[(each.short, each.words, each is shown[-1]) for each in shown],
        rows=fair_share.picture([(row.organisation_id, row.name) for row in led], held, clock.today()),
        plan=plan,
        minded=minded,
        free=[row.name for row in led if row.organisation_id not in busy],
    )
