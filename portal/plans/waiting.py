"""What of action plans waits for a viewer: answers to a round, a round that is over, a quarter without one."""

from collections.abc import Iterator

from portal.core import clock, waiting
from portal.core.dates import add_months
from portal.core.filters import shortday
from portal.core.permissions import GRANTS, Permission
from portal.core.text import plural
from portal.core.viewer import Viewer
from portal.core.waiting import Waiting, thing
from portal.plans.queries import rounds

QUARTER = -3


@waiting.offer
def waiting_for(viewer: Viewer) -> list[Waiting]:
    """Return the rounds that ask the viewer something, and of the plans they keep what is due with their rounds."""
    if not viewer.is_authenticated:
        return []
    return [*_answers(viewer), *_kept(viewer)]


def _answers(viewer: Viewer) -> Iterator[Waiting]:
    for row in rounds.rounds_to_answer(viewer):
        at = f"/partnerships/{row.slug}/plans/{row.plan_id}/rounds/{row.id}/"
        words = f"Say how {plural(row.waiting, 'action')} you lead {'goes' if row.waiting == 1 else 'go'}"
        yield thing(row.closes_on, words, at, f"{row.partnership}, {row.title}.", "Answer")


def _kept(viewer: Viewer) -> Iterator[Waiting]:
    today = clock.today()
    kept = sorted({part.partnership_id for part in viewer.parts if Permission.KEEP_ACTIONS in GRANTS[part.role]})
    for row in rounds.rounds_kept(kept, add_months(today, QUARTER)):
        at = f"/partnerships/{row.slug}/plans/{row.plan_id}/rounds/"
        if row.round_id is None:
            meta = f"{row.partnership}. The leads of {row.title} were not asked since {shortday(row.began)}."
            yield thing(None, "Ask the leads how their actions go", at, meta, "Begin a round")
        elif row.closes_on < today:
            meta = f"{row.partnership}. Answers to the round on {row.title} were taken until {shortday(row.closes_on)}."
            yield thing(row.closes_on, "Close the round of the action plan", f"{at}{row.round_id}/", meta, "Close it")
