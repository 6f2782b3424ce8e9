"""Every address, as everybody who may come, as a page and as a swap; and with There's things under Here's name."""

from urllib.parse import urlencode

import pytest

from tests.access.matrix import EVERYBODY, FREELY_CHOSEN, LOGIN, MATRIX, OK, Case
from tests.conftest import HTMX

READ = [case for case in MATRIX if "GET" in case.methods]
SENT = [case for case in MATRIX if "POST" in case.methods]
SWAP = {name.replace("-", "_"): value for name, value in HTMX.items()}
ASKED = [pytest.param({}, id="page"), pytest.param(SWAP, id="swap", marks=pytest.mark.slow)]


WITHIN = {"partnerships", "memberships", "actions", "decisions", "meetings", "papers", "representation", "updates"}
WITHIN |= {"gaps", "library", "plans", "tiers", "consultations", "stakeholders", "questionnaires", "healthcheck"}
SHARED = {"partnerships.create", "partnerships.edit_kind", "memberships.invitation", "updates.find"}


def filled(given, things: dict) -> dict:
    return {name: value.format(**things) for name, value in given.items()}


def address(house, case: Case, **at: str) -> str:
    """The case's address with Here's things; `at` and `query` put others in their place."""
    query = {name.removeprefix("query_"): at.pop(name) for name in list(at) if name.startswith("query_")}
    slots = {"slug": "{slug}"} | dict(case.at)
    rule = next(rule for rule in house.app.url_map.iter_rules(case.endpoint))
    values = {name: value for name, value in (filled(slots, house.world.here) | at).items() if name in rule.arguments}
    asked = urlencode(filled(case.query, house.world.here) | query)
    with house.app.test_request_context():
        path = house.app.url_for(case.endpoint, **values)
    return f"{path}?{asked}" if asked else path


def outcome(response) -> str:
    """What came of it, in a word."""
    to = response.headers.get("Location", "") or response.headers.get("HX-Redirect", "")
    if to.startswith("/login"):
        return LOGIN
    return OK if response.status_code < 400 else str(response.status_code)


def askers(case: Case, headers: dict) -> dict:
    """Who asks, and what each is to get: everybody for the page, and for the swap one of each outcome.

    Page and swap go through the same gate; only what is answered to whom it lets in, or turns away, differs.
    """
    if not headers:
        return {who: case.outcomes[who] for who in EVERYBODY}
    first = {case.outcomes[who]: who for who in reversed(EVERYBODY)}
    return {who: outcome for outcome, who in first.items()}


def test_every_address_is_in_the_table(app):
    declared = {(case.endpoint, method) for case in MATRIX for method in case.methods.split()}
    there_are = {
        (rule.endpoint, method) for rule in app.url_map.iter_rules() for method in rule.methods & {"GET", "POST"}
    }
    assert there_are - declared == set(), "write down who gets in here, in tests/access/matrix.py"
    assert declared - there_are == set(), "these addresses are no more"


def test_everybody_is_in_every_line():
    assert {name for case in MATRIX for name in case.outcomes} == set(EVERYBODY)
    assert all(set(case.outcomes) == set(EVERYBODY) for case in MATRIX)


@pytest.mark.parametrize("headers", ASKED)
@pytest.mark.parametrize("case", READ, ids=lambda case: case.name)
def test_who_may_read(house, case, headers):
    path, expected = address(house, case), askers(case, headers)
    assert {who: outcome(house.ask(who, path, **headers)) for who in expected} == expected


@pytest.mark.parametrize("headers", ASKED)
@pytest.mark.parametrize("case", SENT, ids=lambda case: case.name)
def test_who_may_change(house, case, headers):
    path, data, found = address(house, case), filled(case.data, house.world.here), {}
    expected = askers(case, headers)
    for who in expected:
        before = house.changes()
        found[who] = outcome(house.ask(who, path, "POST", data, **headers))
        if case.outcomes[who] == OK:
            house.restore()
        else:
            assert house.changes() == before, f"{who} changed something"
    assert found == expected


def swaps():
    """Every case within a partnership, with each of its things of Here once exchanged for There's."""
    for case in (case for case in MATRIX if case.endpoint.partition(".")[0] in WITHIN and case.endpoint not in SHARED):
        for method in case.methods.split():
            for place, given in (("at", case.at), ("query", case.query), ("data", case.data)):
                if place == "data" and method == "GET":
                    continue
                for name, value in given.items():
                    if "{" in str(value) and name not in FREELY_CHOSEN:
                        yield pytest.param(case, method, place, name, id=f"{method} {case.name} {place}.{name}")


@pytest.mark.parametrize(("case", "method", "place", "name"), list(swaps()))
def test_what_is_of_another_partnership_is_not_there(house, case, method, place, name):
    """Ann manages Here; under its name nothing of There opens, whether she names it in the address or in a form."""
    theirs = dict(getattr(case, place))[name].format(**house.world.there)
    data = filled(case.data, house.world.here)
    at = {}
    if place == "data":
        data[name] = theirs
    else:
        at[f"query_{name}" if place == "query" else name] = theirs
    before = house.changes()
    response = house.ask("ann", address(house, case, **at), method, data if method == "POST" else None)
    if place == "data":
        assert response.status_code in (400, 403, 404, 409, 422)
    else:
        assert response.status_code == 404
    assert house.changes() == before


@pytest.mark.parametrize("case", [case for case in SENT if "GET" not in case.methods], ids=lambda case: case.name)
def test_what_changes_something_is_not_done_by_a_link(house, case):
    before = house.changes()
    assert house.ask("ada", address(house, case)).status_code < 500
    assert house.changes() == before
