"""Reading what partnerships offer each other: the offers on an action, and those that wait for a partnership."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.actions.models import Action
from portal.core.database import db, reader
from portal.partnerships.models import Partnership
from portal.plans.models import Plan, Share, Stage
from portal.plans.queries.seeing import SHARED

MOST = 200


def share_with(action: Action, partnership: Partnership) -> Share | None:
    """Return the offer of an action to a partnership, whatever became of it."""
    return db.session.scalar(sa.select(Share).filter_by(action_id=action.id, partnership_id=partnership.id))


def offers_of(action: Action) -> Sequence[Any]:
    """Return to whom an action was offered, with the partnership's name and slug, by name."""
    return db.session.execute(
        sa.select(Share, Partnership.name, Partnership.slug)
        .join(Partnership, Partnership.id == Share.partnership_id)
        .where(Share.action_id == action.id)
        .order_by(Partnership.name, Share.id)
    ).all()


def get_offer(action: Action, share_id: int) -> Share:
    """Return an offer of the action, or answer 404."""
    asked = sa.select(Share).where(Share.id == share_id, Share.action_id == action.id)
    return db.one_or_404(asked.options(joinedload(Share.action)))


def offered_to(partnership: Partnership) -> Sequence[Any]:
    """Return what is offered to a partnership and not answered: id, text, words, by, at and whose it is by name."""
    return reader().execute(
        sa.select(Share.id, Action.text, Share.words, Share.by, Share.at, Partnership.name)
        .join(Action, Action.id == Share.action_id)
        .join(Partnership, Partnership.id == Action.partnership_id)
        .where(*_waiting(partnership))
        .order_by(Share.at, Share.id)
    ).all()  # fmt: skip


def waiting_offers(partnerships: Sequence[int]) -> Sequence[Any]:
    """Return, of these partnerships, those to which something is offered and that have a plan for it: one statement.

    Each row: slug, name, plan_id (of its current plan, or else its last draft) and how many are `offered`.
    """
    rank = sa.case((Plan.stage == Stage.CURRENT, 1_000_000_000), else_=0) + Plan.id
    best = (
        sa.select(Plan.partnership_id, sa.func.max(rank).label("rank"))
        .where(Plan.partnership_id.in_(partnerships), Plan.removed_at.is_(None), Plan.stage != Stage.CLOSED)
        .group_by(Plan.partnership_id)
        .subquery()
    )
    asked = (
        sa.select(
            Partnership.slug, Partnership.name, (best.c.rank % 1_000_000_000).label("plan_id"),
            sa.func.count(Share.id).label("offered"),
        )
        .join(Share, Share.partnership_id == Partnership.id)
        .join(Action, Action.id == Share.action_id)
        .join(best, best.c.partnership_id == Partnership.id)
        .where(
            Share.answered_at.is_(None), Share.ended_at.is_(None), Action.removed_at.is_(None),
            Action.audience.in_(SHARED),
        )
        .group_by(Partnership.id, best.c.rank)
        .order_by(Partnership.name)
    )  # fmt: skip
    return reader().execute(asked).all()


def get_waiting(partnership: Partnership, share_id: int) -> Share:
    """Return an offer that waits for the partnership's answer, or answer 404."""
    asked = sa.select(Share).join(Share.action).where(Share.id == share_id, *_waiting(partnership))
    return db.one_or_404(asked.options(joinedload(Share.action)))


def partnership_called(name: str) -> Partnership | None:
    """Return the partnership of this name or short name, where there is exactly one that is open."""
    wanted = name.strip().lower()
    asked = sa.select(Partnership).where(
        sa.or_(sa.func.lower(Partnership.name) == wanted, sa.func.lower(Partnership.short_name) == wanted),
        Partnership.closed_on.is_(None),
    )
    found = db.session.scalars(asked.limit(2)).all()
    return found[0] if len(found) == 1 else None


def other_names(partnership: Partnership) -> Sequence[str]:
    """Return the names of other open partnerships, to choose from while one types."""
    asked = sa.select(Partnership.name).where(Partnership.id != partnership.id, Partnership.closed_on.is_(None))
    return reader().scalars(asked.order_by(Partnership.name).limit(MOST)).all()


def _waiting(partnership: Partnership) -> tuple[Any, ...]:
    return (
        Share.partnership_id == partnership.id, Share.answered_at.is_(None), Share.ended_at.is_(None),
        Action.removed_at.is_(None), Action.audience.in_(SHARED),
    )  # fmt: skip
