"""How to join, the list of applications, applying, and each step until the seat is made."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, gate, tables
from portal.core.audience import may_see
from portal.core.errors import Refusal
from portal.core.forms import PortalForm
from portal.core.permissions import Permission
from portal.memberships.queries import places
from portal.memberships.queries.seats import get_seat
from portal.partnerships.models import Group, Partnership
from portal.partnerships.queries import rules_for
from portal.representation import joining_forms as forms
from portal.representation.joining_models import Application
from portal.representation.joining_rules import ELIGIBLE, Stage, eligibility, meets_all
from portal.representation.queries import joining as queries
from portal.representation.queries import membership
from portal.representation.queries.vacancies import vacant_seats
from portal.representation.services import joining as services
from portal.representation.views.blueprint import bp

KEEP, READ = Permission.KEEP_SEATS, Permission.READ_AS_PARTNER
STEPS = {
    "ask": ("Ask the partners", "Put it to the seats", (Stage.RECEIVED, Stage.MEETING)),
    "agreed": ("Note what a meeting decided", "Note the decision", (Stage.RECEIVED, Stage.MEETING)),
    "seat": ("Make the seat", "Make the seat", (Stage.AGREED,)),
    "decline": ("End it without a seat", "End it and write to them", (Stage.RECEIVED, Stage.ASKED, Stage.MEETING)),
}
LEDES = {
    "ask": "Each seat agrees, objects or asks to discuss it. What silence means is the group's own rule.",
    "agreed": "Where the partners agreed at a meeting, or discussed there what they were asked between meetings.",
    "seat": "The partners agreed. The seat is made, the letter to its representative sent, in one step.",
    "decline": "Nothing is held against anybody: it can apply again whenever it likes.",
}


@bp.get("/joining/")
@gate.public
def joining(partnership: Partnership) -> ResponseReturnValue:
    return render_template(
        "representation/joining.html", partnership=partnership, asked=queries.asked_by(partnership), rule=ELIGIBLE,
        statement=membership.latest(partnership.id),
        may_apply=bool(queries.organisations_to_apply(current_user, partnership)),
    )  # fmt: skip


@bp.get("/joining/applications/")
@gate.allow(READ)
def applications(partnership: Partnership) -> ResponseReturnValue:
    page = tables.read(queries.applications_table(partnership), request.args)
    return tables.answer(
        page, "representation/applications.html", "representation/_applications.html",
        f"{partnership.slug}-applications", partnership=partnership,
        may_apply=bool(queries.organisations_to_apply(current_user, partnership)),
    )  # fmt: skip


@bp.route("/joining/apply", methods=["GET", "POST"])
@gate.signed_in
def apply(partnership: Partnership) -> ResponseReturnValue:
    mine = queries.organisations_to_apply(current_user, partnership)
    gate.demand_that(bool(mine))
    asked = queries.asked_by(partnership)
    keeps = current_user.can_in(KEEP, partnership, None)
    first = {} if keeps else {"contact_name": current_user.name, "contact_email": current_user.email}
    form = forms.application_form(asked, **first)
    form.offer(mine)
    organisation = places.get_organisation(form.organisation_id.data) if form.validate_on_submit() else None
    if organisation:
        row = services.apply_to_join(
            current_user, partnership, organisation, form.contact, form.about.data, asked, form.answers
        )
        flash(f"The application of {organisation.name} is with the manager.", "good")
        return redirect(_address(partnership, row), 303)
    page = render_template(
        "representation/apply.html", partnership=partnership, form=form, rule=ELIGIBLE, application=None, keeps=keeps
    )
    return page, 422 if form.errors else 200


@bp.get("/joining/applications/<int:number>/")
@gate.signed_in
def application(partnership: Partnership, number: int) -> ResponseReturnValue:
    row = queries.get_application(current_user, partnership, number)
    now = queries.stage(row)
    may_keep = current_user.can_in(KEEP, partnership, None)
    return render_template(
        "representation/application.html", partnership=partnership, application=row, stage=now, rule=ELIGIBLE,
        eligibility=eligibility(row.checks), meets_all=meets_all(row.checks), may_change=_may_change(row),
        steps=[(what, words) for what, (words, _button, at) in STEPS.items() if may_keep and now in at],
        is_partner=current_user.can(READ, partnership),
        put=row.proposal if row.proposal and may_see(current_user, row.proposal) else None,
        decided=row.decision if row.decision and may_see(current_user, row.decision) else None,
    )  # fmt: skip


@bp.route("/joining/applications/<int:number>/edit", methods=["GET", "POST"])
@gate.signed_in
def edit_application(partnership: Partnership, number: int) -> ResponseReturnValue:
    row = queries.get_application(current_user, partnership, number)
    gate.demand_that(_may_change(row))
    asked = queries.asked_by(partnership)
    form = forms.application_form(asked, row)
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(row):
            services.change_application(current_user, row, form.contact, form.about.data, asked, form.answers)
            flash("The application is changed.", "good")
            return redirect(_address(partnership, row), 303)
        status = 409
    page = render_template(
        "representation/apply.html", partnership=partnership, form=form, rule=ELIGIBLE, application=row, keeps=False
    )
    return page, 422 if form.errors else status


@bp.route("/joining/applications/<int:number>/withdraw", methods=["GET", "POST"])
@gate.signed_in
def withdraw_application(partnership: Partnership, number: int) -> ResponseReturnValue:
    row = queries.get_application(current_user, partnership, number)
    gate.demand_that(_may_change(row))
    if row.ended:
        raise Refusal("This application has ended.")
    form = forms.WithdrawForm()
    if form.validate_on_submit():
        services.withdraw(current_user, partnership, row, form.text.data or "")
        flash("The application is taken back. It can be made again at any time.", "good")
        return redirect(_address(partnership, row), 303)
    return _step_page(
        partnership, row, form, "withdraw", "Take it back", "Take it back", "An organisation may do so at any time."
    )


@bp.route("/joining/applications/<int:number>/<any(ask, agreed, seat, decline):what>", methods=["GET", "POST"])
@gate.allow(KEEP)
def joining_step(partnership: Partnership, number: int, what: str) -> ResponseReturnValue:
    gate.demand(KEEP, partnership, None)
    row = queries.get_application(current_user, partnership, number)
    heading, button, at = STEPS[what]
    now = queries.stage(row)
    if now not in at:
        raise Refusal(f"This cannot be done now. How far the application is: {now.words.lower()}.")
    form = FORMS[what](partnership, row)
    if form.validate_on_submit():
        flash(TAKE[what](partnership, row, form), "good")
        return redirect(_address(partnership, row), 303)
    return _step_page(partnership, row, form, what, heading, button, LEDES[what])


def _step_page(
    partnership: Partnership, row: Application, form: Any, what: str, heading: str, button: str, lede: str
) -> ResponseReturnValue:
    page = render_template(
        "representation/application_step.html", partnership=partnership, application=row, form=form, what=what,
        heading=heading, button=button, lede=lede,
    )  # fmt: skip
    return page, 422 if form.errors else 200


def _may_change(row: Application) -> bool:
    return row.organisation_id in current_user.keeps or current_user.can_in(KEEP, row.partnership_id, None)


def _address(partnership: Partnership, row: Application) -> str:
    return url_for("representation.application", slug=partnership.slug, number=row.id)


def _ask_form(partnership: Partnership, _row: Application) -> forms.AskForm:
    groups = places.list_groups(partnership)
    if not groups:
        raise Refusal("This partnership has no group yet. Open one, with its seats, first.")
    return forms.AskForm(groups, rules_for(partnership.id, groups[0].id).silence_days)


def _ask(partnership: Partnership, row: Application, form: Any) -> str:
    group = _group(partnership, form.group_id.data)
    agreed = rules_for(partnership.id, group.id)
    made = services.ask_partners(
        current_user, partnership, row, group, agreed, form.closes_on.data or clock.today(), form.text.data
    )
    return f"It is put to {len(made.answers)} seats."


def _agree(partnership: Partnership, row: Application, form: Any) -> str:
    offered = queries.decisions_about(current_user, partnership, row)
    services.note_agreement(current_user, row, next(each for each in offered if each.id == form.decision_id.data))
    return "The decision is noted. Now its seat can be made."


def _seat(partnership: Partnership, row: Application, form: Any) -> str:
    kind, _dash, number = form.place.data.partition("-")
    place = _group(partnership, int(number)) if kind == "group" else get_seat(partnership, int(number))
    services.give_seat(
        current_user, partnership, row, place, form.capacity.data, form.from_on.data or clock.today(),
        form.representative,
    )  # fmt: skip
    return f"{row.organisation_name} has its seat."


def _decline(partnership: Partnership, row: Application, form: Any) -> str:
    services.decline(current_user, partnership, row, form.text.data)
    return "The application has ended, and the letter is on its way." if row.contact_email else "It has ended."


def _group(partnership: Partnership, number: int) -> Group:
    return next(group for group in places.list_groups(partnership) if group.id == number)


FORMS: dict[str, Callable[[Partnership, Application], PortalForm]] = {
    "ask": _ask_form,
    "agreed": lambda partnership, row: forms.AgreedForm(queries.decisions_about(current_user, partnership, row)),
    "seat": lambda partnership, row: forms.GiveSeatForm(
        places.list_groups(partnership), vacant_seats(partnership.id), row
    ),
    "decline": lambda _partnership, _row: forms.DeclineForm(),
}
TAKE: dict[str, Callable[[Partnership, Application, Any], str]] = {
    "ask": _ask,
    "agreed": _agree,
    "seat": _seat,
    "decline": _decline,
}
