"""Recording decisions, changing them, and acknowledging those that were taken in one's absence."""

from datetime import date

import sqlalchemy as sa

from portal.audit.services import record
from portal.core import clock, index
from portal.core.audience import Audience, Why
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.text import shortened
from portal.core.viewer import Viewer
from portal.decisions import queries, rules
from portal.decisions.models import Acknowledgement, Decision, How
from portal.memberships.models import Seat
from portal.partnerships.models import Partnership


def record_decision(
    doer: Viewer | None,
    *,
    partnership_id: int,
    group_id: int | None,
    text: str,
    how: How,
    dissent: str,
    decided_on: date,
    quorum: tuple[int, int, int],
    is_recommendation: bool,
    audience: Audience,
    why: Why,
    meeting_id: int | None = None,
    item_id: int | None = None,
    topic: str = "",
    is_between: bool = False,
) -> Decision:
    """Return the new decision. `quorum` is (present, needed, of) as it stands at this moment; it is never changed.

    One taken between meetings keeps the figures of the seats that agreed. Without a doer the portal itself wrote it.
    """
    present, needed, whole = quorum
    decision = Decision(
        partnership_id=partnership_id, group_id=group_id, text=text, how=how, dissent=dissent, decided_on=decided_on,
        quorum_present=present, quorum_needed=needed, quorum_of=whole, is_recommendation=is_recommendation,
        audience=audience, audience_why=why, meeting_id=meeting_id, item_id=item_id, topic=topic,
        is_between=is_between,
    )  # fmt: skip
    db.session.add(decision)
    db.session.flush()
    reindex(decision)
    record(doer, "recorded", decision, f"Recorded {_named(decision)}, {how.words}")
    return decision


def change_decision(doer: Viewer, decision: Decision, *, text: str, how: How, dissent: str) -> None:
    """Give a decision another text or outcome. The quorum and the day stay as they were."""
    decision.text, decision.how, decision.dissent = text, how, dissent
    db.session.flush()
    reindex(decision)
    record(doer, "changed", decision, f"Changed {_named(decision)}, {how.words}")


def remove_decision(doer: Viewer, decision: Decision) -> None:
    """Take a decision off the register; it can come back."""
    decision.removed_at = clock.now()
    db.session.flush()
    reindex(decision)
    record(doer, "removed", decision, f"Removed {_named(decision)}")


def restore_decision(doer: Viewer, decision: Decision) -> None:
    """Bring a removed decision back."""
    decision.removed_at = None
    db.session.flush()
    reindex(decision)
    record(doer, "restored", decision, f"Brought back {_named(decision)}")


def regard(item_id: int, audience: Audience, why: Why) -> None:
    """Give every decision taken under an agenda item the audience its minutes have now, removed ones too."""
    for decision in db.session.scalars(sa.select(Decision).filter_by(item_id=item_id)):
        if (decision.audience, decision.audience_why) != (audience, why):
            decision.audience, decision.audience_why = audience, why
            db.session.flush()
            reindex(decision)


def acknowledge(doer: Viewer, meeting_id: int, seat_id: int) -> Acknowledgement:
    """Return the note that a seat, absent from a meeting, saw what was decided there; asked twice, the first one.

    The name kept says when somebody else recorded it. Raises Refusal when there is nothing to acknowledge: the
    minutes are not published, or the seat was filled.
    """
    kept = db.session.scalar(sa.select(Acknowledgement).filter_by(meeting_id=meeting_id, seat_id=seat_id))
    if kept is not None:
        return kept
    if not queries.was_missed(meeting_id, seat_id):
        raise Refusal("There is nothing to acknowledge: the seat was filled, or the minutes are not published yet.")
    seat = db.session.get_one(Seat, seat_id)
    note = Acknowledgement(
        meeting_id=meeting_id, seat_id=seat_id, by=rules.acknowledged_by(doer, seat_id), at=clock.now()
    )
    db.session.add(note)
    called = seat.organisation.name if seat.organisation else seat.capacity
    record(
        doer, "acknowledged", note, f"Acknowledged for {called} what was decided in its absence", seat.partnership_id
    )
    return note


def reindex(decision: Decision) -> None:
    """Bring the index in line with a decision."""
    if decision.removed_at is not None:
        index.drop("decision", [decision.id])
        return
    place = db.session.get_one(Partnership, decision.partnership_id)
    index.put(
        "decision",
        decision.id,
        title=decision.text,
        body=" ".join(filter(None, (decision.topic, decision.how.words))),
        address=f"/partnerships/{place.slug}/decisions/{decision.id}/",
        audience=decision.audience,
        partnership_id=decision.partnership_id,
        group_id=decision.group_id,
    )


def _named(decision: Decision) -> str:
    """Return the decision as the record of changes names it: nothing of a confidential one."""
    what = "recommendation" if decision.is_recommendation else "decision"
    if decision.audience is Audience.RESTRICTED:
        return f"a confidential {what}"
    return f"the {what} “{shortened(decision.text)}”"
