"""What the tests of partnerships share."""

import pytest

from portal.core.database import writing
from tests.people import cast


@pytest.fixture
def who(app):
    """Everybody: see tests/people.py; the main group of Here Partnership has an address that tests can name."""
    who = cast()
    with writing():
        who.here.main.slug = "main-group"
    return who
