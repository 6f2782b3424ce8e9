"""The skills of the world: offers of Ray's organisation and of another, notices, a request, terms, a protocol."""

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.directory.models import Organisation
from portal.partnerships.models import Partnership
from portal.skills.models import SharingProtocol, Skill, SkillTerm, TrainingNeed, Wanted, Way
from portal.skills.services import audits, needs, offers, protocols, volunteering, wanted
from portal.skills.services import terms as lists
from tests import factories, factories_skills
from tests.factories_skills import SOMEBODY


def furnish_skills(place, partnership, seat, person) -> None:
    """Give a place one of everything; `seat` is that of the organisation whose representative is the person."""
    home, n = seat.organisation, partnership.slug
    inside = {"audience": Audience.PARTNERSHIP, "partnership_id": partnership.id}
    other = factories.organisation(f"Other {n}")
    factories.seat(partnership.main, other)
    place.skill = factories_skills.skill(home, f"Bids {n}", **inside).id
    place.public_skill = factories_skills.skill(home, f"Clinic {n}", audience=Audience.PUBLIC).id
    place.named_skill = factories_skills.skill(home, f"Named {n}", person=person).id
    theirs = factories_skills.skill(other, f"Payroll {n}")
    place.other_skill = theirs.id
    removed = factories_skills.skill(home, f"Gone {n}", **inside)
    place.removed_skill = removed.id
    place.help_request = factories_skills.request(home, theirs, person).id
    place.notice = factories_skills.notice(home, f"Wish {n}", by=person, **inside).id
    closed = factories_skills.notice(home, f"Met {n}", by=person, **inside)
    place.closed_notice, place.other_notice = closed.id, factories_skills.notice(other, f"Other wish {n}").id
    place.term = factories_skills.term(f"Term {n}", "Category", [f"Synonym {n}"]).id
    with writing():
        place.volunteering = volunteering.say_places(SOMEBODY, db.session.get_one(Organisation, other.id), 4).id
        offers.remove_skill(SOMEBODY, db.session.get_one(Skill, removed.id))
        wanted.close_wanted(SOMEBODY, db.session.get_one(Wanted, closed.id), is_met=True)
        place.synonym = db.session.query(SkillTerm).filter_by(name=f"Synonym {n}").one().id
        place.free_term = lists.term_for(f"Free {n}").id
        agreed = [_agreed(partnership) for _twice in range(2)]
        place.protocol, place.removed_protocol = (row.id for row in agreed)
        audit = audits.start_audit(SOMEBODY, db.session.get_one(Partnership, partnership.id))
        mine = next(each for each in audit.answers if each.organisation_id == home.id)
        place.audit_answer = mine.id
        needs.keep_needs(SOMEBODY, mine, [needs.Said(f"First aid {n}", 4, None, Way.ANY)])
        place.training_need = db.session.query(TrainingNeed).filter_by(audit_id=audit.id).one().id
        protocols.remove_protocol(SOMEBODY, agreed[1])


def _agreed(partnership) -> SharingProtocol:
    return protocols.agree_protocol(SOMEBODY, partnership.id, clock.today(), "We share.", "free")
