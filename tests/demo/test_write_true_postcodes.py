"""Every postcode of the sample has the form of a real one, wherever it stands; its skills audit is half answered."""

import re

import pytest
import sqlalchemy as sa

from portal.core import clock
from portal.core.database import db
from portal.skills.models import AuditAnswer, SkillsAudit, TrainingNeed

pytestmark = pytest.mark.thorough

TRUE = re.compile(
    r"(?:[A-PR-UWYZ](?:[0-9]{1,2}|[0-9][A-HJKPSTUW]|[A-HK-Y][0-9]{1,2}|[A-HK-Y][0-9][ABEHMNPRV-Y])) "
    r"[0-9][ABD-HJLNP-UW-Z]{2}"
)
"""The form of those that are given out: no C, I, K, M, O or V among the last two letters."""
LIKE_ONE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}\b")


@pytest.mark.parametrize("text", ["SK17 6ZZ", "DE45 1AB", "S33 8ZW"])
def test_the_form_of_a_true_one(text):
    assert TRUE.fullmatch(text)


@pytest.mark.parametrize("text", ["S33 8IK", "SK17 6MV", "QE6 1AB", "DE6  1AB", "DE6"])
def test_the_form_of_none(text):
    assert not TRUE.fullmatch(text)


def test_every_row_of_the_sample(sample):
    found = 0
    for table in db.metadata.sorted_tables:
        columns = [column for column in table.columns if isinstance(column.type, sa.String)]
        for row in db.session.execute(sa.select(*columns)) if columns else []:
            for column, value in zip(columns, row, strict=True):
                if column.name == "postcode" and value:
                    assert TRUE.fullmatch(value), (table.name, value)
                    found += 1
                for text in LIKE_ONE.findall(value or "") if column.name != "scope" else []:
                    assert TRUE.fullmatch(text), (table.name, column.name, text)
    assert found >= 14


def test_the_skills_audit_is_half_answered(sample):
    audit = db.session.scalars(sa.select(SkillsAudit)).one()
    answers = db.session.scalars(sa.select(AuditAnswer)).all()
    assert audit.closed_on is None
    assert audit.answer_by > clock.today()
    assert (len(answers), sum(each.answered_on is not None for each in answers)) == (8, 4)
    assert all(each.answered_on <= clock.today() and each.answered_by for each in answers if each.answered_on)
    needs = db.session.scalars(sa.select(TrainingNeed)).all()
    assert {each.organisation_id for each in needs} == {each.organisation_id for each in answers if each.answered_on}
