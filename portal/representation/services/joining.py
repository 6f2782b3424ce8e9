"""Applying to join, asking the partners, making the seat, and the other ends; each noted in its history."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy.orm.attributes import flag_modified

from portal.audit import services as audit
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.viewer import Viewer
from portal.decisions import proposal_services as proposals
from portal.decisions import silence
from portal.decisions.models import Decision
from portal.decisions.proposal_models import Proposal, Standing
from portal.directory.models import Organisation
from portal.mail import services as mail
from portal.memberships.models import Held, Seat
from portal.memberships.models import Standing as Stands
from portal.memberships.queries.roles import list_managers
from portal.memberships.services.invitations import invite_to_seat
from portal.memberships.services.seats import SeatFacts, fill_seat, open_seat
from portal.partnerships.models import Group, Partnership, Rules
from portal.representation.joining_models import Application, Check, Ended, JoiningStep
from portal.representation.joining_rules import ELIGIBLE, Asked, Stage, eligibility
from portal.representation.queries.joining import stage

Answers = Mapping[str, tuple[bool, str]]
"""What is said to each question, by its key: whether it is met, and how."""


class Contact(NamedTuple):
    """Who is written to about an application."""

    name: str
    email: str


def apply_to_join(
    doer: Viewer, partnership: Partnership, organisation: Organisation, contact: Contact, about: str,
    asked: Sequence[Asked], answers: Answers,
) -> Application:  # fmt: skip
    """Keep an organisation's application, tell the managers of it, and return it.

    Raises `Refusal` where one is open already.
    """
    same = {"partnership_id": partnership.id, "organisation_id": organisation.id, "ended": None}
    if db.session.query(Application).filter_by(**same).first():
        raise Refusal(f"{organisation.name} has applied already.")
    row = Application(
        partnership_id=partnership.id, organisation_id=organisation.id, organisation_name=organisation.name,
        organisation=organisation, applied_on=clock.today(), entered_by=doer.name, about=about,
        contact_name=contact.name, contact_email=contact.email, checks=_checks(asked, answers), steps=[],
    )  # fmt: skip
    db.session.add(row)
    _note(doer, row, "applied", f"{organisation.name} applied to join {partnership.name}")
    for manager in list_managers([partnership.id]):
        if manager.user_id != doer.user_id:
            _letter(partnership, row, manager.email, manager.name, "joining_new", f"{organisation.name} would join")
    return row


def change_application(
    doer: Viewer, row: Application, contact: Contact, about: str, asked: Sequence[Asked], answers: Answers
) -> None:
    """Change what an application says. Raises `Refusal` once the partners were asked."""
    _demand(row, Stage.RECEIVED)
    row.contact_name, row.contact_email, row.about = contact.name, contact.email, about
    flag_modified(row, "about")  # so that its version counts on, where only a tick was changed
    row.checks.clear()
    db.session.flush()
    row.checks.extend(_checks(asked, answers))
    _note(doer, row, "changed", f"Changed the application of {row.organisation_name}")


def ask_partners(
    doer: Viewer, partnership: Partnership, row: Application, group: Group, agreed: Rules, closes_on: date, words: str
) -> Proposal:
    """Put it to the seats of a group whether the organisation joins, and return what was put to them.

    Each seat agrees, objects or asks to discuss it; the group's own rule says what silence means. Raises `Refusal`
    where they are asked already, or no seat could be asked.
    """
    _demand(row, Stage.RECEIVED, Stage.MEETING)
    lines = [f"- {check.text.rstrip('.')}: {'met' if check.meets else 'not met yet'}" for check in row.checks]
    background = "\n\n".join(filter(None, (words, ELIGIBLE, eligibility(row.checks), "\n".join(lines), row.about)))
    said = {
        "text": f"{row.organisation_name} joins {partnership.name}.", "background": background[:5000],
        "closes_on": closes_on, "is_confidential": False,
    }  # fmt: skip
    proposal = proposals.open_proposal(doer, partnership, group, agreed, said)
    row.proposal_id, row.proposal = proposal.id, proposal
    until = f"answers until {shortday(closes_on)}"
    _note(doer, row, "asked", f"Asked the partners whether {row.organisation_name} joins: {group.name}, {until}")
    return proposal


def note_agreement(doer: Viewer, row: Application, decision: Decision) -> None:
    """Note that a meeting agreed. Raises `Refusal` while the seats are being asked, and once it was agreed."""
    _demand(row, Stage.RECEIVED, Stage.MEETING)
    row.decision_id, row.decision = decision.id, decision
    _note(doer, row, "agreed", f"A decision of {shortday(decision.decided_on)}: {row.organisation_name} may join")


def give_seat(
    doer: Viewer, partnership: Partnership, row: Application, place: Group | Seat, capacity: str, from_on: date,
    representative: Contact | None,
) -> Seat:  # fmt: skip
    """Make the seat of an organisation the partners agreed to, new in a group or a vacant one, and return it.

    `representative` is invited to it by letter. Raises `Refusal` while they have not agreed, and as opening, filling
    and inviting do; then nothing of it happens.
    """
    _demand(row, Stage.AGREED)
    organisation = row.organisation
    if isinstance(place, Seat):
        seat = fill_seat(doer, place, organisation, from_on)
    else:
        facts = SeatFacts(capacity, organisation.sector, Held.AGREED, from_on)
        seat = open_seat(doer, place, organisation, facts)
    if representative:
        invite_to_seat(doer, seat, Stands.REPRESENTATIVE, representative.name, representative.email)
    row.seat_id, row.seat = seat.id, seat
    _end(doer, partnership, row, Ended.SEATED, "")
    return seat


def decline(doer: Viewer, partnership: Partnership, row: Application, why: str) -> None:
    """End an application that does not lead to a seat, and write to who applied, in the words given.

    Raises `Refusal` once it has ended, or when the partners agreed.
    """
    _demand(row, Stage.RECEIVED, Stage.ASKED, Stage.MEETING)
    _end(doer, partnership, row, Ended.DECLINED, why)


def withdraw(doer: Viewer, partnership: Partnership, row: Application, why: str) -> None:
    """Take an application back, as the organisation may at any time. Raises `Refusal` once it has ended."""
    _demand(row, Stage.RECEIVED, Stage.ASKED, Stage.MEETING, Stage.AGREED)
    _end(doer, partnership, row, Ended.WITHDRAWN, why)


def _end(doer: Viewer, partnership: Partnership, row: Application, ended: Ended, why: str) -> None:
    row.ended, row.ended_on, row.ended_by, row.ended_why = ended, clock.today(), doer.name, why
    asked = row.proposal
    if asked and asked.standing is Standing.OPEN and not silence.is_over(asked.closes_on, clock.today()):
        proposals.withdraw(doer, partnership, asked, f"The application has ended: {ended.words.lower()}."[:400])
    _note(doer, row, "ended", f"The application of {row.organisation_name} has ended: {ended.words.lower()}")
    if ended is not Ended.WITHDRAWN or doer.email != row.contact_email:
        _letter(partnership, row, row.contact_email, row.contact_name, "joining_ended", "your application to join")


def _checks(asked: Sequence[Asked], answers: Answers) -> list[Check]:
    return [
        Check(position=place, key=each.key, text=each.text, meets=answers[each.key][0], how=answers[each.key][1])
        for place, each in enumerate(asked, 1)
    ]


def _demand(row: Application, *stages: Stage) -> None:
    now = stage(row)
    if now not in stages:
        raise Refusal(f"This application is no longer, or not yet, where that can be done: {now.words.lower()}.")


def _note(doer: Viewer, row: Application, verb: str, sentence: str) -> None:
    row.steps.append(JoiningStep(at=clock.now(), by=doer.name, text=sentence[:400]))
    audit.record(doer, verb, row, sentence)


def _letter(partnership: Partnership, row: Application, email: str, name: str, template: str, subject: str) -> Any:
    return mail.post(
        email, name, template, subject=f"{partnership.short_name or partnership.name}: {subject}",
        partnership_id=partnership.id, partnership=partnership, application=row,
    )  # fmt: skip
