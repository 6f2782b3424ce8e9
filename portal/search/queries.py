"""What the search page reads beside the index: who sits where, and what partnerships are called."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa

from portal.core import clock
from portal.core.database import reader
from portal.core.index import number_found, vocabulary
from portal.core.index.question import wanted
from portal.core.prepared import Prepared
from portal.core.viewer import Viewer
from portal.core.words import WORD
from portal.memberships.models import Seat
from portal.memberships.viewer import is_current
from portal.partnerships.models import Partnership

TRIED = 6
COUNTED = 100

_named = Prepared(sa.select(Partnership.id).where(Partnership.slug == sa.bindparam("slug")))
_sitting = Prepared(
    sa.select(Seat.organisation_id)
    .where(
        Seat.partnership_id == sa.bindparam("number"),
        Seat.organisation_id.is_not(None),
        is_current(Seat, sa.bindparam("today", type_=sa.Date)),
    )
    .distinct()
    .order_by(Seat.organisation_id)
)


def partnership_named(slug: str) -> int | None:
    """Return the number of the partnership at an address, if there is one."""
    return next((row[0] for row in _named.ask(slug=slug)), None)


def organisations_in(partnership_id: int) -> tuple[int, ...]:
    """Return the organisations that have a seat in the partnership today."""
    return tuple(row[0] for row in _sitting.ask(number=partnership_id, today=clock.today()))


def seats_of(organisations: Iterable[int | None]) -> Mapping[int, Sequence[int]]:
    """Return in which partnerships organisations have a seat today."""
    numbers = ", ".join(str(int(number)) for number in sorted({number for number in organisations if number}))
    if not numbers:
        return {}
    today = clock.today().isoformat()
    rows = reader().exec_driver_sql(
        "SELECT DISTINCT organisation_id, partnership_id FROM seats "  # noqa: S608  whole numbers and a day of our own
        f"WHERE organisation_id IN ({numbers}) AND from_on <= '{today}' AND (until_on IS NULL OR until_on >= '{today}')"
    )
    found: dict[int, list[int]] = defaultdict(list)
    for organisation_id, partnership_id in rows.all():
        found[organisation_id].append(partnership_id)
    return found


def names_of(partnerships: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return the slugs and the short names of partnerships."""
    numbers = set(partnerships)
    if not numbers:
        return {}
    name = sa.func.coalesce(sa.func.nullif(Partnership.short_name, ""), Partnership.name)
    rows = reader().execute(sa.select(Partnership.id, Partnership.slug, name).where(Partnership.id.in_(numbers)))
    return {row[0]: (row[1], row[2]) for row in rows}


def corrected(viewer: Viewer, text: str) -> str:
    """Return what may have been meant where a search found (almost) nothing, or nothing if there is no such thing.

    A word takes the place of another only where the viewer finds more by it, and the whole only where it finds
    something: a word that stands only in what they may not see is never offered.
    """
    found, is_other = [], False
    for each in wanted(text):
        better = "" if each.phrases[0].is_exact else _better(viewer, each.text)
        is_other = is_other or bool(better)
        found.append(better or each.text)
    said = " ".join(found)
    return said if is_other and number_found(viewer, said, 1) else ""


def _better(viewer: Viewer, text: str) -> str:
    words = WORD.findall(text)
    if len(words) != 1 or len(words[0]) < vocabulary.SHORTEST or not words[0].isalpha():
        return ""
    most = number_found(viewer, text, COUNTED)
    if most and not vocabulary.has_begun(words[0]):
        most -= 1  # it was found by its forms alone: the word itself was never written
    best = ""
    for other in vocabulary.near(words[0])[:TRIED]:
        count = number_found(viewer, f'"{other}"', COUNTED)
        if count > most:
            best, most = other, count
        if most >= COUNTED:
            break
    return best
