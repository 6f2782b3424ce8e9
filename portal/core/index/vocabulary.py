"""The words of the index: what an unfinished word may become, and which word somebody may have meant.

It holds the words of everything, whoever may see it, so a word goes to a page only once a search by the viewer's own
rights has found it. Words of what is gone stay; they find nothing.
"""

import json
import re
from collections.abc import Collection, Iterable

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.database import Model, db
from portal.core.prepared import Prepared
from portal.core.words import WORD, distance, fold

SHORTEST, LONGEST = 3, 60
MOST_ENDINGS = 60
LAST = "\U0010ffff"
DOUBLED = re.compile(r"(.)\1")
BATCH = 5000


class Word(Model):
    """A word that stood in something that can be found, folded."""

    __tablename__ = "search_vocabulary"

    word: Mapped[str] = mapped_column(
        sa.String(LONGEST).with_variant(sa.String(LONGEST, collation="C"), "postgresql"), unique=True
    )


def words_of(*texts: str) -> set[str]:
    """Return the words of the texts that are worth keeping; figures alone are not."""
    found = {word for text in texts for word in WORD.findall(fold(text))}
    return {word for word in found if SHORTEST <= len(word) <= LONGEST and not word.isdigit()}


def learn(words: Iterable[str]) -> None:
    """Add words to the vocabulary, those it has aside; in order, so that two writers never wait for each other."""
    kept = [{"word": word} for word in sorted(words)]
    if not kept:
        return
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    for start in range(0, len(kept), BATCH):
        db.session.execute(dialect.insert(Word.__table__).on_conflict_do_nothing(), kept[start : start + BATCH])


def relearn(connection: sa.Connection) -> None:
    """Take the words of the whole index anew, for a migration and for rows that were written past `index.put`."""
    connection.execute(sa.delete(Word))
    taken = f"length(term) BETWEEN {SHORTEST} AND {LONGEST}"
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("CREATE VIRTUAL TABLE temp.all_words USING fts5vocab(main, search_words, col)")
        connection.exec_driver_sql(
            f"INSERT INTO search_vocabulary(word) SELECT DISTINCT term FROM temp.all_words "  # noqa: S608
            f"WHERE col IN ('title', 'body') AND {taken} AND term GLOB '*[^0-9]*'"
        )
        connection.exec_driver_sql("DROP TABLE temp.all_words")
        return
    connection.exec_driver_sql(
        "INSERT INTO search_vocabulary(word) SELECT term FROM (SELECT word AS term FROM "  # noqa: S608
        f"ts_stat('SELECT words FROM search_entries')) AS found WHERE {taken} AND term !~ '^[0-9]*$'"
    )


_within = Word.word.between(sa.bindparam("least", type_=sa.String), sa.bindparam("most", type_=sa.String))
_listed = sa.func.json_each(sa.bindparam("words", type_=sa.String)).table_valued("value")
_some = sa.select(Word.word).where(_within).order_by(Word.word).limit(MOST_ENDINGS + 1).subquery()
_written = Prepared(
    sa.union_all(
        sa.select(Word.word, sa.literal(0).label("is_ending")).where(Word.word.in_(sa.select(_listed.c.value))),
        sa.select(_some.c.word, sa.literal(1).label("is_ending")),
    )
)
_begun = Prepared(sa.select(Word.word).where(_within).limit(1))
_alike = Prepared(
    sa.select(Word.word).where(
        _within,
        sa.func.length(Word.word).between(
            sa.bindparam("shortest", type_=sa.Integer), sa.bindparam("longest", type_=sa.Integer)
        ),
    )
)


def written(words: Collection[str], begun: str = "") -> tuple[set[str], list[str]]:
    """Return which of the words somebody wrote, and the words that begin as `begun` does; for SQLite.

    Words too short to be kept count as written. Of too many beginnings to be looked for one by one, none is returned.
    """
    listed = json.dumps([word for word in words if len(word) >= SHORTEST])
    rows = _written.ask(words=listed, least=begun, most=begun + LAST if begun else "")
    found = {word for word, is_ending in rows if not is_ending} | {word for word in words if len(word) < SHORTEST}
    endings = [word for word, is_ending in rows if is_ending]
    return found, endings if len(endings) <= MOST_ENDINGS else []


def has_begun(letters: str) -> bool:
    """Whether a word was written that is this one, or begins as it does."""
    return bool(_begun.ask(least=letters, most=letters + LAST))


def near(word: str, most: int = 8) -> list[str]:
    """Return the words that somebody may have meant, nearest first: one slip away, or two in a long word.

    The first letter is taken to be right, or to have changed places with the second.
    """
    slips = 1 if len(word) < 6 else 2
    found: dict[str, int] = {}
    for letter in dict.fromkeys(word[:2]):
        given = {"least": letter, "most": letter + LAST, "shortest": len(word) - slips, "longest": len(word) + slips}
        for (other,) in _alike.ask(**given):
            if other != word and (away := distance(word, other, slips)) <= slips:
                found[other] = away

    def order(other: str) -> tuple[int, bool, bool, int, str]:
        is_doubled = DOUBLED.sub(r"\1", other) == DOUBLED.sub(r"\1", word)
        return found[other], not is_doubled, other[0] != word[0], abs(len(other) - len(word)), other

    return sorted(found, key=order)[:most]
