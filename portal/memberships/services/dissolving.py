"""Letters about sub groups that should end: their task is done, or their day has passed."""

from portal.core.database import db
from portal.core.permissions import Role
from portal.mail import services as mail
from portal.memberships.recipients import people_with
from portal.partnerships.reports import to_dissolve


def write_dissolve_letters() -> int:
    """Write to manager and chair that a sub group should be dissolved, or given a new day; return how many letters.

    Once for each day its time frame ends on, and once more when its task is done. Run from the clock.
    """
    written = 0
    for row in db.session.execute(to_dissolve()).all():
        people = {
            person.id: person
            for role in (Role.MANAGER, Role.CHAIR)
            for person in people_with(role, row.partnership_id, row.group_id)
        }
        why = "done" if row.is_done else f"{row.closes_on:%Y%m%d}"
        for person in people.values():
            letter = mail.post(
                person.email, person.name, "sub_group_to_dissolve",
                subject=f"{row.partnership}: {row.group} should end",
                about=f"dissolve {row.group_id} {person.id} {why}", partnership_id=row.partnership_id, row=row,
            )  # fmt: skip
            written += letter is not None
    return written
