"""Summary reports: kept as a draft, sent in, and mended until the meeting."""

from collections.abc import Sequence
from typing import Any

from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.viewer import Viewer
from portal.tiers.models import ReportPart, SummaryReport, Tier
from portal.tiers.queries import reports as queries


def save_report(
    doer: Viewer, tier: Tier, owed: Any, answers: Sequence[tuple[str, str]], is_sent: bool
) -> SummaryReport:
    """Keep what was written under each question, and send it in where that is wished; return the report.

    `owed` is a row of `queries.get_owed`. A report that was sent in can be mended until the day of the meeting, and
    keeps the day it was sent. Raises `Refusal` after that day.
    """
    if owed.day < clock.today() and owed.sent_on:
        raise Refusal("The meeting is over. Its report stays as it was.")
    row = queries.get_report(tier, owed.meeting_id) or SummaryReport(
        tier_id=tier.id, meeting_id=owed.meeting_id, parts=[], version=1
    )
    known = {part.position: part for part in row.parts}
    for position, (question, text) in enumerate(answers, 1):
        part = known.get(position)
        if part is None:
            row.parts.append(ReportPart(position=position, question=question, text=text))
        else:
            part.question, part.text = question, text
    was_sent = row.sent_on is not None
    if is_sent and not was_sent:
        row.sent_on, row.sent_by, row.due_on = clock.today(), doer.name, owed.due_on
    db.session.add(row)
    what = f"the report for the meeting of {shortday(owed.day)}"
    verb, words = ("sent", "Sent in") if is_sent and not was_sent else ("changed", "Wrote on")
    record(doer, verb, row, f"{words} {what}", tier.lower_id)
    if row.sent_on:
        record(doer, verb, row, f"{words} {what}: {tier.lower.name}", tier.upper_id)
    return row
