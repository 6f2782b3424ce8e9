"""One skill: its page, adding and changing it, saying that it is still right, and agreeing to be named in it."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, gate, htmx
from portal.core.audience import Audience
from portal.core.errors import Refusal
from portal.core.forms import choices
from portal.directory.models import Organisation, Person
from portal.skills import rules
from portal.skills.forms import SkillForm
from portal.skills.models import Skill
from portal.skills.queries import offers as queries
from portal.skills.queries.terms import vocabulary
from portal.skills.services import offers as services
from portal.skills.views.base import SKILL, refused, skills


@skills.get(SKILL)
@gate.public
def detail(number: int) -> ResponseReturnValue:
    seen = queries.get_skill(current_user, number)
    skill, terms = seen.skill, vocabulary()
    return render_template(
        "skills/detail.html",
        seen=seen,
        skill=skill,
        also=terms.names(skill.term_id),
        category=term.category if (term := terms.root(skill.term_id)) else "",
        forms=rules.forms_of(skill.forms),
        capacity=rules.capacity_now(skill.capacity, skill.free_from, clock.today()),
        is_stale=rules.is_stale(skill.confirmed_on, clock.today()),
        is_me=current_user.person_id is not None and skill.person_id == current_user.person_id,
        is_own=skill.organisation_id in current_user.keeps,
        may_ask=current_user.is_partner and bool(queries.own_organisations(current_user)),
    )


@skills.route("/skills/new", methods=["GET", "POST"])
@gate.signed_in
def create() -> ResponseReturnValue:
    slug = request.args.get("organisation", "")
    if not slug:
        mine = queries.organisations_to_offer_for(current_user)
        gate.demand_that(bool(mine))
        if len(mine) > 1 or request.method == "POST":
            return render_template("skills/choose.html", organisations=mine), 200 if request.method == "GET" else 422
        slug = mine[0].slug
    organisation = queries.get_kept_organisation(current_user, slug)
    form = SkillForm(title=request.args.get("title", ""), capacity="now")
    if not form.is_submitted():
        form.terms.data = queries.usual_terms(organisation.id).value
    _fill(form, organisation)
    if form.validate_on_submit():
        try:
            row = services.add_skill(
                current_user, organisation, person=_person(form), has_agreed=form.has_agreed.data, **form.entry
            )
        except Refusal as refusal:
            form.title.errors = [str(refusal)]
        else:
            flash(f"Added: {row.title}. Others can find it from now on.", f"undo:/skills/{row.id}/remove")
            return redirect(f"/skills/{row.id}/", 303)
    return _form(form, organisation, None, 422 if form.is_submitted() else 200)


@skills.route(f"{SKILL}edit", methods=["GET", "POST"])
@gate.signed_in
def edit(number: int) -> ResponseReturnValue:
    row = _kept(number)
    form = SkillForm(obj=row, help=row.forms.split(), has_agreed=row.listed_agreed_on is not None)
    _fill(form, row.organisation, row)
    status = refused(form, row)
    if form.is_submitted() and not status:
        try:
            services.edit_skill(current_user, row, person=_person(form), has_agreed=form.has_agreed.data, **form.entry)
        except Refusal as refusal:
            form.title.errors, status = [str(refusal)], 422
        else:
            flash("Saved.", "good")
            return redirect(f"/skills/{row.id}/", 303)
    return _form(form, row.organisation, row, status or 200)


@skills.post(f"{SKILL}confirm")
@gate.signed_in
def confirm(number: int) -> ResponseReturnValue:
    row = _kept(number)
    services.confirm_skill(current_user, row)
    return htmx.changed(
        "skills/_confirmed.html", back_to=f"/skills/{row.id}/", skill=row, may_edit=True, is_stale=False
    )


@skills.post(f"{SKILL}remove")
@gate.signed_in
def remove(number: int) -> ResponseReturnValue:
    row = _kept(number)
    services.remove_skill(current_user, row)
    flash(f"“{row.title}” is removed.", f"undo:/skills/{row.id}/restore")
    return redirect(f"/organisations/{row.organisation.slug}/", 303)


@skills.post(f"{SKILL}restore")
@gate.signed_in
def restore(number: int) -> ResponseReturnValue:
    row = _kept(number, removed=True)
    services.restore_skill(current_user, row)
    flash(f"“{row.title}” is offered again.", "good")
    return redirect(f"/skills/{row.id}/", 303)


@skills.post(f"{SKILL}agree")
@gate.signed_in
def agree(number: int) -> ResponseReturnValue:
    row = queries.get_named_skill(current_user, number)
    services.agree(current_user, row)
    flash("Thank you. Your name stands with this offer from now on; you can take that back at any time.", "good")
    return redirect(f"/skills/{row.id}/", 303)


@skills.post(f"{SKILL}decline")
@gate.signed_in
def decline(number: int) -> ResponseReturnValue:
    row = queries.get_named_skill(current_user, number)
    services.decline(current_user, row)
    flash("Your name is not shown. The offer stays as your organisation's.", "good")
    return redirect("/", 303)


def _kept(number: int, removed: bool = False) -> Skill:
    seen = queries.get_skill(current_user, number, removed)
    gate.demand_that(seen.may_edit)
    return seen.skill


def _fill(form: SkillForm, organisation: Organisation, row: Skill | None = None) -> None:
    """Give the form its choices: the organisation's people and partnerships."""
    people = queries.people_to_name(current_user, organisation.id)
    if row is not None and row.person_id is not None and row.person_id not in dict(people):
        people = [*people, (row.person_id, "the person named now")]
    form.person_id.choices = choices(people, none="Nobody by name: the organisation answers")
    audience = row.audience if row else Audience.PARTNERS
    partnerships = queries.partnerships_of(organisation.id)
    form.offer_partnerships(partnerships, audience, row.partnership_id if row else None)


def _person(form: SkillForm) -> Person | None:
    return queries.person_numbered(form.person_id.data)


def _form(form: SkillForm, organisation: Organisation, row: Skill | None, status: int) -> ResponseReturnValue:
    known = sorted(name for term in vocabulary().main if term.is_curated for name in vocabulary().names(term.id))
    page = render_template(
        "skills/form.html", form=form, organisation=organisation, skill=row, known=known[:400],
        address=f"/skills/{row.id}/edit" if row else f"/skills/new?organisation={organisation.slug}",
    )  # fmt: skip
    return page, status
