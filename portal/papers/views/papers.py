"""Papers added, changed, renewed, moved, taken away, and ticked as read."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, gate, htmx
from portal.core.permissions import Permission
from portal.meetings.models import Meeting
from portal.memberships.queries import seats
from portal.papers.forms.papers import NewPaperForm, PaperForm, RenewForm
from portal.papers.models import Paper
from portal.papers.queries import papers as queries
from portal.papers.services import papers as services
from portal.papers.views import parts
from portal.papers.views.blueprint import bp
from portal.partnerships.models import Partnership

WRITE = Permission.WRITE_MINUTES


def _load(partnership: Partnership, meeting_id: int, paper_id: int, removed: bool = False) -> tuple[Meeting, Paper]:
    meeting = parts.load(partnership, meeting_id, WRITE)
    return meeting, queries.get_paper(current_user, meeting, paper_id, removed)


def _answer(partnership: Partnership, meeting: Meeting, **more: object) -> ResponseReturnValue:
    back = parts.at(partnership, meeting) + "pack"
    if not htmx.wants_fragment():
        return redirect(back, 303)
    return render_template("papers/_papers.html", **parts.pack(partnership, meeting), **more)


@bp.route("/<int:meeting_id>/papers/new", methods=["GET", "POST"])
@gate.allow(WRITE)
def add(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, WRITE)
    items, people = parts.items_and_people(meeting)
    asked = request.args.get("item", "")
    due_on = parts.papers_due(meeting)
    form = NewPaperForm(
        data={
            "item_id": int(asked) if asked.isascii() and asked.isdigit() else None,
            "due_on": due_on if due_on and due_on >= clock.today() else None,
        }
    )
    form.offer(items, people)
    if form.validate_on_submit():
        item = parts.chosen(items, form.item_id.data)
        paper = services.add_paper(current_user, meeting, item, form.data, form.read)
        flash("The paper is there." if paper.edition else "The paper is noted as promised.", "good")
        return redirect(f"{parts.at(partnership, meeting)}pack#paper-{paper.id}", 303)
    context = parts.frame(partnership, meeting) | {"form": form, "paper": None, "editions": []}
    return render_template("papers/form.html", **context), 422 if form.errors else 200


@bp.route("/<int:meeting_id>/papers/<int:paper_id>/edit", methods=["GET", "POST"])
@gate.allow(WRITE)
def edit(partnership: Partnership, meeting_id: int, paper_id: int) -> ResponseReturnValue:
    meeting, paper = _load(partnership, meeting_id, paper_id)
    items, people = parts.items_and_people(meeting)
    form = PaperForm(obj=paper)
    if paper.owed_by and paper.owed_by_id not in dict(people):
        people = [*people, (paper.owed_by.id, paper.owed_by.name)]
    form.offer(items, people)
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(paper):
            services.change_paper(current_user, meeting, paper, parts.chosen(items, form.item_id.data), form.data)
            return redirect(f"{parts.at(partnership, meeting)}pack#paper-{paper.id}", 303)
        status = 409
    context = parts.frame(partnership, meeting) | {"form": form, "paper": paper}
    context["editions"] = queries.list_editions(paper)
    return render_template("papers/form.html", **context), 422 if form.errors else status


@bp.route("/<int:meeting_id>/papers/<int:paper_id>/renew", methods=["GET", "POST"])
@gate.allow(Permission.READ_AS_PARTNER)
def renew(partnership: Partnership, meeting_id: int, paper_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id)
    paper = queries.get_paper(current_user, meeting, paper_id)
    is_mine = paper.owed_by_id is not None and paper.owed_by_id == current_user.person_id
    gate.demand_that(is_mine or current_user.can_in(WRITE, partnership, meeting.group_id))
    form = RenewForm()
    if form.validate_on_submit():
        services.renew(current_user, paper, form.read, form.link.data)
        flash("The paper is there.", "good")
        return redirect(f"{parts.at(partnership, meeting)}pack#paper-{paper.id}", 303)
    context = parts.frame(partnership, meeting) | {"form": form, "paper": paper}
    return render_template("papers/renew.html", **context), 422 if form.errors else 200


@bp.post("/<int:meeting_id>/papers/<int:paper_id>/<any(up, down):way>")
@gate.allow(WRITE)
def move(partnership: Partnership, meeting_id: int, paper_id: int, way: str) -> ResponseReturnValue:
    meeting, paper = _load(partnership, meeting_id, paper_id)
    services.move_paper(current_user, meeting, paper, up=way == "up")
    return _answer(partnership, meeting)


@bp.post("/<int:meeting_id>/papers/<int:paper_id>/remove")
@gate.allow(WRITE)
def remove(partnership: Partnership, meeting_id: int, paper_id: int) -> ResponseReturnValue:
    meeting, paper = _load(partnership, meeting_id, paper_id)
    services.remove_paper(current_user, paper)
    back = f"{parts.at(partnership, meeting)}papers/{paper.id}/restore"
    if not htmx.wants_fragment():
        flash("The paper is taken away.", f"undo:{back}")
    return _answer(partnership, meeting, undo=("The paper is taken away.", back))


@bp.post("/<int:meeting_id>/papers/<int:paper_id>/restore")
@gate.allow(WRITE)
def restore(partnership: Partnership, meeting_id: int, paper_id: int) -> ResponseReturnValue:
    meeting, paper = _load(partnership, meeting_id, paper_id, removed=True)
    services.restore_paper(current_user, paper)
    flash("The paper is back.", "good")
    return redirect(parts.at(partnership, meeting) + "pack", 303)


@bp.post("/<int:meeting_id>/papers/<int:paper_id>/read")
@gate.allow(Permission.ACKNOWLEDGE_DECISIONS)
def read(partnership: Partnership, meeting_id: int, paper_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id)
    paper = queries.get_paper(current_user, meeting, paper_id)
    mine = parts.my_seats(partnership, meeting)
    gate.demand_that(bool(mine))
    for number in mine:
        services.note_reading(current_user, paper, seats.get_seat(partnership, number))
    if request.form.get("open"):
        return htmx.gone_to(f"{parts.at(partnership, meeting)}papers/{paper.id}/file")
    return _answer(partnership, meeting)
