"""Makers of health checks: with statements of the eight topics, open, closed with answers, and followed up."""

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.core.viewer import Viewer
from portal.decisions.models import Decision
from portal.healthcheck.models import FollowUp, PublicSummary
from portal.healthcheck.services import following
from portal.partnerships.models import Partnership
from portal.questionnaires.models import Purpose, Question, Wording
from portal.questionnaires.survey_models import Privacy, Survey
from tests import factories_questionnaires as make
from tests.factories import add

SOMEBODY = Viewer(name="Somebody")
ACT, DIVIDED, STRONG = [2, 2, 2, 1, 3], [1, 2, 5, 5, 4], [5, 5, 4, 4, 5]


def statements(partnership, **headings) -> list[Wording]:
    """Statements by the keys of their questions: attend="All partners turn up"."""
    return [_keyed(make.wording(heading, partnership), key) for key, heading in headings.items()]


def _keyed(wording, key) -> Wording:
    with writing():
        db.session.get(Question, wording.question_id).key = key
    return wording


def check(partnership, *wordings, **given) -> Survey:
    """An open health check of a partnership's first group."""
    return make.opened(partnership, *wordings, purpose=Purpose.SHORT_CHECK, **given)


def closed(partnership, answers, **given) -> Survey:
    """A closed one; `answers` gives the ratings of each wording, as many as answer."""
    survey = check(partnership, *answers, **given)
    number = len(next(iter(answers.values())))
    return make.closed(survey, *({each: ratings[at] for each, ratings in answers.items()} for at in range(number)))


def act(survey, wording, text="Print the bulletin", leads="All partners", when="30 April") -> FollowUp:
    """An action agreed on a statement."""
    with writing():
        row = db.session.get(Survey, survey.id)
        return following.agree_action(
            SOMEBODY, db.session.get(Partnership, row.partnership_id), row, db.session.get(Wording, wording.id),
            text=text, leads=leads, when=when,
        )  # fmt: skip


def furnish(place, partnership) -> None:
    """Give a place of the access tests a health check under review, with a summary, and the year before completed."""
    group = partnership.main.id
    given = {"group_id": group, "privacy": Privacy.UNNAMED}
    words = statements(partnership, resources="We have the money", attend="All turn up")
    survey = closed(partnership, {words[0]: [2, 2], words[1]: [5, 5]}, **given)
    settled = closed(partnership, {words[0]: [5, 5], words[1]: [5, 5]}, **given)
    with writing():
        following.decide_not_to(
            SOMEBODY, db.session.get(Survey, survey.id), db.session.get(Wording, words[0].id), reason="We wait",
            agreed_on=clock.today(), decision_id=None,
        )  # fmt: skip
    kept = add(
        Decision(
            partnership_id=partnership.id, group_id=group, text="Publish it", decided_on=clock.today(),
            audience=Audience.PARTNERSHIP,
        )
    )  # fmt: skip
    add(PublicSummary(survey_id=survey.id, decision_id=kept.id, published_on=clock.today(), by="Somebody"))
    place.closed_check, place.settled_check, place.check_wording = survey.id, settled.id, words[0].id
    place.check_decision = kept.id
