"""Reading gaps and initiatives, and how well the ones meet the others."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from portal.audit.models import Event
from portal.core.audience import visible_to
from portal.core.database import db, reader
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.gaps.models import Gap, Initiative, Profile, Status
from portal.gaps.rules import OPEN
from portal.partnerships.models import Partnership


def get_gap(viewer: Viewer, partnership: Partnership, number: int, removed: bool = False) -> Gap:
    """Return the gap, or answer 404; a removed one only when asked for."""
    asked = sa.select(Gap).where(Gap.id == number, Gap.partnership_id == partnership.id, visible_to(viewer, Gap))
    return db.one_or_404(asked.where(Gap.removed_at.isnot(None) if removed else Gap.removed_at.is_(None)))


def get_initiative(viewer: Viewer, partnership: Partnership, number: int, removed: bool = False) -> Initiative:
    """Return the initiative with its organisation and profiles, or answer 404; a removed one only when asked for."""
    asked = (
        sa.select(Initiative)
        .where(Initiative.id == number, Initiative.partnership_id == partnership.id, visible_to(viewer, Initiative))
        .where(Initiative.removed_at.isnot(None) if removed else Initiative.removed_at.is_(None))
        .options(joinedload(Initiative.organisation), selectinload(Initiative.profiles))
    )
    return db.one_or_404(asked)


def initiatives_towards(viewer: Viewer, gaps: Sequence[int]) -> Sequence[Any]:
    """Return what is done towards gaps, the fullest first: gap_id, fit, does, and the initiative's id, name, run_by.

    Only initiatives the viewer may see. One statement.
    """
    fullest = sa.case({"fully": 0, "partly": 1}, value=sa.type_coerce(Profile.fit, sa.String), else_=2)
    asked = (
        sa.select(
            Profile.gap_id, Profile.fit, Profile.does, Initiative.id, Initiative.name,
            sa.func.coalesce(Organisation.name, Initiative.run_by).label("run_by"),
        )
        .join(Initiative, Initiative.id == Profile.initiative_id)
        .outerjoin(Organisation, Organisation.id == Initiative.organisation_id)
        .where(Profile.gap_id.in_(list(gaps)), Initiative.removed_at.is_(None), visible_to(viewer, Initiative))
        .order_by(Profile.gap_id, fullest, Initiative.name, Initiative.id)
    )  # fmt: skip
    return reader().execute(asked).all()


def gaps_to_profile(viewer: Viewer, partnership: Partnership, initiative: Initiative | None = None) -> Sequence[Any]:
    """Return the gaps an initiative is held against: the open ones, and those it was held against before."""
    which: sa.ColumnElement[bool] = Gap.status.in_(OPEN)
    if initiative is not None:
        which = sa.or_(which, Gap.id.in_(sa.select(Profile.gap_id).filter_by(initiative_id=initiative.id)))
    asked = sa.select(Gap.id, Gap.need, Gap.area, Gap.status).where(which, *_seen(viewer, partnership))
    return reader().execute(asked.order_by(Gap.raised_on, Gap.id)).all()


def gaps_for_think_tank(viewer: Viewer, partnership: Partnership) -> Sequence[Gap]:
    """Return the gaps ticked for the next think tank that are still gaps, the oldest first."""
    asked = sa.select(Gap).where(Gap.for_think_tank, Gap.status.in_(OPEN), *_seen(viewer, partnership))
    return db.session.scalars(asked.order_by(Gap.raised_on, Gap.id)).all()


def profiles_shown(viewer: Viewer, initiative: Initiative) -> Sequence[Any]:
    """Return the gaps an initiative was held against that the viewer may see: id, need, status, fit, does."""
    asked = (
        sa.select(Gap.id, Gap.need, Gap.status, Profile.fit, Profile.does)
        .join(Profile, Profile.gap_id == Gap.id)
        .where(Profile.initiative_id == initiative.id, Gap.removed_at.is_(None), visible_to(viewer, Gap))
        .order_by(Gap.raised_on, Gap.id)
    )
    return reader().execute(asked).all()


def history_of(thing: Gap | Initiative) -> Sequence[Any]:
    """Return what was done to a gap or an initiative, the newest first: at, who, sentence."""
    asked = sa.select(Event.at, Event.who, Event.sentence).where(
        Event.thing == thing.__tablename__, Event.thing_id == thing.id
    )
    return reader().execute(asked.order_by(Event.id.desc()).limit(50)).all()


def count_by_status(viewer: Viewer, partnership: Partnership) -> dict[Status, int]:
    """Return how many gaps of each status the viewer may see; a status without any is left out."""
    asked = sa.select(Gap.status, sa.func.count()).where(*_seen(viewer, partnership)).group_by(Gap.status)
    return dict(reader().execute(asked).all())


def areas_in(viewer: Viewer, partnership: Partnership) -> list[str]:
    """Return the areas that occur among the gaps the viewer may see."""
    asked = sa.select(Gap.area).distinct().where(Gap.area != "", *_seen(viewer, partnership))
    return sorted(reader().execute(asked).scalars(), key=str.casefold)


def _seen(viewer: Viewer, partnership: Partnership) -> tuple[Any, ...]:
    return Gap.partnership_id == partnership.id, Gap.removed_at.is_(None), visible_to(viewer, Gap)
