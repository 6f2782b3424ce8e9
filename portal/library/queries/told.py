"""Reading what organisations hold, and what they applied for."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.core import clock
from portal.core.database import db, reader
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.library.models import Application, Funding, Holding, Standard
from portal.library.queries.entries import seen
from portal.partnerships.models import Partnership


class Matrix(NamedTuple):
    """Which organisation holds which standard today: standards (id, title) and rows of (organisation, days or None)."""

    standards: Sequence[Any]
    rows: list[tuple[Any, list[Any]]]


def holders_of(standard: Standard) -> Sequence[Holding]:
    """Return who holds or held a standard, those who still do first."""
    asked = (
        sa.select(Holding)
        .join(Holding.organisation)
        .where(Holding.standard_id == standard.id, Holding.removed_at.is_(None))
        .order_by(Holding.until_on.isnot(None), Organisation.sort_name, Holding.id)
        .options(joinedload(Holding.organisation))
    )
    return db.session.scalars(asked).all()


def get_holding(viewer: Viewer, partnership: Partnership, number: int, removed: bool = False) -> Holding:
    """Return one row of who holds what, or answer 404; a removed one only when asked for."""
    asked = (
        sa.select(Holding)
        .join(Standard, Standard.id == Holding.standard_id)
        .where(Holding.id == number, *seen(viewer, partnership, Standard))
        .where(Holding.removed_at.isnot(None) if removed else Holding.removed_at.is_(None))
    )
    return db.one_or_404(asked.options(joinedload(Holding.organisation)))


def matrix(viewer: Viewer, partnership: Partnership) -> Matrix:
    """Return who holds which standard today, among the standards the viewer may see: two statements."""
    standards = reader().execute(
        sa.select(Standard.id, Standard.title)
        .where(*seen(viewer, partnership, Standard))
        .order_by(Standard.sort_title, Standard.id)
    ).all()  # fmt: skip
    today = clock.today()
    held = reader().execute(
        sa.select(Organisation.id, Organisation.name, Organisation.slug, Holding.standard_id, Holding.since_on)
        .join(Holding, Holding.organisation_id == Organisation.id)
        .where(Holding.standard_id.in_([row.id for row in standards]), Holding.removed_at.is_(None))
        .where(sa.or_(Holding.until_on.is_(None), Holding.until_on >= today))
        .order_by(Organisation.sort_name, Organisation.id)
    ).all()  # fmt: skip
    by_organisation: dict[int, dict[int, Any]] = {}
    organisations: dict[int, Any] = {}
    for row in held:
        organisations[row.id] = row
        by_organisation.setdefault(row.id, {})[row.standard_id] = row
    rows = [
        (row, [by_organisation[number].get(each.id) for each in standards]) for number, row in organisations.items()
    ]
    return Matrix(standards, rows)


def applications_for(funding: Funding) -> Sequence[Application]:
    """Return who applied for an opportunity, the latest first."""
    asked = (
        sa.select(Application)
        .where(Application.funding_id == funding.id, Application.removed_at.is_(None))
        .order_by(Application.applied_on.desc(), Application.id.desc())
        .options(joinedload(Application.organisation))
    )
    return db.session.scalars(asked).all()


def get_application(viewer: Viewer, partnership: Partnership, number: int, removed: bool = False) -> Application:
    """Return one application, or answer 404; a removed one only when asked for."""
    asked = (
        sa.select(Application)
        .join(Funding, Funding.id == Application.funding_id)
        .where(Application.id == number, *seen(viewer, partnership, Funding))
        .where(Application.removed_at.isnot(None) if removed else Application.removed_at.is_(None))
    )
    return db.one_or_404(asked.options(joinedload(Application.organisation)))
