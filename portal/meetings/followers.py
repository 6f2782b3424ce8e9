"""What hangs on a meeting or an agenda item in a higher feature, and is told when these changed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from portal.meetings.models import AgendaItem, Meeting

OfItem = Callable[[AgendaItem], None]
OfMeeting = Callable[[Meeting], None]
_of_items: list[OfItem] = []
_of_meetings: list[OfMeeting] = []


def of_items(function: OfItem) -> OfItem:
    """Let a function be told of each item whose place, words or audience changed."""
    _of_items.append(function)
    return function


def of_meetings(function: OfMeeting) -> OfMeeting:
    """Let a function be told of each meeting whose day or audience changed."""
    _of_meetings.append(function)
    return function


def tell_of_item(item: AgendaItem) -> None:
    """Tell those that hang on the item."""
    for function in _of_items:
        function(item)


def tell_of_meeting(meeting: Meeting) -> None:
    """Tell those that hang on the meeting."""
    for function in _of_meetings:
        function(meeting)


@contextmanager
def unheard() -> Iterator[None]:
    """Tell nobody meanwhile: for what is loaded in one go, before anything hangs on it."""
    items, meetings = list(_of_items), list(_of_meetings)
    _of_items.clear()
    _of_meetings.clear()
    try:
        yield
    finally:
        _of_items.extend(items)
        _of_meetings.extend(meetings)
