"""The lists of wanted notices, of requests, and of terms."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal.core import index
from portal.core.audience import visible_to
from portal.core.dates import When
from portal.core.kept import kept
from portal.core.tables import Column, Filter, Table
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.skills.models import HelpRequest, RequestState, SkillTerm, VolunteerPlaces, Wanted
from portal.skills.queries.asking import rows_for
from portal.skills.queries.terms import terms_shown_to

_root = aliased(SkillTerm)


@kept(lambda viewer: viewer.rights)
def wanted_table(viewer: Viewer) -> Table:
    """Return the notices the viewer may see, the newest first; closed ones only when they are asked for."""
    return Table(
        rows=sa.select(
            Wanted.id, Wanted.title, Wanted.text, Wanted.area, Wanted.when_text, Wanted.needed_by, Wanted.posted_on,
            Wanted.closed_on, Wanted.is_met, Organisation.name.label("organisation"),
            Organisation.slug.label("organisation_slug"),
        )
        .join(Organisation, Organisation.id == Wanted.organisation_id)
        .where(visible_to(viewer, Wanted), Organisation.closed_on.is_(None)),
        id=Wanted.id,
        noun="notice",
        sort="-posted_on",
        columns=[
            Column("title", "What is needed", sa.func.lower(Wanted.title)),
            Column("organisation", "By whom", Organisation.sort_name),
            Column("when_text", "When"),
            Column("posted_on", "Since", Wanted.posted_on),
            Column("area", "Area", in_page=False),
            Column("needed_by", "Last day", in_page=False),
            Column("text", "More about it", in_page=False),
            Column("closed_on", "Closed on", in_page=False),
            Column("is_met", "Help was found", in_page=False),
        ],
        filters=[
            Filter(
                "state", "Which", [("met", "Help was found"), ("all", "Open and closed")], _wanted_state,
                otherwise=Wanted.closed_on.is_(None), every="Open",
            )
        ],
        search=lambda words: Wanted.id.in_(index.matching("wanted", words)),
    )  # fmt: skip


@kept(lambda viewer: viewer.rights)
def requests_table(viewer: Viewer) -> Table:
    """Return the requests of which the viewer is a side, the last moved first."""
    states = [(each.value, each.words) for each in RequestState]
    return Table(
        rows=rows_for(viewer),
        id=HelpRequest.id,
        noun="request",
        sort="-moved_at",
        columns=[
            Column("title", "About", sa.func.lower(HelpRequest.title)),
            Column("organisation", "Who asks", Organisation.sort_name),
            Column("helper", "Who is asked"),
            Column("state", "How it stands", HelpRequest.state),
            Column("moved_at", "Last word", HelpRequest.moved_at),
            Column("asked_on", "Asked on", in_page=False),
            Column("when_text", "When it is needed", in_page=False),
        ],
        filters=[
            Filter("state", "How it stands", states, lambda value: HelpRequest.state == value, every="Any"),
        ],
        search=lambda words: HelpRequest.title.icontains(words, autoescape=True),
    )


def terms_table(viewer: Viewer, categories: list[str]) -> Table:
    """Return the list of terms, for those who keep it: free ones, curated ones, synonyms with what they stand for."""
    kinds = [("free", "Free terms, to be sorted"), ("curated", "Curated"), ("synonym", "Synonyms"), ("all", "All")]
    is_free = sa.and_(SkillTerm.is_curated.is_(False), SkillTerm.merged_into_id.is_(None))
    clauses = {
        "free": is_free,
        "curated": sa.and_(SkillTerm.is_curated, SkillTerm.merged_into_id.is_(None)),
        "synonym": SkillTerm.merged_into_id.is_not(None),
        "all": sa.true(),
    }
    return Table(
        rows=sa.select(
            SkillTerm.id, SkillTerm.name, SkillTerm.category, SkillTerm.is_curated, SkillTerm.merged_into_id,
            sa.func.coalesce(_root.name, "").label("stands_for"),
        )
        .outerjoin(_root, _root.id == SkillTerm.merged_into_id)
        .where(terms_shown_to(viewer)),
        id=SkillTerm.id,
        noun="term",
        sort="name",
        columns=[
            Column("name", "Skill", SkillTerm.key),
            Column("category", "Category", SkillTerm.category),
            Column("stands_for", "Stands for"),
            Column("is_curated", "Curated"),
        ],
        filters=[
            Filter("kind", "Which", kinds, lambda kind: clauses[kind], otherwise=SkillTerm.merged_into_id.is_(None),
                   every="Main names"),
            Filter("category", "Category", [(each, each) for each in categories],
                   lambda category: SkillTerm.category == category, every="Any"),
        ],
        search=lambda words: SkillTerm.key.contains(words.lower(), autoescape=True),
    )  # fmt: skip


@kept(lambda viewer: viewer.rights)
def volunteering_table(viewer: Viewer) -> Table:
    """Return where volunteers are welcome, those with the most places first; the full ones only when asked for."""
    return Table(
        rows=sa.select(
            VolunteerPlaces.id, VolunteerPlaces.places, VolunteerPlaces.text, VolunteerPlaces.area,
            VolunteerPlaces.confirmed_on, VolunteerPlaces.organisation_id, Organisation.name.label("organisation"),
            Organisation.slug.label("organisation_slug"),
        )
        .join(Organisation, Organisation.id == VolunteerPlaces.organisation_id)
        .where(Organisation.closed_on.is_(None), visible_to(viewer, VolunteerPlaces)),
        id=VolunteerPlaces.id,
        noun="organisation",
        sort="-places",
        columns=[
            Column("organisation", "Organisation", Organisation.sort_name),
            Column("places", "Places", VolunteerPlaces.places, "num"),
            Column("area", "Where", VolunteerPlaces.area),
            Column("text", "For what"),
            Column("confirmed_on", "Last confirmed on", in_page=False),
        ],
        filters=[
            Filter("all", "Which", [("yes", "All, the full ones too")], lambda _all: sa.true(),
                   otherwise=VolunteerPlaces.places > 0, every="With places")
        ],
        search=lambda words: sa.or_(
            Organisation.sort_name.contains(words.lower(), autoescape=True),
            *[column.icontains(words, autoescape=True) for column in (VolunteerPlaces.area, VolunteerPlaces.text)],
        ),
    )  # fmt: skip


def as_when(text: str, due_on: date | None) -> When | None:
    """Return a time as it is kept as a form shows it."""
    return When(text, due_on) if text else None


def _wanted_state(state: str) -> sa.ColumnElement[bool]:
    return Wanted.is_met.is_(True) if state == "met" else sa.true()
