"""What waits for a person among meetings: minutes, amendments, proposals, and seats that missed several."""

from collections.abc import Iterator

from portal.core import waiting
from portal.core.filters import daymonth, shortday
from portal.core.permissions import Permission
from portal.core.text import plural
from portal.core.viewer import Viewer
from portal.core.waiting import Waiting, place, thing
from portal.meetings import agenda_queries, amendment_queries, lists, missed
from portal.meetings.models import State

STEPS = {
    State.NONE: (Permission.WRITE_MINUTES, "Write the minutes"),
    State.DRAFT: (Permission.WRITE_MINUTES, "Write the minutes"),
    State.SENT: (Permission.CHECK_MINUTES, "Check the minutes"),
    State.CHECKED: (Permission.PUBLISH_MINUTES, "Publish the minutes"),
}


@waiting.offer
def minutes(viewer: Viewer) -> Iterator[Waiting]:
    """Minutes this viewer can take a step further."""
    for row in lists.unwritten(viewer):
        permission, button = STEPS[row.minutes_state]
        if viewer.can_in(permission, row.partnership_id, row.group_id):
            at = f"/partnerships/{row.slug}/meetings/{row.id}/"
            meta = f"{place(row.group, row.partnership)}. Due on {shortday(row.minutes_due_on)}."
            yield thing(row.minutes_due_on, f"{button} of {daymonth(row.day)}", at, meta, button)


@waiting.offer
def amendments(viewer: Viewer) -> Iterator[Waiting]:
    """Amendments to minutes that the viewer writes."""
    for row in amendment_queries.waiting_for(viewer):
        words = f"{plural(row.number, 'amendment')} {'waits' if row.number == 1 else 'wait'} for your answer"
        at = f"/partnerships/{row.slug}/meetings/{row.id}/amendments/"
        meta = f"{place(row.group, row.partnership)}, the minutes of {daymonth(row.day)}."
        yield thing(None, words, at, meta, "Answer", "to answer")


@waiting.offer
def proposals(viewer: Viewer) -> Iterator[Waiting]:
    """Items proposed for agendas that the viewer writes."""
    places = {each.id: each for each in viewer.places}
    for row in agenda_queries.waiting_counts(viewer):
        here = places[row.partnership_id]
        at = f"/partnerships/{here.slug}/meetings/proposals/?fate=waiting&group={row.slug}"
        meta = f"{place(row.name, here.name)}. Take them onto an agenda, keep or decline them."
        words = f"{plural(row.count, 'item')} proposed for the agenda"
        yield thing(None, words, at, meta, "See the proposals", "to settle")


@waiting.offer
def seats_that_missed(viewer: Viewer) -> Iterator[Waiting]:
    """Seats at or past their group's limit, for those who keep them."""
    places = {each.id: each for each in viewer.places}
    for seat in missed.list_missed(viewer, list(places)):
        here = places[seat.partnership_id]
        what = "The organisation names somebody else or gives up its seat; people decide."
        words = f"{seat.organisation} missed {seat.times} meetings in a row"
        at = f"/partnerships/{here.slug}/representation/missed/"
        yield thing(None, words, at, f"{place(seat.group, here.name)}. {what}", "See what can be done", "to settle")
