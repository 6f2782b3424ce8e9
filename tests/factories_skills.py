"""Makers of terms, offers, notices and requests, by the services that keep them."""

from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.skills.models import Capacity, HelpRequest, Skill, SkillTerm, Terms, Wanted
from portal.skills.services import asking, offers, terms, wanted

SOMEBODY = Viewer(name="Somebody")


def term(name="Bid writing", category="Money", also=()) -> SkillTerm:
    """A curated term with its other names."""
    with writing():
        return terms.add_term(SOMEBODY, name, category, list(also))


def skill(organisation, title="Bid writing", person=None, has_agreed=False, **given) -> Skill:
    """An offer for all partners, free of charge, unless told otherwise. What is no field of a form is set as it is."""
    usual = {"terms": Terms.FREE, "audience": Audience.PARTNERS, "capacity": Capacity.NOW}
    entry = {name: value for name, value in given.items() if name in offers.ENTRY}
    with writing():
        home = db.session.get_one(Organisation, organisation.id)
        row = offers.add_skill(SOMEBODY, home, person=person, has_agreed=has_agreed, title=title, **usual | entry)
        for name, value in given.items():
            if name not in entry:
                setattr(row, name, value)
    return row


def notice(organisation, title="A treasurer", by=None, **given) -> Wanted:
    """A wanted notice for all partners unless told otherwise."""
    with writing():
        home = db.session.get_one(Organisation, organisation.id)
        row = wanted.post_wanted(SOMEBODY, home, title=title, **given)
        row.person_id = by.id if by else None
    return row


def request(asker, of_skill, by=None, text="Could you help us with a bid?") -> HelpRequest:
    """A request for help with an offer."""
    with writing():
        doer = Viewer(name=by.name, person_id=by.id) if by else SOMEBODY
        home = db.session.get_one(Organisation, asker.id)
        offered = db.session.get_one(Skill, of_skill.id)
        helper = db.session.get_one(Organisation, offered.organisation_id)
        return asking.ask(doer, home, helper, offered.title, text, skill=offered)
