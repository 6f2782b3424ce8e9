"""Reading what each organisation carries for a partnership over a year: seats, offices, actions, minutes, hosting."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from portal.actions.models import Action, Lead, Status
from portal.core import clock
from portal.core.audience import visible_to
from portal.core.database import reader
from portal.core.days import add_months
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person
from portal.directory.queries import seated_in
from portal.meetings.models import Meeting
from portal.memberships.models import Office, Seat
from portal.memberships.viewer import is_current
from portal.partnerships.models import Partnership


@dataclass
class Carried:
    """What one organisation carries; all figures are counts."""

    id: int
    slug: str
    name: str
    short_name: str
    seats: int = 0
    offices: int = 0
    led: int = 0
    done: int = 0
    minutes: int = 0
    hosted: int = 0


def carried(viewer: Viewer, partnership: Partnership) -> list[Carried]:
    """Return what each organisation with a seat carries, by name: seats and offices today, the rest over a year.

    Actions and meetings are counted as far as the viewer may see them, so that no figure tells of a confidential one.
    An action counts for the organisation that leads it, or whose staff do; a meeting is hosted by the organisation
    that its venue names. Source: everyone is doing his or her fair share, balanced over time (Peak Partners).
    """
    found = {row.id: row for row in _organisations(partnership)}
    today = clock.today()
    _count_places(found, partnership, today)
    _count_actions(found, viewer, partnership, add_months(today, -12))
    _count_meetings(found, viewer, partnership, add_months(today, -12), today)
    return list(found.values())


def _organisations(partnership: Partnership) -> list[Carried]:
    rows = (
        sa.select(Organisation.id, Organisation.slug, Organisation.name, Organisation.short_name)
        .where(Organisation.id.in_(seated_in([partnership.id])))
        .order_by(Organisation.sort_name, Organisation.id)
    )
    return [Carried(*row) for row in reader().execute(rows)]


def _count_places(found: dict[int, Carried], partnership: Partnership, today: date) -> None:
    for table, field in ((Seat, "seats"), (Office, "offices")):
        rows = (
            sa.select(table.organisation_id, sa.func.count(table.id))
            .where(table.partnership_id == partnership.id, is_current(table, today))
            .group_by(table.organisation_id)
        )
        for number, many in reader().execute(rows):
            if number in found:
                setattr(found[number], field, many)


def _count_actions(found: dict[int, Carried], viewer: Viewer, partnership: Partnership, since: date) -> None:
    whose = sa.func.coalesce(Lead.organisation_id, Person.organisation_id)
    rows = (
        sa.select(whose, Action.id, Action.status)
        .select_from(Lead)
        .join(Action, Action.id == Lead.action_id)
        .outerjoin(Person, Person.id == Lead.person_id)
        .where(
            Action.partnership_id == partnership.id,
            Action.removed_at.is_(None),
            Action.raised_on > since,
            Action.status != Status.DROPPED,
            visible_to(viewer, Action),
            whose.isnot(None),
        )
        .distinct()
    )
    for number, _action, status in reader().execute(rows):
        if number in found:
            found[number].led += 1
            found[number].done += status is Status.DONE


def _count_meetings(
    found: dict[int, Carried], viewer: Viewer, partnership: Partnership, since: date, today: date
) -> None:
    rows = (
        sa.select(Meeting.venue, Person.organisation_id)
        .outerjoin(Person, Person.id == Meeting.taker_id)
        .where(
            Meeting.partnership_id == partnership.id,
            Meeting.day.between(since, today),
            Meeting.cancelled_at.is_(None),
            visible_to(viewer, Meeting),
        )
    )
    for venue, taker_of in reader().execute(rows):
        if taker_of in found:
            found[taker_of].minutes += 1
        place = f" {venue.lower()} "
        for each in found.values():
            if each.name.lower() in place or (each.short_name and f" {each.short_name.lower()}" in place):
                each.hosted += 1
