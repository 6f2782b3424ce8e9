"""What of surveys waits for a viewer: those they are asked to answer, and drafts they have not opened."""

from collections.abc import Iterator

import sqlalchemy as sa

from portal.core import clock, waiting
from portal.core.database import reader
from portal.core.permissions import GRANTS, Permission
from portal.core.text import plural
from portal.core.viewer import Viewer
from portal.core.waiting import Waiting, thing
from portal.memberships.models import Holder
from portal.memberships.viewer import is_current
from portal.partnerships.models import Partnership
from portal.questionnaires.models import Questionnaire
from portal.questionnaires.survey_models import Respondent, Stage, Survey


@waiting.offer
def waiting_for(viewer: Viewer) -> Iterator[Waiting]:
    """Return the open surveys that wait for an answer of the viewer, and the drafts they may open: one statement."""
    if viewer.person_id is None:
        return
    seats = sa.select(Holder.seat_id).where(Holder.person_id == viewer.person_id, is_current(Holder, clock.today()))
    asked = sa.select(Respondent.survey_id).where(
        Respondent.has_answered.is_(False),
        sa.or_(Respondent.person_id == viewer.person_id, Respondent.seat_id.in_(seats)),
    )
    runs = sorted({part.partnership_id for part in viewer.parts if Permission.RUN_SURVEYS in GRANTS[part.role]})
    rows = reader().execute(
        sa.select(
            Survey.id, Survey.title, Survey.stage, Survey.group_id, Survey.partnership_id, Survey.closes_on,
            Questionnaire.minutes, Partnership.slug, Partnership.name.label("partnership"),
        )
        .join(Questionnaire, Questionnaire.id == Survey.questionnaire_id)
        .join(Partnership, Partnership.id == Survey.partnership_id)
        .where(
            Survey.removed_at.is_(None),
            sa.or_(
                sa.and_(Survey.stage == Stage.OPEN, Survey.id.in_(asked)),
                sa.and_(Survey.stage == Stage.DRAFT, Survey.partnership_id.in_(runs)),
            ),
        )
        .order_by(Survey.closes_on, Survey.id)
    )  # fmt: skip
    for row in rows:
        at = f"/partnerships/{row.slug}/surveys/{row.id}/"
        if row.stage == Stage.OPEN:
            meta = f"{row.partnership}. About {plural(row.minutes, 'minute')}."
            yield thing(row.closes_on, f"Answer: {row.title}", f"{at}answer/", meta, "Answer")
        elif viewer.can_in(Permission.RUN_SURVEYS, row.partnership_id, row.group_id):
            yield thing(None, f"Open the survey “{row.title}”", at, f"{row.partnership}. It is a draft.", "Look at it")
