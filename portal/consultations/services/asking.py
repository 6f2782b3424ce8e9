"""Who was asked about a consultation and who answered, and the focus groups and events that views came from."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from portal.audit.services import record
from portal.consultations.models import AskedHere, Consultation, ViewSource
from portal.consultations.services.noting import named
from portal.core import clock
from portal.core.database import db
from portal.core.text import plural
from portal.core.viewer import Viewer

SOURCE = ("kind", "title", "day", "people", "found")


def ask(
    doer: Viewer,
    row: Consultation,
    *,
    organisations: Sequence[int],
    groups: Sequence[int],
    names: Sequence[str],
    asked_on: date,
) -> int:
    """Note that organisations, groups and others, by their names, were asked on a day; return how many."""
    asked = [AskedHere(consultation_id=row.id, organisation_id=number, asked_on=asked_on) for number in organisations]
    asked += [AskedHere(consultation_id=row.id, group_id=number, asked_on=asked_on) for number in groups]
    asked += [AskedHere(consultation_id=row.id, name=name, asked_on=asked_on) for name in names]
    db.session.add_all(asked)
    record(doer, "asked", row, f"Asked {plural(len(asked), 'organisation or group', 'organisations and groups')} "
                               f"about {named(row)}")  # fmt: skip
    return len(asked)


def set_answered(doer: Viewer, row: Consultation, asked: AskedHere, has_answered: bool) -> None:
    """Note that somebody answered today, or that they have not."""
    asked.answered_on = (asked.answered_on or clock.today()) if has_answered else None
    words = "answered" if has_answered else "has not answered"
    record(doer, "changed", row, f"Noted that {called(asked)} {words} about {named(row)}")


def set_asked_removed(doer: Viewer, row: Consultation, asked: AskedHere, is_removed: bool) -> None:
    """Take somebody off those who were asked, or bring them back."""
    asked.removed_at = clock.now() if is_removed else None
    words = "Took {} off those asked about" if is_removed else "Brought {} back among those asked about"
    record(doer, "removed" if is_removed else "restored", row, f"{words.format(called(asked))} {named(row)}")


def save_source(doer: Viewer, row: Consultation, source: ViewSource | None, **said: Any) -> ViewSource:
    """Keep a source of views as SOURCE names it, a new one where there is none; return it."""
    kept = source or ViewSource(consultation_id=row.id)
    for name in SOURCE:
        setattr(kept, name, said[name])
    db.session.add(kept)
    db.session.flush()
    words = "Changed" if source else "Added"
    record(doer, words.lower(), row, f"{words} a source of views, “{kept.title}”, on {named(row)}")
    return kept


def set_source_removed(doer: Viewer, row: Consultation, source: ViewSource, is_removed: bool) -> None:
    """Take a source of views away, or bring it back."""
    source.removed_at = clock.now() if is_removed else None
    words = "Took away" if is_removed else "Brought back"
    record(doer, "removed" if is_removed else "restored", row, f"{words} the source “{source.title}” of {named(row)}")


def called(asked: AskedHere) -> str:
    """Return what somebody who was asked is called."""
    if asked.organisation:
        return asked.organisation.name
    return asked.group.name if asked.group else asked.name
