"""Writing down who holds a standard, and who applied for funding and what came of it."""

from datetime import date
from typing import Any

from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.text import shortened
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.library.models import Application, Funding, Holding, Outcome, Standard


def add_holding(
    doer: Viewer, standard: Standard, *, organisation_id: int, since_on: date | None, until_on: date | None
) -> Holding:
    """Return the new row: an organisation holds a standard since a day, perhaps until another."""
    holding = Holding(
        standard_id=standard.id, organisation_id=organisation_id, since_on=since_on, until_on=until_on,
        organisation=db.session.get_one(Organisation, organisation_id),
    )  # fmt: skip
    db.session.add(holding)
    _record(doer, "noted", holding, standard, f"{holding.organisation.name} holds “{shortened(standard.title)}”")
    return holding


def change_holding(doer: Viewer, holding: Holding, *, since_on: date | None, until_on: date | None) -> None:
    """Give other days to what an organisation holds."""
    holding.since_on, holding.until_on = since_on, until_on
    standard = db.session.get_one(Standard, holding.standard_id)
    until = f" until {until_on:%d/%m/%Y}" if until_on else ""
    _record(doer, "changed", holding, standard, f"{holding.organisation.name} holds “{standard.title}”{until}")


def remove_holding(doer: Viewer, holding: Holding) -> None:
    """Take back that an organisation holds a standard: it was a mistake. It can come back."""
    holding.removed_at = clock.now()
    standard = db.session.get_one(Standard, holding.standard_id)
    _record(doer, "removed", holding, standard, f"Took back that {holding.organisation.name} holds “{standard.title}”")


def restore_holding(doer: Viewer, holding: Holding) -> None:
    """Bring back what was removed."""
    holding.removed_at = None
    standard = db.session.get_one(Standard, holding.standard_id)
    _record(doer, "restored", holding, standard, f"{holding.organisation.name} holds “{standard.title}” after all")


def add_application(
    doer: Viewer, funding: Funding, *, organisation_id: int, applied_on: date | None, asked_for: str,
    outcome: Outcome, note: str,
) -> Application:  # fmt: skip
    """Return the new application of an organisation for an opportunity; without a day it is today's."""
    application = Application(
        funding_id=funding.id, organisation_id=organisation_id, applied_on=applied_on or clock.today(),
        asked_for=asked_for, outcome=outcome, note=note,
        organisation=db.session.get_one(Organisation, organisation_id),
    )  # fmt: skip
    db.session.add(application)
    _record(doer, "noted", application, funding, f"{application.organisation.name} applied for “{funding.title}”")
    return application


def change_application(
    doer: Viewer, application: Application, *, applied_on: date | None, asked_for: str, outcome: Outcome, note: str
) -> None:
    """Say what came of an application, or put right what was written."""
    application.applied_on = applied_on or application.applied_on
    application.asked_for, application.outcome, application.note = asked_for, outcome, note
    funding = db.session.get_one(Funding, application.funding_id)
    said = f"The application of {application.organisation.name} for “{funding.title}”: {outcome.words.lower()}"
    _record(doer, "changed", application, funding, said)


def remove_application(doer: Viewer, application: Application) -> None:
    """Take an application off the page; it can come back."""
    application.removed_at = clock.now()
    funding = db.session.get_one(Funding, application.funding_id)
    said = f"Removed the application of {application.organisation.name} for “{funding.title}”"
    _record(doer, "removed", application, funding, said)


def restore_application(doer: Viewer, application: Application) -> None:
    """Bring a removed application back."""
    application.removed_at = None
    funding = db.session.get_one(Funding, application.funding_id)
    said = f"Brought back the application of {application.organisation.name} for “{funding.title}”"
    _record(doer, "restored", application, funding, said)


def _record(doer: Viewer, verb: str, row: Any, entry: Any, sentence: str) -> None:
    record(doer, verb, row, sentence, partnership_id=entry.partnership_id)
