"""Makers of tiers, and of what goes between them."""

from datetime import timedelta

from portal.core import clock
from portal.core.database import db, writing
from portal.core.viewer import Viewer
from portal.partnerships.models import Partnership
from portal.tiers.models import ChairVisit, Issue, IssueAnswer, Question, SummaryReport, Tier
from portal.tiers.queries import reports as owed
from portal.tiers.services import reports, traffic, visits
from portal.tiers.services import tiers as services
from tests import factories, factories_meetings
from tests.factories import add

SOMEBODY = Viewer(name="Somebody")


def tier(upper, lower, is_agreed=True) -> Tier:
    """One partnership above another; proposed from above, and agreed unless told otherwise."""
    with writing():
        one, two = (db.session.get(Partnership, each.id) for each in (upper, lower))
        row = services.propose(SOMEBODY, one, two, is_upper=True)
        if is_agreed:
            services.agree(SOMEBODY, row, two)
    return row


def since(of_tier, days) -> None:
    """Let a tier have been agreed so many days ago."""
    with writing():
        db.session.get(Tier, of_tier.id).agreed_on = clock.today() - timedelta(days=days)


def issue(upper, *tiers, title="Bus shelters", source=traffic.NOWHERE) -> Issue:
    with writing():
        place = db.session.get(Partnership, upper.id)
        return traffic.put_issue(
            SOMEBODY, place, [db.session.merge(each) for each in tiers], title, "What do you see?", source
        )


def answer(of_tier, to_issue, text="Two are broken", source=traffic.NOWHERE) -> IssueAnswer:
    with writing():
        row = db.session.query(IssueAnswer).filter_by(issue_id=to_issue.id, tier_id=of_tier.id).one()
        traffic.answer_issue(
            SOMEBODY, db.session.get(Tier, of_tier.id), db.session.get(Issue, to_issue.id), row, text, source
        )
    return row


def question(of_tier, title="Who mends them?", source=traffic.NOWHERE) -> Question:
    with writing():
        return traffic.ask(SOMEBODY, db.session.get(Tier, of_tier.id), title, "We wonder", source)


def report(of_tier, meeting, text="We met twice", is_sent=True) -> SummaryReport:
    with writing():
        row = db.session.get(Tier, of_tier.id)
        due = owed.get_owed(row, meeting.id)
        return reports.save_report(SOMEBODY, row, due, [("What was done", text), ("Key messages", "")], is_sent)


def visit(of_tier, days_ago=-20, was_made=False, **said) -> ChairVisit:
    usual = {"meeting_id": None, "who": "The chair", "was_made": was_made, "note": ""}
    with writing():
        day = clock.today() - timedelta(days=days_ago)
        return visits.save_visit(SOMEBODY, db.session.get(Tier, of_tier.id), None, day, usual | said)


def furnish(place, partnership) -> None:
    """Give a partnership of the access tests one below, one above, and one that asks to stand above."""
    below, above, asks = (factories.partnership(slug=f"{name}-{place.slug}") for name in ("below", "above", "asks"))
    down, up = tier(partnership, below), tier(above, partnership)
    place.tier_below, place.tier_above, place.tier_asked = down.id, up.id, tier(asks, partnership, False).id
    gone = tier(above, factories.partnership(slug=f"beside-{place.slug}"))
    meeting = factories_meetings.meeting(above.main, -30)
    place.above_meeting = meeting.id
    coming = type(meeting)(id=place.coming)
    report(down, coming)
    place.put_issue = issue(partnership, down).id
    old = issue(partnership, down)
    place.issue_here = issue(above, up, gone).id
    asked, sent, back = question(down), question(up), question(up)
    place.asked_question, place.sent_question, place.removed_question = asked.id, sent.id, back.id
    planned, lost = visit(down), visit(down)
    place.visit, place.removed_visit = planned.id, lost.id
    with writing():
        for row, side in ((old, partnership.id), (back, partnership.id)):
            traffic.set_removed(SOMEBODY, db.session.merge(row), side, True)
        visits.set_removed(SOMEBODY, db.session.merge(down), db.session.merge(lost), True)
    place.removed_issue = old.id
    add_tie(partnership, place)


def add_tie(partnership, place) -> None:
    """A partnership that is tied to this one and may be arranged with it."""
    from tests import factories_partnerships

    other = factories.partnership(slug=f"free-{place.slug}")
    factories_partnerships.tie(partnership, other)
    place.tied = other.id
    add(other)
