"""What the tests of two tiers share: There stands above Here and another partnership; Sue manages the one above."""

import pytest

from portal.core.permissions import Role
from tests import factories, factories_meetings, factories_tiers, people


@pytest.fixture
def who(app):
    """Everybody."""
    return people.cast()


@pytest.fixture
def above(who):
    """A meeting of the partnership above, in thirty days, called before anything was arranged."""
    return factories_meetings.meeting(who.there.main, -30, items=("Plans", "Staff"))


@pytest.fixture
def below(who):
    """A meeting of the partnership below, in twenty days, called before anything was arranged."""
    return factories_meetings.meeting(who.here.main, -20, items=("Stalls",))


@pytest.fixture
def tier(who, above, below):
    """The two, agreed."""
    return factories_tiers.tier(who.there, who.here)


@pytest.fixture
def beside(who, tier):
    """The tier of another partnership below."""
    made = factories.partnership(slug="beside", name="Beside Partnership", short_name="Beside")
    bea = factories.person("Bea Beeley")
    factories.appointment(bea, Role.MANAGER, made)
    found = factories_tiers.tier(who.there, made)
    found.bea = bea
    return found


HERE, THERE, BESIDE = (f"/partnerships/{slug}/tiers/" for slug in ("here", "there", "beside"))
