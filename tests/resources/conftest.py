"""What the tests of resources share: Ray's minibus, and Rosa, who would like to have it."""

import pytest

from tests import factories_resources, people


@pytest.fixture
def who(app):
    """Everybody."""
    return people.cast()


@pytest.fixture
def ours(who):
    """The organisation that Ray sits for."""
    return who.seat_ray.organisation


@pytest.fixture
def theirs(who):
    """The organisation that Rosa sits for."""
    return who.seat_rosa.organisation


@pytest.fixture
def minibus(ours):
    """The minibus of Ray's organisation, for all partners."""
    return factories_resources.resource(ours, "Minibus", capacity=16, most_hours=72)
