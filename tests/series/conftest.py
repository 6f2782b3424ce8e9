"""What the tests of series and polls share."""

import pytest

from tests import people


@pytest.fixture
def who(app):
    """Everybody."""
    return people.cast()


@pytest.fixture
def base() -> str:
    """The address of Here's meetings."""
    return "/partnerships/here/meetings/"
