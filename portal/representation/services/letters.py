"""Letters of the clock: that a membership statement is to be looked at again."""

from datetime import timedelta

from portal.core import clock
from portal.core.filters import shortday
from portal.mail import services as mail
from portal.memberships.queries.roles import list_managers
from portal.representation.queries.membership import reviews_due

AHEAD = timedelta(days=28)
"""How long before its day a review is spoken of, so that it can stand on an agenda."""


def write_membership_letters() -> int:
    """Write to the managers whose membership statement is to be reviewed within four weeks, once for each such day.

    Returns how many letters were written.
    """
    due = reviews_due(clock.today() + AHEAD)
    managers = list_managers(sorted({row.id for row in due})) if due else []
    written = 0
    for row in due:
        for manager in [one for one in managers if one.partnership_id == row.id]:
            letter = mail.post(
                manager.email, manager.name, "membership_review",
                about=f"membership review {row.id} {row.review_on} {manager.user_id}",
                subject=f"{row.short_name or row.name}: membership statement, review on {shortday(row.review_on)}",
                partnership_id=row.id, row=row,
            )  # fmt: skip
            written += letter is not None
    return written
