"""Reading which partnerships stand above and below one, and what of a meeting may be told across."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from portal.core import clock
from portal.core.audience import Audience, visible_to
from portal.core.database import db, reader
from portal.core.viewer import Viewer
from portal.decisions.models import Decision
from portal.meetings.models import AgendaItem, Kind, Meeting
from portal.meetings.rules import OPEN_STATES
from portal.partnerships.models import Group, Partnership, Tie
from portal.tiers.models import ReportPrompts, Tier


def tiers_of(partnership_id: int, with_open: bool = True) -> Sequence[Tier]:
    """Return the tiers of a partnership, from either side; with `with_open` those to be agreed among them."""
    upper, lower = aliased(Partnership), aliased(Partnership)
    asked = (
        sa.select(Tier)
        .join(upper, upper.id == Tier.upper_id)
        .join(lower, lower.id == Tier.lower_id)
        .where(_is_of(partnership_id), Tier.ended_on.is_(None))
        .options(joinedload(Tier.upper), joinedload(Tier.lower))
        .order_by(sa.func.lower(upper.name), sa.func.lower(lower.name), Tier.id)
    )
    return db.session.scalars(asked if with_open else asked.where(Tier.agreed_on.is_not(None))).all()


def _is_of(partnership_id: int) -> sa.ColumnElement[bool]:
    return sa.or_(Tier.upper_id == partnership_id, Tier.lower_id == partnership_id)


def get_tier(partnership_id: int, number: int, side: str = "", agreed: bool = True, ended: bool = False) -> Tier:
    """Return a tier of the partnership, or answer 404; `side` "upper" or "lower" asks which one it has to be.

    One that is not agreed yet is found where `agreed` is False, one that has ended where `ended` is True.
    """
    mine = {"upper": Tier.upper_id == partnership_id, "lower": Tier.lower_id == partnership_id}
    return db.one_or_404(
        sa.select(Tier)
        .where(
            Tier.id == number, mine.get(side, _is_of(partnership_id)),
            sa.true() if ended else Tier.ended_on.is_(None), Tier.agreed_on.is_not(None) if agreed else sa.true(),
        )
        .options(joinedload(Tier.upper), joinedload(Tier.lower))
    )  # fmt: skip


def kept_tier(upper_id: int, lower_id: int) -> Tier | None:
    """Return the tier between two partnerships, from whichever side, ended or not."""
    pair = (upper_id, lower_id)
    return db.session.scalar(sa.select(Tier).where(Tier.upper_id.in_(pair), Tier.lower_id.in_(pair)))


def prompts_text(upper_id: int) -> ReportPrompts | None:
    """Return what an upper partnership asks in reports, where it said so."""
    return db.session.scalar(sa.select(ReportPrompts).filter_by(partnership_id=upper_id))


def others_tied(partnership_id: int) -> Sequence[Any]:
    """Return (id, name) of the open partnerships tied to this one that are in no tier with it."""
    far = sa.case((Tie.partnership_id == partnership_id, Tie.other_id), else_=Tie.partnership_id)
    tied = sa.select(far).where(
        Tie.removed_at.is_(None), sa.or_(Tie.partnership_id == partnership_id, Tie.other_id == partnership_id)
    )
    theirs = sa.case((Tier.upper_id == partnership_id, Tier.lower_id), else_=Tier.upper_id)
    known = sa.select(theirs).where(_is_of(partnership_id), Tier.ended_on.is_(None))
    asked = sa.select(Partnership.id, Partnership.name).where(
        Partnership.id.in_(tied), Partnership.id.not_in(known), Partnership.closed_on.is_(None)
    )
    return db.session.execute(asked.order_by(sa.func.lower(Partnership.name), Partnership.id)).all()


def get_group(group_id: int) -> Group:
    """Return a group by its number."""
    return db.session.get_one(Group, group_id)


def coming(group_id: int) -> Sequence[Meeting]:
    """Return the group's meetings to come that are open for changes, whoever asks: to put a standing item on them."""
    return db.session.scalars(
        sa.select(Meeting)
        .where(
            Meeting.group_id == group_id, Meeting.day >= clock.today(), Meeting.cancelled_at.is_(None),
            Meeting.minutes_state.in_(OPEN_STATES), Meeting.kind != Kind.NETWORKING,
        )
        .order_by(Meeting.day, Meeting.id)
        .limit(60)
    ).all()  # fmt: skip


def meetings_with(meeting_ids: Sequence[int], standing_id: int) -> set[int]:
    """Return which of the meetings have a standing item on their agenda."""
    asked = sa.select(AgendaItem.meeting_id).where(
        AgendaItem.meeting_id.in_(meeting_ids), AgendaItem.standing_item_id == standing_id,
        AgendaItem.removed_at.is_(None),
    )  # fmt: skip
    return set(db.session.scalars(asked))


def is_told(viewer: Viewer, item_id: Any, decision_id: Any = None) -> sa.ColumnElement[bool]:
    """Return the condition under which what came from an item or a decision may be told to the viewer.

    What is confidential now is told only to those who may see the item itself, whenever it became so.
    """
    told = sa.or_(AgendaItem.is_confidential.is_(False), visible_to(viewer, AgendaItem))
    clauses: list[sa.ColumnElement[bool]] = [
        sa.or_(item_id.is_(None), sa.exists().where(AgendaItem.id == item_id, told))
    ]
    if decision_id is not None:
        told = sa.or_(Decision.audience != Audience.RESTRICTED, visible_to(viewer, Decision))
        clauses.append(sa.or_(decision_id.is_(None), sa.exists().where(Decision.id == decision_id, told)))
    return sa.and_(*clauses)


def sources(viewer: Viewer, group_id: int, with_decisions: bool = True) -> tuple[list[Any], list[Any]]:
    """Return the items and decisions of the group's latest meetings that the viewer may see, newest first.

    Each row has id, title, day, meeting_id and is_secret.
    """
    items = (
        sa.select(
            AgendaItem.id, AgendaItem.title, Meeting.day, AgendaItem.meeting_id,
            AgendaItem.is_confidential.label("is_secret"),
        )
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(
            AgendaItem.group_id == group_id, AgendaItem.removed_at.is_(None), Meeting.cancelled_at.is_(None),
            visible_to(viewer, AgendaItem),
        )
        .order_by(Meeting.day.desc(), AgendaItem.position, AgendaItem.id)
        .limit(60)
    )  # fmt: skip
    decisions = (
        sa.select(
            Decision.id, Decision.text.label("title"), Decision.decided_on.label("day"), Decision.meeting_id,
            (Decision.audience == Audience.RESTRICTED).label("is_secret"),
        )
        .where(Decision.group_id == group_id, Decision.removed_at.is_(None), visible_to(viewer, Decision))
        .order_by(Decision.decided_on.desc(), Decision.id.desc())
        .limit(20)
    )  # fmt: skip
    rows = list(db.session.execute(items))
    return rows, list(db.session.execute(decisions)) if with_decisions else []


def held(viewer: Viewer, group_id: int, ahead: bool = False) -> Sequence[Any]:
    """Return (id, day) of the group's meetings the viewer may see: the latest held ones; with `ahead` those to come."""
    today = clock.today()
    asked = sa.select(Meeting.id, Meeting.day).where(
        Meeting.group_id == group_id, Meeting.cancelled_at.is_(None), visible_to(viewer, Meeting)
    )
    if ahead:
        asked = asked.where(Meeting.day >= today).order_by(Meeting.day, Meeting.id)
    else:
        asked = asked.where(Meeting.day <= today).order_by(Meeting.day.desc(), Meeting.id.desc())
    return db.session.execute(asked.limit(12)).all()


def one_meeting(meeting_id: int) -> list[Any]:
    """Return (id, day) of a meeting that was chosen before, whoever asks."""
    return list(db.session.execute(sa.select(Meeting.id, Meeting.day).where(Meeting.id == meeting_id)))


def standing_at(meeting: Meeting) -> Sequence[Any]:
    """Return the tiers whose standing item is on a meeting's agenda: tier_id, is_upper and item_id. One statement."""
    return reader().execute(
        sa.select(
            Tier.id.label("tier_id"), (Tier.upper_id == meeting.partnership_id).label("is_upper"),
            AgendaItem.id.label("item_id"),
        )
        .join(AgendaItem, AgendaItem.standing_item_id.in_((Tier.upper_standing_id, Tier.lower_standing_id)))
        .where(
            AgendaItem.meeting_id == meeting.id, AgendaItem.removed_at.is_(None), Tier.agreed_on.is_not(None),
            Tier.ended_on.is_(None),
        )
        .order_by(Tier.id)
    ).all()  # fmt: skip


def waiting_tiers(partnership_ids: Sequence[int]) -> Sequence[Tier]:
    """Return the tiers of several partnerships, from either side, those to agree to among them: one statement."""
    return db.session.scalars(
        sa.select(Tier)
        .where(
            sa.or_(Tier.upper_id.in_(partnership_ids), Tier.lower_id.in_(partnership_ids)), Tier.ended_on.is_(None)
        )
        .options(joinedload(Tier.upper), joinedload(Tier.lower))
        .order_by(Tier.id)
        .limit(60)
    ).all()  # fmt: skip
