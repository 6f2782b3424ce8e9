"""What people typed is written into a page as text, however it came there."""

from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup, escape

from portal.core.pages import Pages


class Fruit(StrEnum):
    """A choice whose value is no markup."""

    PEAR = "<pear>"


@given(st.text())
def test_a_text_is_written_as_markupsafe_escapes_it(text):
    assert Pages.written(text) == str(escape(text))


@pytest.mark.parametrize("value", [Markup("<b>bold</b>"), Fruit.PEAR, 12, 1.5, None, True, ["<", "&"], "", "'\""])
def test_so_is_everything_else(value):
    assert Pages.written(value) == str(escape(value))


@pytest.mark.parametrize(
    "template",
    [
        "{{ typed }}",
        "{% macro said(words) %}{{ words }}{% endmacro %}{{ said(typed) }}",
        "{% set kept %}{{ typed }}{% endset %}{{ kept }}",
        "{{ [typed] | join(', ') }}",
        "{{ typed ~ '' }}",
        "{% call(words) twice(typed) %}{{ words }}{% endcall %}",
    ],
)
def test_a_page_never_takes_text_for_its_own(app, template):
    made = "{% macro twice(words) %}{{ caller(words) }}{% endmacro %}" + template

    page = app.jinja_env.from_string(made).render(typed="<script>alert('1')</script>")

    assert page == "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"


def test_a_name_that_is_not_there_is_a_mistake(app):
    with pytest.raises(UndefinedError):
        app.jinja_env.from_string("{{ missing }}").render()


def test_a_template_knows_what_every_template_knows(app):
    assert app.jinja_env.from_string("{{ portal_name }}").render() == app.config["PORTAL_NAME"]
