"""Makers of questionnaires, of surveys, and of replies to them as they are sent."""

from datetime import timedelta
from itertools import count

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.core.viewer import Viewer
from portal.questionnaires import sealing
from portal.questionnaires.models import Measure, PlacedQuestion, Question, Questionnaire, QuestionSection, Wording
from portal.questionnaires.services import counting, opening
from portal.questionnaires.survey_models import Envelope, Privacy, Respondent, Survey
from tests.factories import add, seat

SOMEBODY = Viewer(name="Somebody")
AGREEMENT = "Strongly disagree\nDisagree\nNeither\nAgree\nStrongly agree"

_number = count(1)


def wording(heading="We trust each other", in_partnership=None, measure=Measure.AGREEMENT, **given) -> Wording:
    """A question of a partnership (or of the portal), with its first words."""
    place = in_partnership.id if in_partnership else None
    question = add(Question(partnership_id=place, key=f"question-{next(_number)}", topic=given.pop("topic", "")))
    usual = {"choices": AGREEMENT if measure is Measure.AGREEMENT else "", "asks_help": measure is Measure.AGREEMENT}
    return add(Wording(question_id=question.id, heading=heading, measure=measure, **usual | given))


def form(in_partnership=None, *wordings, sections=None, **given) -> Questionnaire:
    """A questionnaire with one section of the wordings, or with {title or (title, sector): wordings}."""
    row = add(Questionnaire(partnership_id=in_partnership.id if in_partnership else None, title="Form", **given))
    for position, (title, placed) in enumerate((sections or {"How we work": wordings}).items()):
        words, sector = title if isinstance(title, tuple) else (title, None)
        section = add(QuestionSection(questionnaire_id=row.id, position=position, title=words, sector=sector))
        for place, each in enumerate(placed):
            add(PlacedQuestion(section_id=section.id, wording_id=each.id, position=place))
    return row


def survey(in_partnership, *wordings, sections=None, purpose=None, **given) -> Survey:
    """A draft of a survey, with a form of its own."""
    own = {"purpose": purpose} if purpose else {}
    made = form(in_partnership, *(wordings or (wording(),)), sections=sections, **own)
    usual = {"title": "How are we doing?", "year": clock.today().year, "audience": Audience.PARTNERSHIP}
    return add(Survey(partnership_id=in_partnership.id, questionnaire_id=made.id, **usual | given))


def opened(in_partnership, *wordings, days=21, **given) -> Survey:
    """An open survey that closes in so many days."""
    row = survey(in_partnership, *wordings, **given)
    with writing():
        mine = db.session.get(Survey, row.id)
        opening.open_survey(SOMEBODY, mine, clock.today() + timedelta(days=days))
    return mine


def respondents(of_survey) -> list[Respondent]:
    """Those who are asked, in the order of their seats."""
    return db.session.query(Respondent).filter_by(survey_id=of_survey.id).order_by(Respondent.id).all()


def reply(of_survey, answers, respondent=None, **given) -> None:
    """Send a reply: {wording: 4}, {wording: None} (don't know), {wording: "words"} or {wording: (2, "what helps")}."""
    with writing():
        row = db.session.get(Survey, of_survey.id)
        said = {str(each.id): _answer(words) for each, words in answers.items()}
        body = {"series": "seats", "sector": "", "answers": said}
        if respondent:
            asked = db.session.get(Respondent, respondent.id)
            asked.has_answered = True
            body["series"] = str(asked.series)
            body["sector"] = str(asked.sector) if row.keeps_sector else ""
            if row.privacy is Privacy.NAMED:
                body["respondent"] = asked.id
        db.session.add(Envelope(survey_id=row.id, sealed=sealing.seal(row.salt, row.room, body | given)))


def _answer(said) -> dict:
    if isinstance(said, str):
        return {"text": said}
    if isinstance(said, list):
        return {"choices": said}
    if isinstance(said, tuple):
        return {"choice": said[0], "help": said[1]}
    return {"choice": said or 0}


def closed(of_survey, *replies) -> Survey:
    """Send each reply {wording: answer}, by one respondent after the other where some are asked, and close."""
    asked = respondents(of_survey)
    for number, answers in enumerate(replies):
        reply(of_survey, answers, asked[number] if number < len(asked) else None)
    with writing():
        row = db.session.get(Survey, of_survey.id)
        counting.close(SOMEBODY, row)
    return row


def seats(group, how_many=8):
    """So many seats of organisations of their own, in a group."""
    return [seat(group) for _ in range(how_many)]
