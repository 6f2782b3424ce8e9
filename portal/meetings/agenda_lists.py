"""Lists about agendas: proposals and what became of them, the register of interests, and what was declared."""

from collections.abc import Sequence

import sqlalchemy as sa

from portal.core import clock
from portal.core.audience import visible_to
from portal.core.kept import kept
from portal.core.tables import Column, Filter, Table
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person
from portal.directory.queries import names_visible_to
from portal.meetings.agenda_models import Fate, Handling, Interest, Proposal, RegisterEntry
from portal.meetings.agenda_queries import proposals_for
from portal.meetings.models import AgendaItem, Meeting
from portal.memberships.viewer import is_current
from portal.partnerships.models import Group, Partnership


@kept(lambda viewer, partnership, groups: (
    viewer.rights, viewer.user_id, partnership.id, tuple((g.slug, g.name) for g in groups)))  # fmt: skip
def proposals_table(viewer: Viewer, partnership: Partnership, groups: Sequence[Group]) -> Table:
    """Return the proposals that are for the viewer: their own, and all to groups whose agendas they write."""
    rows = (
        sa.select(
            Proposal.id, Proposal.title, Proposal.kind, Group.name.label("group"), Proposal.proposed_by,
            Proposal.proposed_on, Proposal.fate, Proposal.why, Proposal.is_confidential,
        )
        .join(Group, Group.id == Proposal.group_id)
        .where(Proposal.partnership_id == partnership.id, proposals_for(viewer, partnership.id))
    )  # fmt: skip
    return Table(
        rows=rows,
        id=Proposal.id,
        noun="proposal",
        sort="-proposed_on",
        columns=[
            Column("title", "Proposed", sa.func.lower(Proposal.title), "main"),
            Column("group", "To", Group.name),
            Column("proposed_by", "By", sa.func.lower(Proposal.proposed_by)),
            Column("proposed_on", "On", Proposal.proposed_on),
            Column("fate", "What became of it", Proposal.fate),
            Column("why", "Why", in_page=False),
        ],
        filters=[
            Filter("fate", "What became of it", [(each.value, each.words) for each in Fate],
                   lambda fate: Proposal.fate == Fate(fate)),
            Filter("group", "To", [(g.slug, g.name) for g in groups], lambda slug: Group.slug == slug),
        ],
        search=lambda words: sa.and_(*(Proposal.title.icontains(word, autoescape=True) for word in words.split())),
    )  # fmt: skip


@kept(lambda viewer, partnership: (viewer.rights, partnership.id))
def register_table(viewer: Viewer, partnership: Partnership) -> Table:
    """Return the standing interests; a person is named as far as the viewer may read the name."""
    person = (
        Person.name if viewer.belongs_to(partnership) else sa.case((names_visible_to(viewer), Person.name), else_=None)
    )
    home = sa.orm.aliased(Organisation)
    name = sa.func.coalesce(Organisation.name, home.name, "")
    rows = (
        sa.select(
            RegisterEntry.id, name.label("organisation"), person.label("person"), RegisterEntry.nature,
            RegisterEntry.from_on, RegisterEntry.until_on, RegisterEntry.organisation_id, RegisterEntry.person_id,
        )
        .outerjoin(Organisation, Organisation.id == RegisterEntry.organisation_id)
        .outerjoin(Person, Person.id == RegisterEntry.person_id)
        .outerjoin(home, home.id == Person.organisation_id)
        .where(RegisterEntry.partnership_id == partnership.id)
    )  # fmt: skip
    return Table(
        rows=rows,
        id=RegisterEntry.id,
        noun="interest",
        sort="organisation",
        columns=[
            Column("organisation", "Organisation", sa.func.lower(name), "main"),
            Column("person", "Person"),
            Column("nature", "Interest"),
            Column("from_on", "Since", RegisterEntry.from_on),
            Column("until_on", "Until"),
        ],
        filters=[
            Filter("now", "When", [("now", "In force"), ("over", "Ended")], _when),
            Filter("of", "Of", [("organisation", "Organisations"), ("person", "People")], _of),
        ],
        search=lambda words: sa.and_(
            *(sa.or_(RegisterEntry.nature.icontains(word, autoescape=True), name.icontains(word, autoescape=True))
              for word in words.split())
        ),
    )  # fmt: skip


@kept(lambda viewer, partnership: (viewer.rights, partnership.id))
def declared_table(viewer: Viewer, partnership: Partnership) -> Table:
    """Return what was declared at meetings whose minutes and items the viewer may read.

    To others than the partnership's own, nobody is named where nothing is attributed, and people nowhere.
    """
    is_own = viewer.belongs_to(partnership)
    is_told = sa.true() if is_own else sa.not_(Meeting.is_unattributed)
    organisation = sa.case((is_told, Interest.organisation_name), else_="One member")
    nature = sa.case((is_told, Interest.nature), else_="")
    person = Interest.person_name if is_own else sa.literal_column("''", sa.String)
    rows = (
        sa.select(
            Interest.id, Meeting.day, Meeting.id.label("meeting_id"), AgendaItem.id.label("item_id"),
            AgendaItem.title.label("item"), organisation.label("organisation"), person.label("person"),
            nature.label("nature"), Interest.handling,
        )
        .join(Meeting, Meeting.id == Interest.meeting_id)
        .join(AgendaItem, AgendaItem.id == Interest.item_id)
        .where(
            Interest.partnership_id == partnership.id,
            Interest.removed_at.is_(None),
            AgendaItem.removed_at.is_(None),
            AgendaItem.meeting_id == Interest.meeting_id,
            visible_to(viewer, Meeting),
            visible_to(viewer, Meeting, Meeting.minutes_audience),
            visible_to(viewer, AgendaItem),
        )
    )  # fmt: skip
    return Table(
        rows=rows,
        id=Interest.id,
        noun="declaration",
        sort="-day",
        columns=[
            Column("day", "Meeting", Meeting.day),
            Column("item", "Item", css="main"),
            Column("organisation", "Who"),
            Column("person", "Person", in_page=is_own),
            Column("nature", "Interest"),
            Column("handling", "Handled", Interest.handling),
        ],
        filters=[
            Filter("handling", "Handled", [(each.value, each.words.capitalize()) for each in Handling],
                   lambda handling: Interest.handling == Handling(handling)),
        ],
        search=lambda words: sa.and_(
            *(sa.or_(AgendaItem.title.icontains(word, autoescape=True), organisation.icontains(word, autoescape=True))
              for word in words.split())
        ),
    )  # fmt: skip


def _when(choice: str) -> sa.ColumnElement[bool]:
    current = is_current(RegisterEntry, clock.today())
    return current if choice == "now" else sa.not_(current)


def _of(choice: str) -> sa.ColumnElement[bool]:
    return RegisterEntry.person_id.isnot(None) if choice == "person" else RegisterEntry.organisation_id.isnot(None)
