"""The check that every opened page goes through finds what is wrong, and leaves alone what is right."""

import pytest

from tests.pages import inspect_page

PAGE = "<!doctype html><title>Hello there</title><h1>Hello <b>there</b></h1>"


@pytest.mark.parametrize(
    "fault",
    [
        "<h1>Another</h1>",
        '<p id="a"><b id="a"></b></p>',
        '<form method="post"></form>',
        '<p style="color: red">x</p>',
        '<button onclick="run()">x</button>',
        '<button data-hx-post="/a">x</button>',
        '<form action="/b" data-hx-post="/a"></form>',
        '<a href="/a" data-hx-get="/b">x</a>',
        '<input name="x" type="text">',
        '<label for="q">x</label><select id="z"></select>',
        "<textarea></textarea>",
    ],
)
def test_what_is_wrong_is_found(fault):
    with pytest.raises(AssertionError):
        inspect_page(PAGE + fault)


def test_a_title_that_says_something_else_is_found():
    with pytest.raises(AssertionError, match="the title starts with the h1"):
        inspect_page(PAGE.replace("<title>Hello", "<title>Good morning"))


@pytest.mark.parametrize(
    "part",
    [
        "<label>Name <input name='x'></label>",
        '<label for="z">Name</label><input id="z">',
        '<input type="hidden" name="x"><input type="submit" value="Save">',
        '<form action="/a" method="post" data-hx-post="/a"><button>Save</button></form>',
        '<a href="/a" data-hx-get="/a">x</a>',
        '<form action="/a"><input aria-label="Name" data-hx-get="/a/suggest"></form>',
    ],
)
def test_what_is_right_is_left_alone(part):
    inspect_page(PAGE + part)
