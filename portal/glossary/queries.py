"""Reading the glossary."""

from collections.abc import Sequence

import sqlalchemy as sa

from portal.core.database import db, reader
from portal.core.prepared import Prepared
from portal.directory.models import Organisation
from portal.glossary.models import Explained
from portal.memberships.models import Seat
from portal.partnerships.models import Partnership

_place = sa.bindparam("place", type_=sa.Integer)
_sitting = sa.select(Seat.organisation_id).where(Seat.partnership_id == _place, Seat.organisation_id.is_not(None))
_known = Prepared(
    sa.union_all(
        sa.select(Organisation.short_name.label("term"), Organisation.name.label("meaning")).where(
            Organisation.short_name != "", Organisation.id.in_(_sitting)
        ),
        sa.select(Partnership.short_name, Partnership.name).where(Partnership.short_name != ""),
        sa.select(Explained.term, Explained.meaning).where(
            Explained.partnership_id == _place, Explained.removed_at.is_(None)
        ),
    )
)


def known_in(partnership: Partnership) -> dict[str, str]:
    """Return the terms a partnership explains, with their meaning; the short names of its members are among them."""
    return {term: meaning for term, meaning in _known.ask(place=partnership.id) if term != meaning}


def get_term(partnership: Partnership, number: int, removed: bool = False) -> Explained:
    """Return one term of the partnership's glossary, or answer 404; a removed one only when asked for."""
    asked = sa.select(Explained).where(Explained.id == number, Explained.partnership_id == partnership.id)
    gone = Explained.removed_at
    return db.one_or_404(asked.where(gone.is_not(None) if removed else gone.is_(None)))


def is_there(partnership: Partnership, term: str, but: int | None = None) -> bool:
    """Whether the glossary has the term already, in capitals or not."""
    asked = sa.select(Explained.id).where(
        Explained.partnership_id == partnership.id, Explained.sort_term == term.lower(), Explained.removed_at.is_(None),
        Explained.id != (but or 0),
    )  # fmt: skip
    return reader().execute(asked).first() is not None


def of_others(partnership: Partnership, terms: Sequence[str]) -> dict[str, str]:
    """Return what other partnerships' glossaries say of terms: a proposal for who explains them here."""
    lowered = [term.lower() for term in terms]
    asked = (
        sa.select(Explained.sort_term, Explained.meaning)
        .where(Explained.sort_term.in_(lowered), Explained.removed_at.is_(None))
        .where(Explained.partnership_id != partnership.id)
        .order_by(Explained.id.desc())
    )
    found: dict[str, str] = {row.sort_term: row.meaning for row in reader().execute(asked)}
    return {term: found[term.lower()] for term in terms if term.lower() in found}
