"""Reading actions: the names a typed line may mean, one action, whose turn it is, and how many there are."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from portal.actions.lists import has_no_lead, is_overdue, mine
from portal.actions.models import OPEN, SOME_DAY, Action, Lead, Status
from portal.actions.names import Names
from portal.core import clock
from portal.core.audience import visible_to
from portal.core.database import db
from portal.core.permissions import Permission, Role
from portal.core.prepared import asked_often
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person
from portal.memberships.models import Appointment, Holder, Office, OfficeKind, Seat
from portal.memberships.viewer import is_current
from portal.partnerships.models import Group, Partnership

MOST = 20
TITLES = {Role.CHAIR: "chair", Role.MANAGER: "manager", Role.MINUTE_TAKER: "minute taker"}
OFFICES = {
    OfficeKind.CHAIR: "chair",
    OfficeKind.VICE_CHAIR: "vice-chair",
    OfficeKind.ADMINISTRATOR: "administrator",
}


def names_in(partnership_id: int) -> Names:
    """Return everybody that a line of this partnership may mean: who sits in it now, who fills a role, its groups."""
    today = clock.today()
    seats = sa.select(Seat).where(Seat.partnership_id == partnership_id, is_current(Seat, today)).subquery()
    sitting = (
        sa.select(Holder.person_id).join(seats, seats.c.id == Holder.seat_id).where(is_current(Holder, today))
    ).union(
        sa.select(Appointment.person_id).where(
            Appointment.partnership_id == partnership_id, is_current(Appointment, today)
        )
    )
    organisations = db.session.execute(
        sa.select(Organisation.id, Organisation.name, Organisation.short_name)
        .where(Organisation.id.in_(sa.select(seats.c.organisation_id)))
        .order_by(Organisation.sort_name)
    )
    people = db.session.execute(
        sa.select(Person.id, Person.name).where(Person.id.in_(sitting)).order_by(Person.sort_name)
    )
    groups = db.session.execute(
        sa.select(Group.id, Group.name)
        .where(Group.partnership_id == partnership_id, Group.closed_on.is_(None))
        .order_by(Group.position, Group.id)
    )
    return Names(
        tuple((row.id, row.name, row.short_name) for row in organisations),
        tuple((row.id, row.name) for row in people),
        tuple((row.id, row.name) for row in groups),
        roles_in(partnership_id),
    )


def roles_in(partnership_id: int) -> tuple[tuple[str, int | None, int | None], ...]:
    """Return who holds a role or an office now: ("Core Group chair", the person, the organisation)."""
    today = clock.today()
    found: list[tuple[str, int | None, int | None]] = []
    appointed = (
        sa.select(Appointment.role, Appointment.person_id, Appointment.organisation_id, Group.name)
        .outerjoin(Group, Group.id == Appointment.group_id)
        .where(Appointment.partnership_id == partnership_id, Appointment.role.in_(TITLES))
        .where(is_current(Appointment, today))
    )
    for role, person, organisation, group in db.session.execute(appointed):
        found.append((f"{group or 'Partnership'} {TITLES[role]}", person, organisation))
    offices = (
        sa.select(Office.kind, Office.person_id, Office.organisation_id, Group.name)
        .join(Group, Group.id == Office.group_id)
        .where(Office.partnership_id == partnership_id, Office.kind.in_(OFFICES), is_current(Office, today))
    )
    for kind, holder, office_of, group in db.session.execute(offices):
        found.append((f"{group} {OFFICES[kind]}", holder, office_of))
    return tuple(found)


def get_action(viewer: Viewer, partnership: Partnership, action_id: int, removed: bool = False) -> Action:
    """Return the action with its leads and its progress, or answer 404; a removed one only when asked for."""
    asked = (
        sa.select(Action)
        .where(Action.id == action_id, Action.partnership_id == partnership.id, visible_to(viewer, Action))
        .where(Action.removed_at.isnot(None) if removed else Action.removed_at.is_(None))
        .options(selectinload(Action.leads), selectinload(Action.progress), joinedload(Action.group))
    )
    return db.one_or_404(asked)


def meeting_of(viewer: Viewer, action: Action) -> Any:
    """Return the meeting an action was raised at: its state, and its id, day and title where the viewer may see it."""
    if action.meeting_id is None:
        return None
    meetings = db.metadata.tables["meetings"]
    asked = sa.select(
        meetings.c.id, meetings.c.day, meetings.c.title, meetings.c.minutes_state,
        visible_to(viewer, meetings.c).label("is_shown"),
    ).where(meetings.c.id == action.meeting_id)  # fmt: skip
    return db.session.execute(asked).one()


def groups_to_keep(viewer: Viewer, partnership: Partnership) -> list[Group]:
    """Return the open groups for which the viewer may add actions, those at the top first."""
    asked = (
        sa.select(Group)
        .where(Group.partnership_id == partnership.id, Group.closed_on.is_(None))
        .order_by(Group.parent_id.isnot(None), Group.position, Group.id)
    )
    return [
        group for group in db.session.scalars(asked) if viewer.can_in(Permission.KEEP_ACTIONS, partnership, group.id)
    ]


def my_actions(viewer: Viewer, limit: int = MOST) -> Sequence[Any]:
    """Return the first of the open actions the viewer leads, the most urgent first; each knows how many `in_all`.

    Each row: id, text, leads, when_text, due_on, status, slug, short_name and partnership. One statement.
    """
    if not viewer.is_authenticated:
        return []
    return _most_urgent(viewer)[:limit]


@asked_often
def _most_urgent(viewer: Viewer) -> sa.Select:
    asked = mine(viewer).where(Action.due_sort <= SOME_DAY).add_columns(sa.func.count().over().label("in_all"))
    return asked.order_by(Action.due_sort, Action.id).limit(MOST)


def count_actions(viewer: Viewer, partnership: Partnership) -> Any:
    """Return how many actions of a partnership, among those the viewer may see, are open, overdue, leaderless, done."""

    def how_many(condition: Any) -> Any:
        return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)

    asked = sa.select(
        sa.func.count().label("all"),
        how_many(Action.status.in_(OPEN)).label("open"),
        how_many(is_overdue()).label("overdue"),
        how_many(has_no_lead()).label("no_lead"),
        how_many(Action.status == Status.DONE).label("done"),
        how_many(Action.status == Status.DROPPED).label("dropped"),
    ).where(Action.partnership_id == partnership.id, Action.removed_at.is_(None), visible_to(viewer, Action))
    return db.session.execute(asked).one()


def open_actions_led_by(viewer: Viewer, thing: Organisation | Person, limit: int = 10) -> Sequence[Any]:
    """Return the first open actions that an organisation or a person leads and the viewer may see: one statement.

    The most urgent comes first; each row knows how many there are `in_all`.
    What a person leads is shown to those of the same partnership only, as their name beside it is.
    """
    is_person = isinstance(thing, Person)
    column = Lead.person_id if is_person else Lead.organisation_id
    asked = (
        sa.select(
            Action.id, Action.text, Action.when_text, Action.due_on, Action.status, Partnership.slug,
            Partnership.short_name, sa.func.count().over().label("in_all"),
        )
        .join(Partnership, Partnership.id == Action.partnership_id)
        .where(
            Action.id.in_(sa.select(Lead.action_id).where(column == thing.id)),
            Action.removed_at.is_(None),
            Action.due_sort <= SOME_DAY,
            visible_to(viewer, Action),
        )
        .order_by(Action.due_sort, Action.id)
        .limit(limit)
    )  # fmt: skip
    if is_person and not viewer.is_site_administrator:
        asked = asked.where(Action.partnership_id.in_(sorted(viewer.insider)))
    return db.session.execute(asked).all()
