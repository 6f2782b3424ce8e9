"""One summary report: written below, read on both sides once it is sent in."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, gate
from portal.core.permissions import Permission
from portal.meetings.clocks import Clock
from portal.meetings.queries import must_be_seen
from portal.partnerships.models import Partnership
from portal.tiers import rules
from portal.tiers.forms import report_form
from portal.tiers.queries import reports as queries
from portal.tiers.queries import tiers
from portal.tiers.services import reports as services
from portal.tiers.views import parts
from portal.tiers.views.blueprint import bp


@bp.get("/<int:tier_id>/reports/<int:meeting_id>/")
@gate.allow(Permission.READ_AS_PARTNER)
def report(partnership: Partnership, tier_id: int, meeting_id: int) -> ResponseReturnValue:
    tier = tiers.get_tier(partnership.id, tier_id, ended=True)
    owed = queries.get_owed(tier, meeting_id)
    row = queries.get_report(tier, meeting_id)
    is_below = tier.lower_id == partnership.id
    writes = is_below and parts.may_write([tier], partnership)
    must_be_seen(row is not None and (row.sent_on is not None or writes))
    return render_template(
        "tiers/report.html", partnership=partnership, at=parts.at(partnership), tier=tier, owed=owed, report=row,
        clock=Clock("report", owed.due_on, owed.sent_on), today=clock.today(),
        may_write=writes and not tier.ended_on and (owed.day >= clock.today() or not owed.sent_on),
        sees_meeting=queries.sees_meeting(current_user, meeting_id),
    )  # fmt: skip


@bp.route("/<int:tier_id>/reports/<int:meeting_id>/write", methods=["GET", "POST"])
@gate.allow(Permission.WRITE_MINUTES)
def write_report(partnership: Partnership, tier_id: int, meeting_id: int) -> ResponseReturnValue:
    tier = tiers.get_tier(partnership.id, tier_id, "lower")
    gate.demand(Permission.WRITE_MINUTES, partnership, tier.lower_group_id)
    owed = queries.get_owed(tier, meeting_id)
    row = queries.get_report(tier, meeting_id)
    kept = tiers.prompts_text(tier.upper_id)
    questions = [part.question for part in row.parts] if row else rules.prompts_of(kept.prompts if kept else None)
    form = report_form(questions, [part.text for part in row.parts] if row else [])
    if row and not form.is_submitted():
        form.version.data = str(row.version)
    fields = [form[f"part_{number}"] for number in range(1, len(questions) + 1)]
    is_sent = request.form.get("act") == "send"
    status = 200
    if form.validate_on_submit():
        if is_sent and not any(field.data for field in fields):
            fields[0].errors = ["Write under one of the questions at least, then send it in"]
        elif row is None or not form.is_stale(row):
            answers = [(question, field.data) for question, field in zip(questions, fields, strict=True)]
            services.save_report(current_user, tier, owed, answers, is_sent)
            flash("The report is sent in." if is_sent else "The report is saved.", "good")
            return redirect(f"{parts.at(partnership)}{tier.id}/reports/{meeting_id}/", 303)
        else:
            form.theirs |= {
                field.name: part.text for field, part in zip(fields, row.parts, strict=True) if field.data != part.text
            }
            status = 409
    page = render_template(
        "tiers/write_report.html", partnership=partnership, at=parts.at(partnership), tier=tier, owed=owed, form=form,
        fields=fields, report=row, clock=Clock("report", owed.due_on, owed.sent_on), today=clock.today(),
    )  # fmt: skip
    return page, 422 if form.errors else status
