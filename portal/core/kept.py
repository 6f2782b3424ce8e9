"""What is worked out once: statements, which cost more to build than to ask, and answers that change seldom."""

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from functools import lru_cache, wraps
from typing import Any, TypeVar

from sqlalchemy import event

from portal.core import clock
from portal.core.database import db

Made = TypeVar("Made")
MOST = 128
SECONDS = timedelta(seconds=5)


class _Question:
    """The arguments of a call, told apart by what the answer depends on; they are let go of once it is there."""

    __slots__ = ("arguments", "key")

    def __init__(self, key: Hashable, arguments: tuple[Any, ...]) -> None:
        self.key, self.arguments = key, arguments

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Question) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


def kept(depends_on: Callable[..., Hashable], most: int = MOST) -> Callable[[Callable[..., Made]], Callable[..., Made]]:
    """Keep what a function makes for the same day and the same `depends_on(*arguments)`; the least used is forgotten.

    What it makes must hold no row of the database, and nothing that `depends_on` leaves out. Where it depends on a
    viewer, that is `viewer.rights`.
    """

    def decorate(make: Callable[..., Made]) -> Callable[..., Made]:
        @lru_cache(maxsize=most)
        def answer(question: _Question) -> Made:
            made = make(*question.arguments)
            question.arguments = ()
            return made

        @wraps(make)
        def ask(*arguments: Any) -> Made:
            return answer(_Question((clock.today(), depends_on(*arguments)), arguments))

        return ask

    return decorate


_moments: dict[Hashable, tuple[datetime, Any]] = {}


def kept_a_moment(ask: Callable[[], Made]) -> Callable[[], Made]:
    """Keep an answer that is the same for everybody until something is saved, or for a few seconds at most.

    What another process saved is seen when the seconds are over, so it suits what a filter offers and nothing that
    decides who may see what.
    """

    @wraps(ask)
    def answer() -> Made:
        key, now = (ask, db.engine), clock.now()
        until, kept_answer = _moments.get(key, (now, None))
        if now < until:
            return kept_answer
        fresh = ask()
        _moments[key] = (now + SECONDS, fresh)
        return fresh

    return answer


@event.listens_for(db.session, "after_commit")
def forget(_session: Any = None) -> None:
    """Ask anew from here on: something was saved."""
    _moments.clear()
