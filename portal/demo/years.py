"""Two years of each partnership of the sample, from the call of its meetings to what is done about their actions."""

from portal.demo.agendas import agenda_of
from portal.demo.book import Book, keep
from portal.demo.meetings import Held, meetings_of
from portal.demo.minutes import (
    acknowledgements,
    audience_of_actions,
    audience_of_decisions,
    bring_out,
    confirm,
    events,
)
from portal.demo.noted import actions_of, decisions_of
from portal.demo.reading import Facts
from portal.demo.register import Register, guests, stand_ins
from portal.meetings.models import AgendaItem, Attendance

Agenda = list[tuple[AgendaItem, Facts]]


def load_years(book: Book, slug: str) -> None:
    """Add the meetings of a partnership with everything that was said, decided and agreed at them."""
    meetings = meetings_of(book, slug)
    past = [held for held in meetings if held.took_place]
    for held in past:
        bring_out(book, held)
    keep(held.meeting for held in meetings)
    confirm(meetings)
    register = Register(book)
    rolls = {held.meeting.id: register.take(held) for held in past}
    keep(row for roll in rolls.values() for row in roll)
    keep(row for held in past for row in _about(book, register, held, rolls[held.meeting.id]))
    keep(row for held in meetings if held.is_coming for row in stand_ins(register, held))
    agendas = [(held, agenda_of(book, held)) for held in meetings]
    keep(item for _held, agenda in agendas for item, _fact in agenda)
    _load_noted(book, [(held, agenda) for held, agenda in agendas if held.took_place], rolls)


def _about(book: Book, register: Register, held: Held, roll: list[Attendance]) -> list:
    """Return the guests of a meeting, which absent seats read its minutes, and that they were published."""
    manager = book.managers[held.slug]
    return [*guests(register, held, roll), *acknowledgements(book, held, roll), *events(held, manager)]


def _load_noted(book: Book, agendas: list[tuple[Held, Agenda]], rolls: dict[int, list[Attendance]]) -> None:
    place = book.partnerships[agendas[0][0].slug]
    lines = [(held, item, fact) for held, agenda in agendas for item, fact in agenda]
    taken = [
        decisions_of(held, item, fact, rolls[held.meeting.id], audience_of_decisions(held))
        for held, item, fact in lines
    ]
    keep(decision for found in taken for decision in found)
    keep(
        action
        for held, item, fact in lines
        for action in actions_of(book, held, item, fact, audience_of_actions(held, place))
    )
    for (held, _item, fact), found in zip(lines, taken, strict=True):
        if "opens" in fact:
            opened = book.groups[held.slug, fact["opens"]]
            opened.opening_decision_id, opened.opened_on = found[0].id, held.meeting.day
