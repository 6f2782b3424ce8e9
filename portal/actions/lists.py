"""The lists of actions: of a partnership, and of one person over all partnerships."""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, outerjoin

from portal.actions import rules
from portal.actions.models import OPEN, Action, Lead, Status
from portal.core import clock, index
from portal.core.audience import visible_to
from portal.core.database import db, reader
from portal.core.kept import kept
from portal.core.tables import Column, Filter, Table
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.memberships.models import Seat
from portal.partnerships.models import Group, Partnership

_shared = aliased(Action)
STATES: dict[str, tuple[str, Callable[[], Any]]] = {
    "open": ("Open", lambda: Action.status.in_(OPEN)),
    "overdue": ("Overdue", lambda: is_overdue()),
    "no-lead": ("Open, without a lead", lambda: has_no_lead()),
    "no-date": ("Open, without a date", lambda: sa.and_(Action.status.in_(OPEN), Action.due_on.is_(None))),
    "done": ("Done", lambda: Action.status == Status.DONE),
    "dropped": ("Dropped", lambda: Action.status == Status.DROPPED),
}


def is_overdue() -> sa.ColumnElement[bool]:
    """Return the condition that an open action's last day is over; what is closed is sorted behind every day."""
    return Action.due_sort < clock.today()


def has_no_lead() -> sa.ColumnElement[bool]:
    """Return the condition that an open action has nobody yet."""
    return sa.and_(Action.status.in_(OPEN), Action.leads_text == "")


def is_led_by(viewer: Viewer) -> sa.ColumnElement[bool]:
    """Return the condition that the viewer leads an action. A test holds it together with `rules.leads_it`.

    It begins with the viewer's own leads and partnerships: to ask it of each action in turn would read them all.
    """
    mine = sa.select(Lead.action_id).where(Lead.person_id == (viewer.person_id or 0))
    shared = (
        Lead.everybody,
        Lead.organisation_id.in_(sorted(viewer.organisations)),
        Lead.group_id.in_(sorted(viewer.inner_groups)),
    )
    here = _shared.partnership_id.in_(sorted(rules.at_work_in(viewer)))
    ours = sa.select(Lead.action_id).join(_shared, _shared.id == Lead.action_id).where(here, sa.or_(*shared))
    return Action.id.in_(sa.union_all(mine, ours))


def leads_shown(viewer: Viewer) -> sa.ColumnElement[str]:
    """Return how the leads are called to this viewer, as `rules.names_shown` says it."""
    if viewer.is_site_administrator:
        return Action.leads_text  # type: ignore[return-value]
    named = (Action.partnership_id.in_(sorted(viewer.insider)), Action.leads_text)
    return sa.case(named, else_=Action.leads_public)


def _offered(narrowing: Sequence[Any]) -> tuple[tuple[Any, ...], ...]:
    return tuple((row.kind, row.number, row.name) for row in narrowing if row.kind != "count")


@kept(lambda viewer, partnership, narrowing: (viewer.rights, partnership.id, _offered(narrowing)))
def in_partnership(viewer: Viewer, partnership: Partnership, narrowing: Sequence[Any]) -> Table:
    """Return the partnership's actions that the viewer may see; `narrowing` is as `list_narrowing` gives it."""
    meetings = db.metadata.tables["meetings"]
    named = viewer.belongs_to(partnership)
    leads = Action.leads_text if named else Action.leads_public
    rows = (
        sa.select(
            Action.id, Action.text, leads.label("leads"), Action.when_text, Action.due_on, Action.status,
            Action.raised_on, Group.name.label("group"), meetings.c.id.label("meeting_id"),
            meetings.c.day.label("meeting_day"),
        )
        .select_from(outerjoin(outerjoin(Action, Group, Group.id == Action.group_id), meetings, sa.and_(
            meetings.c.id == Action.meeting_id, visible_to(viewer, meetings.c))))
        .where(Action.partnership_id == partnership.id, Action.removed_at.is_(None), visible_to(viewer, Action))
    )  # fmt: skip
    choices = {kind: [(row.number, row.name) for row in narrowing if row.kind == kind] for kind in ("lead", "group")}
    return Table(
        rows=rows,
        id=Action.id,
        noun="action",
        columns=[
            Column("text", "What", sa.func.lower(Action.text), "main"),
            Column("leads", "Who leads", sa.func.lower(leads)),
            Column("when_text", "By when", Action.due_sort),
            Column("status", "How it stands", Action.status),
            Column("raised_on", "Raised", Action.raised_on),
            Column("due_on", "Last day", in_page=False),
            Column("group", "Group", in_page=False),
        ],
        sort="when_text",
        filters=[
            Filter("state", "Which", _states(), _in_state, every="All, open ones first"),
            Filter("lead", "Led by", choices["lead"], _led_by_organisation, every="Anybody"),
            Filter("group", "Group", choices["group"], lambda g: Action.group_id == int(g), every="Every group"),
        ],
        search=lambda words: Action.id.in_(index.matching("action", words)),
    )


def list_narrowing(viewer: Viewer, partnership: Partnership) -> Sequence[Any]:
    """Return what a list can be narrowed by: (kind, number, name) of leads and groups, and how many are in a state.

    Leads are the organisations that sit or sat here. One statement.
    """
    return reader().execute(_narrowing(viewer, partnership)).all()


@kept(lambda viewer, partnership: (viewer.rights, partnership.id))
def _narrowing(viewer: Viewer, partnership: Partnership) -> sa.CompoundSelect:
    seated = sa.select(Seat.organisation_id).where(Seat.partnership_id == partnership.id)
    organisations = sa.select(
        sa.literal("lead").label("kind"), Organisation.id.label("number"), Organisation.name.label("name")
    ).where(Organisation.id.in_(seated))
    groups = sa.select(sa.literal("group"), Group.id, Group.name).where(Group.partnership_id == partnership.id)
    seen = (Action.partnership_id == partnership.id, Action.removed_at.is_(None), visible_to(viewer, Action))
    counts = [
        sa.select(sa.literal("count"), sa.func.count(), sa.literal(key)).where(*seen, STATES[key][1]())
        for key in ("open", "overdue", "no-lead")
    ]
    return organisations.union_all(groups, *counts).order_by("name")


def of_viewer(viewer: Viewer) -> Table:
    """Return the actions the viewer leads, in all partnerships."""
    rows = mine(viewer).add_columns(Action.raised_on)
    places = [(place.id, place.name) for place in viewer.places]
    return Table(
        rows=rows,
        id=Action.id,
        noun="action",
        columns=[
            Column("text", "What", sa.func.lower(Action.text), "main"),
            Column("partnership", "Partnership", Partnership.name),
            Column("leads", "Who leads", in_page=False),
            Column("when_text", "By when", Action.due_sort),
            Column("status", "How it stands", Action.status),
            Column("due_on", "Last day", in_page=False),
            Column("raised_on", "Raised", in_page=False),
        ],
        sort="when_text",
        filters=[
            Filter("state", "Which", _states(), _in_state, every="All, open ones first"),
            Filter("in", "Partnership", places, lambda p: Action.partnership_id == int(p), every="Every one"),
        ],
        search=lambda words: Action.id.in_(index.matching("action", words)),
    )


@kept(lambda viewer: viewer.rights)
def mine(viewer: Viewer) -> sa.Select:
    """Return the select of what the viewer leads and may see, with the partnership it is of."""
    return (
        sa.select(
            Action.id, Action.text, leads_shown(viewer).label("leads"), Action.when_text, Action.due_on, Action.status,
            Partnership.slug, Partnership.short_name, Partnership.name.label("partnership"),
        )
        .join(Partnership, Partnership.id == Action.partnership_id)
        .where(Action.removed_at.is_(None), visible_to(viewer, Action), is_led_by(viewer))
    )  # fmt: skip


def _states() -> list[tuple[str, str]]:
    return [(key, words) for key, (words, _clause) in STATES.items()]


def _in_state(key: str) -> sa.ColumnElement[bool]:
    return STATES[key][1]()


def _led_by_organisation(number: str) -> sa.ColumnElement[bool]:
    return sa.exists().where(Lead.action_id == Action.id, Lead.organisation_id == int(number))
