"""The lists of the library, one table for each, and the list of places booked."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from portal.core import clock, index
from portal.core.kept import kept
from portal.core.tables import Column, Filter, Table
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.library.models import NEVER, Course, Feedback, Funding, Holding, Place, Practice, Session, Standard
from portal.library.queries.entries import seen
from portal.library.queries.training import BOOKED, places_seen
from portal.library.shelves import FUNDING, PRACTICE, STANDARDS, TRAINING, Shelf
from portal.partnerships.models import Partnership

Named = Sequence[tuple[int, str]]


@kept(lambda viewer, partnership, shelf, organisations: (
    viewer.rights, partnership.id, shelf.key, tuple(organisations)))  # fmt: skip
def entries_in(viewer: Viewer, partnership: Partnership, shelf: Shelf, organisations: Named) -> Table:
    """Return one of the partnership's lists, as far as the viewer may see it."""
    model = shelf.model
    title = Column("title", "Title", model.sort_title, "main")
    rows, columns, filters = _OWN[shelf.key](organisations)
    rows = rows.add_columns(model.id, model.title, model.text, model.link).where(*seen(viewer, partnership, model))
    only_in_file = [Column(key, label, in_page=False) for key, label in (("text", "Text"), ("link", "Link"))]
    return Table(
        rows=rows,
        id=model.id,
        noun=shelf.noun,
        more=shelf.more,
        columns=[title, *columns, *only_in_file],
        sort="deadline" if shelf is FUNDING else "title",
        filters=filters,
        search=lambda words: model.id.in_(index.matching(shelf.kind, words)),
    )


def _standards(organisations: Named) -> tuple[sa.Select, list[Column], list[Filter]]:
    today = clock.today()
    held_now = sa.and_(
        Holding.standard_id == Standard.id, Holding.removed_at.is_(None),
        sa.or_(Holding.until_on.is_(None), Holding.until_on >= today),
    )  # fmt: skip
    counted = sa.select(sa.func.count(Holding.organisation_id.distinct())).where(held_now)
    holders = counted.correlate(Standard).scalar_subquery()

    def held_by(number: str) -> sa.ColumnElement[bool]:
        return sa.exists().where(held_now, Holding.organisation_id == int(number)).correlate(Standard)

    columns = [
        Column("approved_on", "Approved", sa.func.coalesce(Standard.approved_on, Standard.added_on)),
        Column("holders", "Partners who hold it", holders, "num"),
    ]
    filters = [Filter("holder", "Held by", organisations, held_by, every="All")]
    return sa.select(Standard.approved_on, holders.label("holders")), columns, filters


def _training(_organisations: Named) -> tuple[sa.Select, list[Column], list[Filter]]:
    mine = Feedback.course_id == Course.id
    score = sa.select(sa.cast(sa.func.avg(Feedback.score), sa.Float)).where(mine).correlate(Course).scalar_subquery()
    said = sa.select(sa.func.count()).select_from(Feedback).where(mine).correlate(Course).scalar_subquery()
    coming = sa.and_(Session.course_id == Course.id, Session.day >= clock.today(), Session.cancelled_at.is_(None))
    next_on = sa.select(sa.func.min(Session.day)).where(coming).correlate(Course).scalar_subquery()
    provider = sa.func.coalesce(Organisation.name, Course.provider)
    rows = sa.select(
        provider.label("provider"), Course.cost, Course.approved_by, next_on.label("next_on"),
        score.label("score"), said.label("said"),
    ).outerjoin_from(Course, Organisation, Organisation.id == Course.organisation_id)  # fmt: skip
    free = sa.exists().where(coming, Session.places > BOOKED).correlate(Course)
    columns = [
        Column("provider", "Given by", sa.func.lower(provider)),
        Column("cost", "Cost", sa.func.lower(Course.cost)),
        Column("next_on", "Next session", sa.func.coalesce(next_on, NEVER)),
        Column("score", "What people say", sa.func.coalesce(score, 0.0)),
        Column("said", "How many said it", in_page=False),
        Column("approved_by", "Approved by", in_page=False),
    ]
    places = [("free", "With free places"), ("coming", "With a session to come")]
    choice = {"free": free, "coming": sa.exists().where(coming).correlate(Course)}
    return rows, columns, [Filter("places", "Sessions", places, choice.__getitem__, every="Every course")]


def _funding(_organisations: Named) -> tuple[sa.Select, list[Column], list[Filter]]:
    today = clock.today()
    columns = [
        Column("funder", "Funder", sa.func.lower(Funding.funder)),
        Column("amount", "Amount", sa.func.lower(Funding.amount)),
        Column("deadline", "Deadline", Funding.closes_sort),
    ]
    which = [("closed", "Deadline passed"), ("all", "All")]
    closed = {"closed": Funding.closes_sort < today, "all": sa.true()}
    filters = [
        Filter("which", "Which", which, closed.__getitem__, otherwise=Funding.closes_sort >= today, every="Still open")
    ]
    return sa.select(Funding.funder, Funding.amount, Funding.deadline), columns, filters


def _practice(organisations: Named) -> tuple[sa.Select, list[Column], list[Filter]]:
    rows = sa.select(
        sa.func.coalesce(Organisation.name, "").label("organisation"), Practice.tags, Practice.added_on,
    ).outerjoin_from(Practice, Organisation, Organisation.id == Practice.organisation_id)  # fmt: skip
    columns = [
        Column("organisation", "Told by", sa.func.coalesce(Organisation.sort_name, "")),
        Column("tags", "Tags", Practice.tags),
        Column("added_on", "Added", Practice.added_on),
    ]
    told_by = Filter(
        "organisation", "Told by", organisations, lambda number: Practice.organisation_id == int(number),
        every="All",
    )  # fmt: skip
    tag = Filter("tag", "Tag", None, lambda words: Practice.tags.icontains(words, autoescape=True))
    return rows, columns, [told_by, tag]


_OWN = {STANDARDS.key: _standards, TRAINING.key: _training, FUNDING.key: _funding, PRACTICE.key: _practice}


@kept(lambda viewer, partnership: (viewer.rights, partnership.id))
def places_in(viewer: Viewer, partnership: Partnership) -> Table:
    """Return the places booked at sessions, as far as the viewer books them or gives the courses."""
    today = clock.today()
    is_cancelled = sa.or_(Place.cancelled_at.isnot(None), Session.cancelled_at.isnot(None))
    rows = (
        sa.select(
            Place.id, Place.name, Place.email, Place.needs, Place.organisation_id, Course.title, Session.course_id,
            Session.day, Session.starts_at, Session.venue, Organisation.name.label("organisation"),
            is_cancelled.label("is_cancelled"), sa.func.coalesce(Feedback.score, 0).label("score"),
        )
        .join(Session, Session.id == Place.session_id)
        .join(Course, Course.id == Session.course_id)
        .join(Organisation, Organisation.id == Place.organisation_id)
        .outerjoin(Feedback, Feedback.place_id == Place.id)
        .where(*places_seen(viewer, partnership))
    )  # fmt: skip
    which: dict[str, Any] = {
        "past": sa.and_(Session.day < today, sa.not_(is_cancelled)), "cancelled": is_cancelled, "all": sa.true(),
    }  # fmt: skip
    choice = [("past", "Sessions that are over"), ("cancelled", "Cancelled"), ("all", "All")]
    return Table(
        rows=rows,
        id=Place.id,
        noun="place",
        columns=[
            Column("name", "Who", sa.func.lower(Place.name), "main"),
            Column("organisation", "Organisation", Organisation.sort_name),
            Column("title", "Course", Course.sort_title),
            Column("day", "Day", Session.day),
            Column("needs", "Needs"),
            Column("email", "E-mail", in_page=False),
            Column("starts_at", "From", in_page=False),
            Column("venue", "Where", in_page=False),
        ],
        sort="day",
        filters=[
            Filter(
                "which", "Which", choice, which.__getitem__, every="To come",
                otherwise=sa.and_(Session.day >= today, sa.not_(is_cancelled)),
            ),
        ],
        search=lambda words: sa.or_(
            *(each.icontains(words, autoescape=True) for each in (Place.name, Organisation.name, Course.title))
        ),
    )  # fmt: skip
