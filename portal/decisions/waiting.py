"""What waits for a person about decisions and sub groups: to answer, to read, to look at again, to dissolve."""

from portal.core import clock, waiting
from portal.core.filters import daymonth, shortday
from portal.core.text import shortened
from portal.core.viewer import Viewer
from portal.core.waiting import Waiting, place, thing
from portal.decisions import reviewing, without
from portal.decisions.proposal_queries import waiting_proposals
from portal.decisions.queries import waiting_acknowledgements
from portal.partnerships.reports import waiting_difficulties, waiting_sub_groups


@waiting.offer
def waiting_for(viewer: Viewer) -> list[Waiting]:
    """Return what waits for the viewer, what is put to their seats first."""
    return [*_proposals(viewer), *_silent(viewer), *_reviews(viewer), *_sub_groups(viewer), *_difficulties(viewer)]


def _proposals(viewer: Viewer) -> list[Waiting]:
    return [
        thing(
            row.closes_on,
            f"Answer for {row.organisation_name}: {shortened(row.text, 90)}",
            f"/partnerships/{row.slug}/decisions/between/{row.id}/",
            f"Put to the seats of {row.group}, {row.partnership}. Last day {shortday(row.closes_on)}.",
            "Answer",
        )
        for row in waiting_proposals(viewer)
    ]


def _silent(viewer: Viewer) -> list[Waiting]:
    return [
        thing(
            None,
            f"Decided between meetings on {daymonth(row.decided_on)}, without an answer from you",
            f"/partnerships/{row.slug}/decisions/without-us",
            f"{row.group}, {row.partnership}. It binds every member.",
            "Read it",
        )
        for row in without.waiting_silent(viewer)
    ]


def _reviews(viewer: Viewer) -> list[Waiting]:
    return [
        thing(
            row.review_on,
            f"Look at a decision again: {shortened(row.text, 90)}",
            f"/partnerships/{row.slug}/decisions/{row.id}/",
            f"{row.partnership}. Its review was set for {shortday(row.review_on)}.",
            "See the decision",
        )
        for row in reviewing.waiting_reviews(viewer)
    ]


def _sub_groups(viewer: Viewer) -> list[Waiting]:
    return [
        thing(
            min(row.closes_on or clock.today(), clock.today()),
            f"{row.group}: {'its task is done' if row.is_done else 'its day has passed'}",
            f"/partnerships/{row.slug}/groups/{row.group_slug}/",
            f"{row.partnership}. Dissolve it, or give it a new day.",
            "See the group",
        )
        for row in waiting_sub_groups(viewer)
    ]


def _difficulties(viewer: Viewer) -> list[Waiting]:
    return [
        thing(
            None,
            f"{row.by} finds it hard to come to {row.group}",
            f"/partnerships/{row.slug}/groups/{row.group_slug}/#hard",
            f"{row.partnership}. Said on {shortday(row.at)}.",
            "Talk with them",
        )
        for row in waiting_difficulties(viewer)
    ]


@waiting.offer
def absences(viewer: Viewer) -> list[Waiting]:
    """Return the meetings that decided while the viewer's seat was empty, until it is acknowledged."""
    return [
        thing(
            None,
            f"Decided without you on {daymonth(row.day)}",
            f"/partnerships/{row.slug}/meetings/{row.meeting_id}/minutes",
            f"{place(row.group, row.partnership)}. Your seat was not filled; what was decided binds every member.",
            "Read the minutes",
            "to read",
        )
        for row in waiting_acknowledgements(viewer)
    ]
