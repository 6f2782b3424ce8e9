"""The ladder of missed meetings: taken up, notice, answer, decision, closed. Each step is a person's."""

from datetime import date, timedelta

from portal.audit import services as audit
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.text import listed, number_word
from portal.core.viewer import Viewer
from portal.decisions.models import Decision
from portal.mail import services as mail
from portal.meetings.missed import Missed
from portal.memberships.models import Seat
from portal.memberships.services.ending import end_seat
from portal.partnerships.models import Partnership
from portal.representation.models import Answer, AttendanceNote, CaseStep, MissedCase, Outcome, Step
from portal.representation.queries.cases import holder_of, open_by_seat


def open_case(doer: Viewer, partnership: Partnership, missed: Missed | None, seat: Seat) -> MissedCase:
    """Take up that a seat missed so many meetings in a row, and return the case.

    Raises `Refusal` when the seat is not at its group's limit, or when a case of it is open.
    Source: three meetings missed in a row (Derby): the organisation names another representative or gives up its seat.
    """
    if missed is None:
        raise Refusal("This seat has not missed as many meetings in a row as the rule says.")
    if seat.id in open_by_seat(partnership.id):
        raise Refusal("This was taken up already.")
    case = MissedCase(
        partnership_id=partnership.id, group_id=seat.group_id, seat_id=seat.id, seat=seat,
        organisation_name=missed.organisation, times=missed.times, opened_on=clock.today(), opened_by=doer.name,
    )  # fmt: skip
    db.session.add(case)
    db.session.flush()
    _step(doer, case, Step.OPENED, clock.today(), f"Missed {number_word(missed.times)} meetings in a row.")
    audit.record(doer, "opened", case, f"Took up the missed meetings of {case.organisation_name}", partnership.id)
    return case


def readers(case: MissedCase) -> list[tuple[str, str]]:
    """Return to whom a notice can be sent, name and address: who represents the seat, and the organisation."""
    holder, organisation = holder_of(case.seat_id), case.seat.organisation
    found = [(holder.person.name, holder.person.email)] if holder and holder.person.email else []
    if organisation and organisation.email and organisation.email not in {email for _name, email in found}:
        found.append((organisation.name, organisation.email))
    return found


def notice_text(partnership: Partnership, case: MissedCase) -> str:
    """Return the letter as it is proposed; whoever sends it may change every word."""
    holder = holder_of(case.seat_id)
    whom = f", represented by {holder.person.name}," if holder else ""
    return (
        f"The seat of {case.organisation_name} in {case.group.name}{whom} was not filled at the last "
        f"{number_word(case.times)} meetings.\n\n"
        f"We miss your voice. {partnership.name} agreed that after so many meetings in a row an organisation either "
        "names another representative or gives up its seat, so that every seat is filled.\n\n"
        "Please tell us by the next meeting whether you name somebody else, whether your representative stays, or "
        "whether you give up the seat. If there is a reason we should know, or something would make it easier to "
        "come, tell us that as well. Nothing happens by itself: the members decide at a meeting, with your answer "
        "before them."
    )


def give_notice(
    doer: Viewer, partnership: Partnership, case: MissedCase, text: str, on: date, by_mail: bool
) -> CaseStep:
    """Keep the notice, send it where it goes by e-mail, and return the step. Raises `Refusal` as `_demand_open`."""
    _demand_open(case)
    sent = readers(case) if by_mail else []
    for name, email in sent:
        mail.post(
            email, name, "missed_notice", subject=f"{partnership.short_name or partnership.name}: meetings missed",
            partnership_id=partnership.id, partnership=partnership, case=case, text=text,
        )  # fmt: skip
    step = _step(doer, case, Step.NOTICE, on, letter=text)
    step.sent_to = f"Sent by e-mail to {listed([name for name, _email in sent])}" if sent else "To be printed"
    audit.record(doer, "noticed", case, f"Gave notice to {case.organisation_name}", partnership.id)
    return step


def note_answer(doer: Viewer, case: MissedCase, answer: Answer, on: date, text: str) -> None:
    """Note what the organisation said. Raises `Refusal` as `_demand_open` does."""
    _demand_open(case)
    _step(doer, case, Step.ANSWERED, on, text).answer = answer
    audit.record(doer, "answered", case, f"Noted the answer of {case.organisation_name}", case.partnership_id)


def note_decision(doer: Viewer, case: MissedCase, decision: Decision, text: str) -> None:
    """Note which decision of the group settled it. Raises `Refusal` as `_demand_open` does."""
    _demand_open(case)
    step = _step(doer, case, Step.DECIDED, decision.decided_on, text)
    step.decision_id, step.decision = decision.id, decision
    audit.record(
        doer, "decided", case, f"Noted what was decided about the seat of {case.organisation_name}", case.partnership_id
    )


def note(doer: Viewer, case: MissedCase, text: str) -> None:
    """Keep a note with the case, closed or not."""
    _step(doer, case, Step.NOTE, clock.today(), text)
    audit.record(doer, "noted", case, f"Wrote a note about the seat of {case.organisation_name}", case.partnership_id)


def close_case(doer: Viewer, case: MissedCase, outcome: Outcome, on: date, text: str, stays_vacant: bool) -> None:
    """Close a case: the seat stays and its count begins anew, or the seat ends; what was noted stays.

    Raises `Refusal` when it is closed, when the seat would end and neither a meeting decided nor the organisation gave
    it up, and when another representative is said to be named and is not.
    """
    _demand_open(case)
    if outcome is Outcome.ENDED:
        _demand_that_people_decided(case)
        end_seat(doer, case.seat, on, f"{number_word(case.times).capitalize()} meetings missed in a row", stays_vacant)
    elif outcome is Outcome.ANOTHER:
        holder = holder_of(case.seat_id)
        if holder is None or holder.from_on < case.opened_on:
            raise Refusal("Nobody else was named for the seat since. Name the representative on the seat's page first.")
    if outcome in (Outcome.STAYS, Outcome.ANOTHER):
        case.seat.missed_from_on = on + timedelta(days=1)
    case.closed_on, case.closed_by, case.outcome = on, doer.name, outcome
    _step(doer, case, Step.CLOSED, on, text)
    audit.record(
        doer, "closed", case, f"Closed the case of {case.organisation_name}: {outcome.words.lower()}",
        case.partnership_id,
    )  # fmt: skip


def note_attendance(doer: Viewer, seat: Seat, text: str) -> None:
    """Keep a note beside a seat in the view on regular attendance; nothing follows from it."""
    row = AttendanceNote(seat_id=seat.id, at=clock.now(), by=doer.name, text=text)
    db.session.add(row)
    who = seat.organisation.name if seat.organisation else "a vacant seat"
    audit.record(doer, "noted", row, f"Wrote a note about the attendance of {who}", seat.partnership_id)


def _demand_open(case: MissedCase) -> None:
    if case.closed_on:
        raise Refusal(f"This case was closed on {shortday(case.closed_on)}.")


def _demand_that_people_decided(case: MissedCase) -> None:
    gave_up = any(step.answer is Answer.GIVES_UP for step in case.steps)
    if not (gave_up or case.has(Step.DECIDED)):
        raise Refusal(
            "A seat ends when a meeting decided so, or when the organisation gives it up. Note which of the two first."
        )


def _step(doer: Viewer, case: MissedCase, step: Step, on: date, text: str = "", letter: str = "") -> CaseStep:
    row = CaseStep(case_id=case.id, step=step, on=on, at=clock.now(), by=doer.name, text=text, letter=letter)
    case.steps.append(row)
    db.session.flush()
    return row
