"""Reading what groups report, what is said to it, and who finds it hard to come; and who may do what about it."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.core import clock
from portal.core.audience import visible_to
from portal.core.database import db
from portal.core.permissions import Permission
from portal.core.viewer import Viewer
from portal.partnerships.models import Group, Partnership
from portal.partnerships.report_models import Comment, Difficulty, Report

LATEST = 20


def may_report(viewer: Viewer, group: Group) -> bool:
    """Whether the viewer writes the group's reports and answers to comments: its members, and who manages it."""
    is_member = group.id in viewer.inner_groups
    return is_member or viewer.can_in(Permission.MANAGE_PARTNERSHIP, group.partnership_id, group.id)


def may_flag(viewer: Viewer, group: Group) -> bool:
    """Whether the viewer may say that it is hard to come: who belongs to the open group and takes part in it."""
    takes_part = viewer.can_in(Permission.CONTRIBUTE, group.partnership_id, group.id)
    return group.id in viewer.groups and takes_part and group.closed_on is None


def may_see_difficulties(viewer: Viewer, group: Group) -> bool:
    """Whether the viewer sees who finds it hard to come: the chair and the manager."""
    return viewer.can_in(Permission.CHECK_MINUTES, group.partnership_id, group.id)


def of_group(viewer: Viewer, group: Group) -> dict[str, Any] | None:
    """Return what the group's page shows of its reports and difficulties, or None to who has no part in them."""
    reports = list_reports(viewer, group)
    may = viewer.is_authenticated and may_report(viewer, group)
    if not reports and not may and not group.is_sub_group:
        return None
    if not viewer.is_partner:
        return None
    return {
        "reports": reports,
        "comments": _comments([report.id for report in reports]),
        "may_report": may and group.closed_on is None,
        "may_answer": may,
        "may_flag": may_flag(viewer, group),
        "difficulties": list_difficulties(viewer, group),
        "may_note": may_see_difficulties(viewer, group),
    }


def list_reports(viewer: Viewer, group: Group) -> Sequence[Report]:
    """Return the group's reports that the viewer may see, newest first."""
    asked = sa.select(Report).where(
        Report.group_id == group.id, Report.removed_at.is_(None), visible_to(viewer, Report)
    )
    return db.session.scalars(asked.order_by(Report.on.desc(), Report.id.desc()).limit(LATEST)).all()


def latest_reports(viewer: Viewer, partnership: Partnership, limit: int = 3) -> Sequence[Any]:
    """Return the latest reports of a partnership's groups: on, text, group and its slug. For those who may see them."""
    asked = (
        sa.select(Report.id, Report.on, Report.text, Group.name.label("group"), Group.slug)
        .join(Group, Group.id == Report.group_id)
        .where(Report.partnership_id == partnership.id, Report.removed_at.is_(None), visible_to(viewer, Report))
    )
    return db.session.execute(asked.order_by(Report.on.desc(), Report.id.desc()).limit(limit)).all()


def get_report(viewer: Viewer, group: Group, number: int, removed: bool = False) -> Report:
    """Return a report of the group that the viewer may see, or answer 404; with `removed`, one taken away."""
    gone = Report.removed_at.is_not(None) if removed else Report.removed_at.is_(None)
    asked = sa.select(Report).where(Report.id == number, Report.group_id == group.id, gone, visible_to(viewer, Report))
    return db.one_or_404(asked.options(joinedload(Report.group)))


def get_comment(report: Report, number: int, removed: bool = False) -> Comment:
    """Return a comment on a report, or answer 404."""
    gone = Comment.removed_at.is_not(None) if removed else Comment.removed_at.is_(None)
    return db.one_or_404(sa.select(Comment).where(Comment.id == number, Comment.report_id == report.id, gone))


def get_difficulty(viewer: Viewer, group: Group, number: int) -> Difficulty:
    """Return what somebody of the group said of coming, for chair, manager and themselves; or answer 404."""
    asked = sa.select(Difficulty).where(
        Difficulty.id == number, Difficulty.group_id == group.id, Difficulty.removed_at.is_(None), _whose(viewer, group)
    )
    return db.one_or_404(asked)


def list_difficulties(viewer: Viewer, group: Group) -> Sequence[Difficulty]:
    """Return who finds it hard to come, newest first: all to chair and manager, to others what they said themselves."""
    if group.id not in viewer.groups and not may_see_difficulties(viewer, group):
        return []
    asked = sa.select(Difficulty).where(
        Difficulty.group_id == group.id, Difficulty.removed_at.is_(None), _whose(viewer, group)
    )
    return db.session.scalars(asked.order_by(Difficulty.id.desc()).limit(LATEST)).all()


def waiting_difficulties(viewer: Viewer) -> Sequence[Any]:
    """Return what was said of coming and nothing noted about yet, for chair and manager: one statement."""
    asked = (
        sa.select(
            Difficulty.at, Difficulty.by, Difficulty.partnership_id, Difficulty.group_id, Group.name.label("group"),
            Group.slug.label("group_slug"), Partnership.slug, Partnership.name.label("partnership"),
        )
        .join(Group, Group.id == Difficulty.group_id)
        .join(Partnership, Partnership.id == Difficulty.partnership_id)
        .where(Difficulty.removed_at.is_(None), Difficulty.noted_at.is_(None))
    )  # fmt: skip
    return _for_chairs(viewer, asked.order_by(Difficulty.id), Difficulty.partnership_id)


def waiting_sub_groups(viewer: Viewer) -> Sequence[Any]:
    """Return the open sub groups whose day has passed or whose task is done, for chair and manager: one statement.

    Each row: group_id, group, group_slug, closes_on, is_done, partnership_id, slug, partnership.
    """
    return _for_chairs(viewer, to_dissolve(), Group.partnership_id)


def to_dissolve() -> sa.Select:
    """Return the select of open sub groups whose day has passed, or which said that their task is done."""
    done = sa.exists().where(Report.group_id == Group.id, Report.is_last, Report.removed_at.is_(None))
    return (
        sa.select(
            Group.id.label("group_id"), Group.name.label("group"), Group.slug.label("group_slug"), Group.closes_on,
            done.label("is_done"), Group.partnership_id, Partnership.slug, Partnership.name.label("partnership"),
        )
        .join(Partnership, Partnership.id == Group.partnership_id)
        .where(
            Group.is_sub_group, Group.closed_on.is_(None), Partnership.closed_on.is_(None),
            sa.or_(Group.closes_on < clock.today(), done),
        )
        .order_by(Group.closes_on, Group.id)
    )  # fmt: skip


def _for_chairs(viewer: Viewer, asked: sa.Select, place: Any) -> Sequence[Any]:
    places = [each.id for each in viewer.places if viewer.can(Permission.CHECK_MINUTES, each.id)]
    if not places:
        return []
    rows = db.session.execute(asked.where(place.in_(places))).all()
    return [row for row in rows if viewer.can_in(Permission.CHECK_MINUTES, row.partnership_id, row.group_id)]


def _comments(report_ids: Sequence[int]) -> dict[int, list[Comment]]:
    if not report_ids:
        return {}
    asked = sa.select(Comment).where(Comment.report_id.in_(report_ids), Comment.removed_at.is_(None))
    found: dict[int, list[Comment]] = {}
    for comment in db.session.scalars(asked.order_by(Comment.id)):
        found.setdefault(comment.report_id, []).append(comment)
    return found


def _whose(viewer: Viewer, group: Group) -> Any:
    return sa.true() if may_see_difficulties(viewer, group) else Difficulty.user_id == (viewer.user_id or 0)
