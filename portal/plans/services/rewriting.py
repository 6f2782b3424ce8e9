"""Giving an action other words from within a plan: its leads and its time are read as they are written there."""

from portal.actions import rules as of_actions
from portal.actions import services as actions
from portal.actions.models import Action, Status
from portal.actions.names import read_leads
from portal.actions.queries import names_in
from portal.core.audience import Audience
from portal.core.text import shortened
from portal.core.viewer import Viewer
from portal.plans.models import Plan
from portal.plans.times import counted_from, read_time


def rewrite(
    doer: Viewer, plan: Plan, action: Action, text: str | None, leads_written: str | None, when_text: str | None,
    starts: str | None, status: Status | None,
) -> None:  # fmt: skip
    """Give an action of a plan other words, leads, another time or status; what is None stays as it is.

    `starts` is what the plan's own column says of its beginning, where that changed.
    """
    leads, when, written = of_actions.leads_of(action), action.when, None
    if leads_written is not None and leads_written != (action.leads_written or action.leads_text):
        leads, written = read_leads(leads_written, names_in(action.partnership_id)), leads_written[:400]
    words = action.when_text if when_text is None else when_text
    if words != action.when_text or starts is not None:
        when = read_time(plan, words, starts or "", counted_from(plan))
    actions.change_action(
        doer, action, text=action.text if text is None else text, leads=leads, when=when,
        status=status or action.status, leads_written=written,
    )  # fmt: skip


def named(action: Action) -> str:
    """Return an action as the record of changes names it: nothing of a confidential one."""
    is_secret = action.audience is Audience.RESTRICTED
    return "a confidential action" if is_secret else f"the action “{shortened(action.text)}”"
