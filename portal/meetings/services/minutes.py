"""The minutes' way: draft, with the chair, checked, published, confirmed at the next meeting, and back to correct."""

from portal.actions import services as actions
from portal.audit import services as audit
from portal.core import clock
from portal.core.audience import Audience, Why, widest
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.viewer import Viewer
from portal.meetings import queries, rules
from portal.meetings.models import Meeting, State
from portal.meetings.queries import RollLine
from portal.meetings.services import agenda, attendance, letters
from portal.meetings.services.indexing import reindex, reindex_item
from portal.partnerships.models import Partnership, Rules

SAID = {
    "send": "Sent the draft minutes of {} to the chair",
    "check": "Checked the minutes of {}",
    "publish": "Published the minutes of {}",
    "reopen": "Opened the minutes of {} for changes",
    "withdraw": "Withdrew the minutes of {} to correct them",
}


def take_step(
    doer: Viewer, partnership: Partnership, meeting: Meeting, step: str, roll: list[RollLine], agreed: Rules
) -> None:
    """Take the minutes a step further, or back.

    Raises `Refusal` when the minutes are not where the step begins, or the meeting is still to come or cancelled.
    """
    if not rules.may_take(step, meeting.minutes_state):
        raise Refusal(f"The minutes stand at “{meeting.minutes_state.words}”; this step does not follow from there.")
    if meeting.cancelled_at:
        raise Refusal("This meeting was cancelled; there is nothing to minute.")
    if meeting.day > clock.today():
        raise Refusal(f"The meeting is only on {shortday(meeting.day)}. Its minutes can go round after it.")
    meeting.minutes_state = rules.STEPS[step].target
    if step == "send":
        meeting.sent_at = clock.now()
        attendance.freeze(meeting, roll)
        letters.ask_chairs(partnership, meeting)
    elif step == "check":
        meeting.checked_at, meeting.checked_by = clock.now(), doer.name
    elif step == "publish":
        _publish(partnership, meeting, agreed)
    elif step == "withdraw":
        _withdraw(partnership, meeting)
    what = f"{meeting.group.name} of {shortday(meeting.day)}"
    audit.record(doer, step, meeting, SAID[step].format(what))


def _publish(partnership: Partnership, meeting: Meeting, agreed: Rules) -> None:
    meeting.published_at = clock.now()
    meeting.minutes_audience, meeting.minutes_why = agreed.minutes_audience, Why.MINUTES
    if (widened := widest(meeting.audience, meeting.minutes_audience)) is not meeting.audience:
        meeting.audience, meeting.audience_why = widened, Why.MINUTES
    for item in queries.every_item(meeting.id):
        agenda.settle_audience(item, meeting, partnership)
        reindex_item(item, meeting, partnership.slug)
    actions.keep_as_minuted(meeting.id)
    reindex(meeting, partnership.slug)
    letters.tell_absent(partnership, meeting)


def _withdraw(partnership: Partnership, meeting: Meeting) -> None:
    meeting.published_at = meeting.checked_at = meeting.sent_at = None
    meeting.checked_by = ""
    meeting.minutes_audience, meeting.minutes_why = Audience.GROUP, Why.DRAFT
    actions.minute_afresh(meeting.id)
    for item in queries.every_item(meeting.id):
        agenda.settle_audience(item, meeting, partnership)
        reindex_item(item, meeting, partnership.slug)


def confirm(doer: Viewer, meeting: Meeting, earlier: Meeting) -> None:
    """Confirm the published minutes of an earlier meeting of the group at this one; from then on they are fixed.

    Raises `Refusal` when this meeting is still to come, or the other is not an earlier one with published minutes.
    """
    if meeting.day > clock.today():
        raise Refusal("Minutes are confirmed at a meeting that has begun.")
    if earlier.minutes_state is not State.PUBLISHED or earlier.day >= meeting.day:
        raise Refusal("Only published minutes of an earlier meeting can be confirmed.")
    earlier.minutes_state = State.CONFIRMED
    earlier.confirmed_at, earlier.confirmed_meeting_id = clock.now(), meeting.id
    audit.record(
        doer, "confirmed", earlier, f"Confirmed the minutes of {earlier.group.name} of {shortday(earlier.day)}"
    )
