"""Writing updates, confirming them and reviewing them."""

from portal.audit.services import record
from portal.core import clock, index
from portal.core.audience import Audience, Why
from portal.core.database import db
from portal.core.text import shortened
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.mail import services as mail
from portal.partnerships.models import Partnership
from portal.updates import queries
from portal.updates.models import Heading, Update
from portal.updates.rules import DEFAULT_HEADINGS


def write_update(
    doer: Viewer, partnership: Partnership, *, organisation_id: int, under: str, text: str, audience: Audience
) -> Update:
    """Return the new update, dated today and confirmed by who wrote it. `under` names one of the headings."""
    heading = heading_called(partnership, under)
    update = Update(
        partnership_id=partnership.id, organisation_id=organisation_id, heading_id=heading.id, text=text,
        audience=audience, audience_why=Why.CHOSEN, written_on=clock.today(), user_id=doer.user_id, by=doer.name,
        confirmed_on=clock.today(), confirmed_by=doer.name, asked="", reviewed_by="",
    )  # fmt: skip
    db.session.add(update)
    db.session.flush()
    reindex(update)
    record(doer, "wrote", update, f"Wrote {_named(update)}")
    return update


def change_update(
    doer: Viewer, update: Update, *, organisation_id: int, under: str, text: str, audience: Audience
) -> None:
    """Give an update another text, heading or audience. It is as if written today, and is reviewed anew."""
    place = db.session.get_one(Partnership, update.partnership_id)
    update.organisation_id, update.heading_id = organisation_id, heading_called(place, under).id
    update.text, update.audience = text, audience
    update.written_on = update.confirmed_on = clock.today()
    update.confirmed_by = doer.name
    update.reviewed_on, update.reviewed_by = None, ""
    update.asked, update.asked_on, update.asked_by = "", None, ""
    db.session.flush()
    db.session.expire(update, ["organisation", "heading"])
    reindex(update)
    record(doer, "changed", update, f"Changed {_named(update)}")


def confirm_update(doer: Viewer, update: Update) -> None:
    """Note that an update is still right."""
    update.confirmed_on, update.confirmed_by = clock.today(), doer.name
    record(doer, "confirmed", update, f"Said that {_named(update)} is still right")


def remove_update(doer: Viewer, update: Update) -> None:
    """Take an update off every page; it can come back."""
    update.removed_at = clock.now()
    db.session.flush()
    reindex(update)
    record(doer, "removed", update, f"Removed {_named(update)}")


def restore_update(doer: Viewer, update: Update) -> None:
    """Bring a removed update back."""
    update.removed_at = None
    db.session.flush()
    reindex(update)
    record(doer, "restored", update, f"Brought back {_named(update)}")


def review_update(doer: Viewer, update: Update) -> None:
    """Note that a reviewer read an update and leaves it as it is; what was asked before is settled."""
    update.reviewed_on, update.reviewed_by = clock.today(), doer.name
    update.asked, update.asked_on, update.asked_by = "", None, ""
    record(doer, "reviewed", update, f"Reviewed {_named(update)}")


def ask_for_change(doer: Viewer, partnership: Partnership, update: Update, words: str) -> int:
    """Ask for an update to be changed, in a letter to who answers for it; return how many letters were written."""
    update.asked, update.asked_on, update.asked_by = words, clock.today(), doer.name
    update.reviewed_on, update.reviewed_by = None, ""
    record(doer, "asked", update, f"Asked for a change of {_named(update)}")
    whose = partnership.short_name or partnership.name
    letters = [
        mail.post(
            person.email, person.name, "update_change_asked", partnership_id=partnership.id,
            subject=f"{whose}: please look at your update again", update=update, partnership=partnership,
            asked_by=doer.name,
        )
        for person in queries.who_answers_for(update)
    ]  # fmt: skip
    return sum(letter is not None for letter in letters)


def heading_called(partnership: Partnership, name: str) -> Heading:
    """Return the heading of this name; the usual headings become the partnership's own with the first update."""
    keep_usual_headings(partnership)
    return next(heading for heading in queries.list_headings(partnership) if heading.name == name)


def keep_usual_headings(partnership: Partnership) -> None:
    """Write down the usual headings where the partnership has none of its own, so that they can be changed."""
    if not queries.list_headings(partnership):
        for position, name in enumerate(DEFAULT_HEADINGS):
            db.session.add(Heading(partnership_id=partnership.id, name=name, position=position))
        db.session.flush()


def reindex(update: Update) -> None:
    """Bring the index in line with an update."""
    if update.removed_at is not None:
        index.drop("update", [update.id])
        return
    place = db.session.get_one(Partnership, update.partnership_id)
    organisation = db.session.get_one(Organisation, update.organisation_id)
    heading = db.session.get_one(Heading, update.heading_id)
    index.put(
        "update", update.id, title=f"{organisation.name}: {heading.name}", body=update.text,
        address=f"/partnerships/{place.slug}/updates/{update.id}/", audience=update.audience,
        partnership_id=update.partnership_id, organisation_id=update.organisation_id, area=organisation.area,
    )  # fmt: skip


def _named(update: Update) -> str:
    organisation = db.session.get_one(Organisation, update.organisation_id)
    return f"the update of {organisation.name}, “{shortened(update.text, 80)}”"
