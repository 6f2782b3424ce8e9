"""Which training is needed in a partnership, beside what is on offer; a need becomes a notice by one click."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, tables
from portal.core.permissions import Permission
from portal.partnerships.models import Partnership
from portal.partnerships.training import on_offer
from portal.skills.needed import Subject, added_up
from portal.skills.queries import needs as queries
from portal.skills.queries.terms import vocabulary
from portal.skills.services import needs as services
from portal.skills.views.base import PLACE, skills

HEAD = [
    "Training",
    "People",
    "Organisations",
    "By when",
    "In which way",
    "On offer",
    "Places free",
    "People without a place",
]


@skills.get(f"{PLACE}training")
@gate.allow(Permission.READ_AS_PARTNER)
def training_needs(partnership: Partnership) -> ResponseReturnValue:
    newest = queries.newest_round(partnership.id)
    rows = queries.needs_in(newest.id) if newest else []
    subjects = added_up(rows, vocabulary(), on_offer(current_user, partnership)) if rows else []
    if (kind := request.args.get("format")) in ("csv", "xlsx"):
        return _file(subjects, f"training-needs-{partnership.slug}", kind)
    return render_template(
        "skills/training_needs.html", partnership=partnership, newest=newest, subjects=subjects,
        ours=[row for row in rows if row.organisation_id in current_user.keeps],
        most=max((subject.people for subject in subjects), default=1),
        may_manage=current_user.can_in(Permission.MANAGE_PARTNERSHIP, partnership, None),
    )  # fmt: skip


@skills.post(f"{PLACE}training/<int(max=2147483647):number>/wanted")
@gate.allow(Permission.READ_AS_PARTNER)
def want_training(partnership: Partnership, number: int) -> ResponseReturnValue:
    row = services.want(current_user, queries.get_need(current_user, partnership.id, number))
    flash(f"The notice “{row.title}” is up, for members of {partnership.name}.", f"undo:/skills/wanted/{row.id}/close")
    return redirect(f"/skills/wanted/{row.id}/", 303)


def _file(subjects: list[Subject], name: str, kind: str) -> ResponseReturnValue:
    lines = [
        [
            each.name, each.people, ", ".join(each.organisations), each.when, each.ways_in_words,
            ", ".join(course.title for course in each.courses), each.free, each.gap,
        ]
        for each in subjects
    ]  # fmt: skip
    make, send = (tables.cell, tables.csv_file) if kind == "csv" else (tables.worksheet_cell, tables.workbook_file)
    return send([HEAD, *[[make(value) for value in line] for line in lines]], name)
