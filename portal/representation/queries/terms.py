"""Reading terms of office, with what each group's rule says about standing again."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal.core import clock
from portal.core.days import add_months
from portal.core.tables import Column, Filter, Table
from portal.directory.models import Organisation
from portal.memberships.models import Seat
from portal.partnerships.models import Group, Partnership, Rules

SOON = 6
"""How many months ahead terms are looked at as ending soon."""


def terms_table(partnership: Partnership, groups: list[tuple[str, str]]) -> Table:
    """Return the terms of office of a partnership's groups, the one that ends first at the top."""
    own, whole = aliased(Rules), aliased(Rules)
    again = sa.func.coalesce(own.may_stand_again, whole.may_stand_again, True)
    rows = (
        sa.select(
            Seat.id, Organisation.name.label("organisation"), Group.name.label("group"), Seat.capacity, Seat.held,
            Seat.from_on, Seat.term_ends_on, again.label("again"),
            sa.func.coalesce(own.term_years, whole.term_years, 0).label("years"),
        )
        .join(Group, Group.id == Seat.group_id)
        .join(Organisation, Organisation.id == Seat.organisation_id)
        .outerjoin(own, own.group_id == Group.id)
        .outerjoin(whole, sa.and_(whole.partnership_id == Seat.partnership_id, whole.group_id.is_(None)))
        .where(Seat.partnership_id == partnership.id, Seat.term_ends_on.isnot(None), Seat.until_on.is_(None))
    )  # fmt: skip
    return Table(
        rows=rows,
        id=Seat.id,
        noun="term",
        sort="term_ends_on",
        columns=[
            Column("organisation", "Organisation", Organisation.sort_name),
            Column("group", "Group", Group.name),
            Column("capacity", "Capacity", in_page=False),
            Column("held", "Held"),
            Column("from_on", "Since", Seat.from_on),
            Column("term_ends_on", "Term ends", Seat.term_ends_on),
            Column("again", "May stand again"),
        ],
        filters=[
            Filter("group", "Group", groups, lambda slug: Group.slug == slug),
            Filter("when", "Ends", [("soon", "Within six months"), ("over", "Is over"), ("later", "Later")], _when),
        ],
        search=lambda words: Organisation.name.icontains(words, autoescape=True),
    )


def _when(chosen: str) -> sa.ColumnElement[bool]:
    today, soon = clock.today(), last_soon()
    if chosen == "over":
        return Seat.term_ends_on < today
    return Seat.term_ends_on.between(today, soon) if chosen == "soon" else Seat.term_ends_on > soon


def last_soon() -> date:
    """Return the last day that counts as soon."""
    return add_months(clock.today(), SOON)
