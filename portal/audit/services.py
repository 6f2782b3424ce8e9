"""Recording changes, in the same transaction as the change."""

from typing import Any

from portal.audit.models import Event
from portal.core import clock
from portal.core.database import db
from portal.core.text import shortened
from portal.core.viewer import Viewer


def record(doer: Viewer | None, verb: str, thing: Any, sentence: str, partnership_id: int | None = None) -> None:
    """Note that the doer (None: the portal itself) did something to a row, in a sentence without a full stop.

    `partnership_id` is taken from the row where it has one. The sentence must hold no confidential text and no
    secret; services of things that can be confidential see to it.
    """
    place = partnership_id if partnership_id is not None else getattr(thing, "partnership_id", None)
    db.session.flush()
    db.session.add(
        Event(
            at=clock.now(),
            user_id=doer.user_id if doer else None,
            who=(doer.name if doer else "") or "The portal",
            partnership_id=place,
            verb=verb,
            thing=thing.__tablename__,
            thing_id=thing.id,
            sentence=shortened(sentence, 380),
        )
    )
