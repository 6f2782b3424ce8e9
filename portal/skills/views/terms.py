"""The list of terms: categories, other names, and merging what people called their own way."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, tables
from portal.core.errors import Refusal
from portal.core.forms import choices
from portal.core.text import plural
from portal.skills import lists, rules
from portal.skills.forms import MergeForm, TermForm
from portal.skills.models import SkillTerm
from portal.skills.queries import terms as queries
from portal.skills.services import terms as services
from portal.skills.views.base import TERM, refused, skills


@skills.get("/skills/terms/")
@gate.signed_in
def terms() -> ResponseReturnValue:
    gate.demand_that(rules.may_curate(current_user))
    known = queries.vocabulary()
    page = tables.read(lists.terms_table(current_user, known.categories), request.args)
    counts = queries.count_of(current_user, [row.id for row in page.rows])
    return tables.answer(page, "skills/terms.html", "skills/_terms.html", "terms-of-skills", counts=counts, known=known)


@skills.route("/skills/terms/new", methods=["GET", "POST"])
@gate.signed_in
def add_term() -> ResponseReturnValue:
    gate.demand_that(rules.may_curate(current_user))
    form = TermForm()
    if form.validate_on_submit():
        try:
            row = services.add_term(current_user, form.name.data, form.category.data, form.names)
        except Refusal as refusal:
            form.name.errors = [str(refusal)]
        else:
            flash(f"“{row.name}” is in the list.", "good")
            return redirect("/skills/terms/", 303)
    return _form(form, None, 422 if form.is_submitted() else 200)


@skills.route(f"{TERM}edit", methods=["GET", "POST"])
@gate.signed_in
def edit_term(number: int) -> ResponseReturnValue:
    row = _kept(number)
    form = TermForm(obj=row)
    status = refused(form, row)
    if form.is_submitted() and not status:
        try:
            services.edit_term(current_user, row, form.name.data, form.category.data, form.names)
        except Refusal as refusal:
            form.name.errors, status = [str(refusal)], 422
        else:
            flash("Saved.", "good")
            return redirect("/skills/terms/", 303)
    return _form(form, row, status or 200)


@skills.route(f"{TERM}merge", methods=["GET", "POST"])
@gate.signed_in
def merge(number: int) -> ResponseReturnValue:
    """Say what would move before anything does; the merge itself can be taken back."""
    row = _kept(number)
    moving = queries.count_moved(current_user, row)
    form = MergeForm(into=request.args.get("into", None, type=int))
    others = [term for term in queries.vocabulary().main if term.id != row.id and term.is_curated]
    form.into.choices = choices([(term.id, term.name) for term in others], none="Choose")
    if form.validate_on_submit():
        into = queries.get_term(current_user, form.into.data)
        services.merge(current_user, row, into)
        flash(
            f"“{row.name}” is now “{into.name}”: {plural(moving, 'skill')} moved.", f"undo:/skills/terms/{row.id}/part"
        )
        return redirect("/skills/terms/", 303)
    page = render_template("skills/merge.html", form=form, term=row, moving=moving)
    return page, 422 if form.is_submitted() else 200


@skills.post(f"{TERM}part")
@gate.signed_in
def part(number: int) -> ResponseReturnValue:
    row = _kept(number)
    services.part(current_user, row)
    moved = queries.count_moved(current_user, row)
    flash(f"“{row.name}” stands for itself again, with {plural(moved, 'skill')}.", "good")
    return redirect("/skills/terms/", 303)


def _kept(number: int) -> SkillTerm:
    gate.demand_that(rules.may_curate(current_user))
    return queries.get_term(current_user, number)


def _form(form: TermForm, row: SkillTerm | None, status: int) -> ResponseReturnValue:
    known = queries.vocabulary()
    page = render_template(
        "skills/term_form.html", form=form, term=row, categories=known.categories,
        also=known.family(row.id) if row else [],
        address=f"/skills/terms/{row.id}/edit" if row else "/skills/terms/new",
    )  # fmt: skip
    return page, status
