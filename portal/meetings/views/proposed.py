"""What the seats did not agree on between meetings, put on the agenda of one of the group's next meetings."""

from collections.abc import Iterable
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import NotFound
from wtforms import SelectField

from portal.audit.services import record
from portal.core import gate
from portal.core.audience import Audience
from portal.core.filters import shortday
from portal.core.forms import LineField, PortalForm, choices, required
from portal.core.permissions import Permission
from portal.core.text import shortened
from portal.core.viewer import Viewer
from portal.decisions.proposal_models import TO_A_MEETING, Proposal
from portal.decisions.proposal_queries import get_proposal
from portal.decisions.proposal_settling import put_on_agenda
from portal.meetings import lists, queries
from portal.meetings.models import ItemKind, Meeting
from portal.meetings.services import agenda
from portal.meetings.services.indexing import reindex_item
from portal.meetings.views.blueprint import bp
from portal.partnerships.models import Partnership


class BringForm(PortalForm):
    """On which agenda, and under which title."""

    meeting_id = SelectField("Which meeting?", coerce=int)
    title = LineField("Title of the item", [required("Give the item a title.")])

    def __init__(self, meetings: Iterable[Any], title: str) -> None:
        super().__init__(title=title)
        self.meeting_id.choices = choices((row.id, f"{shortday(row.day)}: {row.title}") for row in meetings)


@bp.route("/proposed/<int:proposal_id>", methods=["GET", "POST"])
@gate.allow(Permission.CALL_MEETINGS)
def bring_proposal(partnership: Partnership, proposal_id: int) -> ResponseReturnValue:
    """Put on an agenda what an objection stopped, what is to be discussed, or what too few answered."""
    proposal = get_proposal(current_user, partnership, proposal_id)
    gate.demand(Permission.CALL_MEETINGS, partnership, proposal.group_id)
    if proposal.standing not in TO_A_MEETING or proposal.item_id is not None:
        raise NotFound
    meetings = [
        row for row in lists.coming(current_user, [partnership.id], limit=50) if row.group_id == proposal.group_id
    ]
    form = BringForm(meetings, shortened(proposal.text, 190))
    if form.validate_on_submit():
        meeting = queries.get_meeting(current_user, partnership, form.meeting_id.data)
        _bring(current_user, partnership, proposal, meeting, form.title.data)
        flash(f"It is on the agenda of {shortday(meeting.day)}.", "good")
        return redirect(url_for("meetings.detail", slug=partnership.slug, meeting_id=meeting.id), 303)
    page = render_template(
        "meetings/bring_proposal.html", partnership=partnership, proposal=proposal, meetings=meetings, form=form
    )  # fmt: skip
    return page, 422 if form.errors else 200


def _bring(doer: Viewer, partnership: Partnership, proposal: Proposal, meeting: Meeting, title: str) -> None:
    """Add the item; one from a confidential proposal is confidential from the first."""
    agenda.must_be_open(meeting)
    item = agenda.new_item(meeting, title, ItemKind.DECISION)
    item.is_confidential = proposal.audience is Audience.RESTRICTED
    item.background = proposal.background
    agenda.settle_audience(item, meeting, partnership)
    agenda.renumber(meeting)
    put_on_agenda(proposal, item.id)
    record(
        doer, "brought", item, f"Brought {agenda.named(item)} to the agenda of {meeting.group.name}, from a proposal"
    )
    reindex_item(item, meeting, partnership.slug)
