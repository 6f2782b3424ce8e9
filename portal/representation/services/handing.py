"""Handing over a person's parts, or an organisation's offices, with the open work, in one transaction."""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa

from portal.actions import rules as actions_rules
from portal.actions import services as actions
from portal.actions.models import Action
from portal.actions.names import LeadGuess
from portal.audit import services as audit
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.text import plural
from portal.core.viewer import Viewer
from portal.directory.models import Keeper, Organisation, Person
from portal.directory.services import keepers
from portal.meetings.models import Meeting
from portal.memberships.models import Appointment, Holder, Office
from portal.memberships.queries.roles import list_appointments
from portal.memberships.services.holders import name_holder
from portal.memberships.services.offices import OfficeFacts
from portal.memberships.services.offices import hand_over as hand_over_office
from portal.memberships.services.roles import end_role, give_role
from portal.partnerships.models import Partnership
from portal.representation.models import HandOver
from portal.representation.queries.handing import Part


def hand_over(
    doer: Viewer, partnership: Partnership, leaver: Person, successor: Person, parts: Sequence[Part], note: str
) -> HandOver:
    """Give the chosen parts of one person to another, from today, and return the record of it.

    All of it happens or nothing does. Raises `Refusal` when the successor has left, and as each part does: a seat that
    the leaver took up only today, a manager's role for somebody who cannot sign in.
    Source: roles and open actions are handed over when staff change (Peak Partners, plan for partners).
    """
    if successor.left_on:
        raise Refusal(f"{successor.name} has left. Choose somebody who is still here.")
    for part in parts:
        if part.kind == "action":
            _lead(doer, part.row, "person_id", leaver.id, successor.id, successor.name)
        else:
            TAKE[part.kind](doer, part.row, successor)
    return _recorded(doer, partnership, HandOver(
        from_person_id=leaver.id, to_person_id=successor.id, from_name=leaver.name, to_name=successor.name,
    ), parts, note)  # fmt: skip


def hand_over_work(
    doer: Viewer, partnership: Partnership, leaver: Organisation, follower: Organisation, parts: Sequence[Part],
    note: str,
) -> HandOver:  # fmt: skip
    """Give the chosen offices and actions of one organisation to another, from today, and return the record of it.

    Raises `Refusal` as handing over an office does. Source: each area of work has a caretaker, so that it is not lost
    (Peak Partners).
    """
    for part in parts:
        if part.kind == "office":
            facts = OfficeFacts(follower, None, clock.today(), part.row.until_on, part.row.detail)
            hand_over_office(doer, part.row, facts)
        else:
            _lead(doer, part.row, "organisation_id", leaver.id, follower.id, follower.name)
    return _recorded(doer, partnership, HandOver(
        from_organisation_id=leaver.id, to_organisation_id=follower.id, from_name=leaver.name, to_name=follower.name,
    ), parts, note)  # fmt: skip


def _recorded(doer: Viewer, partnership: Partnership, row: HandOver, parts: Sequence[Part], note: str) -> HandOver:
    row.partnership_id, row.on, row.by, row.note = partnership.id, clock.today(), doer.name, note
    row.parts = "\n".join(part.words for part in parts)
    db.session.add(row)
    db.session.flush()
    said = f"{row.from_name} handed over to {row.to_name}: {plural(len(parts), 'part')}"
    audit.record(doer, "handed over", row, said, partnership.id)
    return row


def _seat(doer: Viewer, holder: Holder, successor: Person) -> None:
    name_holder(doer, holder.seat, successor, holder.standing, clock.today(), in_place=True)


def _office(doer: Viewer, office: Office, successor: Person) -> None:
    facts = OfficeFacts(office.organisation, successor, clock.today(), office.until_on, office.detail)
    hand_over_office(doer, office, facts)


def _role(doer: Viewer, given: Appointment, successor: Person) -> None:
    has = [(row.role, row.group_id) for row in list_appointments(successor.id, given.partnership)]
    if (given.role, given.group_id) not in has:
        give_role(doer, given.partnership, successor, given.role, given.group, given.organisation)
    end_role(doer, given)


def _minutes(doer: Viewer, meeting: Meeting, successor: Person) -> None:
    meeting.taker_id = successor.id
    audit.record(doer, "changed", meeting, f"{successor.name} takes the minutes of {meeting.title}")


def _keeper(doer: Viewer, kept: Keeper, successor: Person) -> None:
    organisation = db.session.get_one(Organisation, kept.organisation_id)
    leaver = db.session.get_one(Person, kept.person_id)
    asked = sa.select(Keeper).where(
        Keeper.organisation_id == organisation.id, Keeper.person_id == successor.id, Keeper.until_on.is_(None)
    )
    if db.session.scalar(asked) is None:
        keepers.add_keeper(doer, organisation, successor)
    keepers.end_keeper(doer, organisation, kept, leaver.name)


def _lead(doer: Viewer, action: Action, field: str, old: int, new: int, name: str) -> None:
    """Put one lead of an action in another's place; who led it already is not named twice."""
    leads: list[LeadGuess] = []
    follows: Any = {field: new, "name": name}
    for lead in actions_rules.leads_of(action):
        mine = LeadGuess(**follows) if getattr(lead, field) == old else lead
        if mine[:5] not in [one[:5] for one in leads]:
            leads.append(mine)
    actions.change_action(doer, action, text=action.text, leads=leads, when=action.when, status=action.status)


TAKE: dict[str, Callable[[Viewer, Any, Person], None]] = {
    "seat": _seat,
    "office": _office,
    "role": _role,
    "minutes": _minutes,
    "keeper": _keeper,
}
