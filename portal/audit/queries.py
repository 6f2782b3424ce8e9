"""Reading the record of changes."""

from datetime import timedelta

import sqlalchemy as sa

from portal.audit.models import Event
from portal.core import clock
from portal.core.tables import Column, Filter, Table

# Partnerships stand above; their names are read here by the name of their table.
_partnerships = sa.table("partnerships", sa.column("id", sa.Integer), sa.column("name", sa.String))
SPANS = [("7", "a week ago"), ("31", "a month ago"), ("366", "a year ago")]


def history_table(partnership_id: int | None) -> Table:
    """Return the changes within a partnership, newest first; for None, those of the whole portal with their place."""
    rows = sa.select(Event.id, Event.at, Event.who, Event.sentence, Event.verb, Event.thing)
    columns = [
        Column("at", "When", Event.id),
        Column("who", "Who", sa.func.lower(Event.who)),
        Column("sentence", "What"),
        Column("verb", "Kind of change", in_page=False),
        Column("thing", "Table", in_page=False),
    ]
    if partnership_id is not None:
        rows = rows.where(Event.partnership_id == partnership_id)
    else:
        place = sa.func.coalesce(_partnerships.c.name, "")
        rows = rows.add_columns(place.label("place"))
        rows = rows.outerjoin(_partnerships, _partnerships.c.id == Event.partnership_id)
        columns.insert(2, Column("place", "Partnership", sa.func.lower(place)))
    return Table(
        rows=rows,
        id=Event.id,
        noun="change",
        columns=columns,
        sort="-at",
        filters=[Filter("since", "Since", SPANS, _since, every="the beginning")],
        search=lambda words: sa.or_(
            Event.sentence.icontains(words, autoescape=True), Event.who.icontains(words, autoescape=True)
        ),
    )


def _since(days: str) -> sa.ColumnElement[bool]:
    return Event.at >= clock.now() - timedelta(days=int(days))
