"""Opening a survey: who is asked is written down, and what was promised can never be changed after it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.permissions import Role
from portal.core.viewer import Viewer
from portal.directory.models import Sector
from portal.memberships.models import Appointment, Seat
from portal.partnerships.models import Group
from portal.questionnaires import sealing
from portal.questionnaires.models import Questionnaire
from portal.questionnaires.survey_models import Asks, Privacy, Respondent, Series, Stage, Survey

ROOM = 8192
ROOM_OF_A_QUESTION = 48
"""Bytes of an envelope: for what people write, and for the ticks of each question."""


def open_survey(doer: Viewer, survey: Survey, closes_on: date) -> None:
    """Open a draft until a day: everybody asked is written down, privacy and threshold stand from now on.

    The sector is kept with the answers only where each sector asked has as many seats as the threshold; otherwise the
    sections for one sector are left out (health-check method, 4). Raises `Refusal` when it is no draft, asks nothing or
    nobody, closes in the past, or promises to be anonymous though fewer are asked than the threshold.
    """
    form = survey.questionnaire
    _must_be_ready(survey, closes_on)
    asked = respondents_of(survey)
    _must_keep_its_promise(survey, asked)
    survey.keeps_sector = sectors_can_be_kept(survey, asked)
    if not survey.keeps_sector:
        form.sections = [section for section in form.sections if section.sector is None]
        if not any(section.questions for section in form.sections):
            raise Refusal("Every section of this survey is for one sector, and too few of a sector are asked.")
    db.session.add_all(asked)
    survey.stage, survey.opened_on, survey.closes_on = Stage.OPEN, clock.today(), closes_on
    survey.salt, survey.room = sealing.new_salt(), room_for(form)
    record(doer, "opened", survey, f"Opened {survey.title} until {shortday(closes_on)}")


def _must_be_ready(survey: Survey, closes_on: date) -> None:
    if survey.stage is not Stage.DRAFT:
        raise Refusal("This survey was opened before.")
    if closes_on <= clock.today():
        raise Refusal("The last day must come after today, so that people have time to answer.")
    if not any(section.questions for section in survey.questionnaire.sections):
        raise Refusal("This survey asks nothing yet. Put a question in first.")


def _must_keep_its_promise(survey: Survey, asked: Sequence[Respondent]) -> None:
    if survey.asks in {Asks.SEATS, Asks.SEATS_AND_STAFF} and not asked:
        raise Refusal("Nobody holds a seat who could be asked. Ask anybody with the link, or answer together.")
    if survey.asks is Asks.JOINT:
        survey.privacy = Privacy.UNNAMED
    if survey.asks is Asks.LINK and survey.privacy is Privacy.NAMED:
        raise Refusal("Whoever has the link is not asked for a name, so this survey cannot be named.")
    if too_few_for_anonymous(survey, asked):
        raise Refusal(
            f"Fewer than {survey.threshold} are asked, so this cannot be anonymous. "
            "Say that it is not, or answer together in the meeting."
        )


def respondents_of(survey: Survey) -> list[Respondent]:
    """Return everybody who would be asked if the survey opened today: seats with an organisation, and wider staff.

    An organisation with several seats is asked once for each group the survey is for; a survey of the whole partnership
    asks the seats of its first group, so that each organisation weighs the same.
    """
    if survey.asks not in {Asks.SEATS, Asks.SEATS_AND_STAFF}:
        return []
    seats = seats_asked(survey)
    made = [
        Respondent(survey_id=survey.id, seat_id=seat.id, organisation_id=seat.organisation_id, sector=seat.sector)
        for seat in seats
    ]
    if survey.asks is Asks.SEATS_AND_STAFF:
        made += _staff(survey, {seat.organisation_id for seat in seats if seat.organisation_id})
    return made


def seats_asked(survey: Survey) -> Sequence[Seat]:
    """Return the seats a survey asks today: of its group, or of the partnership's first; one an organisation."""
    today = clock.today()
    group_id = survey.group_id or _first_group(survey.partnership_id)
    found = db.session.scalars(
        sa.select(Seat)
        .where(
            Seat.group_id == group_id, Seat.organisation_id.isnot(None), Seat.from_on <= today,
            sa.or_(Seat.until_on.is_(None), Seat.until_on >= today), Seat.counts.is_(True),
        )
        .order_by(Seat.position, Seat.id)
    )  # fmt: skip
    return list({seat.organisation_id: seat for seat in reversed(found.all())}.values())[::-1]


def _staff(survey: Survey, organisation_ids: set[int]) -> list[Respondent]:
    today = clock.today()
    rows = db.session.execute(
        sa.select(Appointment.person_id, sa.func.min(Appointment.organisation_id))
        .where(
            Appointment.partnership_id == survey.partnership_id, Appointment.role == Role.WIDER_STAFF,
            Appointment.organisation_id.in_(sorted(organisation_ids)), Appointment.from_on <= today,
            sa.or_(Appointment.until_on.is_(None), Appointment.until_on >= today),
        )
        .group_by(Appointment.person_id)
        .order_by(Appointment.person_id)
    ).all()  # fmt: skip
    return [
        Respondent(survey_id=survey.id, series=Series.STAFF, person_id=person, organisation_id=organisation)
        for person, organisation in rows
    ]


def _first_group(partnership_id: int) -> int | None:
    return db.session.scalar(
        sa.select(Group.id)
        .where(Group.partnership_id == partnership_id, Group.parent_id.is_(None), Group.closed_on.is_(None))
        .order_by(Group.position, Group.id)
        .limit(1)
    )


def too_few_for_anonymous(survey: Survey, asked: Sequence[Respondent]) -> bool:
    """Say whether a survey promises more than its number of seats can keep."""
    seats = sum(each.series is not Series.STAFF for each in asked)
    by_seats = survey.asks in {Asks.SEATS, Asks.SEATS_AND_STAFF}
    return survey.privacy is Privacy.ANONYMOUS and by_seats and seats < survey.threshold


def sectors_can_be_kept(survey: Survey, asked: Sequence[Respondent]) -> bool:
    """Say whether answers may carry their sector: every sector asked has at least the threshold number of seats."""
    counts = Counter(each.sector for each in asked if each.series is not Series.STAFF)
    if survey.privacy is not Privacy.ANONYMOUS:
        return bool(counts)
    return len(counts) > 1 and Sector.UNKNOWN not in counts and min(counts.values()) >= survey.threshold


def room_for(form: Questionnaire) -> int:
    """Return how many bytes every envelope of a questionnaire has, whatever is written into it."""
    return ROOM + ROOM_OF_A_QUESTION * sum(len(section.questions) for section in form.sections)
