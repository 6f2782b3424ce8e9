"""Letters to those who are asked: when a survey opens, and again to those who have not answered."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.text import plural
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person
from portal.mail import services as mail
from portal.memberships.models import Holder, Standing
from portal.memberships.viewer import is_current
from portal.partnerships.models import Partnership
from portal.questionnaires.services import counting
from portal.questionnaires.survey_models import Respondent, Stage, Survey

AFTER_DAYS = (7, 14, 19)
"""Days after the opening on which those who have not answered are reminded (health-check method, 9)."""


def invite(survey: Survey, partnership: Partnership) -> int:
    """Write to everybody who is asked; return how many letters. Who has no e-mail address gets none."""
    return _write(survey, partnership, "survey_asked", "opened")


def remind(doer: Viewer, survey: Survey, partnership: Partnership) -> int:
    """Write once a day at most to those who have not answered. Raises `Refusal` when the survey is not open."""
    if survey.stage is not Stage.OPEN:
        raise Refusal("Only an open survey is reminded of.")
    told = _write(survey, partnership, "survey_reminder", clock.today().isoformat())
    record(doer, "reminded", survey, f"Reminded of {survey.title} in {plural(told, 'letter')}")
    return told


def write_reminders() -> int:
    """Write to those who have not answered on the days for it; return how many letters. Run from the clock."""
    today = clock.today()
    days = [today - timedelta(days=after) for after in AFTER_DAYS]
    rows = db.session.execute(
        sa.select(Survey, Partnership)
        .join(Partnership, Partnership.id == Survey.partnership_id)
        .where(
            Survey.stage == Stage.OPEN, Survey.removed_at.is_(None), Survey.opened_on.in_(days),
            Survey.closes_on >= today,
        )
        .order_by(Survey.id)
    ).all()  # fmt: skip
    return sum(_write(survey, partnership, "survey_reminder", today.isoformat()) for survey, partnership in rows)


def close_due() -> int:
    """Close every survey whose last day has passed; return how many. Run from the clock.

    One whose seals cannot be opened is left for its runner, who is told why when they close it.
    """
    due = sa.select(Survey).where(
        Survey.stage == Stage.OPEN, Survey.removed_at.is_(None), Survey.closes_on < clock.today()
    )
    closed = 0
    for survey in db.session.scalars(due.order_by(Survey.id)):
        try:
            counting.close(None, survey)
        except Refusal:
            continue
        closed += 1
    return closed


def _write(survey: Survey, partnership: Partnership, template: str, occasion: str) -> int:
    written = 0
    for person, names in _people(survey).items():
        letter = mail.post(
            person.email, person.name, template,
            subject=f"{partnership.short_name or partnership.name}: {survey.title}, until "
            f"{shortday(survey.closes_on)}",
            about=f"survey {survey.id} {person.id} {occasion}", partnership_id=partnership.id, partnership=partnership,
            survey=survey, names=names, closes_on=survey.closes_on or date.max,
        )  # fmt: skip
        written += letter is not None
    return written


def _people(survey: Survey) -> dict[Any, list[str]]:
    """Return who answers for those that have not answered, each with the organisations it is for."""
    waits = (Respondent.survey_id == survey.id, Respondent.has_answered.is_(False))
    of_seats = (
        sa.select(Person, Organisation.name)
        .select_from(Respondent)
        .join(Holder, Holder.seat_id == Respondent.seat_id)
        .join(Person, Person.id == Holder.person_id)
        .outerjoin(Organisation, Organisation.id == Respondent.organisation_id)
        .where(*waits, is_current(Holder, clock.today()), Holder.standing == Standing.REPRESENTATIVE)
    )
    of_staff = (
        sa.select(Person, sa.literal(""))
        .select_from(Respondent)
        .join(Person, Person.id == Respondent.person_id)
        .where(*waits)
    )
    found: dict[Any, list[str]] = defaultdict(list)
    for asked in (of_seats, of_staff):
        for person, name in db.session.execute(
            asked.where(Person.left_on.is_(None)).order_by(Person.sort_name, Person.id)
        ):
            found[person] += [name] if name else []
    return found
