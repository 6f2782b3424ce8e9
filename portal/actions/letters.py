"""Letters that remind people of what they lead: a week before it is due, and once when it is late."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import selectinload

from portal.actions.models import OPEN, Action
from portal.core import clock
from portal.core.audience import Audience, may_see
from portal.core.database import db
from portal.core.permissions import Role
from portal.core.text import listed, plural
from portal.core.viewer import Part, Viewer
from portal.directory.models import Person
from portal.mail import services as mail
from portal.memberships.models import Appointment, Holder, Seat, Standing
from portal.memberships.viewer import is_current
from portal.partnerships.models import Partnership

AHEAD = timedelta(days=7)
BEHIND = timedelta(days=1)


def write_action_reminders() -> int:
    """Write to who leads what is due in a week or since yesterday, and return how many letters there are.

    One letter to each person and day, with all of it; to nobody of what they may not see. Representatives are
    written to for their organisation. Run from the clock; run twice, it writes once.
    """
    today = clock.today()
    actions = db.session.scalars(
        sa.select(Action)
        .where(Action.due_on.in_([today + AHEAD, today - BEHIND]), Action.status.in_(OPEN))
        .where(Action.removed_at.is_(None))
        .order_by(Action.due_on, Action.id)
        .options(selectinload(Action.leads))
    ).all()
    led = led_by_person(actions)
    places = {place.id: place for place in db.session.scalars(sa.select(Partnership).where(
        Partnership.id.in_({action.partnership_id for action in actions})))}  # fmt: skip
    written = 0
    for person, seen in seen_by_person(led):
        written += bool(seen) and _write(person, seen, places)
    return written


def seen_by_person(led: dict[int, list[Action]]) -> Iterator[tuple[Person, list[Action]]]:
    """Yield everybody who leads something and is still there, with what of it they may see today."""
    parts = _parts_of(led)
    people = db.session.scalars(
        sa.select(Person).where(Person.id.in_(led), Person.left_on.is_(None)).order_by(Person.id)
    )
    for person in people:
        viewer = Viewer(user_id=person.user_id, person_id=person.id, parts=frozenset(parts[person.id]))
        yield person, [action for action in led[person.id] if may_see(viewer, action)]


def _write(person: Person, actions: Sequence[Action], places: dict[int, Partnership]) -> bool:
    names = {places[action.partnership_id].short_name or places[action.partnership_id].name for action in actions}
    whose = names.pop() if len(names) == 1 else current_app.config["PORTAL_NAME"]
    late = sum(action.due_on is not None and action.due_on < clock.today() for action in actions)
    due = len(actions) - late
    coming = [f"{plural(due, 'action')} due in a week"] if due else []
    said = listed(coming + ([f"{plural(late, 'action')} late"] if late else []))
    letter = mail.post(
        person.email, person.name, "actions_due", subject=f"{whose}: {said}",
        about=f"actions {person.id} {clock.today().isoformat()}",
        actions=actions, places=places, hidden=Audience.RESTRICTED, today=clock.today(),
    )  # fmt: skip
    return letter is not None


def led_by_person(actions: Sequence[Action]) -> dict[int, list[Action]]:
    """Return what each person leads: by name, or as the representative of an organisation in that partnership."""
    sitting = _representatives({lead.organisation_id for action in actions for lead in action.leads} - {None})
    found: dict[int, list[Action]] = defaultdict(list)
    for action in actions:
        people = {lead.person_id for lead in action.leads if lead.person_id}
        for lead in action.leads:
            people |= sitting.get((action.partnership_id, lead.organisation_id), set())
        for number in people:
            found[number].append(action)
    return found


def _representatives(organisations: Iterable[int | None]) -> dict[tuple[int, int | None], set[int]]:
    today = clock.today()
    rows = db.session.execute(
        sa.select(Seat.partnership_id, Seat.organisation_id, Holder.person_id)
        .join(Holder, Holder.seat_id == Seat.id)
        .where(
            Seat.organisation_id.in_(list(organisations)),
            Holder.standing == Standing.REPRESENTATIVE,
            is_current(Holder, today),
            is_current(Seat, today),
        )
    )
    found: dict[tuple[int, int | None], set[int]] = defaultdict(set)
    for partnership_id, organisation_id, person_id in rows:
        found[partnership_id, organisation_id].add(person_id)
    return found


def _parts_of(people: Iterable[int]) -> dict[int, list[Part]]:
    """Return the parts that people play today, whether or not they ever sign in."""
    today, found = clock.today(), defaultdict(list)
    seats = sa.select(Holder.person_id, Holder.standing, Seat.partnership_id, Seat.group_id)
    seats = seats.join(Seat, Seat.id == Holder.seat_id).where(is_current(Holder, today), is_current(Seat, today))
    for row in db.session.execute(seats.where(Holder.person_id.in_(list(people)))):
        role = Role.REPRESENTATIVE if row.standing is Standing.REPRESENTATIVE else Role.WIDER_STAFF
        found[row.person_id].append(Part(role, row.partnership_id, row.group_id))
    given = sa.select(Appointment).where(Appointment.person_id.in_(list(people)), is_current(Appointment, today))
    for appointed in db.session.scalars(given):
        found[appointed.person_id].append(Part(appointed.role, appointed.partnership_id, appointed.group_id))
    return found
