"""Every template keeps the house rules."""

import re
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import meta, nodes

from portal.app import create_app
from portal.core.paths import find_folder

FOLDER = find_folder("templates")
PACKAGE = Path(__file__).parent.parent / "portal"
EVERY = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file())
PAGES = [name for name in EVERY if name.endswith(".html")]
FRAGMENTS = [name for name in PAGES if Path(name).name.startswith("_")]
WHOLE = [name for name in PAGES if Path(name).parts[0] not in ("layouts", "components") and name not in FRAGMENTS]
COMPONENTS = [name for name in PAGES if name.startswith("components/") and name not in FRAGMENTS]
NEEDS = re.compile(r"^\{# .+ Needs: .+\. #\}$")
BARE_HTMX = re.compile(r"(?<!data-)\bhx-[a-z]")
INLINE = re.compile(r"""\s(?:style|on(?!ce\b)[a-z]+)\s*=\s*["'{]|<style\b|javascript:""")
INLINE_SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc=)")
SAFE = re.compile(r"\|\s*safe\b|autoescape false")
MOST_LINES = 90


@cache
def text_of(name: str) -> str:
    return (FOLDER / name).read_text()


@cache
def uncommented(name: str) -> str:
    return re.sub(r"\{#.*?#\}", "", text_of(name), flags=re.DOTALL)


def macros_of(name: str) -> list[str]:
    return re.findall(r"\{%-? macro (\w+)\(", text_of(name))


@pytest.fixture(scope="module")
def portal(room) -> Flask:
    """A portal whose templates are read, and no page of it asked for."""
    settings = {"TESTING": True, "SECRET_KEY": "a-secret-for-tests-only-0123456789", "INSTANCE": str(room)}
    return create_app(settings | {"SQLALCHEMY_DATABASE_URI": "sqlite://", "HTMX_SOURCE": "off"})


def test_there_are_pages_and_fragments():
    assert len(WHOLE) > 50
    assert len(FRAGMENTS) > 30


def test_each_compiles(portal):
    for name in EVERY:
        portal.jinja_env.get_template(name)


def test_each_filter_and_test_is_known(portal):
    """Jinja finds out about an unknown one within a condition only when somebody comes that way."""
    known = portal.jinja_env
    for name in EVERY:
        tree = known.parse(text_of(name))
        assert {each.name for each in tree.find_all(nodes.Filter)} <= known.filters.keys(), name
        assert {each.name for each in tree.find_all(nodes.Test)} <= known.tests.keys(), name


def test_a_fragment_says_what_it_is_and_what_it_needs():
    assert [name for name in FRAGMENTS if not NEEDS.match(text_of(name).splitlines()[0])] == []


def test_a_fragment_is_no_page():
    assert [name for name in FRAGMENTS if "{% extends" in text_of(name)] == []


def test_a_page_stands_in_a_layout():
    """What is neither a page nor a fragment is a macro that only one feature needs, named like its file."""
    stands = re.compile(r'\{%-? extends "(layouts|errors)/')
    assert [n for n in WHOLE if not stands.search(text_of(n)) and Path(n).stem not in macros_of(n)] == []


def test_htmx_is_asked_for_in_valid_html():
    assert [name for name in PAGES if BARE_HTMX.search(uncommented(name))] == [], "write data-hx-..."


def test_nothing_runs_or_is_styled_within_a_page():
    assert [name for name in PAGES if INLINE.search(uncommented(name))] == []
    assert [name for name in PAGES if INLINE_SCRIPT.search(uncommented(name))] == []


def test_nothing_is_called_safe_but_our_own_drawings():
    assert [name for name in EVERY if SAFE.search(uncommented(name))] == ["components/icon.html"]


def test_text_becomes_markup_in_two_places_only():
    """`core/text.py` cleans what people typed, `core/panels.py` joins what templates made; nothing else may."""
    makes = re.compile(r"""\bMarkup\((?!["'])|render_template_string|autoescape\s*=\s*False""")
    found = {p.relative_to(PACKAGE).as_posix() for p in PACKAGE.rglob("*.py") if makes.search(p.read_text())}
    assert found <= {"core/text.py", "core/panels.py"}


def test_each_is_short_enough_to_be_read():
    assert {name: n for name in PAGES if (n := len(text_of(name).splitlines())) > MOST_LINES} == {}


def test_a_component_is_a_macro_named_like_its_file():
    assert [name for name in COMPONENTS if Path(name).stem not in macros_of(name)] == []


def test_a_component_says_in_its_first_line_what_it_is():
    assert [name for name in COMPONENTS if not text_of(name).startswith("{# ")] == []


@pytest.fixture(scope="module")
def used(portal) -> set[str]:
    """The names of templates that something renders, includes, extends or imports, or that is posted as a letter."""
    found: set[str] = set()
    for name in EVERY:
        tree = portal.jinja_env.parse(text_of(name))
        found |= {each for each in meta.find_referenced_templates(tree) if each}
        for node in tree.find_all(nodes.Include):
            found |= _matching(_pattern_of(node.template))
    code = "\n".join(path.read_text() for path in PACKAGE.rglob("*.py"))
    for text in re.findall(r"""["']([\w/{}.\[\]]+\.(?:html|txt))["']""", code):
        found |= _matching(text)
    return found | {name for name in EVERY if name.startswith("mail/") and f'"{Path(name).stem}"' in code}


def _pattern_of(node: nodes.Node) -> str:
    """A template's name as it is written in another; what is worked out when it runs stands in braces."""
    if isinstance(node, nodes.Const):
        return str(node.value)
    if isinstance(node, nodes.Concat):
        return "".join(_pattern_of(part) for part in node.nodes)
    return "{}"


def _matching(text: str) -> set[str]:
    """The templates a name may stand for."""
    if "{" not in text:
        return {text}
    pattern = re.compile("[^/]+".join(re.escape(part) for part in re.split(r"\{[^}]*\}", text)))
    return {name for name in EVERY if pattern.fullmatch(name)}


def test_something_uses_each(used):
    assert [name for name in EVERY if name not in used] == []


def test_what_is_used_is_there(used):
    assert {name for name in used if "/" in name} <= set(EVERY)
