"""Merging two entries of one organisation: everything of the one goes over to the other, and nothing is lost."""

from collections import Counter
from typing import Any

import sqlalchemy as sa

from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.index import Entry
from portal.core.text import listed
from portal.core.viewer import Viewer
from portal.directory import following
from portal.directory.models import Organisation, Person
from portal.directory.queries.merging import pointing_columns
from portal.directory.services.entries import ENTRY, confirmed, reindex, write
from portal.directory.services.repointing import repoint


def merge(doer: Viewer, goes: Organisation, stays: Organisation, **entry: Any) -> Counter[str]:
    """Merge the entry that goes into the one that stays, which takes the fields given; return what stayed behind.

    Every row that names the one that goes names the other from now on. Only rows that this would double against a rule
    of the database stay with the closed entry; they are counted by table. What the one that stays has twice now, such
    as two seats in one group, is settled by the features themselves. Refused where either was merged before, or the
    one that stays has closed.
    """
    if goes.id == stays.id or goes.merged_into_id or stays.merged_into_id:
        raise Refusal("One of these entries was merged meanwhile. Open the page again.")
    if stays.closed_on is not None:
        raise Refusal(f"{stays.name} has closed. Keep the entry that is open.")
    db.session.flush()
    settled = following.look_at(goes.id, stays.id)
    left: Counter[str] = Counter()
    for column in pointing_columns():
        left[column.table.name] += repoint(column, goes.id, stays.id)
    db.session.expire_all()
    for settle in settled:
        settle(doer, clock.today())
    goes.merged_into_id, goes.closed_on = stays.id, goes.closed_on or clock.today()
    write(stays, ENTRY, entry)
    confirmed(stays, doer)
    behind = {table.replace("_", " "): count for table, count in left.items() if count}
    also = f"; left with the old entry: {listed([f'{n} in {name}' for name, n in behind.items()])}" if behind else ""
    record(doer, "merged", stays, f"merged {goes.name} into {stays.name}{also}")
    record(doer, "closed", goes, f"closed the entry of {goes.name}, merged into {stays.name}")
    _reindex(goes, stays)
    return Counter(behind)


def _reindex(goes: Organisation, stays: Organisation) -> None:
    """What was offered by the one is found as the other's, also by those who keep it."""
    words = sa.literal(" ") + Entry.scope + " "
    scope = sa.func.trim(sa.func.replace(words, f" xo{goes.id} ", f" xo{stays.id} "))
    moved = sa.update(Entry).where(Entry.organisation_id == goes.id, Entry.kind != "organisation")
    db.session.execute(moved.values(organisation_id=stays.id, scope=scope))
    reindex(goes)
    reindex(stays)
    for person in db.session.scalars(sa.select(Person).filter_by(organisation_id=stays.id)):
        reindex(person)
    following.renew(stays.id)
