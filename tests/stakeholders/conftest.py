"""What the tests of stakeholders share."""

import pytest

from tests import people


@pytest.fixture
def who(app):
    """Everybody."""
    return people.cast()


@pytest.fixture
def base() -> str:
    """The address of this part of the partnership's pages."""
    return "/partnerships/here/stakeholders/"
