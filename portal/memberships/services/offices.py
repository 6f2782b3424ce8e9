"""Giving offices to organisations, handing them over, and ending them."""

from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from portal.audit import services as audit
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person
from portal.memberships.models import Office, OfficeKind
from portal.memberships.rules import overlap
from portal.partnerships.models import Group

SHARED = (OfficeKind.CARETAKER,)
"""Offices that several may hold at once, one for each area of work."""


@dataclass
class OfficeFacts:
    """To whom an office is given, and for how long."""

    organisation: Organisation | None
    person: Person | None
    from_on: date
    until_on: date | None
    detail: str = ""


def give_office(doer: Viewer, group: Group, kind: OfficeKind, facts: OfficeFacts) -> Office:
    """Give an office in a group, and return it.

    Raises `Refusal` when nobody is to hold it, when it ends before it begins, or when it is held at that time;
    caretakers are several, one for each area of work. Source: chair and administrator are given to organisations at
    the first meeting and then every year, and each area of work has its caretaker (Peak Partners).
    """
    _demand_somebody(facts)
    for other in _held(group, kind):
        same_area = kind not in SHARED or other.detail.lower() == facts.detail.lower()
        if same_area and overlap(facts.from_on, facts.until_on, other.from_on, other.until_on):
            raise Refusal(f"{holder_of(other)} holds this office {_times(other)}. Hand it over, or end that first.")
    office = Office(partnership_id=group.partnership_id, group_id=group.id, group=group, kind=kind)
    _write(office, facts)
    db.session.add(office)
    audit.record(doer, "gave", office, f"Gave {name_of(office)} to {holder_of(office)}, {_times(office)}")
    return office


def hand_over(doer: Viewer, office: Office, facts: OfficeFacts) -> Office:
    """End an office on the day before and give it to somebody else in the same step; return the new one.

    Raises `Refusal` as `give_office` does, and when the day is not after the one on which the office began.
    """
    if facts.from_on <= office.from_on:
        raise Refusal(
            f"{holder_of(office)} has held this since {shortday(office.from_on)}: hand it over after that day."
        )
    if office.until_on is None or office.until_on >= facts.from_on:
        office.until_on = facts.from_on - timedelta(days=1)
        db.session.flush()
    return give_office(doer, office.group, office.kind, facts)


def end_office(doer: Viewer, office: Office, until_on: date) -> None:
    """End an office on a day, which still counts. Raises `Refusal` when it ended before, or began after it."""
    if office.until_on and office.until_on < clock.today():
        raise Refusal(f"This office ended on {shortday(office.until_on)} already.")
    if until_on < office.from_on:
        raise Refusal(f"This office began on {shortday(office.from_on)}: it cannot end before that.")
    office.until_on = until_on
    audit.record(doer, "ended", office, f"Ended {name_of(office)} of {holder_of(office)} on {shortday(until_on)}")


def name_of(office: Office) -> str:
    """Return the office as a sentence names it: "the office of Chair in the Board"."""
    about = f" ({office.detail})" if office.detail else ""
    return f"the office of {office.kind.words}{about} in {office.group.name}"


def holder_of(office: Office) -> str:
    """Return who holds the office, as those who keep seats may know it: the organisation, and the person if named."""
    names = [each.name for each in (office.organisation, office.person) if each]
    return ", ".join(names) or "Nobody"


def _demand_somebody(facts: OfficeFacts) -> None:
    if facts.organisation is None and facts.person is None:
        raise Refusal("Say which organisation or which person the office is given to.")
    if facts.organisation and facts.organisation.closed_on:
        raise Refusal(f"{facts.organisation.name} was closed on {shortday(facts.organisation.closed_on)}.")
    if facts.until_on and facts.until_on < facts.from_on:
        raise Refusal("The office would end before it begins.")


def _held(group: Group, kind: OfficeKind) -> list[Office]:
    """Return the offices of the kind in a group that have not ended, locked on PostgreSQL until the request ends."""
    asked = sa.select(Office).where(
        Office.group_id == group.id,
        Office.kind == kind,
        sa.or_(Office.until_on.is_(None), Office.until_on >= Office.from_on),
    )
    return list(db.session.scalars(asked.order_by(Office.from_on, Office.id).with_for_update()))


def _write(office: Office, facts: OfficeFacts) -> None:
    office.organisation, office.person, office.detail = facts.organisation, facts.person, facts.detail
    office.from_on, office.until_on = facts.from_on, facts.until_on


def _times(office: Office) -> str:
    until = f" until {shortday(office.until_on)}" if office.until_on else " on"
    return f"from {shortday(office.from_on)}{until}"
