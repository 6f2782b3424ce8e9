"""Open Referral UK 3.0: what is public, as JSON that other directories read. It asks for no key and changes nothing."""

from typing import Any
from uuid import UUID

from flask import Response, abort, current_app, jsonify, request

from portal.core import gate
from portal.transfer import open_referral as public
from portal.transfer.views.blueprint import transfer

HOME = "/open-referral"


@transfer.get(f"{HOME}/")
@gate.public
def open_referral() -> Response:
    home = (current_app.config["ADDRESS"] or request.host_url.rstrip("/")) + HOME
    return _shared({"version": "3.0", "profile": public.PROFILE, "openapi_url": f"{home}/openapi.json"})


@transfer.get(f"{HOME}/openapi.json")
@gate.public
def openapi() -> Response:
    lists = {"services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"}
    answers = {"200": {"description": "As HSDS 3.0 with the UK profile has it"}}
    asked = [{"name": name, "in": "query", "schema": {"type": kind}}
             for name, kind in (("page", "integer"), ("per_page", "integer"), ("search", "string"),
                                ("postcode", "string"), ("taxonomy_term_id", "string"))]  # fmt: skip
    one = [{"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}]
    paths: dict[str, Any] = {"/": {"get": {"responses": answers}}}
    for name in sorted(lists):
        paths[f"/{name}"] = {"get": {"parameters": asked, "responses": answers}}
        paths[f"/{name}/{{id}}"] = {"get": {"parameters": one, "responses": answers}}
    return _shared({"openapi": "3.1.0", "info": {"title": "Open Referral UK", "version": "3.0"}, "paths": paths})


@transfer.get(f"{HOME}/services")
@gate.public
def services() -> Response:
    return _shared(public.services(request.args).answer())


@transfer.get(f"{HOME}/services/<uuid:which>")
@gate.public
def service(which: UUID) -> Response:
    return _shared(public.service(which))


@transfer.get(f"{HOME}/organizations")
@gate.public
def organizations() -> Response:
    return _shared(public.organizations(request.args).answer())


@transfer.get(f"{HOME}/organizations/<uuid:which>")
@gate.public
def organization(which: UUID) -> Response:
    return _shared(public.organization(which))


@transfer.get(f"{HOME}/service_at_locations")
@gate.public
def service_at_locations() -> Response:
    return _shared(public.service_at_locations(request.args).answer())


@transfer.get(f"{HOME}/service_at_locations/<uuid:which>")
@gate.public
def service_at_location(which: UUID) -> Response:
    return _shared(public.service_at_location(which))


@transfer.get(f"{HOME}/taxonomies")
@gate.public
def taxonomies() -> Response:
    return _shared(public.taxonomies(request.args).answer())


@transfer.get(f"{HOME}/taxonomies/<uuid:which>")
@gate.public
def taxonomy(which: UUID) -> Response:
    return _shared(public.taxonomy() if public.row_of(which) == ("taxonomy", 1) else None)


@transfer.get(f"{HOME}/taxonomy_terms")
@gate.public
def taxonomy_terms() -> Response:
    return _shared(public.taxonomy_terms(request.args).answer())


@transfer.get(f"{HOME}/taxonomy_terms/<uuid:which>")
@gate.public
def taxonomy_term(which: UUID) -> Response:
    return _shared(public.taxonomy_term(which))


def _shared(said: dict[str, Any] | None) -> Response:
    """Answer with JSON that pages of other sites may read; what is not there, or is not public, is not found."""
    if said is None:
        abort(404)
    response = jsonify(said)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
