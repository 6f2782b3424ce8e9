"""What a time means in a plan: counted from the plan's own days, by its own quarters."""

from datetime import date

from portal.core import clock
from portal.core.dates import When, parse_when
from portal.plans.models import Plan


def counted_from(plan: Plan) -> date:
    """Return the day from which a time without a year is counted: today, but within the plan's period."""
    return max(plan.begins_on, min(clock.today(), plan.ends_on))


def read_time(plan: Plan, when_text: str, start_text: str, counted: date) -> When | None:
    """Return what a time means in a plan; a start in words of its own gives the first day where the time has none."""
    when = parse_when(when_text, counted, plan.year_starts) if when_text else None
    begins = parse_when(start_text, counted, plan.year_starts) if start_text else None
    first = begins and (begins.starts_on or begins.due_on)
    if first is None or (when and when.starts_on):
        return when
    return (when or When(""))._replace(starts_on=first)
