"""Who sits where, across all partnerships."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from portal.core import gate, tables
from portal.core.htmx import wants_fragment
from portal.memberships.queries import matrix as queries
from portal.memberships.views.blueprint import memberships


@memberships.get("/organisations/matrix/")
@gate.public
def matrix() -> ResponseReturnValue:
    places = queries.list_places()
    is_file = tables.wants_file()
    page = tables.read(queries.matrix_table(places), request.args, tables.FILE_CAP if is_file else tables.SIZE)
    columns, lines = queries.lines(page, places, len(places) if is_file else queries.MOST_COLUMNS)
    if is_file:
        return _file(columns, lines)
    template = "memberships/_matrix.html" if wants_fragment() else "memberships/matrix.html"
    return render_template(template, page=page, columns=columns, lines=lines, places=places)


def _file(columns: list, lines: list[queries.Line]) -> Response:
    """Return the whole matrix with a column for each partnership."""
    rows = [["Organisation", "Sector", *(place.name for place in columns)]]
    for line in lines:
        cells = [line.cells[place.id].words if place.id in line.cells else "" for place in columns]
        rows.append([line.name, line.sector.words, *cells])
    return tables.file_of(rows, "who-sits-where")
