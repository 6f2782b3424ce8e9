"""Calling a year of meetings, and keeping it together: moving, cancelling, extending."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from portal.audit import services as audit
from portal.core import clock
from portal.core.audience import Audience, Why
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.text import plural
from portal.core.viewer import Viewer
from portal.meetings import rules as meeting_rules
from portal.meetings.models import Meeting
from portal.meetings.services import calling
from portal.partnerships.models import Group, Partnership, Rules
from portal.series.models import Called, Series
from portal.series.rhythm import Rhythm, words_of


def call_series(
    doer: Viewer, partnership: Partnership, group: Group, agreed: Rules, rhythm: Rhythm, said: dict[str, Any],
    days: Sequence[date],
) -> Series:  # fmt: skip
    """Call a meeting on each of the days, and keep them together as a series; return it.

    `said` holds from_on, last, starts, ends, venue, kind and is_open. All are called or none. Raises `Refusal` when
    there is no day, or the group is closed.
    """
    if not days:
        raise Refusal("No day is ticked. Tick at least one to call a meeting.")
    audience = Audience.PUBLIC if said["is_open"] else agreed.meetings_audience
    series = Series(
        partnership_id=partnership.id, group_id=group.id, group=group, audience=audience,
        audience_why=Why.MEETINGS if audience is agreed.meetings_audience else Why.CHOSEN,
        **rhythm._asdict(), from_on=said["from_on"], until_on=max(days), starts=said["starts"], ends=said["ends"],
        venue=said["venue"] or "", kind=said["kind"],
    )  # fmt: skip
    db.session.add(series)
    db.session.flush()
    _call(doer, partnership, series, agreed, days)
    sentence = f"Called {plural(len(days), 'meeting')} of {group.name}: {words_of(rhythm)}"
    audit.record(doer, "called", series, sentence)
    return series


def extend(
    doer: Viewer, partnership: Partnership, series: Series, agreed: Rules, days: Sequence[date]
) -> None:  # fmt: skip
    """Call more meetings by the rhythm of a series. Raises `Refusal` when no day is ticked or the group is closed."""
    if not days:
        raise Refusal("No day is ticked. Tick at least one to call a meeting.")
    _call(doer, partnership, series, agreed, days)
    series.until_on = max(series.until_on, *days)
    audit.record(doer, "extended", series, f"Called {plural(len(days), 'more meeting', 'more meetings')} of a series")


def move(doer: Viewer, partnership: Partnership, meeting: Meeting, agreed: Rules, day: date) -> None:
    """Move one meeting to another day; everything else of its call stays. Raises `Refusal` as `change_call` does."""
    names = ("starts", "ends", "kind", "taker_id", "venue", "title", "audience")
    said = {name: getattr(meeting, name) for name in names} | {"day": day}
    calling.change_call(doer, partnership, meeting, agreed, said)


def cancel_rest(doer: Viewer, partnership: Partnership, meetings: Sequence[Meeting], why: str) -> int:
    """Cancel those of the meetings that are to come, with the reason; return how many. The others stay as they are."""
    coming = [
        meeting for meeting in meetings
        if meeting.day >= clock.today() and not meeting.cancelled_at and meeting_rules.is_open(meeting.minutes_state)
    ]  # fmt: skip
    for meeting in coming:
        calling.cancel_meeting(doer, partnership, meeting, why)
    return len(coming)


def _call(doer: Viewer, partnership: Partnership, series: Series, agreed: Rules, days: Sequence[date]) -> None:
    said = {"starts": series.starts, "ends": series.ends, "venue": series.venue, "kind": series.kind}
    said["audience"] = series.audience
    for day in days:
        meeting = calling.call_meeting(doer, partnership, series.group, agreed, said | {"day": day})
        db.session.add(Called(series_id=series.id, meeting_id=meeting.id))
    db.session.flush()


def said_of(series: Series) -> str:
    """Return what stands below the name of a series: when it began and until when it was called."""
    return f"{shortday(series.from_on)} to {shortday(series.until_on)}"
