"""Reading one row to be changed: an issue, an answer, a question."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.core.database import db
from portal.tiers.models import Issue, IssueAnswer, Question, Tier

BOTH = (joinedload(Tier.upper), joinedload(Tier.lower))


def get_issue(number: int, upper_id: int | None = None, removed: bool = False) -> Issue:
    """Return an issue (of an upper partnership, where one is named), or answer 404; with `removed`, one taken back."""
    return db.one_or_404(
        sa.select(Issue).where(
            Issue.id == number, sa.true() if upper_id is None else Issue.upper_id == upper_id, _standing(Issue, removed)
        )
    )


def get_answer(lower_id: int, number: int) -> tuple[Issue, Tier, IssueAnswer]:
    """Return an issue with the answer that a lower partnership gives, or answer 404."""
    asked = (
        sa.select(IssueAnswer)
        .join(Issue, Issue.id == IssueAnswer.issue_id)
        .join(Tier, Tier.id == IssueAnswer.tier_id)
        .where(
            Issue.id == number, Tier.lower_id == lower_id, Tier.agreed_on.is_not(None), Tier.ended_on.is_(None),
            Issue.removed_at.is_(None),
        )
    )  # fmt: skip
    row = db.one_or_404(asked)
    return get_issue(number), db.session.get_one(Tier, row.tier_id, options=BOTH), row


def get_question(partnership_id: int, number: int, side: str, removed: bool = False) -> tuple[Question, Tier]:
    """Return a question with its tier, or answer 404; `side` says on which of the two the partnership stands."""
    mine = Tier.upper_id if side == "upper" else Tier.lower_id
    row = db.one_or_404(
        sa.select(Question)
        .join(Tier, Tier.id == Question.tier_id)
        .where(
            Question.id == number, mine == partnership_id, Tier.agreed_on.is_not(None), Tier.ended_on.is_(None),
            _standing(Question, removed),
        )
    )  # fmt: skip
    return row, db.session.get_one(Tier, row.tier_id, options=BOTH)


def _standing(table: Any, removed: bool) -> sa.ColumnElement[bool]:
    return table.removed_at.is_not(None) if removed else table.removed_at.is_(None)
