"""Letters about what is wanted: at most one a week a person, what they offer first; chosen and stopped by each."""

from collections.abc import Iterable
from typing import NamedTuple

from portal.audit.services import record
from portal.core import clock
from portal.core.audience import may_see
from portal.core.database import db
from portal.core.text import plural, shortened
from portal.core.viewer import Viewer
from portal.mail import services as mail
from portal.skills.models import Wanted, WantedLetters, WantedReader
from portal.skills.queries.wanted_letters import Addressee, addressees, fresh_notices, reader_of

MOST = 12
"""So many notices stand in a letter; the list holds the others."""


class Match(NamedTuple):
    """A notice, and what the reader's organisation offers of it."""

    notice: Wanted
    offered: str


def choose(doer: Viewer, choice: WantedLetters) -> WantedReader:
    """Keep which letters somebody wants from now on; of notices that stand already they are told as before."""
    row = _row_of(doer.person_id or 0)
    row.choice = choice
    db.session.flush()
    record(doer, "chose", row, f"chose of letters about what is wanted: {choice.words.lower()}")
    return row


def write_wanted_letters() -> int:
    """Write to who offers what is wanted, and to who asked to hear of everything. Return how many letters there are.

    Run from the clock; each reader is told only of what they may see, of each notice once, and at most once a week.
    Notices posted today wait until tomorrow, so that what is put right or taken down at once reaches nobody.
    """
    today = clock.today()
    notices = fresh_notices(today)
    if not notices:
        return 0
    written = 0
    for reader in addressees(notices, today):
        matches, others = told_to(reader, notices)
        row = _row_of(reader.person.id)
        row.told_up_to = notices[-1].id
        if matches or others:
            row.written_on = today
            written += _post(reader, matches, others) is not None
    return written


def told_to(reader: Addressee, notices: Iterable[Wanted]) -> tuple[list[Match], list[Wanted]]:
    """Return what a reader is told of the notices: those they could answer, and the others where they asked for all."""
    matches: list[Match] = []
    others: list[Wanted] = []
    for notice in notices:
        is_own = notice.organisation_id in reader.viewer.keeps
        if notice.id <= reader.told_up_to or is_own or not may_see(reader.viewer, notice):
            continue
        if notice.term_id in reader.offers:
            matches.append(Match(notice, reader.offers[notice.term_id]))
        elif reader.choice is WantedLetters.ALL:
            others.append(notice)
    return matches, others


def _post(reader: Addressee, matches: list[Match], others: list[Wanted]) -> object:
    number = len(matches) + len(others)
    if matches:
        first = matches[0]
        by = first.notice.organisation.short_name or first.notice.organisation.name
        subject = f"You offer {shortened(first.offered, 60)}; {by} is looking for it"
    else:
        subject = f"What partners look for: {plural(number, 'notice')}"
    return mail.post(
        reader.person.email, reader.person.name, "wanted", subject=subject,
        about=f"wanted {reader.person.id} {clock.today()}", matches=matches[:MOST],
        others=others[: max(MOST - len(matches), 0)], left_out=max(number - MOST, 0), choice=reader.choice,
    )  # fmt: skip


def _row_of(person_id: int) -> WantedReader:
    row = reader_of(person_id)
    if row is None:
        row = WantedReader(person_id=person_id, choice=WantedLetters.MATCHES, told_up_to=0)
        db.session.add(row)
        db.session.flush()
    return row
