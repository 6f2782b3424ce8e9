"""Loading: everything of the five sources, once, quickly, and the same whenever it is done."""

import hashlib
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from portal.accounts.models import User
from portal.accounts.passwords import is_right
from portal.core.database import db, writing
from portal.core.errors import Refusal
from portal.core.index import Entry
from portal.demo import loader, reading
from portal.demo.people import DEMO_PASSWORD, demo_people
from portal.directory.models import Organisation, Person
from portal.meetings.models import Meeting
from portal.partnerships.models import Group, Partnership, Rules
from portal.series.models import Called, Series
from tests import factories

pytestmark = pytest.mark.thorough

NAMED = {
    "peak-partners": 23,
    "derby-city-partnership": 1,
    "derby-third-sector": 8,
    "devon-compact": 15,
    "wychavon": 4,
}
"""How many organisations each source names."""

GROUPS = {
    "peak-partners": {"partnership", "induction", "skills-database", "funding-strategy", "website"},
    "derby-city-partnership": {
        "board", "delivery-sub-group", "funding-sub-group", "city-1", "city-2", "city-3", "city-4", "city-5",
        "community-network", "individual-members-forum", "partnership-office",
    },
    "derby-third-sector": {
        "development-group", "compact-forum", "third-sector-voices", "all-support-providers", "training-providers",
    },
    "devon-compact": {"compact-hub", "partnership-code-working-group"},
    "wychavon": {"core-group"},
    "droitwich": {"partnership"},
    "evesham": {"partnership"},
    "pershore": {"partnership"},
}  # fmt: skip
AREAS = {"droitwich-partnership", "evesham-partnership", "pershore-partnership"}
"""Groups in their source, partnerships here; as members of the Core Group they are organisations too."""


def everything() -> dict[str, str]:
    """Return a fingerprint of each table."""
    found = {}
    for table in db.metadata.sorted_tables:
        rows = db.session.execute(sa.select(table).order_by(*table.primary_key.columns)).all()
        found[table.name] = hashlib.sha256(repr(rows).encode()).hexdigest()
    return found


def test_the_eight_partnerships_are_there_with_all_their_groups(sample):
    rows = db.session.execute(
        sa.select(Partnership.slug, Group.slug).join(Group, Group.partnership_id == Partnership.id)
    ).all()
    assert {slug: {group for place, group in rows if place == slug} for slug, _group in rows} == GROUPS


@pytest.mark.parametrize(("source", "number"), NAMED.items())
def test_every_organisation_a_source_names_is_there(sample, source, number):
    facts = reading.facts_of(source)
    own = [fact["slug"] for fact in facts["organisations"] if "invented" not in fact and fact["slug"] not in AREAS]
    shared = [slug for slug in facts["shared"] if (source, slug) in ALSO_NAMED]
    assert len(own) + len(shared) == number
    there = set(db.session.scalars(sa.select(Organisation.slug)))
    assert {*own, *facts["shared"]} <= there


ALSO_NAMED = {("derby-third-sector", "derby-city-council"), ("devon-compact", "capacitybuilders")}
"""Organisations two sources name; they are there once."""


def test_what_is_invented_says_so(sample):
    invented = {
        fact["slug"] for source in reading.SOURCES for fact in reading.facts_of(source)["organisations"]
        if "invented" in fact
    }  # fmt: skip
    rows = dict(db.session.execute(sa.select(Organisation.slug, Organisation.description)).all())
    assert len(invented) > 30
    assert all("nvented for this demonstration" in rows[slug] for slug in invented)
    assert not any("nvented" in text for slug, text in rows.items() if slug not in invented)


def test_loading_twice_changes_nothing(sample):
    before = everything()
    db.session.rollback()
    seen: list[str] = []
    listen = (db.engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    event.listen(*listen)
    with writing():
        again = loader.load()
    event.remove(*listen)
    assert not again.is_new
    assert len([statement for statement in seen if not statement.startswith("BEGIN")]) <= 2
    assert everything() == before


def test_the_loader_says_what_it_loaded_and_is_quick(sample, loaded, record_property):
    _app, report, worked = loaded
    record_property("seconds", round(worked, 2))
    assert report.is_new
    assert report.counts["partnership"] == 8
    assert "8 partnerships" in str(report)
    assert "people" in str(report)
    assert worked < 6


def test_on_another_day_the_same_sample_lies_around_that_day(app):
    with writing():
        report = loader.load(date(2028, 2, 29))
    assert report.counts["partnership"] == 8
    ahead = (
        sa.select(Called.meeting_id)
        .join(Series, Series.id == Called.series_id)
        .where(Series.from_on > date(2028, 2, 29))
    )
    days = db.session.scalars(sa.select(Meeting.day).where(Meeting.id.notin_(ahead))).all()
    assert date(2026, 2, 1) < min(days) < date(2026, 4, 15)
    assert date(2028, 3, 1) < max(days) <= date(2028, 5, 31)


def test_a_database_with_a_partnership_of_that_name_is_left_alone(app):
    factories.partnership(slug="evesham", name="The real one")
    with pytest.raises(Refusal, match="evesham"), writing():
        loader.load()
    assert db.session.scalars(sa.select(Partnership.slug)).all() == ["evesham"]
    assert db.session.scalar(sa.select(sa.func.count(Organisation.id))) == 0


def test_everything_can_be_found(sample):
    kinds = dict(
        db.session.execute(sa.select(Entry.kind, sa.func.count()).group_by(Entry.kind)).all()
    )  # fmt: skip
    assert kinds["partnership"] == 8
    assert kinds["organisation"] == db.session.scalar(sa.select(sa.func.count(Organisation.id)))
    assert kinds["meeting"] == db.session.scalar(sa.select(sa.func.count(Meeting.id)))
    assert all(kinds[kind] > 100 for kind in ("person", "item", "decision", "action"))


def test_the_demo_people_can_sign_in_with_the_one_password(sample):
    users = {user.email: user for user in db.session.scalars(sa.select(User))}
    people = demo_people()
    assert len(people) >= 12
    assert [email for _name, email, _note in people] == list(users)
    assert all(users[email].demo_note == note and ":" in note for _name, email, note in people)
    assert is_right(users["nell.larkrise@example.org"].password_hash, DEMO_PASSWORD)
    assert len(DEMO_PASSWORD) >= 12
    assert [user.name for user in users.values() if user.is_site_administrator] == ["Fern Greenway"]
    having = set(db.session.scalars(sa.select(Person.user_id).where(Person.user_id.isnot(None))))
    assert having == {user.id for user in users.values()}


def test_each_partnership_has_its_own_rules(sample):
    rows = db.session.execute(
        sa.select(Partnership.slug, Rules)
        .join(Rules, Rules.partnership_id == Partnership.id)
        .where(Rules.group_id.is_(None))
    ).all()
    rules = dict(rows)
    assert set(rules) == set(reading.SLUGS)
    assert (rules["peak-partners"].quorum_kind, rules["peak-partners"].max_sub_groups) == ("more_than", 3)
    assert (rules["derby-city-partnership"].missed_limit, rules["derby-city-partnership"].term_years) == (3, 2)
    assert rules["derby-city-partnership"].meetings_audience == "public"
    assert {rules[slug].minutes_days for slug in ("wychavon", "droitwich", "evesham", "pershore")} == {14}
    assert rules["evesham"].taker_from_members


def test_every_text_fits_its_column(sample):
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, sa.String) and column.type.length:
                longest = db.session.scalar(sa.select(sa.func.max(sa.func.length(column)))) or 0
                assert longest <= column.type.length, f"{table.name}.{column.name}"
