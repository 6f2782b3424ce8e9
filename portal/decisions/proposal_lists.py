"""What was put to the seats between meetings as a list: searched, narrowed, and as a file."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from portal.core import index
from portal.core.audience import visible_to
from portal.core.tables import Column, Filter, Table
from portal.core.viewer import Viewer
from portal.decisions.proposal_models import Answer, Proposal, Standing
from portal.partnerships.models import Group, Partnership


def proposals(viewer: Viewer, partnership: Partnership, groups: Sequence[Any]) -> Table:
    """Return the list of what was put to the seats between meetings, as far as the viewer may see it, newest first."""
    answered = (
        sa.select(sa.func.count())
        .where(Answer.proposal_id == Proposal.id, Answer.choice.is_not(None))
        .scalar_subquery()
    )
    asked = sa.select(sa.func.count()).where(Answer.proposal_id == Proposal.id).scalar_subquery()
    rows = (
        sa.select(
            Proposal.id, Proposal.text, Proposal.opened_on, Proposal.closes_on, Proposal.standing,
            Group.name.label("group"), answered.label("answered"), asked.label("asked"),
        )
        .join(Group, Group.id == Proposal.group_id)
        .where(Proposal.partnership_id == partnership.id, visible_to(viewer, Proposal))
    )  # fmt: skip
    return Table(
        rows=rows,
        id=Proposal.id,
        noun="proposal",
        columns=[
            Column("closes_on", "Closing day", Proposal.closes_on),
            Column("text", "What is proposed", sa.func.lower(Proposal.text), "main"),
            Column("standing", "How it stands", Proposal.standing),
            Column("answered", "Answered"),
            Column("asked", "Seats asked", in_page=False),
            Column("group", "Group", sa.func.lower(Group.name)),
            Column("opened_on", "Opened on", in_page=False),
        ],
        sort="-closes_on",
        filters=[
            Filter("group", "Group", [(row.id, row.name) for row in groups], _of_group, every="Every group"),
            Filter("standing", "How it stands", [(each.value, each.words) for each in Standing], _stands),
        ],
        search=lambda words: Proposal.id.in_(index.matching("between", words)),
    )


def _of_group(number: str) -> sa.ColumnElement[bool]:
    return Proposal.group_id == int(number)


def _stands(chosen: str) -> sa.ColumnElement[bool]:
    return Proposal.standing == Standing(chosen)
