"""Reading what a health check is started from and brought to: groups, forms, and the next meeting."""

import sqlalchemy as sa

from portal.core import clock
from portal.core.database import db
from portal.core.permissions import Permission
from portal.core.viewer import Viewer
from portal.meetings.agenda_queries import open_meetings
from portal.meetings.models import Meeting
from portal.memberships.models import Seat
from portal.memberships.viewer import is_current
from portal.partnerships.models import Group, Partnership
from portal.questionnaires.models import Purpose, Questionnaire
from portal.questionnaires.survey_models import Stage, Survey


def group_of(survey: Survey) -> Group | None:
    """Return the group a health check asks: its own, or the partnership's first."""
    if survey.group_id:
        return db.session.get(Group, survey.group_id)
    return db.session.scalar(_groups(survey.partnership_id).limit(1))


def groups_to_ask(viewer: Viewer, partnership: Partnership) -> list[tuple[Group, int]]:
    """Return the groups whose seats the viewer may ask, each with how many organisations have a seat."""
    groups = [
        group for group in db.session.scalars(_groups(partnership.id))
        if viewer.can_in(Permission.RUN_SURVEYS, partnership, group.id)
    ]  # fmt: skip
    rows = db.session.execute(
        sa.select(Seat.group_id, sa.func.count(Seat.organisation_id.distinct()))
        .where(Seat.group_id.in_([group.id for group in groups]), is_current(Seat, clock.today()), Seat.counts)
        .group_by(Seat.group_id)
    )
    seats: dict[int, int] = {row[0]: row[1] for row in rows}
    return [(group, seats.get(group.id, 0)) for group in groups]


def next_meeting(viewer: Viewer, survey: Survey) -> Meeting | None:
    """Return the next meeting of the group a health check asked, whose agenda the viewer may change."""
    group, partnership = group_of(survey), db.session.get_one(Partnership, survey.partnership_id)
    found = open_meetings(viewer, partnership)
    return next((meeting for meeting in found if group is not None and meeting.group_id == group.id), None)


def last_form(partnership_id: int, purpose: Purpose) -> Questionnaire | None:
    """Return the form of the last health check of that length that has results; None where there was none."""
    return db.session.scalars(
        sa.select(Questionnaire)
        .join(Survey, Survey.questionnaire_id == Questionnaire.id)
        .where(
            Survey.partnership_id == partnership_id, Survey.removed_at.is_(None), Questionnaire.purpose == purpose,
            Survey.stage.in_((Stage.CLOSED, Stage.COMPLETED)),
        )
        .order_by(Survey.year.desc(), Survey.id.desc())
        .limit(1)
    ).first()  # fmt: skip


def _groups(partnership_id: int) -> sa.Select:
    return (
        sa.select(Group)
        .where(Group.partnership_id == partnership_id, Group.closed_on.is_(None))
        .order_by(Group.parent_id.isnot(None), Group.position, Group.id)
    )
