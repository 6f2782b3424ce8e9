"""No view goes unguarded, and the table of who may do what hangs together with what asks it."""

import ast
import inspect
import re
from functools import cache
from pathlib import Path

import pytest

from portal.core.paths import find_folder
from portal.core.permissions import GRANTS, PERMISSION_WORDS, ROLE_WORDS, Permission, Role

PACKAGE = Path(__file__).parent.parent / "portal"
GATES = {"public", "signed_in", "allow"}
ROUTES = {"route", "get", "post"}
SOURCES = [path for path in sorted(PACKAGE.rglob("*.py")) if path.name != "permissions.py"]
GROWS = [
    (Role.PUBLIC, Role.OBSERVER),
    (Role.PUBLIC, Role.SUBSTITUTE),
    (Role.OBSERVER, Role.WIDER_STAFF),
    (Role.OBSERVER, Role.MINUTE_TAKER),
    (Role.WIDER_STAFF, Role.REPRESENTATIVE),
    (Role.REPRESENTATIVE, Role.CHAIR),
    (Role.MINUTE_TAKER, Role.CHAIR),
    (Role.CHAIR, Role.MANAGER),
    (Role.MANAGER, Role.SITE_ADMINISTRATOR),
]


@cache
def functions(path: str) -> dict[int, ast.FunctionDef]:
    """Every function of a file, by the line of its first decorator (or of itself)."""
    found = {}
    for node in ast.walk(ast.parse(Path(path).read_text())):
        if isinstance(node, ast.FunctionDef):
            found[min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])] = node
    return found


def decorators(view) -> list[str]:
    """What stands above a view, from the top: "pages.get", "gate.allow"."""
    code = inspect.unwrap(view).__code__
    node = functions(code.co_filename)[code.co_firstlineno]
    return [ast.unparse(each.func if isinstance(each, ast.Call) else each) for each in node.decorator_list]


def test_every_view_has_exactly_one_gate_right_above_it(app):
    wrong = {}
    for endpoint, view in app.view_functions.items():
        above = decorators(view)
        gates = [name for name in above if name.startswith("gate.")]
        others = [name.rpartition(".")[2] for name in above if not name.startswith("gate.")]
        if gates != above[-1:] or gates[0].removeprefix("gate.") not in GATES or not set(others) <= ROUTES:
            wrong[endpoint] = above
        elif not hasattr(view, "gate"):
            wrong[endpoint] = ["is registered without its gate"]
    assert wrong == {}


def test_every_address_leads_to_a_view(app):
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(app.view_functions)


def test_what_changes_something_within_a_partnership_asks_for_a_permission_or_for_the_thing_itself(app):
    """A POST under a partnership's address is let through by a permission, or by who leads the action."""
    by_the_thing_itself = {
        "actions.report",
        "meetings.item_interests",
        "updates.create",
        "updates.edit",
        "updates.remove",
        "updates.restore",
        "updates.confirm",
        "updates.review",
        "updates.ask",
        "library.edit",
        "library.remove",
        "library.restore",
        "library.add_holder",
        "library.edit_holder",
        "library.remove_holder",
        "library.restore_holder",
        "library.add_application",
        "library.edit_application",
        "library.remove_application",
        "library.restore_application",
        "library.add_session",
        "library.edit_session",
        "library.cancel_session",
        "library.restore_session",
        "library.book",
        "library.cancel_place",
        "library.restore_place",
        "library.feedback",
        "partnerships.comment",
        "partnerships.remove_comment",
        "partnerships.restore_comment",
        "representation.apply",
        "representation.edit_application",
        "representation.withdraw_application",
        "representation.in_touch",
        "representation.confirm_in_touch",
        "representation.leave_in_touch",
        "plans.answer_round",
        "questionnaires.answer_section",
        "questionnaires.send_answer",
    }
    open_posts = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "POST" in rule.methods
        and rule.rule.startswith("/partnerships/<slug>/")
        and not isinstance(app.view_functions[rule.endpoint].gate, Permission)
    }
    assert open_posts == by_the_thing_itself


def test_every_view_that_was_written_is_reached(app):
    codes = [inspect.unwrap(view).__code__ for view in app.view_functions.values()]
    reached = {(code.co_filename, code.co_firstlineno) for code in codes}
    written = {
        (str(path), line)
        for path in PACKAGE.rglob("*.py")
        for line, node in functions(str(path)).items()
        if any(ast.unparse(each).startswith("gate.") for each in node.decorator_list)
    }
    assert written - reached == set()


@pytest.mark.parametrize("permission", Permission)
def test_a_permission_is_granted_to_somebody_and_not_to_everybody(permission):
    holders = [role for role in Role if permission in GRANTS[role]]
    assert Role.SITE_ADMINISTRATOR in holders
    assert Role.PUBLIC not in holders
    if permission not in {Permission.CREATE_PARTNERSHIP, Permission.RUN_PORTAL}:
        assert len(holders) > 1, "somebody besides the site administrator"


@pytest.mark.parametrize("permission", Permission)
def test_a_permission_is_asked_for_somewhere(permission):
    in_code = re.compile(rf"\bPermission\.{permission.name}\b")
    in_words = re.compile(rf"""\bcan(?:_in)?\(\s*["']{permission.value}["']""")
    texts = [path.read_text() for path in SOURCES]
    texts += [path.read_text() for path in find_folder("templates").rglob("*.html") if "help" not in path.parts]
    assert any(in_code.search(text) or in_words.search(text) for text in texts)


def test_templates_ask_for_permissions_there_are():
    asked = re.compile(r"""\bcan(?:_in)?\(\s*["'](\w+)["']""")
    places = [*SOURCES, *find_folder("templates").rglob("*.html")]
    found = {word for path in places for word in asked.findall(path.read_text())}
    assert found <= set(Permission)


@pytest.mark.parametrize(("less", "more"), GROWS)
def test_grants_grow_from_role_to_role(less, more):
    assert GRANTS[less] <= GRANTS[more]


def test_the_ends_of_the_ladder():
    assert GRANTS[Role.PUBLIC] == GRANTS[Role.SUBSTITUTE] == frozenset()
    assert GRANTS[Role.SITE_ADMINISTRATOR] == frozenset(Permission)
    assert GRANTS[Role.MANAGER] < GRANTS[Role.SITE_ADMINISTRATOR]
    writes = GRANTS[Role.OBSERVER] | GRANTS[Role.WIDER_STAFF]
    assert not writes & {Permission.WRITE_MINUTES, Permission.TAKE_ATTENDANCE, Permission.KEEP_ACTIONS}


def test_every_role_and_permission_can_be_said_in_words():
    assert set(GRANTS) == set(ROLE_WORDS) == set(Role)
    assert set(PERMISSION_WORDS) == set(Permission)
    assert len(set(ROLE_WORDS.values())) == len(Role)
    assert len(set(PERMISSION_WORDS.values())) == len(Permission)
