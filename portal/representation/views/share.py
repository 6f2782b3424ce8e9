"""What each organisation carries over a year, as a picture, a table and a file."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, tables
from portal.core.permissions import Permission
from portal.partnerships.models import Partnership
from portal.representation.queries import share as queries
from portal.representation.views.blueprint import bp

HEADINGS = ["Organisation", "Seats", "Offices", "Actions led", "Actions done", "Minutes taken", "Meetings hosted"]


@bp.get("/share/")
@gate.allow(Permission.READ_AS_PARTNER)
def share(partnership: Partnership) -> ResponseReturnValue:
    rows = queries.carried(current_user, partnership)
    if tables.wants_file():
        lines = [[r.name, r.seats, r.offices, r.led, r.done, r.minutes, r.hosted] for r in rows]
        return tables.file_of([HEADINGS, *lines], f"{partnership.slug}-share")
    return render_template("representation/share.html", partnership=partnership, rows=rows)
