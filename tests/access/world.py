"""Two partnerships with a twin of everything, and everybody who may come to their pages."""

import secrets
from datetime import timedelta
from types import SimpleNamespace

from portal.accounts import passwords
from portal.accounts.models import SignIn, Ticket, TicketKind
from portal.accounts.sign_in import hashed
from portal.actions import services as actions
from portal.actions.models import Action
from portal.consultations.models import Consultation
from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.core.permissions import Role
from portal.core.viewer import Viewer
from portal.decisions import services as decisions
from portal.decisions.models import Decision
from portal.decisions.proposal_models import Proposal
from portal.gaps.models import Gap, Initiative
from portal.library.models import Course, Funding, Practice, Standard
from portal.mail.models import Letter
from portal.meetings import queries as meetings
from portal.meetings.models import AgendaItem, Capacity, Meeting, Presence
from portal.meetings.services import agenda, attendance, lines
from portal.meetings.services import minutes as steps
from portal.memberships.models import Held, Invitation, OfficeKind, Seat
from portal.papers.models import NewsStory, Paper
from portal.papers.services.refusing import token_of
from portal.partnerships import queries as partnerships
from portal.partnerships.models import Partnership, Rules
from portal.partnerships.report_models import Report
from portal.plans.models import Plan, PlanEntry
from portal.plans.round_models import AnnualReport, Snapshot
from portal.series.models import Called
from portal.stakeholders.models import Stakeholder
from portal.updates.models import Update
from tests import (
    factories,
    factories_accounts,
    factories_actions,
    factories_agenda,
    factories_answering,
    factories_consultations,
    factories_deciding,
    factories_directory,
    factories_gaps,
    factories_glossary,
    factories_healthcheck,
    factories_joining,
    factories_library,
    factories_meetings,
    factories_papers,
    factories_partnerships,
    factories_plan_imports,
    factories_plans,
    factories_representation,
    factories_resources,
    factories_rounds,
    factories_series,
    factories_stakeholders,
    factories_surveys,
    factories_tiers,
    factories_transfer,
    factories_updates,
)
from tests.access.skilled import furnish_skills
from tests.people import cast

WRITER = Viewer(name="Somebody")
SIGNED_IN = ("sue", "suki", "rem", "otto", "wyn", "fay", "ray", "mina", "cal", "ann", "ada", "dis")
ITEMS = ("Town centre", "Buses", "Staff")
EVERYBODY = ("visitor", *SIGNED_IN)


def furnish() -> SimpleNamespace:
    """Return numbers and names of everything: `here`, `there` (twins), and `tokens` of everybody who signed in.

    Fay chairs another group of Here, so that a part in one group can be seen not to count in another.
    """
    who = cast()
    here = _place(who.here, who.ann, who.seat_ray, who.ray)
    there = _place(who.there, who.sue, who.seat_there, factories.person("Tess Two"))
    who.fay = factories.person("Fay Fenny")
    factories.appointment(who.fay, Role.CHAIR, who.here, _group(here.forum_id))
    private = db.session.get(Meeting, here.private)
    factories.substitution(private, who.seat_rosa, who.suki)
    here.tie = factories_partnerships.tie(who.here, factories.partnership(slug="tied-here")).id
    there.tie = factories_partnerships.tie(who.there, factories.partnership(slug="tied-there")).id
    for place, partnership in ((here, who.here), (there, who.there)):
        gone = factories_partnerships.tie(partnership, factories.partnership(), "was")
        gone.removed_at = clock.now()
        place.removed_tie = factories.add(gone).id
        place.untied = factories.partnership().id
    _open_to_all(who.there)
    tokens = {name: factories.signed_in(getattr(who, name)) for name in SIGNED_IN}
    _accounts(here, there, who, tokens)
    return SimpleNamespace(here=here.__dict__, there=there.__dict__, tokens=tokens)


def _series(place: SimpleNamespace, main) -> None:
    """A series of two meetings, a poll, and the next days each of them could have."""
    tomorrow = clock.today() + timedelta(days=1)
    made = factories_series.series(main, 2)
    place.series, place.series_next = made.id, str(made.until_on + timedelta(days=14))
    place.series_meeting = db.session.scalars(db.select(Called.meeting_id).filter_by(series_id=made.id)).first()
    place.plan_day, place.plan_weekday = str(tomorrow), str(tomorrow.weekday())
    asked = factories_series.poll(main, 2)
    place.poll, place.poll_day = asked.id, asked.days[0].id


def _place(partnership, manager, seat, person) -> SimpleNamespace:
    place = SimpleNamespace(slug=partnership.slug, number=partnership.id)
    place.main, place.main_id = partnership.main.slug, partnership.main.id
    _groups(place, partnership)
    _meetings(place, partnership, seat)
    _seats(place, partnership, seat, manager)
    _directory(place, partnership, seat, person)
    furnish_skills(place, partnership, seat, person)
    main = partnership.main
    _series(place, main)
    place.bulletin_token = token_of(partnership, person)
    whose = factories_actions.led_by(organisation=seat.organisation)
    place.action = factories_actions.action(main, "Book the hall", whose).id
    place.restricted_action = factories_actions.action(main, "Whisper", audience=Audience.RESTRICTED).id
    place.removed_action = _removed(actions.remove_action, factories_actions.action(main, "Gone")).id
    place.decision = factories_actions.decision(main, "Share a stall").id
    place.public_decision = factories_actions.decision(main, "Print a map", audience=Audience.PUBLIC).id
    place.statement = factories_partnerships.statement(partnership, "We listen").id
    factories_partnerships.statement(partnership, "We act")
    place.removed_statement = factories_partnerships.statement(partnership, "Gone", removed_at=clock.now()).id
    factories_resources.furnish(place, partnership, seat)
    factories_directory.furnish(place, seat)
    factories_updates.furnish(place, partnership, seat, manager)
    factories_gaps.furnish(place, partnership, manager)
    factories_library.furnish(place, partnership, seat)
    factories_transfer.furnish(place, partnership, manager)
    factories_representation.furnish(place, partnership, seat, person)
    factories_deciding.furnish(place, partnership, seat)
    factories_papers.furnish(place, seat)
    factories_agenda.furnish(place, partnership, seat, person)
    factories_glossary.furnish(place, partnership)
    factories_plan_imports.furnish(place, partnership, manager)
    factories_plans.furnish(place, partnership)
    factories_rounds.furnish(place, partnership, seat)
    factories_joining.furnish(place, partnership)
    factories_tiers.furnish(place, partnership)
    factories_stakeholders.furnish(place, partnership)
    factories_consultations.furnish(place, partnership, seat)
    factories_answering.furnish(place, partnership, seat)
    factories_surveys.furnish(place, partnership)
    factories_healthcheck.furnish(place, partnership)
    place.amendment = factories_meetings.amendment(place.draft, "It was Tuesday").id
    return place


def _open_to_all(partnership) -> None:
    """Make everything of a partnership public, so that nothing but its place keeps it from another's pages."""
    with writing():
        for table in (
            Meeting,
            AgendaItem,
            Decision,
            Action,
            Update,
            Gap,
            Initiative,
            Standard,
            Course,
            Funding,
            Practice,
            Proposal,
            Report,
            Paper,
            NewsStory,
            Plan,
            PlanEntry,
            Snapshot,
            AnnualReport,
            Consultation,
            Stakeholder,
        ):
            db.session.query(table).filter_by(partnership_id=partnership.id).update({"audience": Audience.PUBLIC})
        db.session.query(Meeting).filter_by(partnership_id=partnership.id).update({"minutes_audience": Audience.PUBLIC})


def _groups(place, partnership) -> None:
    forum = factories.group(partnership, name="Forum", slug=f"forum-{partnership.slug}")
    closed = factories.group(partnership, name="Closed", slug=f"closed-{partnership.slug}", closed_on=clock.today())
    ruled = factories.group(partnership, name="Ruled", slug=f"ruled-{partnership.slug}")
    factories.add(Rules(partnership_id=partnership.id, group_id=ruled.id, minutes_days=7))
    place.forum, place.closed, place.ruled, place.forum_id = forum.slug, closed.slug, ruled.slug, forum.id
    row = agenda.add_standing_item
    with writing():
        place.standing = row(WRITER, _group(partnership.main.id), "News", factories_meetings.ItemKind.INFORMATION)
        db.session.flush()
        place.standing = place.standing.id


def _meetings(place, partnership, seat) -> None:
    main = partnership.main

    def held(days_ago, audience=Audience.PUBLIC, **said):
        return factories_meetings.meeting(
            main, days_ago, items=("Town centre", "Buses", "Staff"), audience=audience, **said
        )

    draft, sent, checked, published = held(3), held(10), held(20), held(30)
    private, coming = held(0, Audience.GROUP), held(-30)
    place.draft, place.sent, place.checked, place.published = draft.id, sent.id, checked.id, published.id
    place.private, place.coming = private.id, coming.id
    place.item, place.other_item, place.secret = (item.id for item in factories_meetings.items(draft)[1:])
    place.private_item = factories_meetings.items(private)[0].id
    cancelled = held(-40)
    cancelled.cancelled_at = clock.now()
    place.cancelled = factories.add(cancelled).id
    with writing():
        place.parked = _add(draft, "Parked").id
        place.removed_item = _add(draft, "Removed").id
        agenda.park_item(WRITER, draft, _item(draft, place.parked))
        agenda.remove_item(WRITER, draft, _item(draft, place.removed_item))
        item = _item(draft, place.item)
        lines.keep_notes(WRITER, draft, item, "Rosa brought plans\nHPCVS to circulate the form by 30 April")
        said = [lines.decide(WRITER, draft, item, text, meetings.roll(draft)) for text in ("Fund it", "Gone")]
        done = [lines.agree(WRITER, draft, item, _line(text)) for text in ("Ask them", "Gone")]
        decisions.remove_decision(WRITER, said[1])
        actions.remove_action(WRITER, done[1])
        place.minuted, place.removed_minuted = (row.id for row in said)
        place.raised, place.removed_raised = (row.id for row in done)
        place.guest = attendance.add_guest(WRITER, draft, "Guy Guest", "Council", Capacity.OBSERVER)
        db.session.flush()
        place.guest = place.guest.id
    factories_meetings.make_secret(draft, _item(draft, place.secret))
    rules = partnerships.rules_for(partnership.id, main.id)
    with writing():
        for meeting, taken in ((sent, 1), (checked, 2), (published, 3)):
            roll = meetings.roll(meeting)
            attendance.mark(WRITER, meeting, attendance.line_of(roll, seat.id), Presence.APOLOGIES)
            lines.decide(WRITER, meeting, factories_meetings.items(meeting)[0], "Carry on", roll)
            for step in ("send", "check", "publish")[:taken]:
                steps.take_step(WRITER, _partnership(partnership), meeting, step, roll, rules)


def _seats(place, partnership, seat, manager) -> None:
    main, today = partnership.main, clock.today()
    place.seat, place.holder = seat.id, seat.holders[0].id
    place.vacant = factories.add(
        Seat(partnership_id=partnership.id, group_id=main.id, from_on=factories.LONG_AGO, organisation_id=None)
    ).id
    place.ended_seat = factories.seat(main, until_on=today, ended_why="Left").id
    elected = factories.seat(main, held=Held.ELECTED, term_ends_on=today + timedelta(days=20))
    place.elected = elected.id
    with writing():
        partnerships.rules_for(partnership.id, None).term_years = 2
    place.free_seat = factories.seat(main).id
    place.ended_holder = factories.holder(
        db.session.get(Seat, place.free_seat), factories.person(), until_on=today - timedelta(days=1)
    ).id
    place.office = factories.office(main, OfficeKind.CARETAKER, organisation_id=seat.organisation_id, detail="Youth").id
    place.somebody = factories.person().id
    observer = factories.person()
    place.role = factories.appointment(observer, Role.OBSERVER, partnership, main).id
    ended = factories.appointment(observer, Role.WIDER_STAFF, partnership, until_on=today - timedelta(days=1))
    place.ended_role = ended.id
    place.token = secrets.token_urlsafe(16)
    invited = Invitation(
        partnership_id=partnership.id, role=Role.OBSERVER, group_id=main.id, email="new@example.org", name="New Comer",
        token_hash=hashed(place.token), invited_by="Somebody", inviter_id=manager.user_id, created_at=clock.now(),
        expires_at=clock.now() + timedelta(days=7),
    )  # fmt: skip
    place.invitation = factories.add(invited).id


def _directory(place, partnership, seat, person) -> None:
    place.organisation, place.organisation_id = seat.organisation.slug, seat.organisation_id
    person.organisation_id = seat.organisation_id
    place.person = factories.add(person).id
    left = factories.person("Lee Left", organisation_id=seat.organisation_id, left_on=clock.today())
    factories.appointment(left, Role.OBSERVER, partnership, partnership.main)
    place.left = left.id
    closed = factories.organisation(closed_on=clock.today())
    place.closed_organisation = closed.slug


def _accounts(here, there, who, tokens) -> None:
    moment = clock.now()
    for place, person, name in ((here, who.ann, "ann"), (there, who.sue, "sue")):
        place.user = person.user_id
        place.ticket = secrets.token_urlsafe(16)
        factories.add(
            Ticket(
                user_id=person.user_id, kind=TicketKind.PASSWORD, token_hash=hashed(place.ticket), created_at=moment,
                expires_at=moment + timedelta(hours=2),
            )
        )  # fmt: skip
        place.letter = factories.add(
            Letter(
                to_email=person.email, to_name=person.name, subject="A letter", body="Words.\n", written_at=moment,
                next_try_at=None,
            )
        ).id  # fmt: skip
        factories.signed_in(person)
        mine = db.session.query(SignIn).filter(
            SignIn.token_hash != hashed(tokens[name]), SignIn.user_id == person.user_id
        )
        place.sign_in = mine.first().id
        place.email = person.email
    closed = factories.person("Dora Disabled")
    password = passwords.hashed(factories_accounts.PASSWORD)
    with writing():
        for user in db.session.query(factories.User):
            user.password_hash = password
        db.session.get(factories.User, closed.user_id).disabled_at = moment
    here.disabled = there.disabled = closed.user_id
    here.kind = there.kind = who.here.kind_id


def _group(number):
    return db.session.get(factories.Group, number)


def _partnership(row):
    return db.session.get(Partnership, row.id)


def _add(meeting, title):
    return agenda.add_item(WRITER, _partnership_of(meeting), meeting, title, factories_meetings.ItemKind.DECISION)


def _partnership_of(meeting):
    return db.session.get(Partnership, meeting.partnership_id)


def _item(meeting, number):
    return next(item for item in factories_meetings.items(meeting) if item.id == number)


def _line(text):
    return lines.sentence.Line("action", text, (), None)


def _removed(service, row):
    with writing():
        service(WRITER, row)
    return row
