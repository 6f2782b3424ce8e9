"""A group's reports to its partnership, what is said to them, and who finds it hard to come."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.permissions import Permission
from portal.partnerships import queries, reports
from portal.partnerships.forms.reports import CommentForm, DifficultyForm, NoteForm, ReplyForm, ReportForm
from portal.partnerships.models import Group, Partnership
from portal.partnerships.report_models import Comment, Report
from portal.partnerships.services import reports as services
from portal.partnerships.views.blueprint import partnerships as pages

REPORT = "/<slug>/groups/<group_slug>/reports/<int:number>/"


@pages.route("/<slug>/groups/<group_slug>/reports/new", methods=["GET", "POST"])
@gate.allow(Permission.CONTRIBUTE)
def new_report(partnership: Partnership, group_slug: str) -> ResponseReturnValue:
    group = _written_in(partnership, group_slug)
    form = ReportForm()
    if form.validate_on_submit():
        services.add_report(current_user, group, _said(form))
        flash("The report is kept. The partnership sees it on its page.", "good")
        return redirect(_address(partnership, group), 303)
    page = render_template("partnerships/report.html", partnership=partnership, group=group, form=form, report=None)
    return page, 422 if form.errors else 200


@pages.route(REPORT + "edit", methods=["GET", "POST"])
@gate.allow(Permission.CONTRIBUTE)
def edit_report(partnership: Partnership, group_slug: str, number: int) -> ResponseReturnValue:
    group = _written_in(partnership, group_slug)
    report = reports.get_report(current_user, group, number)
    form = ReportForm(obj=report)
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(report):
            services.change_report(current_user, report, _said(form))
            flash("The report is changed.", "good")
            return redirect(_address(partnership, group), 303)
        status = 409
    page = render_template("partnerships/report.html", partnership=partnership, group=group, form=form, report=report)
    return page, 422 if form.errors else status


@pages.post(REPORT + "remove")
@gate.allow(Permission.CONTRIBUTE)
def remove_report(partnership: Partnership, group_slug: str, number: int) -> ResponseReturnValue:
    group = _written_in(partnership, group_slug)
    services.remove_report(current_user, reports.get_report(current_user, group, number))
    undo = url_for("partnerships.restore_report", slug=partnership.slug, group_slug=group.slug, number=number)
    flash("The report is removed.", f"undo:{undo}")
    return redirect(_address(partnership, group), 303)


@pages.post(REPORT + "restore")
@gate.allow(Permission.CONTRIBUTE)
def restore_report(partnership: Partnership, group_slug: str, number: int) -> ResponseReturnValue:
    group = _written_in(partnership, group_slug)
    services.restore_report(current_user, reports.get_report(current_user, group, number, removed=True))
    flash("The report is back.", "good")
    return redirect(_address(partnership, group), 303)


@pages.route(REPORT + "comment", methods=["GET", "POST"])
@gate.signed_in
def comment(partnership: Partnership, group_slug: str, number: int) -> ResponseReturnValue:
    """Say something to a report: whoever may read it, members of the group or not."""
    group, report = _readable(partnership, group_slug, number)
    form = CommentForm()
    if form.validate_on_submit():
        kept = services.comment(current_user, report, form.text.data)
        undo = _comment_address(partnership, group, kept, "remove")
        flash("Thank you. Your comment stands below the report.", f"undo:{undo}")
        return redirect(_address(partnership, group), 303)
    page = render_template("partnerships/comment.html", partnership=partnership, group=group, report=report, form=form)
    return page, 422 if form.errors else 200


@pages.route(REPORT + "comments/<int:comment_id>/answer", methods=["GET", "POST"])
@gate.allow(Permission.CONTRIBUTE)
def answer_comment(partnership: Partnership, group_slug: str, number: int, comment_id: int) -> ResponseReturnValue:
    group = _written_in(partnership, group_slug)
    report = reports.get_report(current_user, group, number)
    kept = reports.get_comment(report, comment_id)
    form = ReplyForm(answer=kept.answer)
    if form.validate_on_submit():
        services.reply(current_user, report, kept, form.answer.data)
        flash("The answer stands below the comment.", "good")
        return redirect(_address(partnership, group), 303)
    page = render_template(
        "partnerships/answer_comment.html", partnership=partnership, group=group, report=report, comment=kept, form=form
    )  # fmt: skip
    return page, 422 if form.errors else 200


@pages.post(REPORT + "comments/<int:comment_id>/remove")
@gate.signed_in
def remove_comment(partnership: Partnership, group_slug: str, number: int, comment_id: int) -> ResponseReturnValue:
    return _take(partnership, group_slug, number, comment_id, removed=False)


@pages.post(REPORT + "comments/<int:comment_id>/restore")
@gate.signed_in
def restore_comment(partnership: Partnership, group_slug: str, number: int, comment_id: int) -> ResponseReturnValue:
    return _take(partnership, group_slug, number, comment_id, removed=True)


@pages.route("/<slug>/groups/<group_slug>/difficulty", methods=["GET", "POST"])
@gate.allow(Permission.CONTRIBUTE)
def flag_difficulty(partnership: Partnership, group_slug: str) -> ResponseReturnValue:
    """Say that one finds it hard to come: seen by the chair and the manager only."""
    group = queries.get_group(partnership.id, group_slug)
    gate.demand_that(reports.may_flag(current_user, group))
    form = DifficultyForm()
    if form.validate_on_submit():
        services.flag(current_user, group, form.text.data)
        flash("Thank you for saying so. The chair and the manager see it, and will talk with you.", "good")
        return redirect(_address(partnership, group), 303)
    page = render_template("partnerships/difficulty.html", partnership=partnership, group=group, form=form)
    return page, 422 if form.errors else 200


@pages.route("/<slug>/groups/<group_slug>/difficulties/<int:number>/note", methods=["GET", "POST"])
@gate.allow(Permission.CHECK_MINUTES)
def note_difficulty(partnership: Partnership, group_slug: str, number: int) -> ResponseReturnValue:
    group = queries.get_group(partnership.id, group_slug)
    gate.demand(Permission.CHECK_MINUTES, partnership, group.id)
    kept = reports.get_difficulty(current_user, group, number)
    form = NoteForm(note=kept.note)
    if form.validate_on_submit():
        services.note(current_user, group, kept, form.note.data)
        flash("What was agreed is kept.", "good")
        return redirect(_address(partnership, group), 303)
    page = render_template(
        "partnerships/note_difficulty.html", partnership=partnership, group=group, difficulty=kept, form=form
    )  # fmt: skip
    return page, 422 if form.errors else 200


def _take(
    partnership: Partnership, group_slug: str, number: int, comment_id: int, removed: bool
) -> ResponseReturnValue:
    """Take a comment away, or bring it back: who wrote it, and who writes the group's reports."""
    group, report = _readable(partnership, group_slug, number)
    kept = reports.get_comment(report, comment_id, removed)
    gate.demand_that(kept.user_id == current_user.user_id or reports.may_report(current_user, group))
    (services.restore_comment if removed else services.remove_comment)(current_user, report, kept)
    if removed:
        flash("The comment is back.", "good")
    else:
        flash("The comment is removed.", f"undo:{_comment_address(partnership, group, kept, 'restore')}")
    return redirect(_address(partnership, group), 303)


def _written_in(partnership: Partnership, group_slug: str) -> Group:
    """Return a group whose reports the viewer writes, or answer 403 or 404."""
    group = queries.get_group(partnership.id, group_slug)
    gate.demand_that(reports.may_report(current_user, group))
    return group


def _readable(partnership: Partnership, group_slug: str, number: int) -> tuple[Group, Report]:
    """Return a group and a report of it that the viewer may read, or answer 404."""
    group = queries.get_group(partnership.id, group_slug)
    report = reports.get_report(current_user, group, number)
    gate.demand_that(current_user.is_partner)
    return group, report


def _comment_address(partnership: Partnership, group: Group, kept: Comment, act: str) -> str:
    place: dict[str, Any] = {"group_slug": group.slug, "number": kept.report_id, "comment_id": kept.id}
    return url_for(f"partnerships.{act}_comment", slug=partnership.slug, **place)


def _said(form: ReportForm) -> dict:
    return {name: form[name].data for name in ("on", "text", "audience", "is_last")}


def _address(partnership: Partnership, group: Group) -> str:
    return url_for("partnerships.group", slug=partnership.slug, group_slug=group.slug)
