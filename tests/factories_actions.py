"""Makers of actions and decisions, as a meeting or a list would leave them."""

from datetime import timedelta

from portal.actions import services as actions
from portal.actions.models import Action, Status
from portal.actions.names import LeadGuess
from portal.core import clock
from portal.core.audience import Audience, Why
from portal.core.database import db, writing
from portal.core.dates import When
from portal.core.viewer import Viewer
from portal.decisions import services as decisions
from portal.decisions.models import Decision, How
from portal.meetings.models import Attendance, Meeting, Presence, State
from portal.memberships.models import Seat
from portal.partnerships.models import QuorumBase, QuorumKind

SOMEBODY = Viewer(name="Somebody")
EVERYBODY = LeadGuess(everybody=True)


def led_by(organisation=None, person=None, group=None, words="") -> LeadGuess:
    """A lead, as a reading of typed words gives it."""
    numbers = {"organisation_id": organisation, "person_id": person, "group_id": group}
    return LeadGuess(**{key: row.id for key, row in numbers.items() if row}, words=words)


def action(in_group, text="Book the hall", *leads, due_in=None, when=None, status=None, **given) -> Action:
    """An action of a group, due in so many days; for the partnership unless told otherwise."""
    today = clock.today()
    if due_in is not None:
        due_on = today + timedelta(days=due_in)
        when = When(f"{due_on:%d/%m/%Y}", due_on)
    usual = {"audience": Audience.PARTNERSHIP, "why": Why.ACTIONS, "raised_on": today - timedelta(days=30)}
    with writing():
        row = actions.raise_action(
            SOMEBODY, partnership_id=in_group.partnership_id, group_id=in_group.id, text=text, leads=leads, when=when,
            **usual | given,
        )  # fmt: skip
        if status:
            actions.report_progress(SOMEBODY, row, "", Status(status))
    return row


def decision(in_group, text="Share a stall", **given) -> Decision:
    """A decision of a group; for the partnership unless told otherwise."""
    usual = {
        "how": How.CONSENSUS, "dissent": "", "decided_on": clock.today() - timedelta(days=3), "quorum": (6, 5, 8),
        "is_recommendation": False, "audience": Audience.PARTNERSHIP, "why": Why.MINUTES,
    }  # fmt: skip
    with writing():
        return decisions.record_decision(
            SOMEBODY, partnership_id=in_group.partnership_id, group_id=in_group.id, text=text, **usual | given
        )


def met(in_group, state=State.PUBLISHED, days_ago=3, audience=Audience.PARTNERSHIP, **marks) -> Meeting:
    """A meeting of the group whose minutes stand in a state; marks say how seats were filled, by their number."""
    with writing():
        row = Meeting(
            partnership_id=in_group.partnership_id, group_id=in_group.id, title="Quarterly meeting", audience=audience,
            day=clock.today() - timedelta(days=days_ago), quorum_kind=QuorumKind.NONE, quorum_value=0,
            quorum_base=QuorumBase.SEATS, quorum_counts_vacant=False, minutes_state=state, minutes_audience=audience,
        )  # fmt: skip
        db.session.add(row)
    return row


def marked(meeting, seat, presence=Presence.ABSENT) -> None:
    """Mark how a seat was filled at a meeting."""
    with writing():
        kept = db.session.get_one(Seat, seat.id)
        db.session.add(
            Attendance(
                meeting_id=meeting.id,
                seat_id=kept.id,
                organisation_id=kept.organisation_id,
                organisation_name=kept.organisation.name,
                presence=presence,
            )  # fmt: skip
        )
