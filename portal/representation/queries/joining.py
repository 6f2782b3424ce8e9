"""Reading who applies to join: what is asked of them, who may apply, the list of applications, and one of them."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from werkzeug.exceptions import NotFound

from portal.core.audience import visible_to
from portal.core.database import db, reader
from portal.core.days import add_months
from portal.core.permissions import Permission
from portal.core.tables import Column, Filter, Table
from portal.core.viewer import Viewer
from portal.decisions.models import Decision
from portal.decisions.proposal_models import PASSED, TO_A_MEETING, Proposal, Standing
from portal.memberships.models import Seat
from portal.memberships.queries.places import every_organisation
from portal.memberships.queries.spoken_for import organisations_at_the_table
from portal.partnerships.models import Partnership, Saying, Statement
from portal.representation.joining_models import Application, Ended
from portal.representation.joining_rules import Asked, Stage, asked_of, stage_of

HEADINGS = (Saying.VALUE, Saying.PRINCIPLE, Saying.CRITERION)


def asked_by(partnership: Partnership) -> list[Asked]:
    """Return what the partnership asks of an organisation that would join."""
    rows = reader().execute(
        sa.select(Statement.id, Statement.kind, Statement.text)
        .where(Statement.partnership_id == partnership.id, Statement.removed_at.is_(None), Statement.kind.in_(HEADINGS))
        .order_by(Statement.position, Statement.id)
    )
    found: dict[Saying, list[tuple[int, str]]] = {}
    for row in rows:
        found.setdefault(row.kind, []).append((row.id, row.text))
    return asked_of(partnership.purpose, found)


def organisations_to_apply(viewer: Viewer, partnership: Partnership) -> list[tuple[int, str]]:
    """Return for which organisations the viewer may apply: those they keep, and any for who keeps all the seats.

    Who sits at the table, or has applied already, is left out.
    """
    every = viewer.can_in(Permission.KEEP_SEATS, partnership, None)
    if partnership.closed_on or not (every or viewer.keeps):
        return []
    sitting = {number for number, _name in organisations_at_the_table(partnership)}
    asked = sa.select(Application.organisation_id).where(
        Application.partnership_id == partnership.id, Application.ended.is_(None)
    )
    but = sitting | set(reader().execute(asked).scalars())
    return [
        (row.id, row.name) for row in every_organisation() if row.id not in but and (every or row.id in viewer.keeps)
    ]


def may_read(viewer: Viewer, application: Application) -> bool:
    """Whether somebody may read an application: who is of the partnership, and who keeps the organisation's entries."""
    is_partner = viewer.can(Permission.READ_AS_PARTNER, application.partnership_id)
    return is_partner or application.organisation_id in viewer.keeps


def get_application(viewer: Viewer, partnership: Partnership, number: int) -> Application:
    """Return one application the viewer may read, with its answers and history, or answer 404."""
    found = db.one_or_404(
        sa.select(Application)
        .outerjoin(Application.proposal)
        .where(Application.id == number, Application.partnership_id == partnership.id)
        .options(
            contains_eager(Application.proposal),
            joinedload(Application.organisation),
            joinedload(Application.decision),
            joinedload(Application.seat).joinedload(Seat.group),
            selectinload(Application.checks),
            selectinload(Application.steps),
        )
    )
    if not may_read(viewer, found):
        raise NotFound
    return found


def stage(application: Application) -> Stage:
    """Return how far an application is."""
    standing = application.proposal.standing if application.proposal else None
    return stage_of(application.ended, application.decision_id is not None, standing)


def _stage() -> sa.ColumnElement[Any]:
    """Return the same as a column. A test holds the two together."""
    return sa.case(
        *((Application.ended == end, Stage(end.value).value) for end in Ended),
        (sa.or_(Application.decision_id.is_not(None), Proposal.standing.in_(PASSED)), Stage.AGREED.value),
        (Proposal.standing == Standing.OPEN, Stage.ASKED.value),
        (Proposal.standing.in_(TO_A_MEETING), Stage.MEETING.value),
        else_=Stage.RECEIVED.value,
    )


def applications_table(partnership: Partnership) -> Table:
    """Return the applications of a partnership, the newest first."""
    how_far = _stage()
    words = sa.case(*((how_far == each.value, each.words) for each in Stage), else_="")
    rows = (
        sa.select(
            Application.id, Application.organisation_name, Application.applied_on, Application.contact_name,
            Application.ended_on, words.label("stage"),
        )
        .outerjoin(Proposal, Proposal.id == Application.proposal_id)
        .where(Application.partnership_id == partnership.id)
    )  # fmt: skip
    return Table(
        rows=rows,
        id=Application.id,
        noun="application",
        sort="-applied_on",
        columns=[
            Column("organisation_name", "Organisation", sa.func.lower(Application.organisation_name)),
            Column("applied_on", "Applied", Application.applied_on),
            Column("stage", "How far it is"),
            Column("contact_name", "Asked by", in_page=False),
            Column("ended_on", "Ended", Application.ended_on),
        ],
        filters=[Filter("state", "State", [("open", "Open"), ("ended", "Ended")], _state)],
        search=lambda typed: Application.organisation_name.icontains(typed, autoescape=True),
    )


def _state(chosen: str) -> sa.ColumnElement[bool]:
    return Application.ended.is_(None) if chosen == "open" else Application.ended.is_not(None)


def decisions_about(viewer: Viewer, partnership: Partnership, application: Application) -> Sequence[Decision]:
    """Return the partnership's decisions since shortly before it applied that the viewer may see, newest first."""
    return db.session.scalars(
        sa.select(Decision)
        .where(
            Decision.partnership_id == partnership.id,
            Decision.decided_on >= add_months(application.applied_on, -3),
            Decision.removed_at.is_(None),
            Decision.is_recommendation.is_(False),
            visible_to(viewer, Decision),
        )
        .order_by(Decision.decided_on.desc(), Decision.id.desc())
        .limit(60)
    ).all()


def waiting_applications(places: Sequence[int]) -> Sequence[Any]:
    """Return the applications in these partnerships on which who keeps the seats has the next step."""
    how_far = _stage()
    rows = (
        sa.select(
            Application.id, Application.organisation_name, Application.applied_on, Partnership.slug,
            Partnership.name.label("partnership"), how_far.label("stage"),
        )
        .join(Partnership, Partnership.id == Application.partnership_id)
        .outerjoin(Proposal, Proposal.id == Application.proposal_id)
        .where(Application.partnership_id.in_(places), Application.ended.is_(None), how_far != Stage.ASKED.value)
        .order_by(Application.applied_on, Application.id)
    )  # fmt: skip
    return reader().execute(rows).all()
