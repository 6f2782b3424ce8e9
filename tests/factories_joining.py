"""Makers of applications to join, membership statements, people who keep in touch, and what stands behind a seat."""

from datetime import timedelta

from portal.core import clock
from portal.core.database import db, writing
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.partnerships.models import Partnership, Saying
from portal.representation.in_touch_models import IndividualMember
from portal.representation.joining_models import Application
from portal.representation.membership_models import MembershipStatement
from portal.representation.queries import joining as queries
from portal.representation.services import in_touch
from portal.representation.services import joining as services
from portal.representation.services.membership import write_edition
from tests import factories, factories_actions, factories_partnerships

SOMEBODY = Viewer(name="Somebody")


def criteria(partnership) -> list:
    """Two values and two criteria; return the criteria."""
    factories_partnerships.statement(partnership, "Respect", kind=Saying.VALUE)
    factories_partnerships.statement(partnership, "Trust", kind=Saying.VALUE)
    return [
        factories_partnerships.statement(partnership, text, kind=Saying.CRITERION)
        for text in ("Works in the Peak", "Helps others")
    ]


def application(partnership, organisation=None, meets=True, **said) -> Application:
    """An organisation's application, which says the same to each point."""
    with writing():
        place = db.session.get_one(Partnership, partnership.id)
        who = db.session.get_one(Organisation, (organisation or factories.organisation()).id)
        asked = queries.asked_by(place)
        contact = services.Contact("Nia New", said.get("email", "nia@example.org"))
        answers = {each.key: (meets, "Since 1990") for each in asked}
        row = services.apply_to_join(SOMEBODY, place, who, contact, said.get("about", ""), asked, answers)
    if "agreed_by" in said:
        row.decision_id = said["agreed_by"].id
        factories.add(row)
    return row


def statement(partnership, text="Any body in the Peak may join.", review_in=365) -> MembershipStatement:
    """An edition of the membership statement."""
    with writing():
        place = db.session.get_one(Partnership, partnership.id)
        after = db.session.query(MembershipStatement).filter_by(partnership_id=place.id).count()
        today = clock.today()
        agreed = (today - timedelta(days=30), "at the workshop", None)
        return write_edition(SOMEBODY, place, after, text, agreed, today + timedelta(days=review_in))


def member(partnership, name="Ivy Individual", is_on=True, **given) -> IndividualMember:
    """Somebody who keeps in touch, or has still to confirm that."""
    usual = {"email": f"{name.split()[0].lower()}@example.org", "asked_at": clock.now() - timedelta(days=1)}
    usual["confirmed_at"] = usual["asked_at"] if is_on else None
    return factories.add(IndividualMember(partnership_id=partnership.id, name=name, **usual | given))


def furnish(place, partnership) -> None:
    """Everything the pages about joining need, in a partnership of the table of who gets in."""
    place.newcomer_organisation = factories.organisation().id
    place.application = application(partnership).id
    agreed = factories_actions.decision(partnership.main, "They may join")
    place.agreed_application = application(partnership, agreed_by=agreed).id
    place.edition = statement(partnership).number
    row = member(partnership)
    place.individual, place.individual_token = row.id, in_touch.token_of(row)
    waiting = member(partnership, "Will Waiting", is_on=False)
    place.unsure_token = in_touch.token_of(waiting)
