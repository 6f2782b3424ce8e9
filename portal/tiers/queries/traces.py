"""Following an issue or a question: the agendas it stood on, and the items it and its answers came from."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from portal.core import clock
from portal.core.audience import visible_to
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.decisions.models import Decision
from portal.meetings.models import AgendaItem, Meeting
from portal.partnerships.models import Partnership


def stood_on(viewer: Viewer, lines: Sequence[tuple[int | None, date, date | None]]) -> dict[int, list[Any]]:
    """Return the agenda items under which things stood, by their standing item: those the viewer may open.

    A line is a standing item, the day the thing was sent, and the day it was settled. Of the meetings to come only
    the next is told: by then the thing may be settled.
    """
    standing = {number for number, _sent, _settled in lines if number}
    if not standing:
        return {}
    asked = (
        sa.select(
            AgendaItem.id, AgendaItem.title, AgendaItem.standing_item_id, AgendaItem.meeting_id, Meeting.day,
            Partnership.slug,
        )
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .join(Partnership, Partnership.id == Meeting.partnership_id)
        .where(
            AgendaItem.standing_item_id.in_(standing), AgendaItem.removed_at.is_(None), Meeting.cancelled_at.is_(None),
            Meeting.day >= min(sent for _number, sent, _settled in lines), visible_to(viewer, AgendaItem),
            visible_to(viewer, Meeting),
        )
        .order_by(Meeting.day, AgendaItem.id)
        .limit(100)
    )  # fmt: skip
    found: dict[int, list[Any]] = {}
    for row in db.session.execute(asked):
        rows = found.setdefault(row.standing_item_id, [])
        if not rows or rows[-1].day <= clock.today():
            rows.append(row)
    return found


def source_of(viewer: Viewer, item_id: int | None, decision_id: int | None = None) -> Any:
    """Return where something came from, as far as the viewer may open it: title, day and address, or None."""
    if decision_id is None:
        return sources_of(viewer, [item_id]).get(item_id) if item_id else None
    asked = (
        sa.select(Decision.text.label("title"), Decision.decided_on.label("day"), Partnership.slug, Decision.id)
        .join(Partnership, Partnership.id == Decision.partnership_id)
        .where(Decision.id == decision_id, Decision.removed_at.is_(None), visible_to(viewer, Decision))
    )
    row = db.session.execute(asked).first()
    return row and (row.title, row.day, f"/partnerships/{row.slug}/decisions/{row.id}/")


def sources_of(viewer: Viewer, item_ids: Sequence[int]) -> dict[int, Any]:
    """Return title, day and address of agenda items, by their numbers: those the viewer may open."""
    if not item_ids:
        return {}
    asked = (
        sa.select(AgendaItem.title, Meeting.day, Partnership.slug, Meeting.id.label("meeting_id"), AgendaItem.id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .join(Partnership, Partnership.id == Meeting.partnership_id)
        .where(
            AgendaItem.id.in_(item_ids), AgendaItem.removed_at.is_(None), visible_to(viewer, AgendaItem),
            visible_to(viewer, Meeting),
        )
    )  # fmt: skip
    return {
        row.id: (row.title, row.day, f"/partnerships/{row.slug}/meetings/{row.meeting_id}/items/{row.id}/")
        for row in db.session.execute(asked)
    }
