"""What the tests of decisions share."""

import pytest

from tests import people


@pytest.fixture
def who(app):
    """Everybody."""
    return people.cast()


@pytest.fixture
def base() -> str:
    """The address of the partnership's decisions."""
    return "/partnerships/here/decisions/"
