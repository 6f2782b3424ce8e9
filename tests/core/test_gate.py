"""The guard of every view, and what a viewer can do by the parts they play."""

import pytest
from flask import Flask, g
from werkzeug.exceptions import Forbidden, NotFound

from portal.core import gate
from portal.core.permissions import GRANTS, Permission, Role
from portal.core.viewer import VISITOR, Part, Place, Viewer
from portal.partnerships.models import Partnership
from tests.conftest import HTMX

HERE, THERE = 1, 2
BOARD, FORUM = 11, 12
PLAYED = [role for role in Role if role not in (Role.PUBLIC, Role.SITE_ADMINISTRATOR)]
ADMINISTRATOR = Viewer(user_id=9, is_site_administrator=True)


def playing(role, group=None, place=HERE):
    return Viewer(user_id=5, name="Ann Abbot", parts=frozenset({Part(role, place, group)}))


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", PLAYED)
def test_a_part_in_the_whole_counts_in_every_group(role, permission):
    viewer, granted = playing(role), permission in GRANTS[role]
    assert viewer.can(permission, HERE) is granted
    assert viewer.can_in(permission, HERE, None) is granted
    assert viewer.can_in(permission, HERE, BOARD) is granted
    assert not viewer.can(permission, THERE)
    assert not viewer.can_in(permission, THERE, None)


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", PLAYED)
def test_a_part_in_one_group_counts_in_that_group(role, permission):
    viewer, granted = playing(role, BOARD), permission in GRANTS[role]
    assert viewer.can(permission, HERE) is granted, "anywhere in the partnership"
    assert viewer.can_in(permission, HERE, BOARD) is granted
    assert not viewer.can_in(permission, HERE, FORUM)
    assert not viewer.can_in(permission, HERE, None)
    assert not viewer.can_in(permission, THERE, BOARD)


@pytest.mark.parametrize("permission", Permission)
def test_a_visitor_can_nothing_and_the_site_administrator_everything(permission):
    assert not VISITOR.can(permission, HERE)
    assert not VISITOR.can_in(permission, HERE, BOARD)
    assert not VISITOR.can(permission, None)
    assert ADMINISTRATOR.can(permission, HERE)
    assert ADMINISTRATOR.can(permission, None)
    assert ADMINISTRATOR.can_in(permission, HERE, BOARD)


def test_parts_in_two_partnerships_are_kept_apart():
    parts = frozenset({Part(Role.MANAGER, HERE), Part(Role.OBSERVER, THERE, FORUM)})
    viewer = Viewer(user_id=5, parts=parts)
    assert viewer.can(Permission.WRITE_MINUTES, HERE)
    assert not viewer.can(Permission.WRITE_MINUTES, THERE)
    assert viewer.insider == {HERE, THERE}
    assert viewer.whole == {HERE}
    assert viewer.groups == {FORUM}
    assert viewer.inner_groups == frozenset()


def test_the_partnership_may_be_given_by_its_row_or_its_place():
    assert playing(Role.MANAGER).can("invite", Partnership(id=HERE))
    assert playing(Role.MANAGER).can("invite", Place(HERE, "here", "Here", "H", "moss"))
    assert not playing(Role.MANAGER).can("invite", Partnership(id=THERE))


@pytest.mark.parametrize(
    ("role", "group", "whole", "groups", "inner"),
    [
        (Role.MANAGER, None, {HERE}, set(), set()),
        (Role.CHAIR, None, {HERE}, set(), set()),
        (Role.MINUTE_TAKER, None, {HERE}, set(), set()),
        (Role.OBSERVER, None, set(), set(), set()),
        (Role.WIDER_STAFF, None, set(), set(), set()),
        (Role.MANAGER, BOARD, set(), {BOARD}, {BOARD}),
        (Role.CHAIR, BOARD, set(), {BOARD}, {BOARD}),
        (Role.MINUTE_TAKER, BOARD, set(), {BOARD}, {BOARD}),
        (Role.REPRESENTATIVE, BOARD, set(), {BOARD}, {BOARD}),
        (Role.OBSERVER, BOARD, set(), {BOARD}, set()),
        (Role.WIDER_STAFF, BOARD, set(), {BOARD}, set()),
    ],
)
def test_what_a_part_belongs_to(role, group, whole, groups, inner):
    viewer = playing(role, group)
    assert viewer.insider == {HERE}
    assert viewer.is_partner
    assert (viewer.whole, viewer.groups, viewer.inner_groups) == (whole, groups, inner)


def test_a_substitute_for_one_meeting_belongs_to_nothing():
    viewer = playing(Role.SUBSTITUTE, BOARD)
    assert not viewer.belongs_to(HERE)
    assert not viewer.is_partner
    assert viewer.insider == viewer.whole == viewer.groups == viewer.inner_groups == frozenset()


@pytest.fixture
def guarded(app, monkeypatch):
    """Three views, one behind each gate; `ask` looks at them as somebody."""
    views = {
        "public": gate.public(lambda **given: "in"),
        "signed_in": gate.signed_in(lambda **given: "in"),
        "allow": gate.allow(Permission.WRITE_MINUTES)(lambda **given: "in"),
    }

    def ask(name, viewer, headers=None, method="GET", **given):
        with app.test_request_context("/partnerships/here/meetings/?q=a", method=method, headers=headers):
            g._login_user = viewer
            return views[name](**given)

    return ask


def test_a_public_view_is_for_everybody(guarded):
    assert guarded("public", VISITOR) == "in"
    assert guarded("public", playing(Role.OBSERVER)) == "in"


@pytest.mark.parametrize("name", ["signed_in", "allow"])
def test_a_visitor_is_asked_to_sign_in_and_led_back(guarded, name):
    answer = guarded(name, VISITOR, partnership=HERE)
    assert answer.status_code == 303
    assert answer.location == "/login?next=/partnerships/here/meetings/?q%3Da"


def test_a_visitor_is_not_led_back_to_a_form_they_sent(guarded):
    assert guarded("signed_in", VISITOR, method="POST").location == "/login"


def test_a_swap_leads_a_visitor_to_the_whole_page(guarded):
    answer = guarded("signed_in", VISITOR, headers=HTMX | {"HX-Current-URL": "https://portal.example.org/account/"})
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/login?next=/account/"


@pytest.mark.parametrize(
    ("viewer", "outcome"),
    [
        (playing(Role.MINUTE_TAKER), "in"),
        (playing(Role.MINUTE_TAKER, BOARD), "in"),
        (ADMINISTRATOR, "in"),
        (playing(Role.OBSERVER), Forbidden),
        (playing(Role.REPRESENTATIVE, BOARD), Forbidden),
        (playing(Role.MANAGER, place=THERE), NotFound),
        (playing(Role.SUBSTITUTE, BOARD), NotFound),
        (Viewer(user_id=7), NotFound),
    ],
)
def test_who_lacks_a_permission_is_refused_at_home_and_finds_nothing_elsewhere(guarded, viewer, outcome):
    if outcome == "in":
        assert guarded("allow", viewer, partnership=HERE) == "in"
    else:
        with pytest.raises(outcome):
            guarded("allow", viewer, partnership=HERE)


def test_what_belongs_to_no_partnership_is_the_site_administrators(guarded):
    assert guarded("allow", ADMINISTRATOR) == "in"
    with pytest.raises(Forbidden):
        guarded("allow", playing(Role.MANAGER))


def demanding(app: Flask, viewer, *asked):
    with app.test_request_context("/"):
        g._login_user = viewer
        return gate.demand(*asked)


def test_a_group_is_asked_about_by_itself(app):
    writer = playing(Role.MINUTE_TAKER, BOARD)
    demanding(app, writer, Permission.WRITE_MINUTES, HERE, BOARD)
    for group in (FORUM, None):
        with pytest.raises(Forbidden):
            demanding(app, writer, Permission.WRITE_MINUTES, HERE, group)


def test_a_right_that_follows_from_the_thing_itself():
    gate.demand_that(True)
    with pytest.raises(Forbidden):
        gate.demand_that(False)
