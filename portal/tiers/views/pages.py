"""The page of what goes between the tiers, and the lists behind it."""

from datetime import timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, gate, tables
from portal.core.permissions import Permission
from portal.meetings.clocks import Clock
from portal.partnerships.models import Partnership
from portal.tiers.queries import lists, traffic, visits
from portal.tiers.queries import reports as owed
from portal.tiers.rules import Visits
from portal.tiers.views import parts
from portal.tiers.views.blueprint import bp

LATELY = timedelta(days=120)


@bp.get("/")
@gate.allow(Permission.READ_AS_PARTNER)
def index(partnership: Partnership) -> ResponseReturnValue:
    context = parts.frame(partnership)
    agreed = [*context["above"], *context["below"]]
    context["others"] = context["manages"]
    if agreed:
        today = clock.today()
        reports = owed.next_ones([tier.id for tier in agreed])
        issues, questions = traffic.answers_since(current_user, partnership.id, today - LATELY)
        known = visits.known_for([tier.id for tier in agreed])
        context |= {
            "reports": [(row, Clock("reports", row.due_on, row.sent_on)) for row in reports],
            "issues": traffic.open_issues(current_user, partnership.id),
            "questions": traffic.open_questions(current_user, partnership.id),
            "answered": issues,
            "settled": questions,
            "visits": [(tier, visits.visit_state(known[tier.id], today)) for tier in agreed],
            "states": Visits,
        }
    return render_template("tiers/index.html", **context)


@bp.get("/reports/")
@gate.allow(Permission.READ_AS_PARTNER)
def reports(partnership: Partnership) -> ResponseReturnValue:
    page = tables.read(owed.reports_table(partnership), request.args)
    return _list(partnership, page, "reports", "Summary reports", "Each report for each meeting above.")


@bp.get("/issues/")
@gate.allow(Permission.READ_AS_PARTNER)
def issues(partnership: Partnership) -> ResponseReturnValue:
    page = tables.read(lists.issues_table(current_user, partnership), request.args)
    return _list(partnership, page, "issues", "Issues put down", "What was put to those below, with answers.")


@bp.get("/questions/")
@gate.allow(Permission.READ_AS_PARTNER)
def questions(partnership: Partnership) -> ResponseReturnValue:
    page = tables.read(lists.questions_table(current_user, partnership), request.args)
    return _list(partnership, page, "questions", "Questions sent up", "What was asked of the one above, with answers.")


def _list(partnership: Partnership, page: tables.Page, kind: str, heading: str, lede: str) -> ResponseReturnValue:
    return tables.answer(
        page, "tiers/list.html", "tiers/_results.html", f"{partnership.slug}-{kind}", partnership=partnership,
        at=parts.at(partnership), kind=kind, heading=heading, lede=lede,
    )  # fmt: skip
