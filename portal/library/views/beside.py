"""What stands beside an entry on its page: holders, sessions and feedback, applications; by the list it is in."""

from typing import Any

from portal.core import clock
from portal.core.forms import choices
from portal.core.viewer import Viewer
from portal.library import rules
from portal.library.forms.told import ApplicationForm, HoldingForm
from portal.library.queries import told, training
from portal.library.shelves import FUNDING, STANDARDS, TRAINING, Shelf
from portal.memberships.queries.spoken_for import organisations_spoken_for
from portal.partnerships.models import Partnership


def beside(viewer: Viewer, partnership: Partnership, shelf: Shelf, entry: Any) -> dict[str, Any]:
    """Return what the list's own part of an entry's page needs, for this viewer."""
    if shelf is STANDARDS:
        return _standard(viewer, partnership, entry)
    if shelf is TRAINING:
        return _course(viewer, partnership, entry)
    if shelf is FUNDING:
        return _funding(viewer, partnership, entry)
    return {"tags": [tag for tag in entry.tags.split(", ") if tag]}


def _standard(viewer: Viewer, partnership: Partnership, entry: Any) -> dict[str, Any]:
    mine = organisations_spoken_for(viewer, partnership)
    return {
        "holders": told.holders_of(entry),
        "mine": {number for number, _name in mine},
        "form": offered(HoldingForm(formdata=None), mine) if mine else None,
    }


def _course(viewer: Viewer, partnership: Partnership, entry: Any) -> dict[str, Any]:
    feedback = training.feedback_of(entry)
    today = clock.today()
    sessions = training.sessions_of(entry)
    return {
        "coming": [row for row in reversed(sessions) if row.day >= today],
        "past": [row for row in sessions if row.day < today],
        "free": {row.id: rules.free_places(row.places, row.booked) for row in sessions},
        "feedback": feedback,
        "average": rules.average_words([row.score for row in feedback]),
        "may_book": bool(viewer.keeps) or rules.may_manage(viewer, partnership),
    }


def _funding(viewer: Viewer, partnership: Partnership, entry: Any) -> dict[str, Any]:
    if not viewer.belongs_to(partnership) and not viewer.keeps:
        return {"applications": [], "mine": frozenset()}
    mine = organisations_spoken_for(viewer, partnership)
    may_read = viewer.belongs_to(partnership) or bool(mine)
    return {
        "applications": told.applications_for(entry) if may_read else [],
        "mine": {number for number, _name in mine},
        "form": offered(ApplicationForm(formdata=None), mine) if mine else None,
    }


def offered(form: Any, organisations: Any) -> Any:
    """Return a form with organisations to choose from; one that stands alone is chosen."""
    form.organisation_id.choices = choices(organisations, "Choose one" if len(organisations) != 1 else None)
    return form
