"""What the tests of actions share."""

import pytest

from tests import people


@pytest.fixture
def who(app):
    """Everybody."""
    return people.cast()


@pytest.fixture
def base() -> str:
    """The address of the partnership's actions."""
    return "/partnerships/here/actions/"
