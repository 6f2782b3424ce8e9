"""The addresses of the portal: people keep them in letters and bookmarks, so that none goes or changes unnoticed."""

import difflib
import os
import re
from pathlib import Path

from werkzeug.routing import UnicodeConverter

from portal.core.numbers import RowNumber

KEPT = Path(__file__).parent / "addresses.txt"
HOW = "If this is meant, keep it: ACCEPT_ADDRESSES=yes python3 -m portal test tests/test_addresses.py"
WORDS = {"called", "slug", "key", "group_slug", "token", "topic", "mark"}
SHOWN = {"GET", "POST"}
PART = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?|\.[a-z]+")


def lines_of(app) -> list[str]:
    """Every address with its methods and the view it leads to, in the order of the addresses."""
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))
    return [f"{' '.join(sorted(rule.methods & SHOWN)):<8}  {rule.rule}  {rule.endpoint}" for rule in rules]


def test_the_addresses_are_those_we_know(app):
    found = lines_of(app)
    if os.environ.get("ACCEPT_ADDRESSES"):
        KEPT.write_text("\n".join(found) + "\n")
    kept = KEPT.read_text().splitlines()
    changes = [line for line in difflib.ndiff(kept, found) if line[0] in "+-"]
    assert not changes, "\n".join(["The addresses changed:", *changes, HOW])


def test_no_address_is_given_twice(app):
    given = [(rule.rule, method) for rule in app.url_map.iter_rules() for method in rule.methods & SHOWN]
    assert len(given) == len(set(given))


def test_numbers_in_addresses_are_numbers(app):
    """Only names are words; whatever counts rows is read as a number that a database can be asked about."""
    wrong = {
        (rule.endpoint, name): type(converter).__name__
        for rule in app.url_map.iter_rules()
        for name, converter in rule._converters.items()
        if name.endswith(("_id", "number"))
        and not isinstance(converter, RowNumber)
        or type(converter) is UnicodeConverter
        and name not in WORDS
    }
    assert wrong == {}


def test_a_number_beyond_every_row_is_not_found(client):
    for number in (2**31, 2**63, 10**40):
        assert client.get(f"/people/{number}/").status_code == 404


def test_addresses_are_words_joined_by_hyphens(app):
    """But for those of Open Referral, which its standard names."""
    for rule in (each for each in app.url_map.iter_rules() if not each.rule.startswith("/open-referral/")):
        fixed = [part for part in re.sub(r"<[^>]*>", "", rule.rule).split("/") if part]
        assert all(PART.fullmatch(part) for part in fixed), rule.rule


def test_the_addresses_that_scripts_rely_on(app):
    known = {rule.rule for rule in app.url_map.iter_rules() if "GET" in rule.methods}
    assert known >= {
        "/healthz", "/login", "/logout", "/partnerships/", "/partnerships/<slug>/", "/partnerships/<slug>/seats/",
        "/partnerships/<slug>/meetings/", "/partnerships/<slug>/actions/", "/organisations/", "/people/", "/search",
    }  # fmt: skip
