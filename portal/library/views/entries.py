"""The library, its four lists, one entry, and adding, changing and removing it: the same for all lists."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, tables
from portal.core.audience import audience_sentence
from portal.core.permissions import Permission
from portal.library import lists, rules
from portal.library.forms.entries import FORMS
from portal.library.queries import entries as queries
from portal.library.services import entries as services
from portal.library.shelves import SHELVES, TRAINING, Shelf
from portal.library.views.beside import beside
from portal.library.views.blueprint import PLACE, SHELF
from portal.library.views.blueprint import library as pages
from portal.memberships.queries.spoken_for import organisations_at_the_table, organisations_spoken_for
from portal.partnerships.models import Partnership


@pages.get(PLACE)
@gate.public
def index(partnership: Partnership) -> ResponseReturnValue:
    counts = queries.count_entries(current_user, partnership)
    return render_template("library/index.html", partnership=partnership, shelves=SHELVES.values(), counts=counts)


@pages.get(SHELF)
@gate.public
def listing(partnership: Partnership, shelf: str) -> ResponseReturnValue:
    found = SHELVES[shelf]
    table = lists.entries_in(current_user, partnership, found, organisations_at_the_table(partnership))
    page = tables.read(table, request.args)
    return tables.answer(
        page, "library/list.html", f"library/_{found.key}.html", f"{partnership.slug}-{found.key}",
        may_book=bool(organisations_spoken_for(current_user, partnership)),
        partnership=partnership, shelf=found, may_add=rules.may_add(current_user, partnership, found.is_open),
    )  # fmt: skip


@pages.get(SHELF + "<int:number>/")
@gate.public
def entry(partnership: Partnership, shelf: str, number: int) -> ResponseReturnValue:
    found = queries.get_entry(current_user, partnership, SHELVES[shelf], number)
    return render_template("library/entry.html", **entry_context(partnership, SHELVES[shelf], found))


@pages.route(SHELF + "new", methods=["GET", "POST"])
@gate.allow(Permission.CONTRIBUTE)
def add(partnership: Partnership, shelf: str) -> ResponseReturnValue:
    found = SHELVES[shelf]
    gate.demand_that(rules.may_add(current_user, partnership, found.is_open))
    form = FORMS[shelf](data=_begun(found, request.args))
    form.offer(organisations_at_the_table(partnership))
    if form.validate_on_submit():
        made = services.add_entry(current_user, partnership, found, form.said(found))
        undo = url_for("library.remove", slug=partnership.slug, shelf=shelf, number=made.id)
        flash("Thank you: it stands in the library.", f"undo:{undo}")
        return _to(partnership, shelf, made.id)
    page = render_template("library/form.html", partnership=partnership, shelf=found, form=form, entry=None)
    return page, 422 if form.errors else 200


@pages.route(SHELF + "<int:number>/edit", methods=["GET", "POST"])
@gate.signed_in
def edit(partnership: Partnership, shelf: str, number: int) -> ResponseReturnValue:
    found, entry = SHELVES[shelf], _load(partnership, shelf, number)
    form = FORMS[shelf](obj=entry)
    form.offer(_with_its_own(entry, organisations_at_the_table(partnership)))
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(entry):
            services.change_entry(current_user, entry, form.said(found))
            flash("It is changed.", "good")
            return _to(partnership, shelf, entry.id)
        status = 409
    page = render_template("library/form.html", partnership=partnership, shelf=found, form=form, entry=entry)
    return page, 422 if form.errors else status


@pages.post(SHELF + "<int:number>/remove")
@gate.signed_in
def remove(partnership: Partnership, shelf: str, number: int) -> ResponseReturnValue:
    services.remove_entry(current_user, _load(partnership, shelf, number))
    undo = url_for("library.restore", slug=partnership.slug, shelf=shelf, number=number)
    flash(f"The {SHELVES[shelf].noun} is removed.", f"undo:{undo}")
    return redirect(url_for("library.listing", slug=partnership.slug, shelf=shelf), 303)


@pages.post(SHELF + "<int:number>/restore")
@gate.signed_in
def restore(partnership: Partnership, shelf: str, number: int) -> ResponseReturnValue:
    services.restore_entry(current_user, _load(partnership, shelf, number, removed=True))
    flash(f"The {SHELVES[shelf].noun} is back.", "good")
    return _to(partnership, shelf, number)


def entry_context(partnership: Partnership, shelf: Shelf, entry: Any, **forms: Any) -> dict[str, Any]:
    """Return what the page of an entry needs; `forms` are those that were sent with a mistake."""
    return {
        "partnership": partnership,
        "shelf": shelf,
        "entry": entry,
        "may_change": rules.may_change(current_user, entry),
        "is_insider": current_user.belongs_to(partnership),
        "audience": audience_sentence(entry.audience, entry.audience_why),
        "form": None,
        **beside(current_user, partnership, shelf, entry),
        **forms,
    }


def _load(partnership: Partnership, shelf: str, number: int, removed: bool = False) -> Any:
    """Return an entry that the viewer may change, or answer 404 or 403."""
    found = queries.get_entry(current_user, partnership, SHELVES[shelf], number, removed)
    gate.demand_that(rules.may_change(current_user, found))
    return found


def _begun(shelf: Shelf, asked: Mapping[str, str]) -> dict[str, str]:
    """Return what stands in a new entry's form: of a course that is needed, what it is of and for how many."""
    title = asked.get("title", "")[:200]
    if shelf is not TRAINING or not title:
        return {}
    people, when = asked.get("people", "")[:5], asked.get("when", "")[:200]
    needed = [f"Needed for {people} people." if people else "", f"When: {when}." if when else ""]
    return {"title": title, "text": " ".join(filter(None, needed))}


def _with_its_own(entry: Any, organisations: Any) -> Any:
    """Return the organisations to choose from, and the entry's own where it has left the table."""
    number = getattr(entry, "organisation_id", None)
    if number is None or number in {known for known, _name in organisations}:
        return organisations
    return [*organisations, (number, entry.organisation.name)]


def _to(partnership: Partnership, shelf: str, number: int) -> ResponseReturnValue:
    return redirect(url_for("library.entry", slug=partnership.slug, shelf=shelf, number=number), 303)
