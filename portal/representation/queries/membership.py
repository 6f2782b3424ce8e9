"""Reading a partnership's membership statement: the edition that holds, the older ones, and whose review is due."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, selectinload

from portal.core import clock
from portal.core.audience import visible_to
from portal.core.database import db, reader
from portal.core.days import add_months
from portal.core.viewer import Viewer
from portal.decisions.models import Decision
from portal.partnerships.models import Partnership
from portal.representation.membership_models import MembershipReview, MembershipStatement


def latest(partnership_id: int) -> MembershipStatement | None:
    """Return the edition that holds, with its reviews, or None where there is none."""
    return db.session.scalar(
        _whole(partnership_id).order_by(MembershipStatement.number.desc()).limit(1)
    )  # fmt: skip


def get_edition(partnership: Partnership, number: int) -> MembershipStatement:
    """Return one edition, or answer 404."""
    return db.one_or_404(_whole(partnership.id).where(MembershipStatement.number == number))


def list_editions(partnership_id: int) -> Sequence[Any]:
    """Return number, agreed_on and written_by of all editions, the newest first."""
    rows = sa.select(MembershipStatement.number, MembershipStatement.agreed_on, MembershipStatement.written_by)
    mine = rows.where(MembershipStatement.partnership_id == partnership_id)
    return reader().execute(mine.order_by(MembershipStatement.number.desc())).all()


def recent_decisions(viewer: Viewer, partnership: Partnership) -> Sequence[Decision]:
    """Return the partnership's decisions of the last year that the viewer may see, newest first."""
    return db.session.scalars(
        sa.select(Decision)
        .where(
            Decision.partnership_id == partnership.id,
            Decision.decided_on >= add_months(clock.today(), -12),
            Decision.removed_at.is_(None),
            visible_to(viewer, Decision),
        )
        .order_by(Decision.decided_on.desc(), Decision.id.desc())
        .limit(60)
    ).all()


def reviews_due(until: date, places: Sequence[int] | None = None) -> Sequence[Any]:
    """Return whose membership statement is to be reviewed by a day, in these partnerships or in all open ones.

    A row holds Partnership's id, slug, name and short_name, number and review_on.
    """
    later = aliased(MembershipStatement)
    rows = (
        sa.select(
            Partnership.id, Partnership.slug, Partnership.name, Partnership.short_name, MembershipStatement.number,
            MembershipStatement.review_on,
        )
        .join(Partnership, Partnership.id == MembershipStatement.partnership_id)
        .outerjoin(
            later,
            sa.and_(
                later.partnership_id == MembershipStatement.partnership_id,
                later.number > MembershipStatement.number,
            ),
        )
        .where(later.id.is_(None), MembershipStatement.review_on <= until, Partnership.closed_on.is_(None))
        .order_by(MembershipStatement.review_on, Partnership.id)
    )  # fmt: skip
    if places is not None:
        rows = rows.where(Partnership.id.in_(places))
    return reader().execute(rows).all()


def _whole(partnership_id: int) -> sa.Select:
    return (
        sa.select(MembershipStatement)
        .where(MembershipStatement.partnership_id == partnership_id)
        .options(
            joinedload(MembershipStatement.decision),
            selectinload(MembershipStatement.reviews).joinedload(MembershipReview.decision),
        )
    )
