"""What the access tests need of surveys that are kept: a draft, one that is over, one by a link, a removed one."""

from portal.core import clock
from portal.core.database import db, writing
from portal.questionnaires.survey_models import Asks, Privacy, Remark
from tests import factories_questionnaires as make


def furnish(place, partnership) -> None:
    """Give a place of the access tests its surveys."""
    given = {"privacy": Privacy.UNNAMED, "group_id": partnership.main.id}
    trust = make.wording("We trust each other", partnership)
    draft = make.survey(partnership, trust, sections={"Us": [trust], "Nothing yet": []}, **given)
    first, second = draft.questionnaire.sections
    place.draft_survey, place.draft_section, place.empty_section = draft.id, first.id, second.id
    place.draft_question = first.questions[0].id
    place.known_wording = make.wording("We are fair", partnership).id
    place.removed_survey = make.survey(partnership, removed_at=clock.now(), **given).id
    place.linked_survey = make.opened(partnership, asks=Asks.LINK, group_id=partnership.main.id).id
    over = make.closed(make.opened(partnership, trust, **given), {trust: (1, "Tea")}, {trust: (2, "Cake")})
    place.closed_survey = over.id
    said, hidden = db.session.query(Remark).filter_by(survey_id=over.id).order_by(Remark.text)
    place.said_remark, place.hidden_remark = said.id, hidden.id
    with writing():
        db.session.get(Remark, hidden.id).hidden_on = clock.today()
