"""Makers of what comes before an agenda: prompts, proposals, interests."""

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.meetings.agenda_models import Fate, Handling, Interest, Prompt, PromptAnswer, Proposal, RegisterEntry
from portal.meetings.models import AgendaItem, Guest, ItemKind, Meeting
from tests.factories import LONG_AGO, add

SOMEBODY = Viewer(name="Somebody")


def prompt(group, text="Which fund does it touch?") -> Prompt:
    return add(Prompt(group_id=group.id, position=1, text=text))


def proposal(group, by=None, title="A stall at the market", answers=(), **given) -> Proposal:
    """A proposal that waits, made by a person or by nobody known."""
    usual = {
        "kind": ItemKind.DECISION, "proposed_by": by.name if by else "Somebody", "user_id": by.user_id if by else None,
        "proposed_on": clock.today(), "fate": Fate.WAITING,
    }  # fmt: skip
    return add(
        Proposal(
            partnership_id=group.partnership_id,
            group_id=group.id,
            title=title,
            answers=[PromptAnswer(question=question, text=text) for question, text in answers],
            **usual | given,
        )  # fmt: skip
    )


def interest(item, seat, nature="We bid for this fund", handling=Handling.WITHDREW, **given) -> Interest:
    """An interest declared against an item, for a seat."""
    named = {"organisation_name": seat.organisation.name, "person_name": "Ray Rowsley"}
    return add(
        Interest(
            partnership_id=item.partnership_id,
            meeting_id=item.meeting_id,
            item_id=item.id,
            seat_id=seat.id,
            nature=nature,
            handling=handling,
            declared_on=clock.today(),
            **named | given,
        )  # fmt: skip
    )


def entry(partnership, organisation=None, person=None, nature="Runs the café of the market hall", **given):
    """A standing interest on the register."""
    return add(
        RegisterEntry(
            partnership_id=partnership.id,
            organisation_id=organisation.id if organisation else None,
            person_id=person.id if person else None,
            nature=nature,
            **{"from_on": LONG_AGO} | given,
        )  # fmt: skip
    )


def furnish(place, partnership, seat, proposer) -> None:
    """Add a prompt, proposals, interests, what is parked, and an invited guest; their numbers go to `place`."""
    meeting, item = db.session.get(Meeting, place.draft), db.session.get(AgendaItem, place.item)
    place.prompt = prompt(partnership.main).id
    place.proposal = proposal(partnership.main, proposer, title="A proposal").id
    place.interest = interest(item, seat).id
    place.removed_interest = interest(item, seat, removed_at=clock.now()).id
    place.entry = entry(partnership, seat.organisation).id
    place.sitting = seat.organisation_id
    for name, gone in (("parked", None), ("removed_parked", clock.now())):
        row = AgendaItem(
            partnership_id=partnership.id, group_id=partnership.main.id, title=name.capitalize(),
            kind=ItemKind.SUPPORT, audience=Audience.GROUP, removed_at=gone,
        )  # fmt: skip
        setattr(place, name, add(row).id)
    place.expected = add(Guest(meeting_id=meeting.id, name="Gill Guest", is_expected=True)).id
