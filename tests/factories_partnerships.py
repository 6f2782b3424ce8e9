"""Makers of what belongs to a partnership's own page."""

from datetime import date, timedelta
from itertools import count

from portal.core import clock
from portal.core.audience import Audience, Why
from portal.core.database import db, writing
from portal.decisions.models import Decision
from portal.partnerships.models import Saying, Statement
from portal.partnerships.services import groups, ties
from tests.factories import add

_number = count(1)


def statement(of_partnership, text, kind=Saying.VALUE, **given):
    return add(Statement(partnership_id=of_partnership.id, kind=kind, text=text, **{"position": next(_number)} | given))


def sub_group(in_partnership, name, **given):
    """A sub group as a manager opens it, with a month to go."""
    usual = {
        "is_sub_group": True, "task": "Look into it", "closes_on": clock.today() + timedelta(days=30),
        "opening_words": "A sub group looks into it", "opening_on": date(2026, 1, 15),
        "parent_id": in_partnership.main.id,
    }  # fmt: skip
    with writing():
        return groups.open_group(None, in_partnership, {"name": name} | usual | given, over_limit=True)


def tie(one, two, words="is the core group of", words_back="works under"):
    with writing():
        return ties.tie(None, one, two, words, words_back)


def decision(in_group, text, audience=Audience.PUBLIC, **given):
    usual = {"decided_on": date(2026, 1, 15), "audience_why": Why.MINUTES}
    return add(
        Decision(
            partnership_id=in_group.partnership_id, group_id=in_group.id, text=text, audience=audience, **usual | given
        )
    )


def again(row):
    """The row as it stands in the database now."""
    number, table = row.id, type(row)
    db.session.rollback()
    db.session.expire_all()
    return db.session.get(table, number)
