"""What waits between two tiers: reports that are owed, issues and questions to answer, visits, and what to agree to."""

from collections.abc import Iterator, Sequence

from portal.core import clock, waiting
from portal.core.filters import shortday
from portal.core.permissions import Permission
from portal.core.text import shortened
from portal.core.viewer import Viewer
from portal.core.waiting import Waiting, thing
from portal.tiers import rules
from portal.tiers.models import Tier
from portal.tiers.queries import reports, tiers, traffic, visits
from portal.tiers.queries.arranged import in_tiers


@waiting.offer
def waiting_for(viewer: Viewer) -> list[Waiting]:
    """Return what of the viewer's partnerships waits in them: for those who write for a partnership."""
    places = [place.id for place in viewer.places if viewer.can(Permission.WRITE_MINUTES, place.id)]
    places = [number for number in places if number in in_tiers()] if places else []
    found = tiers.waiting_tiers(places) if places else []
    agreed = [tier for tier in found if tier.agreed_on]
    return [*_to_agree(viewer, found), *_below(viewer, agreed), *_above(viewer, agreed)] if found else []


def _to_agree(viewer: Viewer, found: Sequence[Tier]) -> Iterator[Waiting]:
    for tier in found:
        here = tier.other_side(tier.proposed_from_id)
        if tier.agreed_on is None and viewer.can_in(Permission.MANAGE_PARTNERSHIP, here.id, None):
            words = f"{tier.lower.name} would report to {tier.upper.name}"
            meta = f"{here.name}. Proposed by {tier.proposed_by}."
            yield thing(None, words, f"/partnerships/{here.slug}/tiers/", meta, "See and agree")


def _below(viewer: Viewer, agreed: Sequence[Tier]) -> Iterator[Waiting]:
    """What a lower partnership owes."""
    mine = [each for each in agreed if viewer.can_in(Permission.WRITE_MINUTES, each.lower_id, each.lower_group_id)]
    if not mine:
        return
    numbers = {tier.id for tier in mine}
    for row in reports.owed_by([tier.lower_id for tier in mine], rules.WAITING_DAYS):
        if row.tier_id in numbers:
            at = f"/partnerships/{row.lower_slug}/tiers/{row.tier_id}/reports/{row.meeting_id}/write"
            words = f"Write the report for {row.upper_short or row.upper} of {shortday(row.day)}"
            yield thing(row.due_on, words, at, f"{row.lower}. Due on {shortday(row.due_on)}.", "Write the report")
    for place in {tier.lower_id for tier in mine}:
        for row in traffic.open_issues(viewer, place):
            if row.lower_id == place and row.tier_id in numbers:
                at = f"/partnerships/{row.lower_slug}/tiers/issues/{row.number}/"
                words = f"Answer {row.upper}: {shortened(row.title, 90)}"
                yield thing(None, words, at, f"{row.lower}. Sent on {shortday(row.sent_on)}.", "Answer")


def _above(viewer: Viewer, agreed: Sequence[Tier]) -> Iterator[Waiting]:
    """What an upper partnership owes."""
    mine = [each for each in agreed if viewer.can_in(Permission.WRITE_MINUTES, each.upper_id, each.upper_group_id)]
    if not mine:
        return
    for place in {tier.upper_id for tier in mine}:
        for row in traffic.open_questions(viewer, place):
            if row.upper_id == place:
                at = f"/partnerships/{row.upper_slug}/tiers/questions/{row.id}/"
                words = f"Answer {row.lower_short or row.lower}: {shortened(row.title, 90)}"
                yield thing(None, words, at, f"{row.upper}. Asked on {shortday(row.asked_on)}.", "Answer")
    known = visits.known_for([tier.id for tier in mine])
    for tier in mine:
        state = rules.visit_state(known[tier.id], clock.today())
        if state in (rules.Visits.DUE, rules.Visits.TO_NOTE):
            words = "Plan the chair's visit to" if state is rules.Visits.DUE else "Was the visit made to"
            at = f"/partnerships/{tier.upper.slug}/tiers/visits/"
            end = "?" if state is rules.Visits.TO_NOTE else ""
            yield thing(
                None, f"{words} {tier.lower.name}{end}", at, f"{tier.upper.name}. Once a year.", "See the visits"
            )
