"""When a health check is closed, what the records show that day is kept beside what people said."""

import sqlalchemy as sa

from portal.core import clock
from portal.core.database import db
from portal.healthcheck import rules
from portal.healthcheck.models import Evidence
from portal.healthcheck.queries import evidence, places
from portal.partnerships.models import Partnership
from portal.questionnaires import followers
from portal.questionnaires.survey_models import Survey


@followers.of_closing
def keep_evidence(survey: Survey) -> None:
    """Keep a sentence for each topic that a health check asks about; nothing for another survey, or one kept before."""
    if not survey.questionnaire.purpose.is_check:
        return
    if db.session.scalar(sa.select(Evidence.id).filter_by(survey_id=survey.id).limit(1)):
        return
    group = places.group_of(survey)
    if group is None:
        return
    partnership = db.session.get_one(Partnership, survey.partnership_id)
    found = evidence.of_year(partnership, group, survey.closed_on or clock.today(), survey.previous_id)
    at = f"/partnerships/{partnership.slug}/"
    for topic, (words, address) in rules.TOPICS.items():
        if text := words(found):
            db.session.add(Evidence(survey_id=survey.id, topic=topic, text=text, address=at + address))
    db.session.flush()
