"""What stands beside the items of a meeting: where they came from and went, reviews, interests; in one statement."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal.actions.models import Action, Progress
from portal.core.audience import visible_to
from portal.core.database import reader
from portal.core.kept import kept
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person
from portal.meetings.agenda_models import Fate, Interest, Proposal, RegisterEntry
from portal.meetings.models import AgendaItem, Meeting
from portal.memberships.viewer import is_current

_copy, _there, _origin, _then = aliased(AgendaItem), aliased(Meeting), aliased(AgendaItem), aliased(Meeting)
_MEETING = sa.bindparam("meeting", type_=sa.Integer)
_GROUP = sa.bindparam("group", type_=sa.Integer)
_PLACE = sa.bindparam("place", type_=sa.Integer)
_NO_DAY = sa.cast(sa.null(), sa.Date)
_NO_NUMBER = sa.cast(sa.null(), sa.Integer)


@dataclass
class Beside:
    """What stands beside one item: rows with `number`, `first`, `second`, `third`, `mark`, `day` and `at`."""

    carried_to: list[Any] = field(default_factory=list)
    copied_to: list[Any] = field(default_factory=list)
    came_from: list[Any] = field(default_factory=list)
    reviews: list[Any] = field(default_factory=list)
    interests: list[Any] = field(default_factory=list)


@dataclass
class Around:
    """What stands beside a meeting's items, by their number, and for who writes the agenda what waits for it."""

    items: dict[int, Beside]
    proposals: list[Any]
    register: list[Any]
    parked: list[Any]

    def of(self, item: AgendaItem) -> Beside:
        """Return what stands beside an item."""
        return self.items.get(item.id) or Beside()


def around(viewer: Viewer, meeting: Meeting, writes: bool) -> Around:
    """Return what the viewer may see beside a meeting's items, and for who `writes` it what waits and the register.

    Interests are given as they were declared: whether they are told, and how, is for the page (see `sees_minutes`).
    """
    given = {"meeting": meeting.id, "group": meeting.group_id, "place": meeting.partnership_id, "today": meeting.day}
    beside: dict[int, Beside] = defaultdict(Beside)
    found = Around(beside, [], [], [])
    lists = {"proposal": found.proposals, "register": found.register, "parked": found.parked}
    for row in reader().execute(_statement(viewer, meeting.partnership_id, writes), given):
        if row.what in lists:
            lists[row.what].append(row)
        else:
            getattr(beside[row.item_id], row.what).append(row)
    return found


def _rows(
    what: Any, item: Any, number: Any, *words: Any, mark: Any = None, day: Any = _NO_DAY, at: Any = _NO_NUMBER
) -> sa.Select:
    padded: list[Any] = [*words, *[sa.literal_column("''", sa.String)] * (3 - len(words))]
    first, second, third = padded
    mark = sa.literal_column("''", sa.String) if mark is None else sa.type_coerce(mark, sa.String)
    return sa.select(
        what.label("what"), item.label("item_id"), number.label("number"), first.label("first"),
        second.label("second"), third.label("third"), mark.label("mark"), day.label("day"), at.label("at"),
    )  # fmt: skip


def _word(word: str) -> sa.ColumnElement[str]:
    return sa.literal_column(f"'{word}'", sa.String)


@kept(lambda viewer, place, writes: (viewer.rights, place, writes))
def _statement(viewer: Viewer, place: int, writes: bool) -> sa.CompoundSelect:
    """Return the statement for this viewer, put together once."""
    kinds = [_went_to(viewer), _came_from(viewer), _declared(), _reviewed(viewer, place)]
    if writes:
        kinds += [_proposed(), _registered(), _parked(viewer)]
    return sa.union_all(*kinds).order_by("number")


def _went_to(viewer: Viewer) -> sa.Select:
    """Items of later meetings, or of the backlog, that were carried forward or copied from items of this one."""
    what = sa.case((_copy.is_carried, _word("carried_to")), else_=_word("copied_to"))
    return (
        _rows(what, _copy.from_item_id, _copy.id, day=_there.day, at=_there.id)
        .select_from(_copy)
        .join(AgendaItem, AgendaItem.id == _copy.from_item_id)
        .outerjoin(_there, _there.id == _copy.meeting_id)
        .where(
            AgendaItem.meeting_id == _MEETING,
            _copy.removed_at.is_(None),
            visible_to(viewer, _copy),
            sa.or_(_copy.meeting_id.is_(None), visible_to(viewer, _there)),
        )
    )


def _came_from(viewer: Viewer) -> sa.Select:
    mark = sa.case((AgendaItem.is_carried, _word("carried")), else_=_word("copied"))
    return (
        _rows(_word("came_from"), AgendaItem.id, _origin.id, mark=mark, day=_then.day, at=_then.id)
        .select_from(AgendaItem)
        .join(_origin, _origin.id == AgendaItem.from_item_id)
        .join(_then, _then.id == _origin.meeting_id)
        .where(AgendaItem.meeting_id == _MEETING, visible_to(viewer, _origin), visible_to(viewer, _then))
    )


def _declared() -> sa.Select:
    return _rows(
        _word("interests"), Interest.item_id, Interest.id, Interest.organisation_name, Interest.person_name,
        Interest.nature, mark=Interest.handling,
    ).where(Interest.meeting_id == _MEETING, Interest.removed_at.is_(None))  # fmt: skip


def _reviewed(viewer: Viewer, place: int) -> sa.Select:
    """Actions that items review, with who leads them and, for the partnership's own, the last note on them."""
    of_place = viewer.belongs_to(place)
    latest = (
        sa.select(Progress.text)
        .where(Progress.action_id == Action.id, Progress.text != "")
        .order_by(Progress.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    note = sa.func.coalesce(latest, "") if of_place else sa.literal_column("''", sa.String)
    leads = Action.leads_text if of_place else Action.leads_public
    return (
        _rows(_word("reviews"), AgendaItem.id, Action.id, Action.text, leads, note, mark=Action.status,
              day=Action.due_on)
        .select_from(Action)
        .join(AgendaItem, AgendaItem.reviews_action_id == Action.id)
        .where(AgendaItem.meeting_id == _MEETING, Action.removed_at.is_(None), visible_to(viewer, Action))
    )  # fmt: skip


def _proposed() -> sa.Select:
    return _rows(
        _word("proposal"), _NO_NUMBER, Proposal.id, Proposal.title, Proposal.proposed_by, mark=Proposal.kind,
        day=Proposal.proposed_on,
    ).where(Proposal.group_id == _GROUP, Proposal.fate == Fate.WAITING)  # fmt: skip


def _parked(viewer: Viewer) -> sa.Select:
    return _rows(_word("parked"), _NO_NUMBER, AgendaItem.id, AgendaItem.title).where(
        AgendaItem.group_id == _GROUP,
        AgendaItem.meeting_id.is_(None),
        AgendaItem.removed_at.is_(None),
        visible_to(viewer, AgendaItem),
    )


def _registered() -> sa.Select:
    return (
        _rows(
            _word("register"), _NO_NUMBER, RegisterEntry.id, sa.func.coalesce(Organisation.name, ""),
            sa.func.coalesce(Person.name, ""), RegisterEntry.nature,
        )
        .select_from(RegisterEntry)
        .outerjoin(Organisation, Organisation.id == RegisterEntry.organisation_id)
        .outerjoin(Person, Person.id == RegisterEntry.person_id)
        .where(RegisterEntry.partnership_id == _PLACE, is_current(RegisterEntry))
    )  # fmt: skip
