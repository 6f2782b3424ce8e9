"""The yearly round: who was asked and who answered, and the short form of each organisation."""

from typing import Any

from flask import abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.errors import Refusal
from portal.core.permissions import Permission
from portal.core.text import plural
from portal.partnerships.models import Partnership
from portal.skills.forms.needs import sitting_form
from portal.skills.models import SkillsAudit
from portal.skills.queries import audits as queries
from portal.skills.queries.needs import needs_to_begin_with
from portal.skills.queries.offers import usual_terms
from portal.skills.services import audits as services
from portal.skills.views.base import PLACE, skills


@skills.get(f"{PLACE}audit")
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def audit(partnership: Partnership) -> ResponseReturnValue:
    found = queries.newest_audit(partnership.id)
    return render_template("skills/audit.html", partnership=partnership, audit=found)


@skills.post(f"{PLACE}audit/start")
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def start_audit(partnership: Partnership) -> ResponseReturnValue:
    found = services.start_audit(current_user, partnership)
    flash(f"{plural(len(found.answers), 'organisation')} asked, by letter.", "good")
    return _back(partnership)


@skills.post(f"{PLACE}audit/remind")
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def remind_audit(partnership: Partnership) -> ResponseReturnValue:
    number = services.remind(current_user, partnership, _newest(partnership))
    flash(f"{plural(number, 'organisation')} reminded.", "good")
    return _back(partnership)


@skills.post(f"{PLACE}audit/close")
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def close_audit(partnership: Partnership) -> ResponseReturnValue:
    services.close_audit(current_user, _newest(partnership))
    flash("The round is closed.", "good")
    return _back(partnership)


@skills.route("/skills/audits/<int(max=2147483647):number>/", methods=["GET", "POST"])
@gate.signed_in
def answer_audit(number: int) -> ResponseReturnValue:
    answer = queries.get_answer(current_user, number)
    known = queries.skills_of(answer.organisation_id)
    form = sitting_form(needs_to_begin_with(answer))
    form.gone.choices = [(row.id, row.title) for row in known]
    if form.validate_on_submit():
        lines = form.new_skills(usual_terms(answer.organisation_id))
        try:
            services.answer_audit(current_user, answer, known, form.gone.data or [], lines, form.needs)
        except Refusal as refusal:
            form.lines.errors = [str(refusal)]
        else:
            flash("Thank you. What you offer, and which training you need, is up to date.", "good")
            return redirect(f"/organisations/{answer.organisation.slug}/", 303)
    page = render_template("skills/audit_form.html", form=form, answer=answer, known=known)
    return page, 422 if form.is_submitted() else 200


def _newest(partnership: Partnership) -> SkillsAudit:
    return queries.newest_audit(partnership.id) or abort(404)


def _back(partnership: Partnership) -> Any:
    return redirect(f"/partnerships/{partnership.slug}/skills/audit", 303)
