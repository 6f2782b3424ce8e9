"""Who may report on an action, how its leads are called together, and what marks it."""

from collections.abc import Iterable
from datetime import date

from portal.actions.models import CLOSED, OPEN, SOME_DAY, Action, Status
from portal.actions.names import LeadGuess
from portal.actions.sentence import Line
from portal.core.dates import Meaning, When
from portal.core.filters import day
from portal.core.permissions import GRANTS, Permission
from portal.core.text import listed, plural, shortened
from portal.core.viewer import Viewer

ALL = "All partners"
SOMEBODY = "a person of the partnership"


def at_work_in(viewer: Viewer) -> frozenset[int]:
    """Return the partnerships in which the viewer shares the work: observers and substitutes for a day do not."""
    return frozenset(part.partnership_id for part in viewer.parts if Permission.REPORT_PROGRESS in GRANTS[part.role])


def leads_it(viewer: Viewer, action: Action) -> bool:
    """Whether the viewer leads the action: in person, for an organisation, in a group, or as one of all partners."""
    is_at_work = action.partnership_id in at_work_in(viewer)
    return any(
        (lead.person_id is not None and lead.person_id == viewer.person_id)
        or (is_at_work and (lead.everybody or lead.organisation_id in viewer.organisations))
        or (is_at_work and lead.group_id in viewer.inner_groups)
        for lead in action.leads
    )


def may_report(viewer: Viewer, action: Action) -> bool:
    """Whether the viewer may say how the action goes: who leads it, and who keeps the partnership's actions."""
    return leads_it(viewer, action) or viewer.can_in(Permission.KEEP_ACTIONS, action.partnership_id, action.group_id)


def may_change(viewer: Viewer, action: Action, minutes_state: str | None) -> bool:
    """Whether the viewer may change an action: who keeps the actions, and who writes the minutes until they are out."""
    if viewer.can_in(Permission.KEEP_ACTIONS, action.partnership_id, action.group_id):
        return True
    writes = viewer.can_in(Permission.WRITE_MINUTES, action.partnership_id, action.group_id)
    return writes and minutes_state is not None and not is_minuted(minutes_state)


def names_shown(viewer: Viewer, action: Action) -> str:
    """Return how the leads are called to this viewer: people by their names only among those of the partnership."""
    return action.leads_text if viewer.belongs_to(action.partnership_id) else action.leads_public


def leads_of(action: Action) -> tuple[LeadGuess, ...]:
    """Return the leads an action has, as a reading of typed words would give them."""
    return tuple(
        LeadGuess(lead.organisation_id, lead.person_id, lead.group_id, lead.everybody, lead.words)
        for lead in action.leads
    )


def place_in_list(status: Status, due_on: date | None) -> date:
    """Return the day an action is sorted by: what is open by its last day, then without one, then what is closed."""
    return CLOSED if status not in OPEN else due_on or SOME_DAY


def kind_of(when: When) -> Meaning:
    """Return what kind of time this is, also where only its words and its days were given."""
    if when.meaning is not Meaning.UNKNOWN:
        return when.meaning
    if not when.text and not when.due_on:
        return Meaning.NONE
    if when.is_open:
        return Meaning.OPEN
    if when.due_on:
        return Meaning.RANGE if when.starts_on else Meaning.DAY
    return Meaning.UNKNOWN


def corrected(when: When | None, starts_on: date | None, due_on: date | None) -> When:
    """Return a time of which a person says the first and the last day; the words stay as they were written."""
    text = when.text if when else ""
    if due_on:
        return When(text, due_on, False, starts_on, meaning=Meaning.RANGE if starts_on else Meaning.DAY)
    if starts_on:
        return When(text, None, True, starts_on, meaning=Meaning.OPEN)
    return When(text, meaning=Meaning.UNKNOWN if text else Meaning.NONE)


def is_minuted(minutes_state: str | None) -> bool:
    """Whether an action stands in minutes that are out: then its text is as fixed as theirs."""
    return minutes_state in {"published", "confirmed"}


def called(names: Iterable[str], everybody: bool, longest: int = 400) -> str:
    """Return how leads are called together: "High Peak CVS and Rosa Millstone", "All partners", "" for nobody yet."""
    found = list(dict.fromkeys(names))
    if everybody:
        return shortened(listed([ALL, *found]), longest - 1)
    return shortened(listed(found), longest - 1)


def mark_of(status: Status, due_on: date | None, today: date) -> str:
    """Return the kind of mark an action bears: its status, or "late" when it should be done by now."""
    return "late" if status in OPEN and due_on is not None and due_on < today else status.value


def what_moved(before: tuple[str, str], after: tuple[str, str]) -> str:
    """Return what the record of progress says of a new lead or time; each pair is who leads, and by when."""
    said = []
    if before[0] != after[0]:
        said.append(f"Lead: {after[0] or 'nobody yet'}, before that {before[0] or 'nobody'}.")
    if before[1] != after[1]:
        said.append(f"By when: {after[1] or 'no date'}, before that {before[1] or 'no date'}.")
    return " ".join(said)


def reading(line: Line) -> str:
    """Return how a typed line was understood: "Circulate the proforma · High Peak CVS · by Thursday 30 April 2026"."""
    leads = listed([lead.said for lead in line.leads])
    return " · ".join([line.text, leads or "nobody leads it yet", meaning(line.when)])


def meaning(when: When | None) -> str:
    """Return what a time means in words: its last day, that it has no end, or that its words are kept as they are."""
    if when is None or not (when.text or when.due_on or when.starts_on):
        return "no date"
    if when.is_open:
        return f"from {day(when.starts_on)}, no last day" if when.starts_on else "no last day"
    if when.due_on and when.starts_on:
        return f"from {day(when.starts_on)} to {day(when.due_on)}"
    if when.due_on:
        return f"by {day(when.due_on)}"
    if when.days_before is not None:
        return f"{plural(when.days_before, 'day')} before each meeting"
    return f"“{when.text}”, which names no day"
