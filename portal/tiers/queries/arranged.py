"""Which partnerships stand in tiers at all, so that the pages of all others ask nothing."""

import sqlalchemy as sa

from portal.core.database import reader
from portal.core.kept import kept_a_moment
from portal.tiers.models import Tier


@kept_a_moment
def in_tiers() -> frozenset[int]:
    """Return the numbers of the partnerships on either side of a tier that has not ended, agreed or not."""
    asked = sa.select(Tier.upper_id, Tier.lower_id).where(Tier.ended_on.is_(None))
    return frozenset(number for pair in reader().execute(asked) for number in pair)
