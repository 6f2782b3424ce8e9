"""A paper itself: handed out to whoever may see it, never shown inside the portal's own pages."""

from flask import Response, redirect
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import NotFound

from portal.core import gate
from portal.core.permissions import Permission
from portal.papers.files import TYPES
from portal.papers.models import Edition
from portal.papers.queries import papers as queries
from portal.papers.views import parts
from portal.papers.views.blueprint import bp
from portal.partnerships.models import Partnership


@bp.get("/<int:meeting_id>/papers/<int:paper_id>/file")
@gate.public
def file(partnership: Partnership, meeting_id: int, paper_id: int) -> ResponseReturnValue:
    paper = queries.paper_at(current_user, partnership, meeting_id, paper_id)
    return handed_out(queries.get_edition(paper, paper.edition))


@bp.get("/<int:meeting_id>/papers/<int:paper_id>/editions/<int:number>")
@gate.allow(Permission.WRITE_MINUTES)
def edition(partnership: Partnership, meeting_id: int, paper_id: int, number: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, Permission.WRITE_MINUTES)
    paper = queries.get_paper(current_user, meeting, paper_id)
    return handed_out(queries.get_edition(paper, number))


def handed_out(kept: Edition) -> ResponseReturnValue:
    """Return an edition to be kept as a file, or the way to its address."""
    if kept.link:
        return redirect(kept.link, 303)
    if kept.content is None or kept.file_kind is None:
        raise NotFound
    answer = Response(kept.content, content_type=TYPES[kept.file_kind])
    answer.headers.set("Content-Disposition", "attachment", filename=kept.file_name)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
