"""Letters of the clock: terms of office that end soon."""

from datetime import timedelta
from itertools import groupby

from portal.core import clock
from portal.core.filters import shortday
from portal.mail import services as mail
from portal.memberships.queries.roles import list_managers
from portal.memberships.queries.seats import terms_ending
from portal.memberships.rules import REMINDED_DAYS
from portal.partnerships.models import Partnership


def write_term_letters() -> int:
    """Write to the managers of each partnership about the terms of office that end within sixty days.

    Each day on which terms end is told once to each manager, with all the seats it ends for. Returns how many letters
    were written.
    """
    ending = terms_ending(clock.today(), clock.today() + timedelta(days=REMINDED_DAYS))
    managers = list_managers(sorted({row.partnership_id for row in ending}))
    written = 0
    for (partnership_id, day), rows in groupby(ending, key=lambda row: (row.partnership_id, row.term_ends_on)):
        seats = list(rows)
        place: Partnership = seats[0].Partnership
        for manager in [one for one in managers if one.partnership_id == partnership_id]:
            letter = mail.post(
                manager.email, manager.name, "terms_ending", about=f"terms:{partnership_id}:{day}:{manager.user_id}",
                subject=f"{place.name}: terms end on {shortday(day)}", partnership_id=partnership_id,
                partnership=place, day=day, seats=seats,
            )  # fmt: skip
            written += letter is not None
    return written
