"""Small makers of real rows. Each gives only what the test does not say, and commits."""

import secrets
from contextlib import contextmanager, nullcontext
from datetime import date, timedelta
from itertools import count

from portal.accounts.models import SignIn, User
from portal.accounts.sign_in import hashed
from portal.core import clock
from portal.core.database import db, writing
from portal.core.text import slug
from portal.directory.models import Organisation, Person, Sector
from portal.memberships.models import Appointment, Holder, Office, OfficeKind, Seat, Standing, Substitution
from portal.partnerships.models import Group, Kind, Partnership, QuorumKind, Rules

_number = count(1)
LONG_AGO = date(2020, 1, 1)


_together = False


@contextmanager
def together():
    """Keep all rows that are made meanwhile in one transaction, which is many times as quick."""
    global _together  # noqa: PLW0603  the tests of one process run one after the other
    with writing():
        _together = True
        try:
            yield
        finally:
            _together = False


def add(row):
    """Keep a row, and return it."""
    with nullcontext() if _together else writing():
        db.session.add(row)
        db.session.flush()
    return row


def kind(name="Local strategic partnership"):
    found = db.session.query(Kind).filter_by(slug=slug(name)).first()
    return found or add(Kind(slug=slug(name), name=name))


def partnership(**given):
    """A partnership with its rules and a main group, reachable as `.main`."""
    n = next(_number)
    rules = given.pop("rules", {})
    usual = {"slug": f"partnership-{n}", "name": f"Partnership {n}", "kind": kind(), "short_name": f"P{n}"}
    row = add(Partnership(**usual | given))
    add(Rules(partnership_id=row.id, **{"quorum_kind": QuorumKind.MORE_THAN, "quorum_value": 50} | rules))
    row.main = group(row, name="Main group")
    return row


def group(in_partnership, **given):
    n = next(_number)
    usual = {"name": f"Group {n}", "slug": f"group-{n}", "kind": "main"}
    return add(Group(partnership_id=in_partnership.id, **usual | given))


def organisation(name="", **given):
    n = next(_number)
    name = name or f"Organisation {n}"
    usual = {"slug": f"{slug(name)}-{n}", "sort_name": name.lower(), "sector": Sector.VOLUNTARY, "area": "Peak"}
    return add(Organisation(name=name, **usual | given))


def person(name="", with_account=True, **given):
    """A person, with an account unless told otherwise."""
    n = next(_number)
    name = name or f"Person {n}"
    email = given.pop("email", f"{slug(name)}-{n}@example.org")
    user = add(User(email=email, name=name, created_at=clock.now())) if with_account else None
    return add(Person(name=name, sort_name=name.lower(), email=email, user_id=user.id if user else None, **given))


def seat(in_group, of_organisation=None, held_by=None, **given):
    """A seat in a group, with its representative when one is given."""
    of_organisation = of_organisation or organisation()
    usual = {"from_on": LONG_AGO, "sector": of_organisation.sector, "organisation_id": of_organisation.id}
    row = add(Seat(partnership_id=in_group.partnership_id, group_id=in_group.id, **usual | given))
    if held_by:
        holder(row, held_by)
    return row


def holder(of_seat, held_by, standing=Standing.REPRESENTATIVE, **given):
    return add(Holder(seat_id=of_seat.id, person_id=held_by.id, standing=standing, **{"from_on": LONG_AGO} | given))


def appointment(who, role, in_partnership, in_group=None, **given):
    group_id = in_group.id if in_group else None
    usual = {"from_on": LONG_AGO}
    return add(
        Appointment(person_id=who.id, role=role, partnership_id=in_partnership.id, group_id=group_id, **usual | given)
    )


def office(in_group, kind=OfficeKind.CHAIR, **given):
    return add(
        Office(partnership_id=in_group.partnership_id, group_id=in_group.id, kind=kind, **{"from_on": LONG_AGO} | given)
    )


def substitution(meeting, for_seat, who):
    return add(Substitution(meeting_id=meeting.id, seat_id=for_seat.id, person_id=who.id, meets_on=meeting.day))


def signed_in(who) -> str:
    """Sign a person in, and return the token of the session."""
    token, moment = secrets.token_urlsafe(16), clock.now()
    hours = timedelta(hours=8)
    add(
        SignIn(
            user_id=who.user_id, token_hash=hashed(token), created_at=moment, seen_at=moment, expires_at=moment + hours
        )
    )
    return token
