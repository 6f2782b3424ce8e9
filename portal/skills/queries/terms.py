"""Reading the list of terms."""

from collections.abc import Sequence

import sqlalchemy as sa

from portal.core.database import db, reader
from portal.core.kept import kept_a_moment
from portal.skills.models import Skill, SkillTerm
from portal.skills.rules import Term, Vocabulary

_ALL = sa.select(
    SkillTerm.id, SkillTerm.name, SkillTerm.key, SkillTerm.category, SkillTerm.merged_into_id, SkillTerm.is_curated
)


def read_vocabulary() -> Vocabulary:
    """Return all terms as they are at this moment, for work that changes them."""
    return Vocabulary({row.id: Term(*row) for row in reader().execute(_ALL)})


vocabulary = kept_a_moment(read_vocabulary)


def get_term(number: int) -> SkillTerm:
    """Return a term, or answer 404."""
    return db.one_or_404(sa.select(SkillTerm).filter_by(id=number))


def count_of(numbers: Sequence[int]) -> dict[int, int]:
    """Return how many skills are filed under each of the terms now."""
    asked = sa.select(Skill.term_id, sa.func.count()).where(Skill.removed_at.is_(None), Skill.term_id.in_(numbers))
    return {row[0] or 0: row[1] for row in reader().execute(asked.group_by(Skill.term_id))}


def count_moved(source: SkillTerm) -> int:
    """Return how many skills would be called otherwise if the term were merged into another."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(Skill).filter_by(term_id=source.id)) or 0
