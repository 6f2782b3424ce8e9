"""What the tests of skills share."""

import pytest

from tests import people


@pytest.fixture
def who(app):
    """Everybody. Ray sits for High Peak CVS, Rosa for Buxton Volunteer Bureau, both in Here."""
    return people.cast()
