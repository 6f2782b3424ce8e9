"""Keeping the list of terms: adding, renaming, merging one into another and taking that back."""

import sqlalchemy as sa

from portal.audit.services import record
from portal.core import index
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.viewer import Viewer
from portal.skills import rules
from portal.skills.models import Skill, SkillTerm
from portal.skills.queries.terms import read_vocabulary
from portal.skills.services.indexing import reindex


def term_for(title: str) -> SkillTerm:
    """Return the term that a title means; where none does, a free one is made of it."""
    found = read_vocabulary().read(title)
    if found is not None:
        return db.session.get_one(SkillTerm, found.id)
    row = SkillTerm(name=title[:120].strip(), key=rules.key_of(title) or title[:120].lower())
    db.session.add(row)
    db.session.flush()
    return row


def add_term(doer: Viewer | None, name: str, category: str, also: list[str]) -> SkillTerm:
    """Add a curated term with its synonyms and return it. Raises Refusal where one of the names is taken."""
    row = SkillTerm(name=name, key=_free_key(name), category=category, is_curated=True)
    db.session.add(row)
    db.session.flush()
    record(doer, "added", row, f"added “{name}” to the list of skills")
    _add_names(row, also)
    return row


def edit_term(doer: Viewer, row: SkillTerm, name: str, category: str, also: list[str]) -> None:
    """Rename a term, sort it into a category, give it more synonyms; from now on it is curated.

    Raises Refusal where a name is taken by another term.
    """
    if rules.key_of(name) != row.key:
        row.key = _free_key(name)
    row.name, row.category, row.is_curated = name, category, True
    record(doer, "changed", row, f"changed “{name}” in the list of skills")
    _add_names(row, also)
    refile(row.id)


def merge(doer: Viewer, row: SkillTerm, into: SkillTerm) -> int:
    """Make a term a synonym of another one and return how many skills moved with it.

    Raises Refusal where the two are one already, or the other is itself a synonym.
    """
    if into.merged_into_id is not None or row.merged_into_id is not None:
        raise Refusal("Only terms that are no synonyms themselves can be merged.")
    if row.id == into.id:
        raise Refusal("A term cannot be merged into itself.")
    row.merged_into_id = into.id
    record(doer, "merged", row, f"merged the skill “{row.name}” into “{into.name}”")
    return refile(into.id)


def part(doer: Viewer, row: SkillTerm) -> int:
    """Take a merge back: the term stands for itself again, with the skills filed under it. Return how many."""
    if row.merged_into_id is None:
        raise Refusal(f"“{row.name}” is no synonym.")
    was = row.merged_into_id
    row.merged_into_id = None
    record(doer, "parted", row, f"made “{row.name}” a skill of its own again")
    moved = refile(row.id)
    refile(was)
    return moved


def refile(number: int) -> int:
    """File the skills of a term and its synonyms where they belong now; return how many moved."""
    db.session.flush()
    terms = read_vocabulary()
    root = terms.root(number)
    family = [term.id for term in terms.family(number)]
    if root is None:
        return 0
    mine = Skill.said_term_id.in_(family)
    moved = db.session.execute(
        sa.update(Skill).where(mine, Skill.term_id != root.id).values(term_id=root.id),
        execution_options={"synchronize_session": "fetch"},
    ).rowcount  # type: ignore[attr-defined]
    with index.gathering():
        for skill in db.session.scalars(sa.select(Skill).where(mine, Skill.removed_at.is_(None))):
            reindex(skill, terms)
    return moved


def _free_key(name: str) -> str:
    key = rules.key_of(name)
    if not key:
        raise Refusal("A skill needs a name with letters in it.")
    if taken := read_vocabulary().by_key.get(key):
        raise Refusal(f"“{taken.name}” is in the list already. Merge the two instead.")
    return key


def _add_names(row: SkillTerm, also: list[str]) -> None:
    for name in also:
        db.session.add(SkillTerm(name=name, key=_free_key(name), merged_into_id=row.id, is_curated=True))
        db.session.flush()
