"""Reading the list of terms."""

from collections.abc import Sequence

import sqlalchemy as sa

from portal.core.audience import visible_to
from portal.core.database import db, reader
from portal.core.kept import kept_a_moment
from portal.core.viewer import Viewer
from portal.skills.models import Skill, SkillTerm
from portal.skills.rules import Term, Vocabulary

_ALL = sa.select(
    SkillTerm.id, SkillTerm.name, SkillTerm.key, SkillTerm.category, SkillTerm.merged_into_id, SkillTerm.is_curated
)


def read_vocabulary() -> Vocabulary:
    """Return all terms as they are at this moment, for work that changes them."""
    return Vocabulary({row.id: Term(*row) for row in reader().execute(_ALL)})


vocabulary = kept_a_moment(read_vocabulary)


def terms_shown_to(viewer: Viewer) -> sa.ColumnElement[bool]:
    """Return the condition that a viewer may read a term: a free one is the title of an offer, so only with that."""
    of_term = Skill.said_term_id == SkillTerm.id
    is_seen = sa.exists().where(of_term, visible_to(viewer, Skill))
    return sa.or_(SkillTerm.is_curated, SkillTerm.merged_into_id.is_not(None), is_seen, ~sa.exists().where(of_term))


def get_term(viewer: Viewer, number: int) -> SkillTerm:
    """Return a term that the viewer may read, or answer 404."""
    return db.one_or_404(sa.select(SkillTerm).where(SkillTerm.id == number, terms_shown_to(viewer)))


def count_of(viewer: Viewer, numbers: Sequence[int]) -> dict[int, int]:
    """Return how many skills the viewer may see are filed under each of the terms now."""
    asked = sa.select(Skill.term_id, sa.func.count()).where(
        Skill.removed_at.is_(None), Skill.term_id.in_(numbers), visible_to(viewer, Skill)
    )
    return {row[0] or 0: row[1] for row in reader().execute(asked.group_by(Skill.term_id))}


def count_moved(viewer: Viewer, source: SkillTerm) -> int:
    """Return how many skills the viewer may see would be called otherwise if the term were merged into another."""
    return count_of(viewer, [source.id]).get(source.id, 0)
