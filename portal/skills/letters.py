"""Letters by the clock: a reminder of a request that nobody answered for a fortnight."""

from portal.core import clock
from portal.mail import services as mail
from portal.skills.queries.asking import speakers_for, unanswered
from portal.skills.rules import REMIND_AFTER


def write_request_reminders() -> int:
    """Remind, once, whoever was asked for help and did not answer for a fortnight. Return how many letters there are.

    Run from the clock; run twice, it writes once.
    """
    written = 0
    for request in unanswered(clock.now() - REMIND_AFTER):
        request.reminded_on = clock.today()
        for email, name in speakers_for(request.helper, request.helper_person_id):
            letter = mail.post(
                email, name, "help_reminder", subject=f"{request.organisation.name} waits for an answer",
                about=f"help {request.id} {email}"[:120], request=request,
            )  # fmt: skip
            written += letter is not None
    return written
