"""The list of a partnership's consultations."""

from typing import Any

import sqlalchemy as sa

from portal.consultations.models import AskedHere, Consultation, ConsultationOutcome, ConsultationResponse
from portal.consultations.rules import Stands
from portal.core import clock, index
from portal.core.audience import visible_to
from portal.core.kept import kept
from portal.core.tables import Column, Filter, Table
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.partnerships.models import Partnership

LAST = sa.literal("9999-12-31")
_ORDER = {Stands.OPEN: "1", Stands.WARNING: "2", Stands.ANSWERED: "3", Stands.CLOSED: "4"}


def stands_as(stands: Stands) -> sa.ColumnElement[bool]:
    """Return the condition that a consultation stands so. A test holds it to `rules.stands`."""
    is_sent = ConsultationResponse.sent_on.is_not(None)
    if stands is Stands.ANSWERED:
        return is_sent
    is_coming = sa.and_(Consultation.opens_on.is_(None), Consultation.closes_on.is_(None))
    if stands is Stands.WARNING:
        return sa.and_(sa.not_(is_sent), is_coming)
    is_over = sa.func.coalesce(Consultation.closes_on, clock.today()) < clock.today()
    return sa.and_(sa.not_(is_sent), sa.not_(is_coming), is_over if stands is Stands.CLOSED else sa.not_(is_over))


def _count(*where: Any) -> Any:
    return (
        sa.select(sa.func.count())
        .where(AskedHere.consultation_id == Consultation.id, AskedHere.removed_at.is_(None), *where)
        .correlate(Consultation)
        .scalar_subquery()
    )


@kept(lambda viewer, partnership, weeks: (viewer.rights, partnership.id, weeks, clock.today()))
def consultations_of(viewer: Viewer, partnership: Partnership, weeks: int) -> Table:
    """Return the partnership's consultations that the viewer may see; fewer `weeks` than these are short notice."""
    owner = sa.func.coalesce(Organisation.name, Consultation.owner_name)
    is_short = sa.func.coalesce(Consultation.notice_days, weeks * 7) < weeks * 7
    order = sa.case(*((stands_as(each), place) for each, place in _ORDER.items()), else_="9")
    closes = sa.func.coalesce(sa.cast(Consultation.closes_on, sa.String), LAST)
    shared = visible_to(viewer, Consultation, ConsultationOutcome.shared_with)
    told = sa.and_(
        sa.or_(ConsultationOutcome.results != "", ConsultationOutcome.owner_did != ""),
        sa.true() if viewer.belongs_to(partnership) else shared,
    )
    state = sa.case(*((stands_as(each), each.words) for each in Stands), else_="").label("state")
    asked, answered = _count(), _count(AskedHere.answered_on.is_not(None))
    rows = (
        sa.select(
            Consultation.id, Consultation.title, owner.label("owner"), Consultation.opens_on, Consultation.closes_on,
            Consultation.expected, ConsultationResponse.sent_on, Consultation.notice_days, is_short.label("is_short"),
            told.label("is_told"), state, asked.label("asked"), answered.label("answered"),
        )
        .join(ConsultationResponse, ConsultationResponse.consultation_id == Consultation.id)
        .join(ConsultationOutcome, ConsultationOutcome.consultation_id == Consultation.id)
        .outerjoin(Organisation, Organisation.id == Consultation.owner_id)
        .where(
            Consultation.partnership_id == partnership.id, Consultation.removed_at.is_(None),
            visible_to(viewer, Consultation),
        )
    )  # fmt: skip
    return Table(
        rows=rows,
        id=Consultation.id,
        noun="consultation",
        columns=[
            Column("title", "Consultation", sa.func.lower(Consultation.title), "main"),
            Column("owner", "Owner", sa.func.lower(owner)),
            Column("state", "How it stands", order + closes),
            Column("closes_on", "Closes", closes),
            Column("answered", "Answered here", answered, "num"),
            Column("asked", "Asked here", in_page=False),
            Column("heard_on", "Heard of", in_page=False),
            Column("opens_on", "Opened", in_page=False),
            Column("expected", "Expected", in_page=False),
            Column("notice_days", "Days of notice", in_page=False),
            Column("is_short", "Short notice", in_page=False),
            Column("sent_on", "Response sent", in_page=False),
            Column("is_told", "What came of it is told", in_page=False),
            Column("link", "Where to read more", in_page=False),
        ],
        in_file=(Consultation.heard_on, Consultation.link),
        sort="state",
        filters=[
            Filter("state", "How it stands", [(each.value, each.words) for each in Stands],
                   lambda state: stands_as(Stands(state))),
            Filter("notice", "Notice", [("short", "At short notice")], lambda _short: is_short, every="Any"),
            Filter("told", "What came of it", [("yes", "Told here")], lambda _yes: told, every="Any"),
        ],
        search=lambda words: Consultation.id.in_(index.matching("consultation", words)),
    )  # fmt: skip
