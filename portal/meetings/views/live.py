"""The minutes as they are being written, for those who watch: read again every few seconds while the page is open."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, htmx
from portal.meetings import queries, record
from portal.meetings.views import parts
from portal.meetings.views.blueprint import bp
from portal.partnerships.models import Partnership


@bp.get("/<int:meeting_id>/live")
@gate.public
def live(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id)
    context = parts.frame(partnership, meeting)
    queries.must_be_seen(context["sees_minutes"])
    context |= {
        "items": queries.list_items(current_user, meeting),
        "decisions": record.decisions_of(current_user, meeting),
        "actions": record.actions_of(current_user, meeting),
        "is_short": False,
    }
    page = "meetings/_live.html" if htmx.wants_fragment() else "meetings/live.html"
    return render_template(page, **context)
