"""The partnership's response to a consultation, and what came of it."""

from datetime import date

from portal.audit.services import record
from portal.consultations.models import Consultation
from portal.consultations.services.noting import named, reindex
from portal.core import clock
from portal.core.audience import Audience, narrowest
from portal.core.database import db
from portal.core.viewer import Viewer


def save_response(
    doer: Viewer,
    row: Consultation,
    *,
    writer_organisation_id: int | None,
    writer_id: int | None,
    text: str,
    agreed_meeting_id: int | None,
    agreed_decision_id: int | None,
    sent_on: date | None,
    shared_with: Audience,
) -> None:
    """Keep who writes the response, what it says, where it was agreed on and when it was sent."""
    response = row.response
    was_sent = response.sent_on is not None
    response.writer_organisation_id, response.writer_id, response.text = writer_organisation_id, writer_id, text
    response.agreed_meeting_id, response.agreed_decision_id = agreed_meeting_id, agreed_decision_id
    response.sent_on, response.shared_with = sent_on, narrowest(row.audience, shared_with)
    db.session.flush()
    reindex(row)
    is_sent_now = sent_on is not None and not was_sent
    words = "Sent our response to" if is_sent_now else "Wrote on our response to"
    record(doer, "sent" if is_sent_now else "changed", row, f"{words} {named(row)}")


def save_outcome(doer: Viewer, row: Consultation, *, results: str, owner_did: str, shared_with: Audience) -> None:
    """Keep the results of a consultation and what its owner did; the day it was noted is told with it."""
    outcome = row.outcome
    outcome.results, outcome.owner_did, outcome.shared_with = results, owner_did, narrowest(row.audience, shared_with)
    outcome.noted_on = clock.today() if results or owner_did else None
    db.session.flush()
    reindex(row)
    record(doer, "changed", row, f"Noted what came of {named(row)}")
