"""Reading what each organisation of a partnership gives: actions it leads, offices it holds, areas it minds."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from portal.actions.models import Action, Lead, Status
from portal.core import clock
from portal.core.audience import visible_to
from portal.core.database import reader
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person
from portal.memberships.models import Office, Seat
from portal.memberships.viewer import is_current
from portal.partnerships.models import Partnership
from portal.plans.fair_share import Led, quarters
from portal.plans.models import Section


def led(viewer: Viewer, partnership: Partnership) -> list[Led]:
    """Return what each organisation with a seat leads among what the viewer may see, most first: one statement.

    What a person leads counts for the organisation they are of. What all partners lead together counts for nobody,
    and an action that several lead counts for each of them.
    """
    seated = sa.select(Seat.organisation_id).where(
        Seat.partnership_id == partnership.id, is_current(Seat, clock.today()), Seat.organisation_id.isnot(None)
    )
    leading = (
        sa.select(
            sa.func.coalesce(Lead.organisation_id, Person.organisation_id).label("organisation_id"),
            Action.id, Action.status, Action.raised_on,
        )
        .join(Action, Action.id == Lead.action_id)
        .outerjoin(Person, Person.id == Lead.person_id)
        .where(
            Action.partnership_id == partnership.id, Action.removed_at.is_(None), Action.status != Status.DROPPED,
            visible_to(viewer, Action),
        )
        .distinct()
        .subquery()
    )  # fmt: skip

    def how_many(condition: Any) -> Any:
        return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)

    since = quarters(clock.today())[-4].begins_on
    counted = sa.func.count(leading.c.id)
    asked = (
        sa.select(
            Organisation.id,
            Organisation.name,
            how_many(leading.c.status == Status.DONE),
            how_many(leading.c.status == Status.ONGOING),
            how_many(leading.c.status == Status.OUTSTANDING),
            how_many(leading.c.raised_on >= since),
        )
        .outerjoin(leading, leading.c.organisation_id == Organisation.id)
        .where(Organisation.id.in_(seated))
        .group_by(Organisation.id, Organisation.name, Organisation.sort_name)
        .order_by(counted.desc(), Organisation.sort_name)
    )
    return [Led(*row) for row in reader().execute(asked)]


def offices(partnership: Partnership, since: date) -> Sequence[Any]:
    """Return the offices that organisations held since a day, oldest first: whose, kind, detail, from and until."""
    asked = (
        sa.select(Office.organisation_id, Office.kind, Office.detail, Office.from_on, Office.until_on)
        .where(
            Office.partnership_id == partnership.id,
            Office.organisation_id.isnot(None),
            sa.or_(Office.until_on.is_(None), Office.until_on >= since),
            Office.from_on <= clock.today(),
        )
        .order_by(Office.from_on, Office.id)
    )
    return reader().execute(asked).all()


def minded(plan_id: int) -> Sequence[Any]:
    """Return the sections of a plan with who minds each: code, title, organisation_id and caretaker; one statement."""
    asked = (
        sa.select(Section.code, Section.title, Section.caretaker_id, Organisation.name.label("caretaker"))
        .outerjoin(Organisation, Organisation.id == Section.caretaker_id)
        .where(Section.plan_id == plan_id, Section.removed_at.is_(None))
        .order_by(Section.position, Section.id)
    )
    return reader().execute(asked).all()
