"""Fixtures for the tests of representation over time."""

from types import SimpleNamespace

import pytest

from tests.people import cast


@pytest.fixture
def who(app) -> SimpleNamespace:
    """The cast of people, in a partnership with two seats and another partnership beside it."""
    return cast()


@pytest.fixture
def ann(who, sign_in):
    """The manager's browser."""
    return sign_in(who.ann)
