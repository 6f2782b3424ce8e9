"""Who keeps an organisation's entries: shown on its page, and changed by its representatives and managers."""

from typing import Any

from flask import abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, htmx
from portal.core.text import plural
from portal.directory import queries, rules
from portal.directory.forms import KeeperForm
from portal.directory.models import Organisation
from portal.directory.queries.keepers import get_keeper, get_known_person, keepers_of, people_called
from portal.directory.services import keepers as services
from portal.directory.views.blueprint import ORGANISATION, address_of, directory, seen_organisation

KEEPER = f"{ORGANISATION}keepers/<int(max=2147483647):number>/"


def keeping(seen: queries.OrganisationSeen) -> dict[str, Any]:
    """Return what the part of an organisation's page about its keepers needs; nobody else sees who they are."""
    organisation = seen.organisation
    return {
        "organisation": organisation,
        "keepers": keepers_of(current_user, organisation) if seen.may_edit else [],
        "may_entrust": rules.may_entrust(current_user, organisation.id, seen.may_close),
    }


@directory.route(f"{ORGANISATION}keepers/new", methods=["GET", "POST"])
@gate.signed_in
def add_keeper(slug: str) -> ResponseReturnValue:
    seen = _entrusted(slug)
    form = KeeperForm()
    staff = list(queries.people_of(current_user, seen.organisation))
    form.offer(staff)
    found = people_called(current_user, form.called.data) if form.is_submitted() and form.called.data else []
    form.offer(staff + [each for each in found if each.id not in {one.id for one in staff}])
    if form.validate_on_submit():
        number = form.person_id.data or (found[0].id if len(found) == 1 else None)
        if person := get_known_person(current_user, number):
            services.add_keeper(current_user, seen.organisation, person)
            flash(f"{person.name} now keeps the entries of {seen.organisation.name}.", "good")
            return redirect(address_of(slug, "#keepers"), 303)
        form.called.errors = [_not_one(len(found))]
    page = render_template("directory/keeper_form.html", form=form, organisation=seen.organisation)
    return page, 422 if form.is_submitted() else 200


@directory.post(f"{KEEPER}end")
@gate.signed_in
def end_keeper(slug: str, number: int) -> ResponseReturnValue:
    seen = _entrusted(slug)
    kept, name = get_keeper(seen.organisation, number) or abort(404)
    services.end_keeper(current_user, seen.organisation, kept, name)
    undo = address_of(slug, f"keepers/{kept.id}/return")
    return _changed(seen, f"{name} keeps these entries no more.", undo)


@directory.post(f"{KEEPER}return")
@gate.signed_in
def bring_back_keeper(slug: str, number: int) -> ResponseReturnValue:
    seen = _entrusted(slug)
    kept, name = get_keeper(seen.organisation, number) or abort(404)
    services.bring_back_keeper(current_user, seen.organisation, kept, name)
    return _changed(seen, f"{name} keeps these entries again.")


def _entrusted(slug: str) -> queries.OrganisationSeen:
    seen = seen_organisation(slug)
    gate.demand_that(rules.may_entrust(current_user, seen.organisation.id, seen.may_close))
    return seen


def _changed(seen: queries.OrganisationSeen, said: str, undo: str = "") -> ResponseReturnValue:
    if not htmx.wants_fragment():
        flash(said, f"undo:{undo}" if undo else "good")
    back = _page(seen.organisation)
    return htmx.changed("directory/_keepers.html", back_to=back, said=said, undo=undo, **keeping(seen))


def _page(organisation: Organisation) -> str:
    return address_of(organisation.slug, "#keepers")


def _not_one(count: int) -> str:
    if count:
        return (
            f"{plural(count, 'person', 'people')} are called that. They stand in the list above now: choose one there."
        )
    return "Nobody of that name or address is in the directory for you to see. Add them to it first."
