"""The lists of the gaps bank: the gaps, and the initiatives that are profiled against them."""

from collections.abc import Sequence

import sqlalchemy as sa

from portal.core import clock, index
from portal.core.audience import visible_to
from portal.core.kept import kept
from portal.core.tables import Column, Filter, Table
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.gaps.models import Fit, Gap, Initiative, Profile, Reach, Status
from portal.partnerships.models import Partnership


@kept(lambda viewer, partnership, areas: (viewer.rights, partnership.id, tuple(areas)))
def gaps_in(viewer: Viewer, partnership: Partnership, areas: Sequence[str]) -> Table:
    """Return the partnership's gaps that the viewer may see, with how many initiatives help to close each."""
    helping = (
        sa.select(sa.func.count())
        .select_from(Profile)
        .join(Initiative, Initiative.id == Profile.initiative_id)
        .where(Profile.gap_id == Gap.id, Profile.fit != Fit.NOT, Initiative.removed_at.is_(None))
        .where(visible_to(viewer, Initiative))
        .correlate(Gap)
        .scalar_subquery()
    )
    rows = sa.select(
        Gap.id, Gap.need, Gap.area, Gap.status, Gap.raised_on, Gap.source, Gap.for_think_tank,
        helping.label("helping"),
    ).where(Gap.partnership_id == partnership.id, Gap.removed_at.is_(None), visible_to(viewer, Gap))  # fmt: skip
    return Table(
        rows=rows,
        id=Gap.id,
        noun="gap",
        columns=[
            Column("need", "Need", sa.func.lower(Gap.need), "main"),
            Column("area", "Area", sa.func.lower(Gap.area)),
            Column("status", "How it stands", Gap.status),
            Column("helping", "Initiatives towards it", helping, "num"),
            Column("raised_on", "Raised", Gap.raised_on),
            Column("source", "Who says so", in_page=False),
            Column("for_think_tank", "For the think tank", in_page=False),
            Column("evidence", "Evidence", in_page=False),
        ],
        in_file=(Gap.evidence,),
        sort="-raised_on",
        filters=[
            Filter("status", "How it stands", [(each.value, each.words) for each in Status],
                   lambda status: Gap.status == Status(status)),
            Filter("area", "Area", [(area, area) for area in areas], lambda area: Gap.area == area, every="Every area"),
            Filter("think-tank", "Think tank", [("yes", "For the next think tank")], lambda _yes: Gap.for_think_tank),
        ],
        search=lambda words: Gap.id.in_(index.matching("gap", words)),
    )  # fmt: skip


@kept(lambda viewer, partnership: (viewer.rights, partnership.id, clock.today()))
def initiatives_in(viewer: Viewer, partnership: Partnership) -> Table:
    """Return the partnership's initiatives that the viewer may see, with how many gaps each helps to close."""
    run_by = sa.func.coalesce(Organisation.name, Initiative.run_by)
    far = sa.case(
        {each.value: place for place, each in enumerate(Reach)}, value=sa.type_coerce(Initiative.reach, sa.String)
    )
    is_over = sa.func.coalesce(Initiative.ends_on, clock.today()) < clock.today()
    closes = (
        sa.select(sa.func.count())
        .select_from(Profile)
        .join(Gap, Gap.id == Profile.gap_id)
        .where(Profile.initiative_id == Initiative.id, Profile.fit != Fit.NOT, Gap.removed_at.is_(None))
        .where(visible_to(viewer, Gap))
        .correlate(Initiative)
        .scalar_subquery()
    )
    rows = (
        sa.select(
            Initiative.id, Initiative.name, run_by.label("run_by"), Initiative.reach, Initiative.ends_on,
            Initiative.added_on, closes.label("closes"),
        )
        .outerjoin(Organisation, Organisation.id == Initiative.organisation_id)
        .where(Initiative.partnership_id == partnership.id, Initiative.removed_at.is_(None))
        .where(visible_to(viewer, Initiative))
    )  # fmt: skip
    return Table(
        rows=rows,
        id=Initiative.id,
        noun="initiative",
        columns=[
            Column("name", "Initiative", sa.func.lower(Initiative.name), "main"),
            Column("run_by", "Run by", sa.func.lower(run_by)),
            Column("reach", "Reach", far),
            Column("closes", "Gaps it helps to close", closes, "num"),
            Column("added_on", "Added", Initiative.added_on),
            Column("starts_on", "Since", in_page=False),
            Column("ends_on", "Until", in_page=False),
            Column("link", "Where to read more", in_page=False),
            Column("text", "What it offers", in_page=False),
        ],
        in_file=(Initiative.starts_on, Initiative.link, Initiative.text),
        sort="-added_on",
        filters=[
            Filter("reach", "Reach", [(each.value, each.words) for each in Reach],
                   lambda reach: Initiative.reach == Reach(reach)),
            Filter("over", "Time", [("going", "Going on now"), ("over", "Over")],
                   lambda which: is_over if which == "over" else sa.not_(is_over)),
        ],
        search=lambda words: sa.or_(
            *(each.icontains(words, autoescape=True) for each in (Initiative.name, Initiative.text, run_by))
        ),
    )  # fmt: skip
