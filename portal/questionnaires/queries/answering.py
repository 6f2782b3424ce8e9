"""Who may answer a survey and in whose place, what they are asked, and what has come on paper."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from portal.accounts.models import User
from portal.accounts.sign_in import hashed
from portal.core import clock
from portal.core.database import db
from portal.core.permissions import Permission
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person, Sector
from portal.memberships.models import Holder, Seat
from portal.memberships.viewer import is_current
from portal.partnerships.models import Partnership
from portal.questionnaires.asking import Part
from portal.questionnaires.models import PlacedQuestion, QuestionSection
from portal.questionnaires.survey_models import Asks, Respondent, Series, Stage, Survey


def get_survey(partnership: Partnership, survey_id: int) -> Survey:
    """Return a survey of the partnership that was not removed, or answer 404."""
    return db.one_or_404(
        sa.select(Survey).where(
            Survey.id == survey_id, Survey.partnership_id == partnership.id, Survey.removed_at.is_(None)
        )
    )


def survey_behind(token: str) -> tuple[Survey, Partnership] | None:
    """Return the open survey that has a secret address, with its partnership; None when there is none any more."""
    row = db.session.execute(
        sa.select(Survey, Partnership)
        .join(Partnership, Partnership.id == Survey.partnership_id)
        .where(
            Survey.link == hashed(token), Survey.link != "", Survey.asks == Asks.LINK, Survey.stage == Stage.OPEN,
            Survey.removed_at.is_(None),
        )
        .limit(1)
    ).one_or_none()  # fmt: skip
    return (row[0], row[1]) if row else None


def mine(viewer: Viewer, survey: Survey) -> list[tuple[Respondent, str]]:
    """Return each place in a survey that is the viewer's own to answer for, with what it is called.

    Theirs are the seats they represent or are the named substitute of today, and what they were asked for themselves.
    """
    if viewer.person_id is None:
        return []
    seats = sa.select(Holder.seat_id).where(
        Holder.person_id == viewer.person_id, is_current(Holder, clock.today()), Holder.seat_id == Respondent.seat_id
    )
    own = sa.or_(Respondent.person_id == viewer.person_id, seats.exists())
    return _called(survey, own)


def never_sign_in(survey: Survey) -> list[tuple[Respondent, str]]:
    """Return who has not answered and never signs in: no holder of the seat today has an account, nor the person."""
    today, has_account = clock.today(), (Person.user_id == User.id) & User.disabled_at.is_(None)
    of_seat = (
        sa.select(Holder.id)
        .join(Person, Person.id == Holder.person_id)
        .join(User, has_account)
        .where(Holder.seat_id == Respondent.seat_id, is_current(Holder, today))
    )
    of_person = sa.select(User.id).join(Person, has_account).where(Person.id == Respondent.person_id)
    return _called(survey, ~of_seat.exists(), ~of_person.exists(), Respondent.has_answered.is_(False))


def may_answer(viewer: Viewer, survey: Survey, respondent: Respondent) -> bool:
    """Say whether the viewer may answer in a place: their own, or as administrator for one who never signs in."""
    if any(each.id == respondent.id for each, _name in mine(viewer, survey)):
        return True
    runs = viewer.can_in(Permission.RUN_SURVEYS, survey.partnership_id, survey.group_id)
    return runs and any(each.id == respondent.id for each, _name in never_sign_in(survey))


def get_respondent(survey: Survey, respondent_id: int) -> tuple[Respondent, str]:
    """Return one who is asked, with what they are called, or answer 404."""
    found = _called(survey, Respondent.id == respondent_id)
    return found[0] if found else db.first_or_404(sa.select(Respondent).where(sa.false()))


def _called(survey: Survey, *conditions: Any) -> list[tuple[Respondent, str]]:
    rows = db.session.execute(
        sa.select(Respondent, Organisation.name, Person.name, Seat.capacity)
        .outerjoin(Organisation, Organisation.id == Respondent.organisation_id)
        .outerjoin(Person, Person.id == Respondent.person_id)
        .outerjoin(Seat, Seat.id == Respondent.seat_id)
        .where(Respondent.survey_id == survey.id, *conditions)
        .order_by(Organisation.sort_name, Respondent.id)
    )
    return [(row[0], row[2] or row[1] or row[3] or "") for row in rows]


def parts_of(survey: Survey, sector: Sector | None) -> list[Part]:
    """Return the sections one who answers is asked: those for all, and those for their sector, with their questions."""
    rows = db.session.scalars(
        sa.select(QuestionSection)
        .where(
            QuestionSection.questionnaire_id == survey.questionnaire_id,
            sa.or_(QuestionSection.sector.is_(None), QuestionSection.sector == sector),
        )
        .options(selectinload(QuestionSection.questions).joinedload(PlacedQuestion.wording))
        .order_by(QuestionSection.position, QuestionSection.id)
    )
    kept = [row for row in rows if row.questions]
    return [
        Part(number, row.title, row.introduction, [placed.wording for placed in row.questions])
        for number, row in enumerate(kept, start=1)
    ]


def seats_on_paper(survey: Survey) -> list[tuple[Respondent, str]]:
    """Return the seats whose sheets came, or may still come: all that have not answered in another way."""
    waits = sa.or_(Respondent.has_answered.is_(False), Respondent.on_paper.is_(True))
    return _called(survey, Respondent.series == Series.SEATS, waits)


def sectors_on_paper(survey: Survey) -> Sequence[Sector]:
    """Return the sectors of the seats whose sheets came, each once."""
    return _sectors(survey, Respondent.on_paper.is_(True))


def sectors_asked(survey: Survey) -> Sequence[Sector]:
    """Return the sectors of the seats that are asked, each once."""
    return _sectors(survey, Respondent.series == Series.SEATS)


def _sectors(survey: Survey, condition: sa.ColumnElement[bool]) -> Sequence[Sector]:
    found = sa.select(Respondent.sector).where(Respondent.survey_id == survey.id, condition)
    return sorted(set(db.session.scalars(found)), key=lambda sector: sector.words)
