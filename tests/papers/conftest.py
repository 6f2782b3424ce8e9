"""What the tests of papers share: a meeting to come with an open and a confidential item."""

import pytest

from tests import factories_meetings, people


@pytest.fixture
def who(app):
    """Everybody."""
    return people.cast()


@pytest.fixture
def coming(who):
    """A meeting in thirty days; its last item is confidential."""
    row = factories_meetings.meeting(who.here.main, -30, items=("Town centre", "Buses", "Staff"))
    factories_meetings.make_secret(row, factories_meetings.items(row)[2])
    return row


@pytest.fixture
def items(coming):
    """Its items, in their order."""
    return factories_meetings.items(coming)


@pytest.fixture
def at(coming) -> str:
    """The address of that meeting."""
    return f"/partnerships/here/meetings/{coming.id}/"
