"""What the records show: counted for the year, and only from what every member of the partnership may see."""

from datetime import timedelta

import pytest

from portal.actions.models import Status
from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.decisions.models import Decision
from portal.healthcheck import evidence_words, rules
from portal.healthcheck.evidence_words import Figures
from portal.healthcheck.queries import evidence
from portal.questionnaires.rules import Band
from tests import factories, factories_actions, people

NONE = Figures(
    seats=0, filled=[], led=0, decisions=0, by_consensus=0, done=0, late=0, nobody=0, open=0, vacant=0, terms=[],
    missed=0, clocks=[], report_backs=0, unmet=0, consultations=0, stakeholders=0, before=(0, 0),
)  # fmt: skip


@pytest.fixture
def who(app):
    return people.cast()


def counted(who) -> Figures:
    db.session.rollback()
    return evidence.of_year(who.here, who.here.main, clock.today(), None)


@pytest.mark.parametrize("audience", [Audience.RESTRICTED, Audience.GROUP])
def test_nothing_of_a_group_alone_is_counted(who, audience):
    given = {"partnership_id": who.here.id, "group_id": who.here.main.id, "decided_on": clock.today()}
    factories.add(Decision(text="For all", audience=Audience.PARTNERSHIP, **given))
    factories.add(Decision(text="Secret", audience=audience, **given))
    open_one = factories_actions.action(who.here.main, "Open to all", audience=Audience.PARTNERSHIP)
    factories_actions.action(who.here.main, "Closed", audience=audience)
    found = counted(who)
    assert (found.decisions, found.open) == (1, 1)
    with writing():
        row = db.session.get(type(open_one), open_one.id)
        row.status, row.done_on = Status.DONE, clock.today()
    assert (counted(who).done, counted(who).open) == (1, 0)


def test_what_is_older_than_a_year_is_not_counted(who):
    given = {"partnership_id": who.here.id, "group_id": who.here.main.id, "audience": Audience.PARTNERSHIP}
    factories.add(Decision(text="Old", decided_on=clock.today() - timedelta(days=366), **given))
    assert counted(who).decisions == 0


def test_vacant_seats_and_terms_that_end_are_counted(who):
    factories.seat(who.here.main, organisation_id=None)
    with writing():
        db.session.get(type(who.seat_ray), who.seat_ray.id).term_ends_on = clock.today() + timedelta(days=60)
    said = evidence_words.seats(counted(who))
    assert said.startswith("1 vacant seat. One term ends within six months")


@pytest.mark.parametrize(
    ("words", "given", "said"),
    [
        ("attendance", {"seats": 8, "filled": [6, 8, 5]}, "Six or more of eight seats were filled at 2 of 3 meetings."),
        ("leading", {"seats": 8, "led": 4}, "Seats that led an item or an action in these twelve months: 4 of 8."),
        ("agreeing", {"decisions": 15, "by_consensus": 14}, "Decisions by consensus: 14 of 15."),
        ("agreeing", {}, ""),
        ("doing", {"done": 1, "before": (2, 1)}, "Of 2 actions agreed at the health check before, 1 done."),
        ("resources", {"open": 5, "nobody": 1, "unmet": 1}, "1 of 5 open actions has nobody named."),
        ("telling", {"clocks": ["2 of 6 bulletins on time"], "report_backs": 9}, "9 report-backs logged."),
    ],
)
def test_each_topic_is_said_in_plain_words(words, given, said):
    assert said in getattr(evidence_words, words)(NONE._replace(**given))


@pytest.mark.parametrize(
    ("bands", "still", "said"),
    [
        ([Band.ACT, Band.ACT, Band.DIVIDED, Band.STRENGTH, Band.STRENGTH], 1,
         "7 of 8 organisations answered. Two things to act on, one where we are divided, two strengths; one still to "
         "agree."),
        ([Band.DISCUSS], 0, "7 of 8 organisations answered."),
        ([None], 0, "7 of 8 organisations answered."),
        ([Band.STRENGTH], 0, "7 of 8 organisations answered. One strength."),
    ],
)  # fmt: skip
def test_the_heading_sums_it_up(bands, still, said):
    assert rules.heading(7, 8, bands, still) == said
