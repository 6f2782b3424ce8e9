"""The agenda pack: one page, one file of all papers, and how it goes round."""

import io
import zipfile

from flask import Response, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, panels
from portal.core.errors import Refusal
from portal.core.permissions import Permission
from portal.core.text import plural
from portal.meetings import queries as meetings
from portal.papers import rules
from portal.papers.forms.papers import CirculateForm
from portal.papers.queries import papers as queries
from portal.papers.services.circulating import circulate as send_round
from portal.papers.views import parts
from portal.papers.views.blueprint import bp
from portal.partnerships.models import Partnership

HEAVIEST = 120 * 1024 * 1024


@bp.get("/<int:meeting_id>/pack")
@gate.public
def pack(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id)
    context = parts.pack(partnership, meeting)
    context["texts"] = parts.texts(context["papers"])
    context["due_on"] = parts.papers_due(meeting) if context["is_insider"] else None
    context["panels"] = panels.rendered("pack", current_user, meeting)
    return render_template("papers/pack.html", **context)


@bp.get("/<int:meeting_id>/pack.zip")
@gate.public
def pack_zip(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id)
    items = meetings.list_items(current_user, meeting)
    papers = queries.list_papers(current_user, meeting)
    marks = rules.lettered(papers, {item.id: item.number for item in items})
    filed = [paper for paper in papers if paper.file_kind]
    if sum(paper.file_weight for paper in filed) > HEAVIEST:
        raise Refusal("These papers are too heavy for one file. Take them one by one from the pack.")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for paper in filed:
            content = queries.contents([paper]).get(paper.id, b"")
            packed.writestr(f"{marks[paper.id]} {paper.file_name}", content)
        links = [f"{marks[paper.id]} {paper.title}: {paper.link}" for paper in papers if paper.link]
        if links:
            packed.writestr("links.txt", "\r\n".join(links) + "\r\n")
    answer = Response(out.getvalue(), content_type="application/zip")
    name = f"{partnership.slug}-{meeting.day.isoformat()}-papers.zip"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@bp.route("/<int:meeting_id>/pack/circulate", methods=["GET", "POST"])
@gate.allow(Permission.WRITE_MINUTES)
def circulate(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, Permission.WRITE_MINUTES)
    form = CirculateForm()
    if form.validate_on_submit():
        row = send_round(current_user, partnership, meeting, form.words.data)
        flash(f"The papers went round: {plural(row.letters, 'letter')} written.", "good")
        return redirect(parts.at(partnership, meeting) + "pack", 303)
    context = parts.pack(partnership, meeting) | {"form": form}
    return render_template("papers/circulate.html", **context), 422 if form.errors else 200


@bp.get("/<int:meeting_id>/papers/readers")
@gate.allow(Permission.WRITE_MINUTES)
def readers(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, Permission.WRITE_MINUTES)
    context = parts.pack(partnership, meeting)
    context["papers"] = [paper for paper in context["papers"] if paper.edition]
    context["seats"] = [seat for seat in meetings.roll(meeting) if not seat.is_vacant]
    context["readings"] = queries.readings(meeting)
    return render_template("papers/readers.html", **context)
