"""What an organisation keeps, on one page with one button; and the list of all that is stale."""

from typing import Any

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, htmx, tables
from portal.core.text import plural
from portal.directory import confirming, lists, rules, stale
from portal.directory.models import Organisation
from portal.directory.queries.entries import changes_of, corrections_of
from portal.directory.views.blueprint import ORGANISATION, address_of, directory, kept_organisation


@directory.get("/organisations/stale/")
@gate.signed_in
def stale_entries() -> ResponseReturnValue:
    gate.demand_that(rules.may_add_organisations(current_user))
    page = tables.read(stale.stale_table(current_user, lists.choices(), request.args), request.args)
    kinds = stale.addresses()
    return tables.answer(page, "directory/stale.html", "directory/_stale.html", "stale-entries", kinds=kinds)


@directory.get(f"{ORGANISATION}entries/")
@gate.signed_in
def entries(slug: str) -> ResponseReturnValue:
    row = kept_organisation(slug).organisation
    return render_template(
        "directory/entries.html",
        corrections=corrections_of(row, answered=False),
        answered=corrections_of(row, answered=True),
        changes=changes_of(row),
        field_words=rules.field_words,
        **_kept(row),
    )


@directory.post(f"{ORGANISATION}entries/confirm")
@gate.signed_in
def confirm_entries(slug: str) -> ResponseReturnValue:
    row = kept_organisation(slug).organisation
    count = confirming.confirm_everything(current_user, row)
    said = f"{plural(count, 'entry')} confirmed by {current_user.name}."
    if not htmx.wants_fragment():
        flash(said, "good")
    return htmx.changed("directory/_entries.html", back_to=address_of(slug, "entries/"), said=said, **_kept(row))


def _kept(row: Organisation) -> dict[str, Any]:
    kept = confirming.kept_by(current_user, row)
    return {"organisation": row, "kept": kept, "stale": [each for each in kept if each.is_stale]}
