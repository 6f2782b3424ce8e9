"""Finding among more than is looked at: what is ticked narrows before the newest are taken."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.core.index import Entry
from portal.core.index.mending import mend_offers
from portal.directory.models import Organisation, Sector
from portal.skills.models import Capacity, Skill, Terms
from portal.skills.queries import finding
from tests import factories
from tests.factories_gaps import initiative
from tests.factories_skills import notice, skill


def titles(page) -> set[str]:
    return {each.get_text() for each in page.select(".result h3 a")}


@pytest.fixture
def many(who, monkeypatch):
    """Five of each kind that is rare, and then more common ones than are looked at."""
    monkeypatch.setattr(finding, "WINDOW", 4)
    home = who.seat_ray.organisation
    church = factories.organisation("Hope Chapel", sector=Sector.FAITH)
    skill(home, "Mentoring", forms="advice mentoring", audience=Audience.PUBLIC)
    skill(home, "Busy", capacity=Capacity.NONE)
    skill(home, "Soon", capacity=Capacity.LATER, free_from=clock.today() + timedelta(days=9))
    skill(home, "Come", capacity=Capacity.LATER, free_from=clock.today() - timedelta(days=9))
    skill(home, "Swapped", terms=Terms.EXCHANGE)
    skill(church, "Sung")
    for number in range(6):
        skill(home, f"Common {number}")


RARE = [
    ("form=mentoring", {"Mentoring"}),
    ("form=secondment", set()),
    ("form=secondment&form=mentoring", {"Mentoring"}),
    ("form=mentoring&terms=free", {"Mentoring"}),
    ("form=mentoring&terms=charged", set()),
    ("capacity=none", {"Busy"}),
    ("capacity=later", {"Soon"}),
    ("capacity=later&capacity=none", {"Soon", "Busy"}),
    ("terms=exchange", {"Swapped"}),
    ("sector=faith", {"Sung"}),
    ("sector=faith&sector=education", {"Sung"}),
    ("sector=faith&form=mentoring", set()),
    ("capacity=none&form=advice", set()),
]


@pytest.mark.parametrize(("asked", "found"), RARE)
def test_what_is_rare_is_found_behind_what_is_common(who, many, sign_in, asked, found):
    assert titles(sign_in(who.ray).soup(f"/skills/?{asked}")) == found


def test_who_has_time_now_leaves_out_the_others(who, many, sign_in):
    found = titles(sign_in(who.ray).soup("/skills/?capacity=now"))

    assert len(found) == 4
    assert not found & {"Busy", "Soon"}


def test_a_visitor_finds_the_old_public_one(many, client):
    assert titles(client.soup("/skills/")) == {"Mentoring"}


def test_the_index_of_an_older_version_is_mended_and_once_is_enough(who, many):
    home = db.session.get(Organisation, who.seat_ray.organisation_id)
    closed = factories.organisation("Gone Trust")
    gone, need = skill(closed, "Gone"), notice(closed, "Help with going")
    held = initiative(who.here, organisation_id=home.id, run_by="", text="By bus")
    right = dict(db.session.execute(sa.select(Entry.object_id, Entry.scope).filter_by(kind="skill")).all())
    entry = sa.select(Entry).filter_by(kind="initiative", object_id=held.id)
    kept = {name: getattr(db.session.scalar(entry), name) for name in ("scope", "body", "organisation_id", "sector")}
    with writing():
        db.session.get(Organisation, closed.id).closed_on = clock.today()
        for row in db.session.scalars(sa.select(Entry).filter_by(kind="skill")):
            row.scope = " ".join(word for word in row.scope.split() if not word.startswith("m"))
        older = db.session.scalar(entry)
        older.scope, older.body, older.organisation_id, older.sector = "xp1", "By bus", None, ""

    for _time in range(2):
        with writing():
            mend_offers(db.session.connection())
        db.session.expire_all()
        now = dict(db.session.execute(sa.select(Entry.object_id, Entry.scope).filter_by(kind="skill")).all())
        assert {number: set(words.split()) for number, words in now.items()} == {
            number: set(words.split()) for number, words in right.items() if number != gone.id
        }
        assert not db.session.scalar(sa.select(Entry.id).filter_by(kind="wanted", object_id=need.id))
        assert {name: getattr(db.session.scalar(entry), name) for name in kept} == kept
    assert db.session.get(Skill, gone.id) is not None
