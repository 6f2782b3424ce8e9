"""The list of a partnership's glossary."""

import sqlalchemy as sa

from portal.core import index
from portal.core.tables import Column, Table
from portal.glossary.models import Explained
from portal.partnerships.models import Partnership


def terms_of(partnership: Partnership) -> Table:
    """Return the terms the partnership explains."""
    return Table(
        rows=sa.select(Explained.id, Explained.term, Explained.meaning, Explained.text).where(
            Explained.partnership_id == partnership.id, Explained.removed_at.is_(None)
        ),
        id=Explained.id,
        noun="term",
        columns=[
            Column("term", "Term", Explained.sort_term, "main"),
            Column("meaning", "What it means", sa.func.lower(Explained.meaning)),
            Column("text", "More about it", in_page=False),
        ],
        sort="term",
        filters=[],
        search=lambda words: Explained.id.in_(index.matching("term", words)),
    )
