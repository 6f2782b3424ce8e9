"""What the pages of a consultation share: its address, what its page shows, and who may write on it."""

from typing import Any

from flask import render_template
from flask_login import current_user

from portal.consultations import rules
from portal.consultations.models import Consultation
from portal.consultations.queries import single
from portal.core import clock, gate
from portal.core.audience import Why, audience_sentence
from portal.core.permissions import Permission
from portal.partnerships.models import Partnership


def at(partnership: Partnership) -> str:
    """Return the address of a partnership's consultations."""
    return f"/partnerships/{partnership.slug}/consultations/"


def load(partnership: Partnership, number: int, removed: bool = False) -> Consultation:
    """Return a consultation whose facts the viewer may change, or answer 404 or 403."""
    row = single.get_consultation(current_user, partnership, number, removed)
    gate.demand_that(rules.may_change(current_user, row))
    return row


def load_to_write(partnership: Partnership, number: int) -> Consultation:
    """Return a consultation the viewer writes the response to, or answer 404 or 403."""
    row = single.get_consultation(current_user, partnership, number)
    gate.demand_that(rules.may_write(current_user, row))
    return row


def asked_part(partnership: Partnership, row: Consultation) -> dict[str, Any]:
    """Return what the list of those who were asked needs."""
    return {
        "row": row,
        "at": f"{at(partnership)}{row.id}/",
        "asked": single.list_asked(row),
        "may_write": rules.may_write(current_user, row),
        "groups_at": f"/partnerships/{partnership.slug}/groups/",
    }


def page(partnership: Partnership, row: Consultation) -> str:
    """Return the page of a consultation."""
    is_insider = current_user.belongs_to(partnership)
    response, outcome = row.response, row.outcome
    reads_response = rules.reads_response(current_user, row)
    meeting, decision = single.agreed_at(current_user, response) if reads_response else (None, None)
    return render_template(
        "consultations/detail.html", partnership=partnership, **asked_part(partnership, row),
        consultations_at=at(partnership), is_insider=is_insider, response=response, outcome=outcome,
        stands=rules.stands(row.opens_on, row.closes_on, response.sent_on, clock.today()),
        notice=single.notice_of(partnership.id), audience=audience_sentence(row.audience, row.audience_why),
        may_change=rules.may_change(current_user, row), reads_response=reads_response, meeting=meeting,
        decision=decision, writer=single.writer_named(current_user, row),
        reads_outcome=rules.reads_outcome(current_user, row), sources=single.list_sources(row),
        response_audience=audience_sentence(response.shared_with, Why.CHOSEN),
        outcome_audience=audience_sentence(outcome.shared_with, Why.CHOSEN),
        agendas=single.agendas_of(current_user, row), history=single.history_of(row) if is_insider else [],
        may_put_on_agenda=current_user.can(Permission.WRITE_MINUTES, partnership),
    )  # fmt: skip
