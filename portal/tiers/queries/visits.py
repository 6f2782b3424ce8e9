"""Reading the visits of an upper partnership's chair to the lower ones."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.core import clock
from portal.core.audience import visible_to
from portal.core.database import db, reader
from portal.core.dates import add_months
from portal.core.viewer import Viewer
from portal.meetings.models import Meeting
from portal.tiers.models import ChairVisit, Tier
from portal.tiers.queries.tiers import tiers_of
from portal.tiers.rules import Seen, Visits, visit_state


class VisitLine(NamedTuple):
    """One pair of partnerships: where the year's visit stands, and the visits of two years, the latest first."""

    tier: Tier
    state: Visits
    visits: list[Any]


def of_year(viewer: Viewer, partnership_id: int) -> list[VisitLine]:
    """Return, for each tier of a partnership, where the year's visit stands, with the visits of two years."""
    tiers = tiers_of(partnership_id, with_open=False)
    today = clock.today()
    sees = sa.case((visible_to(viewer, Meeting), True), else_=False).label("sees_meeting")
    rows = reader().execute(
        sa.select(
            ChairVisit.id, ChairVisit.tier_id, ChairVisit.day, ChairVisit.who, ChairVisit.was_made, ChairVisit.note,
            ChairVisit.meeting_id, sees,
        )
        .outerjoin(Meeting, Meeting.id == ChairVisit.meeting_id)
        .where(
            ChairVisit.tier_id.in_([tier.id for tier in tiers]), ChairVisit.removed_at.is_(None),
            ChairVisit.day > add_months(today, -24),
        )
        .order_by(ChairVisit.day.desc(), ChairVisit.id.desc())
    ).all()  # fmt: skip
    lines = []
    for tier in tiers:
        mine = [row for row in rows if row.tier_id == tier.id]
        lines.append(VisitLine(tier, visit_state([Seen(row.day, row.was_made) for row in mine], today), mine))
    return lines


def get_visit(partnership_id: int, number: int, removed: bool = False) -> tuple[ChairVisit, Tier]:
    """Return a visit and its tier, from either side, or answer 404; with `removed`, one that was taken away."""
    visit = db.one_or_404(
        sa.select(ChairVisit)
        .join(Tier, Tier.id == ChairVisit.tier_id)
        .where(
            ChairVisit.id == number, sa.or_(Tier.upper_id == partnership_id, Tier.lower_id == partnership_id),
            Tier.ended_on.is_(None),
            ChairVisit.removed_at.is_not(None) if removed else ChairVisit.removed_at.is_(None),
        )
    )  # fmt: skip
    tier = db.session.get_one(Tier, visit.tier_id, options=[joinedload(Tier.upper), joinedload(Tier.lower)])
    return visit, tier


def known_for(tier_ids: Sequence[int]) -> dict[int, list[Seen]]:
    """Return the visits of the last two years by tier, for saying which are due."""
    asked = sa.select(ChairVisit.tier_id, ChairVisit.day, ChairVisit.was_made).where(
        ChairVisit.tier_id.in_(tier_ids), ChairVisit.removed_at.is_(None),
        ChairVisit.day > add_months(clock.today(), -24),
    )  # fmt: skip
    found: dict[int, list[Seen]] = {number: [] for number in tier_ids}
    for tier_id, day, was_made in reader().execute(asked):
        found[tier_id].append(Seen(day, was_made))
    return found
