"""Makers of what is put to the seats between meetings, and of what sub groups report."""

from datetime import timedelta

import sqlalchemy as sa

from portal.core import clock
from portal.core.audience import Audience, Why
from portal.core.database import db, writing
from portal.core.viewer import Viewer
from portal.decisions import proposal_services, proposal_settling
from portal.decisions.models import Decision, Found, Review
from portal.decisions.proposal_models import Proposal, Standing
from portal.partnerships.models import Group, Partnership, QuorumKind, Rules
from portal.partnerships.queries import rules_for
from portal.partnerships.report_models import Comment, Difficulty, Report
from tests import factories, factories_actions

SOMEBODY = Viewer(name="Somebody")


def rules(partnership, **settings) -> None:
    """Change the rules of a partnership."""
    with writing():
        db.session.execute(sa.update(Rules).filter_by(partnership_id=partnership.id, group_id=None).values(**settings))


def proposal(
    in_group, text="Buy a tent", *, closes_in=14, opened_ago=0, hidden=False, doer=SOMEBODY, **said
) -> Proposal:
    """Something put to the seats of a group, until so many days from now; told so many days ago."""
    with writing():
        group = db.session.get_one(Group, in_group.id)
        place = db.session.get_one(Partnership, group.partnership_id)
        closes_on = clock.today() + timedelta(days=closes_in)
        given = {"text": text, "background": "", "closes_on": closes_on, "is_confidential": hidden} | said
        made = proposal_services.open_proposal(doer, place, group, rules_for(place.id, group.id), given)
        made.opened_on -= timedelta(days=opened_ago)
        for answer in made.answers:
            answer.told_at = answer.told_at and answer.told_at - timedelta(days=opened_ago)
    return made


def settled(made) -> Proposal:
    """The same after its closing day has passed and its outcome was written."""
    with writing():
        row = db.session.get_one(Proposal, made.id)
        if row.standing is Standing.OPEN:
            row.closes_on = min(row.closes_on, clock.today() - timedelta(days=1))
            proposal_settling.settle(None, db.session.get_one(Partnership, row.partnership_id), row)
    return row


def answer_of(made, seat):
    """The answer row of a seat, as it stands now."""
    db.session.expire_all()
    return next(each for each in db.session.get_one(Proposal, made.id).answers if each.seat_id == seat.id)


def report(in_group, text="We met twice", *, days_ago=1, **given) -> Report:
    """A report of a group to its partnership."""
    usual = {"audience": Audience.PARTNERSHIP, "audience_why": Why.CHOSEN, "by": "Somebody"}
    on = clock.today() - timedelta(days=days_ago)
    return factories.add(
        Report(partnership_id=in_group.partnership_id, group_id=in_group.id, text=text, on=on, **usual | given)
    )


def comment(on_report, text="Well done", **given) -> Comment:
    """A comment on a report."""
    return factories.add(Comment(report_id=on_report.id, text=text, at=clock.now(), **{"by": "Somebody"} | given))


def difficulty(in_group, text="Tuesdays", **given) -> Difficulty:
    """Somebody finds it hard to come."""
    usual = {"by": "Somebody", "at": clock.now()}
    return factories.add(
        Difficulty(partnership_id=in_group.partnership_id, group_id=in_group.id, text=text, **usual | given)
    )


def review(of_decision, **given) -> Review:
    """A review of a decision that found that it stands."""
    usual = {"on": clock.today(), "found": Found.STANDS, "by": "Somebody"}
    return factories.add(Review(decision_id=of_decision.id, **usual | given))


def furnish(place, partnership, seat) -> None:
    """Put one of each into a partnership of the world in which everybody's access is tried."""
    main = partnership.main
    place.between = proposal(main).id
    place.hidden_between = proposal(main, "A whisper", hidden=True).id
    passed = proposal(main, "Buy a banner", closes_in=20, opened_ago=20)
    with writing():
        row = db.session.get_one(Proposal, passed.id)
        row.silence_is_assent, row.quorum_kind = True, QuorumKind.NONE
    place.passed_between = settled(passed).id
    stuck = proposal(main, "Buy a band")
    place.stuck_between = settled(stuck).id
    with writing():
        over = db.session.get_one(Proposal, proposal(main, "Past its day").id)
        over.closes_on = clock.today() - timedelta(days=1)
    place.over_between = over.id
    reviewed = factories_actions.decision(main, "Reviewed")
    place.reviewed, place.looked_again = reviewed.id, review(reviewed).id
    later = factories_actions.decision(main, "Later", decided_on=clock.today())
    place.later = db.session.get_one(Decision, later.id).id
    told = report(main)
    place.told, place.remark = told.id, comment(told).id
    place.removed_told = report(main, "Gone", removed_at=clock.now()).id
    place.removed_remark = comment(told, "Gone", removed_at=clock.now()).id
    place.difficulty = difficulty(main).id
