"""Keeping the headings that updates stand under, and naming who reviews them."""

from datetime import timedelta

import sqlalchemy as sa

from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.viewer import Viewer
from portal.directory.models import Person
from portal.partnerships.models import Partnership
from portal.updates import queries
from portal.updates.models import Heading, Reviewer, Update
from portal.updates.rules import MOST_REVIEWERS
from portal.updates.services import keep_usual_headings, reindex


def add_heading(doer: Viewer, partnership: Partnership, name: str) -> Heading:
    """Return the new heading, the last of all. Raises `Refusal` where there is, or was, one of this name."""
    keep_usual_headings(partnership)
    _refuse_twice(partnership, name)
    last = max((heading.position for heading in queries.list_headings(partnership)), default=0)
    heading = Heading(partnership_id=partnership.id, name=name, position=last + 1)
    db.session.add(heading)
    record(doer, "added", heading, f"Added the heading “{name}” for updates")
    return heading


def rename_heading(doer: Viewer, partnership: Partnership, heading: Heading, name: str) -> None:
    """Call a heading otherwise, on every update that stands under it. Raises `Refusal` where the name is taken."""
    if name == heading.name:
        return
    _refuse_twice(partnership, name)
    before, heading.name = heading.name, name
    db.session.flush()
    for update in db.session.scalars(sa.select(Update).filter_by(heading_id=heading.id)):
        reindex(update)
    record(doer, "renamed", heading, f"Called the heading “{before}” of updates “{name}”")


def remove_heading(doer: Viewer, partnership: Partnership, heading: Heading) -> None:
    """Offer a heading no more. What stands under it stays. Raises `Refusal` for the last one."""
    if len(queries.list_headings(partnership)) == 1:
        raise Refusal("This is the last heading. Add another one first, or call this one otherwise.")
    heading.removed_at = clock.now()
    record(doer, "removed", heading, f"Removed the heading “{heading.name}” of updates")


def restore_heading(doer: Viewer, heading: Heading) -> None:
    """Offer a removed heading again."""
    heading.removed_at = None
    record(doer, "restored", heading, f"Brought back the heading “{heading.name}” of updates")


def name_reviewer(doer: Viewer, partnership: Partnership, person_id: int) -> Reviewer:
    """Return the new reviewer. Raises `Refusal` where there are three, or the person is one already."""
    named = queries.list_reviewers(partnership)
    if any(reviewer.person_id == person_id for reviewer in named):
        raise Refusal("This person is a reviewer already.")
    if len(named) >= MOST_REVIEWERS:
        raise Refusal("There are three reviewers already. End one of them first.")
    reviewer = Reviewer(partnership_id=partnership.id, person_id=person_id, from_on=clock.today())
    db.session.add(reviewer)
    person = db.session.get_one(Person, person_id)
    record(doer, "named", reviewer, f"Named {person.name} a reviewer of updates")
    return reviewer


def end_reviewer(doer: Viewer, reviewer: Reviewer) -> None:
    """Let somebody review updates no more, from today on."""
    reviewer.until_on = clock.today() - timedelta(days=1)
    record(doer, "ended", reviewer, f"{reviewer.person.name} reviews updates no more")


def renew_reviewer(doer: Viewer, partnership: Partnership, reviewer: Reviewer) -> None:
    """Take back that a reviewer ended. Raises `Refusal` where there are three meanwhile."""
    if len(queries.list_reviewers(partnership)) >= MOST_REVIEWERS:
        raise Refusal("There are three reviewers already. End one of them first.")
    reviewer.until_on = None
    record(doer, "named", reviewer, f"{reviewer.person.name} reviews updates again")


def _refuse_twice(partnership: Partnership, name: str) -> None:
    taken = sa.select(Heading.removed_at).where(
        Heading.partnership_id == partnership.id, sa.func.lower(Heading.name) == name.lower()
    )
    if found := db.session.execute(taken).first():
        raise Refusal(
            f"There was a heading “{name}” before. Bring it back from the list below."
            if found.removed_at
            else f"There is a heading “{name}” already."
        )
