"""A row of a plan's grid."""

from datetime import date
from typing import NamedTuple

from portal.actions.models import Status


class GridRow(NamedTuple):
    """An action as it stands in a plan. `leads` and `leads_written` are as the viewer may read them.

    `is_open` is a time without an end; `is_wanting` that the action stands on a list of work; `links` are the refs of
    the actions it goes with. The meeting is there where the viewer may see it.
    """

    entry_id: int
    action_id: int
    section_id: int | None
    objective_id: int | None
    version: int
    partnership_id: int
    text: str
    status: Status
    when_text: str
    starts_on: date | None
    due_on: date | None
    is_open: bool
    leads: str
    leads_written: str
    meeting_id: int | None
    meeting_day: date | None
    meeting_title: str | None
    is_wanting: bool
    ref: str
    how: str
    priority: str
    timescale: str
    scale: str
    start_text: str
    also: str
    time_needed: str
    money_needed: str
    resources: str
    measure_input: str
    measure_process: str
    measure_output: str
    measure_outcome: str
    baseline: str
    target: str
    figure: str
    comments: str
    needs_detail: bool
    evidence: str
    indicator: str
    advice: str
    links: str = ""
