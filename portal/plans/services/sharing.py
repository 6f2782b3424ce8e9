"""One action in the plans of several partnerships: offered, taken, declined, taken back."""

from portal.actions.models import Action
from portal.audit.services import record
from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.viewer import Viewer
from portal.partnerships.models import Partnership
from portal.plans.models import Plan, PlanEntry, Section, Share
from portal.plans.queries import shares as queries
from portal.plans.services import entries
from portal.plans.services.rewriting import named

NEVER = (Audience.GROUP, Audience.RESTRICTED)


def offer(doer: Viewer, action: Action, to: Partnership, words: str = "") -> Share:
    """Return the offer of an action to another partnership.

    Raises `Refusal` for what is for one group alone, for its own partnership, and where it is offered already.
    """
    if action.audience in NEVER:
        raise Refusal("This action is for one group alone, so it is not shared.")
    if action.partnership_id == to.id:
        raise Refusal("The action is this partnership's own.")
    share = queries.share_with(action, to)
    if share is not None and share.ended_at is None and (share.is_taken or share.answered_at is None):
        raise Refusal(f"The action was offered to {to.name} already.")
    share = share or Share(action_id=action.id, partnership_id=to.id)
    share.words, share.by, share.at = words, doer.name, clock.now()
    share.answered_at, share.is_taken, share.ended_at = None, False, None
    db.session.add(share)
    db.session.flush()
    record(doer, "offered", action, f"Offered {named(action)} to {to.name}")
    return share


def take(doer: Viewer, share: Share, plan: Plan, section: Section | None) -> PlanEntry:
    """Take an action that is offered into a plan; return its entry."""
    _must_wait(share)
    share.answered_at, share.is_taken = clock.now(), True
    db.session.flush()
    return entries.put_in(doer, plan, section, share.action)


def decline(doer: Viewer, share: Share) -> None:
    """Decline an action that is offered."""
    _must_wait(share)
    share.answered_at, share.is_taken = clock.now(), False
    db.session.flush()
    record(doer, "declined", share, "Declined an action that another partnership offered", share.partnership_id)


def end(doer: Viewer, share: Share) -> None:
    """Take an offer back: the action leaves the other's plan, and is there no more for those who read it there."""
    share.ended_at = clock.now()
    db.session.flush()
    record(doer, "ended", share.action, f"Took back the sharing of {named(share.action)}")


def resume(doer: Viewer, share: Share) -> None:
    """Share an action again as it was shared: it stands in the other's plan where it stood."""
    share.ended_at = None
    db.session.flush()
    record(doer, "shared", share.action, f"Shared {named(share.action)} again")


def _must_wait(share: Share) -> None:
    if share.ended_at is not None:
        raise Refusal("The other partnership took its offer back.")
    if share.answered_at is not None:
        raise Refusal("This offer was answered already.")
