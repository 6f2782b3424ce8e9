"""What the tests of the glossary share."""

import pytest

from tests import people


@pytest.fixture
def who(app):
    """Everybody."""
    return people.cast()


@pytest.fixture
def base() -> str:
    """The address of the partnership's glossary."""
    return "/partnerships/here/glossary/"
