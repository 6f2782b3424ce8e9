"""The blueprint of the directory's pages, and what they have in common."""

from typing import Any

from flask import Blueprint, abort, redirect, request
from flask_login import current_user

from portal.core import gate
from portal.core.forms import VersionedForm
from portal.directory import queries

directory = Blueprint("directory", __name__)
ORGANISATION = "/organisations/<slug>/"
PERSON = "/people/<int(max=2147483647):number>/"


def seen_organisation(slug: str) -> queries.OrganisationSeen:
    """Return the organisation with what the viewer may do. One that was merged leads to the entry that stays."""
    seen = queries.get_organisation(current_user, slug)
    if seen.organisation.merged_into_id is not None:
        stays = address_of(queries.slug_of(seen.organisation.merged_into_id))
        abort(redirect(stays, 301 if request.method in {"GET", "HEAD"} else 303))
    return seen


def kept_organisation(slug: str) -> queries.OrganisationSeen:
    """Return the organisation, or answer 403 when the viewer does not keep its entries."""
    seen = seen_organisation(slug)
    gate.demand_that(seen.may_edit)
    return seen


def address_of(slug: str, more: str = "") -> str:
    """Return the address of an organisation's page, or of a page below it."""
    return f"/organisations/{slug}/{more}"


def entry(form: VersionedForm, fields: tuple[str, ...]) -> dict[str, Any]:
    """Return what was filled in, field by field."""
    return {field: form[field].data for field in fields}


def refused(form: VersionedForm, row: Any) -> int:
    """Return the status of a form that cannot be saved as it was sent; 0 when it can, or was not sent."""
    if not form.is_submitted():
        return 0
    is_sound = form.validate()
    return 409 if form.is_stale(row) else 0 if is_sound else 422
