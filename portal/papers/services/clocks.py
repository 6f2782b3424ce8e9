"""The clocks of a meeting: set when it is called, moved with it until the thing is done, given to who owes it."""

from datetime import timedelta

from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.filters import shortday
from portal.core.viewer import Viewer
from portal.meetings import followers
from portal.meetings.models import Kind, Meeting
from portal.papers.models import MeetingClock
from portal.papers.queries import clocks as queries
from portal.partnerships import queries as partnerships
from portal.partnerships.clocks import clock_day
from portal.partnerships.models import Rules


@followers.of_meetings
def follow_day(meeting: Meeting) -> None:
    """Work out afresh by which days papers and bulletin are due, as long as they are not done."""
    settle_clocks(meeting, partnerships.rules_for(meeting.partnership_id, meeting.group_id))


def settle_clocks(meeting: Meeting, agreed: Rules) -> MeetingClock:
    """Set or move the clocks of a meeting by its group's rules; return them. A networking meeting has none."""
    kept = queries.get_clock(meeting.id)
    has_clocks = meeting.kind is not Kind.NETWORKING
    papers_days = -agreed.papers_days if has_clocks else 0
    bulletin_days = agreed.bulletin_days if has_clocks else 0
    if kept is None:
        kept = MeetingClock(meeting_id=meeting.id)
        kept.settled_for = meeting.day
        db.session.add(kept)
    elif kept.settled_for == meeting.day:
        return kept
    kept.settled_for = meeting.day
    if kept.circulated_at is None:
        kept.papers_due_on = clock_day(meeting.day, papers_days, agreed.minutes_count)
    if kept.bulletin_sent_at is None:
        kept.bulletin_due_on = clock_day(meeting.day, bulletin_days, agreed.minutes_count)
    db.session.flush()
    return kept


def clocks_for(meeting: Meeting) -> MeetingClock:
    """Return the clocks of a meeting, set by today's rules where it has none yet."""
    found = queries.get_clock(meeting.id)
    return found or settle_clocks(meeting, partnerships.rules_for(meeting.partnership_id, meeting.group_id))


def name_who_owes(doer: Viewer, meeting: Meeting, papers_by_id: int | None, bulletin_by_id: int | None) -> None:
    """Say who sends the papers round and who sends the bulletin; nobody named means the managers."""
    kept = clocks_for(meeting)
    kept.papers_by_id, kept.bulletin_by_id = papers_by_id, bulletin_by_id
    sentence = f"Said who sends papers and bulletin of {meeting.group.name} of {shortday(meeting.day)}"
    record(doer, "changed", kept, sentence, meeting.partnership_id)


def set_missing() -> int:
    """Give clocks to meetings to come that were called before there were any; return how many. Run by the clock."""
    found = queries.without_clocks(clock.today() + timedelta(days=1))
    for meeting in found:
        clocks_for(meeting)
    return len(found)
