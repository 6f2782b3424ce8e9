"""The gaps: what was looked for in vain, what nobody answered, what few can do, and the picture of all of it."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, tables
from portal.core.permissions import Permission
from portal.partnerships.models import Partnership
from portal.skills.queries import gaps as queries
from portal.skills.views.base import PLACE, skills

FILE = 10_000


@skills.get("/skills/gaps/")
@gate.signed_in
def gaps() -> ResponseReturnValue:
    gate.demand_that(current_user.is_partner)
    if (kind := request.args.get("format")) in ("csv", "xlsx"):
        return _file(queries.picture(current_user, size=FILE), "skills-gaps", kind)
    return render_template("skills/gaps.html", **_context(None, "/skills/gaps/"))


@skills.get(f"{PLACE}gaps")
@gate.allow(Permission.READ_AS_PARTNER)
def gaps_here(partnership: Partnership) -> ResponseReturnValue:
    if (kind := request.args.get("format")) in ("csv", "xlsx"):
        return _file(queries.picture(current_user, partnership.id, size=FILE), f"skills-gaps-{partnership.slug}", kind)
    context = _context(partnership.id, f"/partnerships/{partnership.slug}/skills/gaps")
    return render_template("skills/gaps_here.html", partnership=partnership, **context)


def _context(partnership_id: int | None, here: str) -> dict[str, Any]:
    page = min(max(request.args.get("page", 1, type=int), 1), 10_000)
    return {
        "vain": queries.looked_for_in_vain(current_user, partnership_id),
        "unanswered": queries.wanted_unanswered(current_user, partnership_id),
        "few": queries.held_by_one(current_user, partnership_id),
        "picture": queries.picture(current_user, partnership_id, page),
        "here": here,
    }


def _file(picture: queries.Picture, name: str, kind: str) -> ResponseReturnValue:
    head = ["Organisation"] + [
        f"{each}: {what}" for each in picture.categories for what in ("offered", "wanted", "gap")
    ]
    lines = [
        [line.name, *(value for cell in line.cells for value in (cell.offered, cell.wanted, cell.is_gap))]
        for line in picture.lines
    ]
    make, send = (tables.cell, tables.csv_file) if kind == "csv" else (tables.worksheet_cell, tables.workbook_file)
    return send([head, *[[make(value) for value in line] for line in lines]], name)
