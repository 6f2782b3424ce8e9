"""The one rule: who may see an item. Every list, count, page, fragment, search and file asks it."""

from enum import StrEnum, auto
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.kept import kept
from portal.core.viewer import Viewer


class Audience(StrEnum):
    """Who an item is for, widest first."""

    PUBLIC = auto()
    PARTNERS = auto()
    PARTNERSHIP = auto()
    GROUP = auto()
    RESTRICTED = auto()

    @property
    def words(self) -> str:
        """The audience as a label beside a choice."""
        return AUDIENCE_WORDS[self]


AUDIENCE_WORDS = {
    Audience.PUBLIC: "everybody",
    Audience.PARTNERS: "all partners on this portal",
    Audience.PARTNERSHIP: "this partnership",
    Audience.GROUP: "this group",
    Audience.RESTRICTED: "this group's representatives only",
}

_SENTENCE = {
    Audience.PUBLIC: "Public",
    Audience.PARTNERS: "For all partners on this portal",
    Audience.PARTNERSHIP: "For this partnership",
    Audience.GROUP: "For this group",
    Audience.RESTRICTED: "For this group's representatives only",
}

_ORDER = list(Audience)
_PUBLIC = sa.text("'public'")  # written out, so that an index of what is public answers it


class Why(StrEnum):
    """Where an item's audience comes from, so that the page can say it."""

    MEETINGS = auto()
    MINUTES = auto()
    DRAFT = auto()
    CONFIDENTIAL = auto()
    CHOSEN = auto()
    ACTIONS = auto()
    PLAN = auto()
    UNFINISHED = auto()


_WHY: dict[Why, dict[Audience | None, str]] = {
    Why.MEETINGS: {
        Audience.PUBLIC: "because the group's meetings are open to the public",
        None: "because the group's meetings are not open to the public",
    },
    Why.MINUTES: {Audience.PUBLIC: "because the group's minutes are public", None: "because the group's minutes are"},
    Why.DRAFT: {None: "until the minutes are published"},
    Why.CONFIDENTIAL: {None: "because the item is confidential; observers leave before it"},
    Why.CHOSEN: {None: "by choice for this one"},
    Why.ACTIONS: {Audience.PUBLIC: "because the partnership's actions are public", None: "as its actions are"},
    Why.PLAN: {Audience.PUBLIC: "because the action plan is public", None: "as the action plan is"},
    Why.UNFINISHED: {None: "while it is a draft"},
}


class Guarded:
    """Something that is for an audience. `audience` is always the resolved one; `audience_why` says its source."""

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"), index=True)
    audience: Mapped[Audience] = mapped_column(default=Audience.GROUP)
    audience_why: Mapped[Why] = mapped_column(default=Why.CHOSEN)


class Offered:
    """Something an organisation offers to everybody, to all partners or to one partnership; it sees its own anyway."""

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnerships.id"), index=True)
    audience: Mapped[Audience] = mapped_column(default=Audience.PARTNERS)


OFFERED_TO = (Audience.PUBLIC, Audience.PARTNERS, Audience.PARTNERSHIP)
"""The audiences of what is offered; the last of them is that of its `partnership_id`."""


def audience_sentence(audience: Audience, why: Why) -> str:
    """Return who an item is for and why, as it stands beside the item."""
    reasons = _WHY[why]
    return f"{_SENTENCE[audience]}, {reasons.get(audience, reasons.get(None, ''))}".rstrip(", ")


def narrowest(*audiences: Audience) -> Audience:
    """Return the one that lets in fewest."""
    return max(audiences, key=_ORDER.index)


def widest(*audiences: Audience) -> Audience:
    """Return the one that lets in most."""
    return min(audiences, key=_ORDER.index)


def visible_to(viewer: Viewer, table: Any, audience: Any = None) -> sa.ColumnElement[bool]:
    """Return the condition under which a row of the table may be seen by the viewer.

    `table` is `Guarded` or `Offered`; another audience column of the same row may be given.
    A `meeting_id` (or the row itself, where it is a meeting) lets in who stands in at that meeting; where the table
    says `opens_to_invited`, also who is invited to it without a seat, but never to what is restricted.
    """
    return _clause(viewer, table, table.audience if audience is None else audience)


@kept(lambda viewer, _table, column: (viewer.rights, column), most=1000)
def _clause(viewer: Viewer, table: Any, column: Any) -> sa.ColumnElement[bool]:
    if viewer.is_site_administrator:
        return sa.true()
    allowed: list[sa.ColumnElement[bool]] = [column == _PUBLIC]
    if viewer.is_partner:
        allowed.append(column == Audience.PARTNERS)
    if viewer.insider:
        allowed.append(sa.and_(column == Audience.PARTNERSHIP, table.partnership_id.in_(sorted(viewer.insider))))
    if viewer.whole:
        allowed.append(sa.and_(column != Audience.PARTNERS, table.partnership_id.in_(sorted(viewer.whole))))
    if hasattr(table, "group_id"):
        allowed += _in_groups(viewer, table, column)
    if viewer.keeps and hasattr(table, "organisation_id"):
        allowed.append(table.organisation_id.in_(sorted(viewer.keeps)))
    return sa.or_(*allowed, *_at_meetings(viewer, table, column))


def _at_meetings(viewer: Viewer, table: Any, column: Any) -> list[sa.ColumnElement[bool]]:
    allowed = []
    meeting = getattr(table, "meeting_id", None) if not hasattr(table, "minutes_audience") else table.id
    if viewer.meetings and meeting is not None:
        allowed.append(meeting.in_(sorted(viewer.meetings)))
    if viewer.visits and meeting is not None and getattr(table, "opens_to_invited", False) and column.key == "audience":
        allowed.append(sa.and_(column != Audience.RESTRICTED, meeting.in_(sorted(viewer.visits))))
    return allowed


def _in_groups(viewer: Viewer, table: Any, column: Any) -> list[sa.ColumnElement[bool]]:
    allowed = []
    if viewer.groups:
        allowed.append(sa.and_(column == Audience.GROUP, table.group_id.in_(sorted(viewer.groups))))
    if viewer.inner_groups:
        allowed.append(sa.and_(column == Audience.RESTRICTED, table.group_id.in_(sorted(viewer.inner_groups))))
    return allowed


def may_see(viewer: Viewer, item: Any, audience: Audience | None = None) -> bool:
    """Say the same of one row that is already at hand. A property test holds the two together."""
    wanted = item.audience if audience is None else audience
    if viewer.is_site_administrator or wanted is Audience.PUBLIC:
        return True
    if wanted is Audience.PARTNERS and viewer.is_partner:
        return True
    meeting = item.id if hasattr(item, "minutes_audience") else getattr(item, "meeting_id", None)
    if meeting is not None and meeting in viewer.meetings:
        return True
    is_invited = audience is None and getattr(item, "opens_to_invited", False) and meeting in viewer.visits
    if is_invited and wanted is not Audience.RESTRICTED:
        return True
    if getattr(item, "organisation_id", None) in viewer.keeps:
        return True
    if wanted is Audience.PARTNERS:
        return False
    if item.partnership_id in viewer.whole:
        return True
    return {
        Audience.PARTNERSHIP: item.partnership_id in viewer.insider,
        Audience.GROUP: getattr(item, "group_id", None) in viewer.groups,
        Audience.RESTRICTED: getattr(item, "group_id", None) in viewer.inner_groups,
    }[wanted]
