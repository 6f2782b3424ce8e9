"""Which partnerships talk a health check over at meetings at all, so that the meetings of all others ask nothing."""

import sqlalchemy as sa

from portal.core.database import reader
from portal.core.kept import kept_a_moment
from portal.healthcheck.models import Workshop
from portal.questionnaires.survey_models import Survey


@kept_a_moment
def on_agendas() -> frozenset[int]:
    """Return the numbers of the partnerships with results under an item of an agenda."""
    asked = sa.select(Survey.partnership_id).join(Workshop, Workshop.survey_id == Survey.id)
    return frozenset(reader().scalars(asked.distinct()))
