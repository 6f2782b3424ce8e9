"""The letter before proposals for an agenda close: to those who may propose, once for each closing day."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from portal.core import clock
from portal.core.audience import may_see
from portal.core.database import db
from portal.core.filters import shortday
from portal.core.permissions import Permission
from portal.mail import services as mail
from portal.meetings.coming import may_join
from portal.meetings.models import Meeting
from portal.meetings.proposal_rules import closing_day
from portal.meetings.rules import OPEN_STATES
from portal.papers.readers import readers_of
from portal.papers.rules import REMINDED_DAYS
from portal.partnerships.models import Group, Partnership


def write_closing_reminders() -> int:
    """Write, some days before proposals for a meeting close, to who may propose to its group; return how many.

    Run from the clock. A meeting that moves has another closing day, of which they are told again.
    """
    today = clock.today()
    written = 0
    for meeting, partnership in _coming():
        closes = closing_day(meeting.day, meeting.group.proposals_close_days)
        if closes is None or not today <= closes <= today + timedelta(days=REMINDED_DAYS):
            continue
        for person, reader in readers_of(partnership.id):
            if not reader.can_in(Permission.CONTRIBUTE, partnership, meeting.group_id) or not may_see(reader, meeting):
                continue
            letter = mail.post(
                person.email, person.name, "proposals_close", about=f"closing {meeting.id} {person.id} {closes}",
                subject=f"{partnership.short_name or partnership.name}: proposals close on {shortday(closes)}",
                partnership_id=partnership.id, partnership=partnership, meeting=meeting, closes=closes,
                may_join=may_join(reader, meeting),
            )  # fmt: skip
            written += letter is not None
    return written


def _coming() -> list[tuple[Meeting, Partnership]]:
    """Return the meetings to come of groups with a closing day, each with its partnership."""
    asked = (
        sa.select(Meeting, Partnership)
        .join(Partnership, Partnership.id == Meeting.partnership_id)
        .join(Meeting.group)
        .options(contains_eager(Meeting.group))
        .where(
            Group.proposals_close_days > 0, Group.closed_on.is_(None), Partnership.closed_on.is_(None),
            Meeting.cancelled_at.is_(None), Meeting.day > clock.today(), Meeting.minutes_state.in_(OPEN_STATES),
        )
        .order_by(Meeting.id)
    )  # fmt: skip
    return [(row.Meeting, row.Partnership) for row in db.session.execute(asked)]
