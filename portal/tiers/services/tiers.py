"""Setting up two tiers: one side proposes it, the other agrees, and only then an agenda is touched."""

from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.viewer import Viewer
from portal.meetings import queries as meetings
from portal.meetings.models import ItemKind, StandingItem
from portal.meetings.services import agenda
from portal.partnerships.models import Group, Partnership
from portal.tiers import rules
from portal.tiers.models import ReportPrompts, Tier
from portal.tiers.queries import tiers as queries
from portal.tiers.services import letters


def propose(doer: Viewer | None, here: Partnership, other: Partnership, is_upper: bool) -> Tier:
    """Propose to the other side that one partnership stands above the other; `is_upper`: this one does. Return it.

    Raises `Refusal` when there is a tier between them, or they are the same.
    """
    upper, lower = (here, other) if is_upper else (other, here)
    found = queries.kept_tier(upper.id, lower.id)
    if upper.id == lower.id or (found and found.ended_on is None):
        raise Refusal("These two are arranged in tiers already, or one side has still to agree.")
    row = found or Tier(version=1)
    row.upper, row.lower = upper, lower
    row.upper_group_id, row.lower_group_id = (meetings.get_group(each, None).id for each in (upper, lower))
    row.proposed_from_id, row.proposed_by = here.id, doer.name if doer else "The portal"
    row.agreed_on, row.agreed_by, row.ended_on = None, "", None
    row.upper_standing_id = row.lower_standing_id = None
    db.session.add(row)
    _record(doer, "proposed", row, "Proposed that")
    letters.ask_to_agree(row, other)
    return row


def agree(doer: Viewer, tier: Tier, here: Partnership) -> None:
    """Agree to it for the side that was asked; from now on the standing items stand on both agendas.

    Raises `Refusal` for the side that proposed it, or where it is agreed.
    """
    if tier.agreed_on:
        raise Refusal("This is agreed already.")
    if tier.proposed_from_id == here.id:
        raise Refusal("The other side has to agree: ask their manager.")
    tier.agreed_on, tier.agreed_by = clock.today(), doer.name
    upper, lower = queries.get_group(tier.upper_group_id), queries.get_group(tier.lower_group_id)
    tier.upper_standing_id = _stand(doer, tier.upper, upper, rules.UPPER_ITEM).id
    tier.lower_standing_id = _stand(doer, tier.lower, lower, rules.lower_item(rules.called(tier.upper))).id
    _record(doer, "agreed", tier, "Agreed that")


def _stand(doer: Viewer, partnership: Partnership, group: Group, title: str) -> StandingItem:
    """Let an item stand on every agenda of a group, those already called among them; one with that title will do."""
    there = [row for row in meetings.standing_items(group.id) if row.title.casefold() == title.casefold()]
    row = there[0] if there else agenda.add_standing_item(doer, group, title, ItemKind.INFORMATION)
    db.session.flush()
    coming = queries.coming(group.id)
    known = queries.meetings_with([meeting.id for meeting in coming], row.id)
    for meeting in coming:
        if meeting.id not in known:
            agenda.add_item(doer, partnership, meeting, title, row.kind).standing_item_id = row.id
    return row


def end(doer: Viewer, tier: Tier) -> None:
    """End it from either side; what was written stays, and agendas that have the standing item keep it."""
    tier.ended_on = clock.today()
    _end_standing(doer, tier.lower_standing_id, tier.lower_group_id)
    others = [each for each in queries.tiers_of(tier.upper_id) if each.id != tier.id]
    if not any(each.upper_standing_id == tier.upper_standing_id for each in others):
        _end_standing(doer, tier.upper_standing_id, tier.upper_group_id)
    _record(doer, "ended", tier, "No longer:")


def _end_standing(doer: Viewer, number: int | None, group_id: int) -> None:
    row = db.session.get(StandingItem, number) if number else None
    if row is not None and row.ended_on is None:
        agenda.end_standing_item(doer, queries.get_group(group_id), row)


def save_prompts(doer: Viewer, partnership: Partnership, text: str) -> ReportPrompts:
    """Change what is asked in the reports to come; return it. Reports that were begun keep their questions."""
    row = queries.prompts_text(partnership.id) or ReportPrompts(partnership_id=partnership.id, version=1)
    row.prompts = "\n".join(rules.prompts_of(text))
    db.session.add(row)
    record(doer, "changed", row, "Changed what is asked in the reports of the partnerships below")
    return row


def _record(doer: Viewer | None, verb: str, tier: Tier, words: str) -> None:
    """Note it in the record of both partnerships."""
    sentence = f"{words} {tier.lower.name} reports to {tier.upper.name}"
    for number in (tier.upper_id, tier.lower_id):
        record(doer, verb, tier, sentence, number)
