"""Inviting people to seats and roles, the list of invitations, and the page a letter leads to."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.accounts import sign_in
from portal.accounts.queries import find_user, get_user
from portal.accounts.services import note_sign_in
from portal.core import clock, gate, tables
from portal.core.forms import PortalForm
from portal.core.permissions import Permission
from portal.memberships.forms.roles import InviteToRoleForm, InviteToSeatForm, NewcomerForm
from portal.memberships.models import Invitation
from portal.memberships.queries import invitations as queries
from portal.memberships.queries import people, places
from portal.memberships.services import invitations as services
from portal.memberships.views.blueprint import memberships, seat_address
from portal.memberships.views.seats import load as load_seat
from portal.partnerships.models import Partnership

UNSTORED = {"Cache-Control": "no-store"}


def _load(partnership: Partnership, number: int) -> Invitation:
    invitation = queries.get_invitation(partnership, number)
    gate.demand(Permission.INVITE, partnership, invitation.group_id)
    return invitation


def _back(partnership: Partnership) -> ResponseReturnValue:
    return redirect(url_for("memberships.invitations", slug=partnership.slug), 303)


@memberships.get("/partnerships/<slug>/invitations/")
@gate.allow(Permission.INVITE)
def invitations(partnership: Partnership) -> ResponseReturnValue:
    gate.demand(Permission.INVITE, partnership, None)
    page = tables.read(queries.invitations_table(partnership), request.args)
    return tables.answer(
        page, "memberships/invitations.html", "memberships/_invitations.html", f"{partnership.slug}-invitations",
        partnership=partnership, states=queries.STATES,
    )  # fmt: skip


@memberships.route("/partnerships/<slug>/invitations/new", methods=["GET", "POST"])
@gate.allow(Permission.INVITE)
def invite(partnership: Partnership) -> ResponseReturnValue:
    groups = {group.id: group for group in places.list_groups(partnership)}
    form = InviteToRoleForm()
    form.offer(list(groups.values()), places.organisations_in(partnership))
    if form.validate_on_submit():
        group = groups.get(form.group_id.data)
        gate.demand(Permission.INVITE, partnership, group.id if group else None)
        staff_of = places.get_organisation(form.organisation_id.data)
        services.invite_to_role(
            current_user, partnership, form.role.data, group, staff_of, form.name.data, form.email.data
        )
        flash(f"The letter to {form.name.data} is on its way.", "good")
        return _back(partnership)
    page = render_template("memberships/invite.html", partnership=partnership, form=form)
    return page, 422 if form.errors else 200


@memberships.route("/partnerships/<slug>/seats/<int:seat_id>/invite", methods=["GET", "POST"])
@gate.allow(Permission.INVITE)
def invite_to_seat(partnership: Partnership, seat_id: int) -> ResponseReturnValue:
    seat = load_seat(partnership, seat_id)
    holder = people.holder_without_account(seat, request.args.get("holder", 0, type=int))
    form = InviteToSeatForm()
    if holder:
        form.meant_for(holder.person, holder.standing)
    if form.validate_on_submit():
        services.invite_to_seat(
            current_user, seat, form.standing.data, form.name.data, form.email.data, holder.person if holder else None
        )
        flash(f"The letter to {form.name.data} is on its way.", "good")
        return redirect(seat_address(partnership, seat), 303)
    page = render_template(
        "memberships/invite_to_seat.html", partnership=partnership, form=form, seat=seat, holder=holder
    )  # fmt: skip
    return page, 422 if form.errors else 200


@memberships.post("/partnerships/<slug>/invitations/<int:number>/again")
@gate.allow(Permission.INVITE)
def send_again(partnership: Partnership, number: int) -> ResponseReturnValue:
    invitation = _load(partnership, number)
    services.send_again(current_user, invitation)
    flash(f"Another letter to {invitation.name} is on its way. The address in the old one is void.", "good")
    return _back(partnership)


@memberships.post("/partnerships/<slug>/invitations/<int:number>/withdraw")
@gate.allow(Permission.INVITE)
def withdraw(partnership: Partnership, number: int) -> ResponseReturnValue:
    invitation = _load(partnership, number)
    services.withdraw(current_user, invitation)
    flash(f"The invitation of {invitation.name} is withdrawn: its letter opens nothing any more.", "good")
    return _back(partnership)


@memberships.route("/invitations/<token>", methods=["GET", "POST"])
@gate.public
def invitation(token: str) -> ResponseReturnValue:
    found = queries.invitation_behind(token)
    state = found.state(clock.now())
    if state == "open" and not queries.inviter_still_may(found):
        state = "void"
    if state != "open":
        return render_template("memberships/invitation_over.html", invitation=found, state=state), 410, UNSTORED
    user = find_user(found.email)
    if current_user.is_authenticated:
        return _accept_signed_in(found, token)
    if user and (user.password_hash or user.disabled_at):
        page = render_template("memberships/invitation_sign_in.html", invitation=found, token=token, user=user)
        return page, 403 if request.method == "POST" else 200, UNSTORED
    return _accept_newly(found, token)


def _accept_signed_in(found: Invitation, token: str) -> ResponseReturnValue:
    """Let who is signed in as the very address accept; tell everybody else that it is not for them."""
    if current_user.email != found.email:
        page = render_template("memberships/invitation_of_another.html", invitation=found, token=token)
        return page, 403, UNSTORED
    form = PortalForm()
    user = get_user(current_user.user_id) if form.validate_on_submit() else None
    if user:
        services.accept(found, user)
        flash(f"Welcome. You accepted the invitation to {found.purpose}.", "good")
        return redirect(url_for("partnerships.detail", slug=found.partnership.slug), 303)
    page = render_template("memberships/invitation.html", invitation=found, form=form, token=token)
    return page, 422 if form.errors else 200, UNSTORED


def _accept_newly(found: Invitation, token: str) -> ResponseReturnValue:
    """Let somebody without an account choose a name and a password, and accept with it."""
    form = NewcomerForm(name=found.name, about=(found.name, found.email))
    if form.validate_on_submit():
        purpose, slug = found.purpose, found.partnership.slug
        user = services.accept_as_newcomer(token, form.name.data, form.new_password.data)
        sign_in.begin(user)
        note_sign_in(user)
        flash(f"Welcome. Your account is made, and you accepted the invitation to {purpose}.", "good")
        return redirect(url_for("partnerships.detail", slug=slug), 303)
    page = render_template("memberships/invitation_new.html", invitation=found, form=form, token=token)
    return page, 422 if form.errors else 200, UNSTORED
