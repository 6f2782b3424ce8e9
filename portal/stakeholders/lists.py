"""The list of a partnership's stakeholders, by kind."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal.core import clock, index
from portal.core.audience import visible_to
from portal.core.kept import kept
from portal.core.tables import Column, Filter, Table
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.partnerships.models import Partnership
from portal.stakeholders.models import Stakeholder, StakeholderKind
from portal.stakeholders.rules import LONG

Lead = aliased(Organisation)
NEVER = sa.literal("0000")


@kept(lambda viewer, partnership, by_kind: (viewer.rights, partnership.id, by_kind))
def stakeholders_of(viewer: Viewer, partnership: Partnership, by_kind: bool) -> Table:
    """Return the partnership's stakeholders that the viewer may see; sorted `by_kind`, the kind needs no column."""
    called = sa.func.coalesce(Organisation.name, Stakeholder.name)
    order = sa.case(
        {kind.value: str(place) for place, kind in enumerate(StakeholderKind)},
        value=sa.type_coerce(Stakeholder.kind, sa.String), else_="9",
    )  # fmt: skip
    lead = sa.func.coalesce(Lead.name, "")
    rows = (
        sa.select(
            Stakeholder.id, Stakeholder.kind, called.label("called"), Organisation.slug, Stakeholder.interest,
            Stakeholder.involved, lead.label("lead"), Stakeholder.heard_on, Stakeholder.heard_how,
        )
        .outerjoin(Organisation, Organisation.id == Stakeholder.listed_id)
        .outerjoin(Lead, Lead.id == Stakeholder.lead_id)
        .where(
            Stakeholder.partnership_id == partnership.id, Stakeholder.removed_at.is_(None),
            visible_to(viewer, Stakeholder),
        )
    )  # fmt: skip
    long_ago = clock.today() - LONG
    is_long = sa.or_(Stakeholder.heard_on.is_(None), Stakeholder.heard_on < long_ago)
    return Table(
        rows=rows,
        id=Stakeholder.id,
        noun="stakeholder",
        columns=[
            Column("called", "Who", sa.func.lower(called), "main"),
            Column("kind", "Kind", order + sa.func.lower(called), in_page=not by_kind),
            Column("interest", "Their interest"),
            Column("involved", "How they are involved"),
            Column("lead", "By whom", sa.func.lower(lead)),
            Column("heard_on", "Last heard", sa.func.coalesce(sa.cast(Stakeholder.heard_on, sa.String), NEVER)),
            Column("heard_how", "How they were heard", in_page=False),
        ],
        sort="kind",
        filters=[
            Filter("kind", "Kind", [(kind.value, kind.words) for kind in StakeholderKind],
                   lambda kind: Stakeholder.kind == StakeholderKind(kind), every="Every kind"),
            Filter("heard", "Last heard", [("year", "Within a year"), ("long", "Not within a year")],
                   lambda which: is_long if which == "long" else sa.not_(is_long), every="At any time"),
        ],
        search=lambda words: Stakeholder.id.in_(index.matching("stakeholder", words)),
    )  # fmt: skip
