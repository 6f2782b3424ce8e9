"""Giving roles to people and ending them. Both act at once."""

from datetime import timedelta

from portal.audit import services as audit
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.permissions import APPOINTED, Role
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person
from portal.memberships.models import Appointment
from portal.memberships.queries.roles import INVITERS, list_appointments, list_managers
from portal.memberships.queries.seats import count_seats_of
from portal.partnerships.models import Group, Partnership


def give_role(
    doer: Viewer,
    partnership: Partnership,
    person: Person,
    role: Role,
    group: Group | None,
    staff_of: Organisation | None,
) -> Appointment:
    """Give a person a role in a partnership, or in one of its groups, from today on; return it.

    Wider staff are of an organisation with a seat (`staff_of`). Raises `Refusal` for a role that is not given
    directly, for a manager of a single group, for wider staff of nobody here, and for a role the person has.
    """
    if role not in APPOINTED:
        raise Refusal(f"Nobody is made {role.words} directly: that follows from a seat.")
    if group and role in INVITERS:
        raise Refusal("A manager manages the whole partnership: leave the group out.")
    if role is not Role.WIDER_STAFF:
        staff_of = None
    elif staff_of is None or not count_seats_of(staff_of.id, partnership.id, clock.today() - timedelta(days=1)):
        raise Refusal("Wider staff belong to an organisation with a seat in the partnership. Choose which.")
    group_id = group.id if group else None
    for has in list_appointments(person.id, partnership):
        if (has.role, has.group_id) == (role, group_id):
            raise Refusal(f"{person.name} is {role.words} there already.")
    given = Appointment(
        person_id=person.id, person=person, partnership_id=partnership.id, group_id=group_id, role=role,
        organisation_id=staff_of.id if staff_of else None, from_on=clock.today(),
    )  # fmt: skip
    db.session.add(given)
    audit.record(doer, "gave", given, f"Made {person.name} {role.words} of {group.name if group else partnership.name}")
    return given


def end_role(doer: Viewer, appointment: Appointment) -> None:
    """End a role at once: yesterday was its last day.

    Raises `Refusal` when it ended already, and for the last manager who can sign in.
    """
    yesterday = clock.today() - timedelta(days=1)
    if appointment.until_on and appointment.until_on <= yesterday:
        raise Refusal("This role has ended already.")
    if appointment.role in INVITERS and appointment.group_id is None:
        managers = list_managers([appointment.partnership_id])
        if not any(row.user_id != appointment.person.user_id for row in managers):
            raise Refusal("A partnership is never without a manager who can sign in. Make somebody else manager first.")
    appointment.until_on = yesterday
    audit.record(doer, "ended", appointment, f"{appointment.person.name} is no longer {_name_of(appointment)}")


def restore_role(doer: Viewer, appointment: Appointment) -> None:
    """Take back that a role was just ended.

    Raises `Refusal` when it did not end today or yesterday (it can be given anew), or the person has it again.
    """
    if appointment.until_on is None or appointment.until_on < clock.today() - timedelta(days=2):
        raise Refusal("This role was not ended just now. Give it again instead.")
    for has in list_appointments(appointment.person_id, appointment.partnership):
        if (has.role, has.group_id) == (appointment.role, appointment.group_id):
            raise Refusal(f"{appointment.person.name} is {appointment.role.words} there already.")
    appointment.until_on = None
    audit.record(doer, "restored", appointment, f"{appointment.person.name} is {_name_of(appointment)} after all")


def _name_of(appointment: Appointment) -> str:
    return f"{appointment.role.words} of {(appointment.group or appointment.partnership).name}"
