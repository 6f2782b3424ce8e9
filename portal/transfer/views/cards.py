"""Contact cards of people and organisations, to be kept in an address book."""

import re

from flask import Response, abort
from flask_login import current_user

from portal.core import gate
from portal.core.text import slug as as_slug
from portal.directory import queries
from portal.transfer import cards
from portal.transfer.views.blueprint import transfer


@transfer.get("/people/<int:number>.vcf")
@gate.public
def person(number: int) -> Response:
    seen = queries.get_person(current_user, number)
    if not seen.sees_contact:
        abort(404)
    row = seen.person
    first, _, last = row.name.rpartition(" ")
    said = [
        ("FN", cards.text(row.name)), ("N", f"{cards.text(last)};{cards.text(first)};;;"),
        ("ORG", cards.text(row.organisation.name) if row.organisation else ""), ("TITLE", cards.text(row.job)),
        ("EMAIL", cards.text(row.email)), ("TEL;TYPE=work", cards.text(row.telephone)),
    ]  # fmt: skip
    return _card(said, row.name)


@transfer.get("/organisations/<called>.vcf")
@gate.public
def organisation(called: str) -> Response:
    row = queries.get_organisation(current_user, called).organisation
    place = f";;{cards.text(row.address)};{cards.text(row.area)};;{cards.text(row.postcode)};"
    said = [
        ("KIND", "org"), ("FN", cards.text(row.name)), ("ORG", cards.text(row.name)),
        ("NICKNAME", cards.text(row.short_name)), ("EMAIL", cards.text(row.email)),
        ("TEL;TYPE=work", cards.text(row.telephone)), ("ADR;TYPE=work", place), ("URL", re.sub(r"\s", "", row.website)),
        ("NOTE", cards.text(row.description)),
    ]  # fmt: skip
    return _card(said, row.name)


def _card(said: list[tuple[str, str]], name: str) -> Response:
    response = Response(cards.write(said), content_type="text/vcard; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{as_slug(name) or "card"}.vcf"'
    return response
