"""Makers of rounds in which people answer, and of what they fill in."""

from portal.core.database import db, writing
from portal.questionnaires.models import Measure
from portal.questionnaires.services import papers
from portal.questionnaires.survey_models import Asks, Privacy, Respondent, Survey
from tests import factories
from tests import factories_questionnaires as make

TOKEN = "a-secret-address-of-a-survey"


def small_round(who, **given):
    """An open survey of two pages in Here, which asks Ray, Rosa and three organisations that never sign in."""
    for _each in range(3):
        factories.seat(who.here.main)
    trust = make.wording("We trust each other", who.here)
    change = make.wording("What must change?", who.here, Measure.TEXT)
    row = make.opened(who.here, sections={"Working together": [trust], "In your own words": [change]}, **given)
    row.trust, row.change = trust.id, change.id
    return row


def linked(in_partnership, token=TOKEN, **given):
    """An open survey for everybody who has the secret address."""
    row = make.opened(in_partnership, make.wording(), asks=Asks.LINK, **given)
    return with_link(row, token)


def with_link(row, token):
    from portal.accounts.sign_in import hashed

    with writing():
        db.session.get(Survey, row.id).link = hashed(token)
    return row


def of(survey, seat) -> Respondent:
    """The place of a seat among those who are asked."""
    db.session.rollback()
    return db.session.query(Respondent).filter_by(survey_id=survey.id, seat_id=seat.id).one()


def ticked(survey, *seats) -> None:
    """Note that the sheets of these seats came."""
    numbers = {of(survey, seat).id for seat in seats}
    with writing():
        papers.tick(db.session.get(Survey, survey.id), numbers)


def furnish(place, partnership, seat) -> None:
    """Give a place of the access tests four surveys: of its seats, with a sheet that came, a joint and a linked one."""
    given = {"privacy": Privacy.UNNAMED, "group_id": partnership.main.id}
    asked, on_paper = make.opened(partnership, **given), make.opened(partnership, **given)
    place.asked_survey, place.paper_survey = asked.id, on_paper.id
    silent = next(row for row in make.respondents(asked) if row.seat_id == place.free_seat)
    place.asked_place, place.silent_place = of(asked, seat).id, silent.id
    ticked(on_paper, seat)
    place.sheet_place = of(on_paper, seat).id
    place.joint_survey = make.opened(partnership, asks=Asks.JOINT, group_id=partnership.main.id).id
    place.survey_token = f"{TOKEN}-{partnership.slug}"
    linked(partnership, place.survey_token)
