"""How the health check of a partnership stands, in one sentence, and what its viewer does next."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from portal.core.filters import shortday
from portal.core.permissions import Permission
from portal.core.text import plural
from portal.core.viewer import Viewer
from portal.healthcheck import rules
from portal.partnerships.models import Partnership
from portal.questionnaires.queries.answering import mine
from portal.questionnaires.survey_models import Asks, Stage, Survey


class Step(NamedTuple):
    """A button: its words and where it leads."""

    words: str
    address: str


def sentence(latest: Survey | None, counted: tuple[int, int] | None, today: date) -> str:
    """Return how it stands now. `counted` is how many are asked and how many of them have answered."""
    if latest is None:
        return "No health check has been held yet."
    name = latest.title
    if latest.stage is Stage.DRAFT:
        return f"{name} is being prepared."
    if latest.stage is Stage.OPEN:
        until = f"{name} is open until {shortday(latest.closes_on)}"
        if latest.asks is Asks.JOINT:
            return f"{until}: one answer is agreed on together in the meeting."
        asked, answered = counted or (0, 0)
        return f"{until}: {answered} of {plural(asked, 'organisation')} {'has' if answered == 1 else 'have'} answered."
    if latest.stage is Stage.CLOSED:
        return f"{name} was closed on {shortday(latest.closed_on)}, and its results are under review."
    return f"{name} was completed on {shortday(latest.completed_on)}. {again(latest, today)}"


def again(completed: Survey, today: date) -> str:
    """Return when the next one is due after one that is completed."""
    due = rules.due_again(completed.completed_on or today)
    return "The next one is due now." if due <= today else f"The next one is due in {due:%B %Y}."


def is_due(latest: Survey | None, today: date) -> bool:
    """Whether this year's can be started: there was none, or the last one was completed."""
    return latest is None or latest.stage is Stage.COMPLETED


def steps(viewer: Viewer, partnership: Partnership, latest: Survey | None, today: date) -> Sequence[Step]:
    """Return what the viewer does next, the first thing first; nothing for who only reads."""
    here = f"/partnerships/{partnership.slug}/"
    runs = viewer.can(Permission.RUN_SURVEYS, partnership)
    if latest is None or (runs and is_due(latest, today)):
        start = [Step("Start this year’s health check", f"{here}health-check/start")] if runs else []
        return [*start, *([_results(here, latest)] if latest else [])]
    runs_it = viewer.can_in(Permission.RUN_SURVEYS, partnership, latest.group_id)
    if latest.stage is Stage.OPEN:
        return [*_answering(viewer, here, latest), *(_open(here, latest) if runs_it else [])]
    if latest.stage is Stage.DRAFT:
        return [Step("Look it through and open it", f"{here}surveys/{latest.id}/")] if runs_it else []
    return [_results(here, latest, "Agree what to do" if runs_it and latest.stage is Stage.CLOSED else "")]


def _results(here: str, survey: Survey, words: str = "") -> Step:
    return Step(words or "See the results", f"{here}health-check/{survey.id}/")


def _answering(viewer: Viewer, here: str, survey: Survey) -> list[Step]:
    return [Step("Answer", f"{here}surveys/{survey.id}/answer/")] if _is_asked(viewer, survey) else []


def _open(here: str, survey: Survey) -> list[Step]:
    found = [Step("See who has answered, or close it", f"{here}surveys/{survey.id}/")]
    if survey.asks is Asks.JOINT:
        found.insert(0, Step("Enter what was agreed", f"{here}surveys/{survey.id}/answer/"))
    return found


def _is_asked(viewer: Viewer, survey: Survey) -> bool:
    return any(not respondent.has_answered for respondent, _name in mine(viewer, survey))
