"""The register of decisions, one decision, and acknowledging what was decided in one's absence."""

from flask import abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, tables
from portal.core.audience import audience_sentence
from portal.core.htmx import changed, wants_fragment
from portal.core.permissions import Permission
from portal.decisions import lists, queries, reviewing, rules, services
from portal.decisions import proposal_queries as proposals
from portal.decisions.forms import AcknowledgeForm
from portal.decisions.models import Decision
from portal.decisions.panels import absence
from portal.decisions.views.blueprint import decisions
from portal.partnerships.models import Partnership


@decisions.get("/")
@gate.public
def index(partnership: Partnership) -> ResponseReturnValue:
    groups, years = lists.list_narrowing(current_user, partnership)
    page = tables.read(lists.register(current_user, partnership, groups, years), request.args)
    return tables.answer(
        page, "decisions/index.html", "decisions/_list.html", f"decisions-{partnership.slug}",
        partnership=partnership, quorum_of=rules.quorum_of,
        due=lists.count_due(current_user, partnership) if current_user.belongs_to(partnership) else 0,
        may_propose=current_user.can(Permission.ACKNOWLEDGE_DECISIONS, partnership),
        has_seat=bool(current_user.seats) and current_user.can(Permission.ACKNOWLEDGE_DECISIONS, partnership),
    )  # fmt: skip


@decisions.get("/<int:decision_id>/")
@gate.public
def detail(partnership: Partnership, decision_id: int) -> ResponseReturnValue:
    decision = queries.get_decision(current_user, partnership, decision_id)
    return render_template("decisions/detail.html", **_context(partnership, decision))


@decisions.post("/acknowledge/<int:meeting_id>")
@gate.allow(Permission.ACKNOWLEDGE_DECISIONS)
def acknowledge(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    """Acknowledge for one's own seat; who keeps the seats records it for those who said so by telephone or letter."""
    form = AcknowledgeForm()
    if not form.validate_on_submit():
        abort(400)
    seat = queries.seat_at(partnership, meeting_id, int(form.seat.data))
    if seat.id not in current_user.seats:
        gate.demand(Permission.KEEP_SEATS, partnership, seat.group_id)
    services.acknowledge(current_user, meeting_id, seat.id)
    told = f"{seat.organisation.name if seat.organisation else seat.capacity} has acknowledged what was decided."
    if not wants_fragment():
        flash(told, "good")
    back = url_for("meetings.minutes", slug=partnership.slug, meeting_id=meeting_id)
    context = {"partnership": partnership, "meeting_id": meeting_id, "told": told}
    context |= absence(current_user, partnership, seat.group_id, meeting_id)
    return changed("decisions/_absent.html", back_to=back, **context)


def _context(partnership: Partnership, decision: Decision) -> dict:
    """Return what the page of a decision needs. Who was absent, and who dissented, is for the partnership's own."""
    meeting = queries.meeting_of(current_user, decision)
    is_insider = current_user.belongs_to(partnership)
    context = {
        "partnership": partnership,
        "decision": decision,
        "meeting": meeting,
        "proposal_id": proposals.proposal_of(current_user, decision) if decision.is_between else None,
        "kind": rules.kind_of(decision.how, decision.is_recommendation),
        "quorum": rules.quorum_of(decision),
        "audience": audience_sentence(decision.audience, decision.audience_why),
        "is_insider": is_insider,
        "absent": None,
        "steps": reviewing.steps_of(current_user, decision),
        "earlier": reviewing.changed_by_it(current_user, decision),
        "may_review": current_user.can_in(Permission.CHECK_MINUTES, partnership, decision.group_id),
    }
    if is_insider and meeting:
        context |= absence(current_user, partnership, decision.group_id, meeting.id)
    return context
