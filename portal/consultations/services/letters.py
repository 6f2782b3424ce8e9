"""A letter to who writes a response, a week before the consultation closes. Run from the clock."""

from portal.consultations.queries.closing import to_remind
from portal.core.filters import shortday
from portal.core.text import shortened
from portal.mail import services as mail


def write_reminders() -> int:
    """Write to who writes a response that is not sent a week before it closes; return how many. Once for each day."""
    written = 0
    for row in to_remind():
        letter = mail.post(
            row.email, row.name, "consultation_closes", partnership_id=row.partnership_id,
            about=f"consultation {row.id} {row.person_id} {row.closes_on}",
            subject=f"{row.short_name or row.partnership}: “{shortened(row.title, 90)}” closes on "
            f"{shortday(row.closes_on)}",
            row=row,
        )  # fmt: skip
        written += letter is not None
    return written
