"""Which partnerships talk about consultations at meetings at all, so that the meetings of all others ask nothing."""

import sqlalchemy as sa

from portal.consultations.models import Consultation, OnAgenda
from portal.core.database import reader
from portal.core.kept import kept_a_moment


@kept_a_moment
def on_agendas() -> frozenset[int]:
    """Return the numbers of the partnerships with a consultation under an item of an agenda."""
    asked = sa.select(Consultation.partnership_id).join(OnAgenda, OnAgenda.consultation_id == Consultation.id)
    return frozenset(reader().scalars(asked.distinct()))
