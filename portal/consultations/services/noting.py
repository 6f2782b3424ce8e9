"""Noting consultations: adding, changing, removing, and the measure of short notice. Keeps the index in step."""

from typing import Any

from portal.audit.services import record
from portal.consultations import rules
from portal.consultations.models import Consultation, ConsultationOutcome, ConsultationResponse, NoticeMeasure
from portal.consultations.queries import single
from portal.core import clock, index
from portal.core.audience import Audience, Why, narrowest
from portal.core.database import db
from portal.core.text import plural
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.directory.queries.named import organisation_called
from portal.partnerships.models import Partnership

FIELDS = ("title", "about", "link", "heard_on", "opens_on", "closes_on", "expected", "audience")


def add_consultation(doer: Viewer, partnership: Partnership, *, owner_called: str, **said: Any) -> Consultation:
    """Return the new consultation; its owner is an organisation of the directory by name, or a name written down.

    `said` is what FIELDS name. Its response and its outcome are there from the beginning, with nothing in them.
    """
    row = Consultation(
        partnership_id=partnership.id, audience_why=Why.CHOSEN, user_id=doer.user_id, by=doer.name
    )  # fmt: skip
    _write(row, owner_called, said)
    shared = narrowest(row.audience, Audience.PARTNERS)
    row.response, row.outcome = ConsultationResponse(shared_with=shared), ConsultationOutcome(shared_with=shared)
    db.session.add(row)
    db.session.flush()
    reindex(row)
    record(doer, "added", row, f"Noted {named(row)}")
    return row


def change_consultation(doer: Viewer, row: Consultation, *, owner_called: str, **said: Any) -> None:
    """Give a consultation what FIELDS name, and its owner; what belongs to it is never shared wider than it is."""
    _write(row, owner_called, said)
    for part in (row.response, row.outcome):
        part.shared_with = narrowest(row.audience, part.shared_with)
    db.session.flush()
    reindex(row)
    record(doer, "changed", row, f"Changed {named(row)}")


def _write(row: Consultation, owner_called: str, said: dict[str, Any]) -> None:
    row.owner_id = organisation_called(owner_called)
    row.owner_name = "" if row.owner_id else owner_called
    for name in FIELDS:
        setattr(row, name, said[name])
    row.notice_days = rules.notice_days(row.heard_on, row.closes_on)


def remove_consultation(doer: Viewer, row: Consultation) -> None:
    """Take a consultation off every page; it can come back."""
    row.removed_at = clock.now()
    db.session.flush()
    reindex(row)
    record(doer, "removed", row, f"Removed {named(row)}")


def restore_consultation(doer: Viewer, row: Consultation) -> None:
    """Bring a consultation back."""
    row.removed_at = None
    db.session.flush()
    reindex(row)
    record(doer, "restored", row, f"Brought back {named(row)}")


def save_measure(doer: Viewer, partnership: Partnership, weeks: int, reason: str) -> NoticeMeasure:
    """Say how many weeks of notice the partnership wants, and why; return the measure. It holds for all it noted."""
    row = single.get_measure(partnership.id) or NoticeMeasure(partnership_id=partnership.id, version=1)
    row.weeks, row.reason = weeks, reason
    db.session.add(row)
    db.session.flush()
    record(doer, "changed", row, f"Set short notice of consultations at fewer than {plural(weeks, 'week')}")
    return row


def reindex(row: Consultation) -> None:
    """Bring the index in line with a consultation, and with what is told of it to those it is shared with."""
    if row.removed_at is not None:
        index.drop("consultation", [row.id])
        index.drop("answer", [row.id])
        return
    place = db.session.get_one(Partnership, row.partnership_id)
    owner = db.session.get_one(Organisation, row.owner_id).name if row.owner_id else row.owner_name
    address = f"/partnerships/{place.slug}/consultations/{row.id}/"
    index.put(
        "consultation", row.id, title=row.title, body=f"{owner}\n{row.about}".strip(), address=address,
        audience=row.audience, partnership_id=row.partnership_id,
    )  # fmt: skip
    response, outcome = single.outcome_of(row.id)
    told = [(response.text, response.shared_with)] if response.sent_on and response.text else []
    told += [(text, outcome.shared_with) for text in (outcome.results, outcome.owner_did) if text]
    if not told:
        index.drop("answer", [row.id])
        return
    index.put(
        "answer", row.id, title=f"What came of: {row.title}", body="\n".join(text for text, _who in told),
        address=f"{address}#response", audience=narrowest(row.audience, *(who for _text, who in told)),
        partnership_id=row.partnership_id,
    )  # fmt: skip


def named(row: Consultation) -> str:
    """Return a consultation as the record calls it."""
    return f"the consultation “{row.title}”"
