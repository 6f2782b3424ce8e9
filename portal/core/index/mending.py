"""Bringing the index of an older version up to date, step by step, within the migration that asks for it.

Only names of tables and columns stand here, as that version had them: what it mends must not change with the features.
"""

import sqlalchemy as sa

from portal.core.audience import Audience
from portal.core.index.entries import scope

GONE = {
    "skill": ("skills", "removed_at"),
    "resource": ("resources", "removed_at"),
    "wanted": ("wanted_notices", "closed_on"),
}
FORMS = ("advice", "work", "mentoring", "secondment", "shadowing", "consultancy", "volunteering")
LATE = ("later", "none")


def mend_offers(connection: sa.Connection) -> None:
    """Take out what closed organisations offer, mark skills by their forms and time, and renew initiatives.

    Once done it changes nothing more. It is a step of the fourth migration.
    """
    for kind, (table, ended) in GONE.items():
        _without_closed(connection, kind, table, ended)
    for form in FORMS:
        _mark(connection, form, f"forms LIKE '%{form}%'")
    for capacity in LATE:
        _mark(connection, capacity, f"capacity = '{capacity}'")
    _renew_initiatives(connection)


def _without_closed(connection: sa.Connection, kind: str, table: str, ended: str) -> None:
    gone = (
        f"SELECT offer.id FROM {table} AS offer JOIN organisations ON organisations.id = offer.organisation_id "  # noqa: S608
        f"WHERE organisations.closed_on IS NOT NULL OR offer.{ended} IS NOT NULL"
    )
    connection.exec_driver_sql(f"DELETE FROM search_entries WHERE kind = '{kind}' AND object_id IN ({gone})")  # noqa: S608


def _mark(connection: sa.Connection, mark: str, which: str) -> None:
    marked = sa.text(
        f"UPDATE search_entries SET scope = scope || ' m{mark}' WHERE kind = 'skill' "  # noqa: S608  words of our own
        f"AND object_id IN (SELECT id FROM skills WHERE {which}) AND ' ' || scope || ' ' NOT LIKE :has"
    )
    connection.execute(marked, {"has": f"% m{mark} %"})


def _renew_initiatives(connection: sa.Connection) -> None:
    """An initiative is found by the body behind it and by its reach, and belongs to that organisation."""
    asked = sa.text(
        "SELECT i.id, i.text, i.run_by, i.reach, i.audience, i.partnership_id, i.group_id, i.organisation_id, o.name, "
        "o.sector FROM initiatives AS i LEFT JOIN organisations AS o ON o.id = i.organisation_id "
        "WHERE i.removed_at IS NULL"
    )
    renewed = sa.text(
        "UPDATE search_entries SET body = :body, organisation_id = :organisation_id, sector = :sector, scope = :scope "
        "WHERE kind = 'initiative' AND object_id = :number"
    )
    for row in connection.execute(asked).all():
        sector = row.sector or ""
        words = scope(
            kind="initiative", audience=Audience(row.audience), partnership_id=row.partnership_id,
            organisation_id=row.organisation_id, sector=sector,
        )  # fmt: skip
        body = " ".join(filter(None, (row.text, row.name or row.run_by, row.reach.capitalize())))
        given = {
            "body": body,
            "organisation_id": row.organisation_id,
            "sector": sector,
            "scope": words,
            "number": row.id,
        }
        connection.execute(renewed, given)
