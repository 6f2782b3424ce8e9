"""How a decision, its quorum and an acknowledgement are put into words, and who acknowledges."""

from typing import Any

from portal.core.viewer import Viewer
from portal.decisions.models import How


def kind_of(how: How, is_recommendation: bool) -> str:
    """Return what the ledger calls it: decided, recommended or deferred."""
    if how is How.DEFERRED:
        return "deferred"
    return "recommended" if is_recommendation else "decided"


def quorum_words(present: int, needed: int, of: int) -> str:
    """Return the quorum of that moment: "6 of 8 present, 5 needed"; nothing where none was counted."""
    if not of:
        return ""
    return f"{present} of {of} present" + (f", {needed} needed" if needed else ", no quorum needed")


def quorum_of(decision: Any) -> str:
    """Return the same of a decision, or of a row of the register; between meetings seats agree instead."""
    words = quorum_words(decision.quorum_present, decision.quorum_needed, decision.quorum_of)
    return words.replace(" present", " agreed") if decision.is_between else words


def acknowledged_by(doer: Viewer, seat_id: int) -> str:
    """Return whom an acknowledgement names: the holder of the seat, or who was told by them and wrote it down."""
    return doer.name if seat_id in doer.seats else f"{doer.name}, told by telephone or letter"
