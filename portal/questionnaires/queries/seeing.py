"""The one condition under which a survey is seen, and its results."""

import sqlalchemy as sa

from portal.core.audience import visible_to
from portal.core.permissions import GRANTS, Permission
from portal.core.viewer import Viewer
from portal.questionnaires.survey_models import Stage, Survey

OVER = (Stage.CLOSED, Stage.COMPLETED)


def seen(viewer: Viewer) -> sa.ColumnElement[bool]:
    """Return the condition under which the viewer sees that there is a survey.

    A draft is for those who run surveys of its group; an open one for everybody who belongs to it; once it is
    closed it is for the audience of its results.
    """
    if viewer.is_site_administrator:
        return Survey.removed_at.is_(None)
    allowed: list[sa.ColumnElement[bool]] = [results_seen(viewer)]
    if viewer.insider:
        allowed.append(sa.and_(Survey.stage == Stage.OPEN, Survey.partnership_id.in_(sorted(viewer.insider))))
    runs = [part for part in viewer.parts if Permission.RUN_SURVEYS in GRANTS[part.role]]
    allowed.append(Survey.partnership_id.in_(sorted(part.partnership_id for part in runs if part.group_id is None)))
    allowed.append(Survey.group_id.in_(sorted(part.group_id for part in runs if part.group_id is not None)))
    return sa.and_(Survey.removed_at.is_(None), sa.or_(*allowed))


def results_seen(viewer: Viewer) -> sa.ColumnElement[bool]:
    """Return the condition under which the viewer sees what came of a survey: never before it is closed."""
    return sa.and_(Survey.removed_at.is_(None), Survey.stage.in_(OVER), visible_to(viewer, Survey))
