"""What hangs on a meeting or an agenda item in a higher feature, and is told when these changed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from portal.meetings.models import AgendaItem, Meeting

OfItem = Callable[[AgendaItem], None]
OfMeeting = Callable[[Meeting], None]
OfWords = Callable[[AgendaItem, str, str], None]
_of_items: list[OfItem] = []
_of_meetings: list[OfMeeting] = []
_of_words: list[OfWords] = []


def of_items(function: OfItem) -> OfItem:
    """Let a function be told of each item whose place, words or audience changed."""
    _of_items.append(function)
    return function


def of_meetings(function: OfMeeting) -> OfMeeting:
    """Let a function be told of each meeting whose day or audience changed."""
    _of_meetings.append(function)
    return function


def of_words(function: OfWords) -> OfWords:
    """Let a function be told when a key message of an item is about to give way to another, or to none."""
    _of_words.append(function)
    return function


def tell_of_item(item: AgendaItem) -> None:
    """Tell those that hang on the item."""
    for function in _of_items:
        function(item)


def tell_of_meeting(meeting: Meeting) -> None:
    """Tell those that hang on the meeting."""
    for function in _of_meetings:
        function(meeting)


def tell_of_words(item: AgendaItem, old: str, new: str) -> None:
    """Tell those that may hold the old words of the item."""
    for function in _of_words:
        function(item, old, new)


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
