"""What the forms of a consultation offer: who may be asked, who may write, where it was agreed, which meetings come."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from portal.consultations.models import Consultation, OnAgenda
from portal.consultations.queries.single import list_asked
from portal.core import clock
from portal.core.audience import visible_to
from portal.core.database import reader
from portal.core.permissions import Permission
from portal.core.viewer import Viewer
from portal.decisions.models import Decision
from portal.directory.models import Person
from portal.directory.queries import sitting_in
from portal.meetings.models import AgendaItem, Kind, Meeting, State
from portal.memberships.queries.people import named_to
from portal.memberships.queries.spoken_for import organisations_at_the_table
from portal.partnerships.models import Group, Partnership
from portal.stakeholders.queries import to_be_asked

LATEST = 40
Named = Sequence[tuple[int, str]]


class ToAsk(NamedTuple):
    """Who may be asked, without those who were: stakeholders first, other organisations with a seat, groups."""

    stakeholders: list[Any]
    organisations: list[tuple[int, str]]
    groups: list[tuple[int, str]]


def who_to_ask(viewer: Viewer, partnership: Partnership, consultation: Consultation) -> ToAsk:
    """Return who may still be asked about a consultation. Stakeholders are rows of id, called and listed_id."""
    known = list_asked(consultation)
    organisations = {row.organisation_id for row in known}
    groups = {row.group_id for row in known}
    names = {row.called.lower() for row in known}
    stakeholders = [
        row
        for row in to_be_asked(viewer, partnership)
        if row.called.lower() not in names and (row.listed_id is None or row.listed_id not in organisations)
    ]
    organisations |= {row.listed_id for row in stakeholders}
    asked = sa.select(Group.id, Group.name).where(Group.partnership_id == partnership.id, Group.closed_on.is_(None))
    of_partnership = reader().execute(asked.order_by(Group.parent_id.isnot(None), Group.position, Group.id))
    return ToAsk(
        stakeholders,
        [pair for pair in organisations_at_the_table(partnership) if pair[0] not in organisations],
        [(row.id, row.name) for row in of_partnership if row.id not in groups],
    )


def people_to_write(viewer: Viewer, partnership: Partnership) -> Named:
    """Return number and name of who may be named to write: those with a part here whose names the viewer may know."""
    asked = sa.select(Person.id, Person.name).where(
        Person.id.in_(sitting_in([partnership.id])), Person.left_on.is_(None), named_to(viewer, partnership.id)
    )
    return [(row.id, row.name) for row in reader().execute(asked.order_by(Person.sort_name, Person.id))]


def meetings_held(viewer: Viewer, partnership: Partnership) -> Sequence[Any]:
    """Return the latest meetings of the partnership that the viewer may see, held or today: id, day, title."""
    asked = sa.select(Meeting.id, Meeting.day, Meeting.title).where(
        Meeting.partnership_id == partnership.id, Meeting.cancelled_at.is_(None), Meeting.day <= clock.today(),
        visible_to(viewer, Meeting),
    )  # fmt: skip
    return reader().execute(asked.order_by(Meeting.day.desc(), Meeting.id.desc()).limit(LATEST)).all()


def decisions_taken(viewer: Viewer, partnership: Partnership) -> Sequence[Any]:
    """Return the latest decisions of the partnership that the viewer may see: id, text, decided_on."""
    asked = sa.select(Decision.id, Decision.text, Decision.decided_on).where(
        Decision.partnership_id == partnership.id, Decision.removed_at.is_(None), visible_to(viewer, Decision)
    )
    return reader().execute(asked.order_by(Decision.decided_on.desc(), Decision.id.desc()).limit(LATEST)).all()


def meetings_to_come(viewer: Viewer, partnership: Partnership, consultation: Consultation) -> Sequence[Any]:
    """Return the next meetings on whose agenda the viewer may put it, and it does not stand yet: id, day, title."""
    groups = sa.select(Group.id, Group.partnership_id).where(Group.partnership_id == partnership.id)
    mine = [
        row.id
        for row in reader().execute(groups)
        if viewer.can_in(Permission.WRITE_MINUTES, row.partnership_id, row.id)
    ]
    stands = (
        sa.select(AgendaItem.meeting_id)
        .join(OnAgenda, OnAgenda.item_id == AgendaItem.id)
        .where(OnAgenda.consultation_id == consultation.id, AgendaItem.removed_at.is_(None))
        .where(AgendaItem.meeting_id.is_not(None))
    )
    asked = sa.select(Meeting.id, Meeting.day, Meeting.title).where(
        Meeting.group_id.in_(mine), Meeting.day >= clock.today(), Meeting.cancelled_at.is_(None),
        Meeting.minutes_state.in_((State.NONE, State.DRAFT)), Meeting.kind != Kind.NETWORKING,
        Meeting.id.not_in(stands), visible_to(viewer, Meeting),
    )  # fmt: skip
    return reader().execute(asked.order_by(Meeting.day, Meeting.id).limit(12)).all()
