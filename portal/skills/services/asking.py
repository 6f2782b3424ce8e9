"""Asking for help and answering: each message is kept, and goes as a letter that shows no private address."""

from datetime import date

from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.text import shortened
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.mail import services as mail
from portal.skills import rules
from portal.skills.models import HelpMessage, HelpRequest, RequestState, Skill, Wanted
from portal.skills.queries.asking import speakers_for
from portal.skills.services.wanted import close_wanted


def ask(
    doer: Viewer, organisation: Organisation, helper: Organisation, title: str, text: str, when_text: str = "",
    needed_by: date | None = None, skill: Skill | None = None,
) -> HelpRequest:  # fmt: skip
    """Ask an organisation for help, of a skill where one is given, and write to whoever answers for it.

    Raises Refusal when somebody asks their own organisation.
    """
    request = _begin(doer, organisation, helper, title, RequestState.ASKED, text, person_id=doer.person_id)
    request.skill_id, request.when_text, request.needed_by = (skill.id if skill else None), when_text, needed_by
    request.helper_person_id = skill.person_id if skill and skill.listed_agreed_on else None
    record(doer, "asked", request, f"{organisation.name} asked {helper.name} for help with “{shortened(title)}”")
    _tell(request, helper, "help_asked", f"{organisation.name} asks for help: {title}")
    return request


def offer_help(doer: Viewer, wanted: Wanted, helper: Organisation, text: str) -> HelpRequest:
    """Answer a wanted notice with an offer. Raises Refusal when it is one's own, or closed."""
    if wanted.closed_on is not None:
        raise Refusal("This notice is closed: the help was found, or is needed no more.")
    asker = db.session.get_one(Organisation, wanted.organisation_id)
    request = _begin(doer, asker, helper, wanted.title, RequestState.OFFERED, text, helper_person_id=doer.person_id)
    request.wanted_id, request.person_id = wanted.id, wanted.person_id
    request.when_text, request.needed_by = wanted.when_text, wanted.needed_by
    record(doer, "offered", request, f"{helper.name} offered {asker.name} help with “{shortened(wanted.title)}”")
    _tell(request, asker, "help_asked", f"{helper.name} offers help: {wanted.title}")
    return request


def move(doer: Viewer, request: HelpRequest, side: str, step: RequestState | None, text: str) -> HelpMessage:
    """Write to the other side, and take a step where one is given. Return the message.

    Raises Refusal when the step is not open to this side any more.
    """
    if step is not None and step not in rules.steps_open(request.state, [side]):
        raise Refusal(f"This was answered meanwhile: it is {request.state.words.lower()} now. Look at it again.")
    mine = request.organisation if side == rules.ASKER else request.helper
    other = request.helper if side == rules.ASKER else request.organisation
    request.state = step or request.state
    _set_turn(request, step is None and side)
    message = _say(doer, request, mine, text)
    if side == rules.HELPER and request.helper_person_id is None:
        request.helper_person_id = doer.person_id
    if step is RequestState.AGREED and request.wanted_id is not None:
        wanted = db.session.get_one(Wanted, request.wanted_id)
        if wanted.closed_on is None:
            close_wanted(doer, wanted, is_met=True)
    said = step.value if step else "wrote about"
    record(doer, said, request, f"{mine.name}: {said} “{shortened(request.title)}”")
    done = "wrote to you" if step is None else _VERBS[step]
    _tell(request, other, "help_moved", f"{mine.name} {done}: {request.title}", message)
    return message


_VERBS = {
    RequestState.OFFERED: "offers to help", RequestState.AGREED: "accepts your help",
    RequestState.DONE: "says it is done", RequestState.THANKED: "says thank you",
    RequestState.DECLINED: "cannot help", RequestState.WITHDRAWN: "needs no help any more",
}  # fmt: skip


def _begin(
    doer: Viewer,
    asker: Organisation,
    helper: Organisation,
    title: str,
    state: RequestState,
    text: str,
    **who: int | None,
) -> HelpRequest:
    if asker.id == helper.id:
        raise Refusal("That is your own organisation: talk to your colleagues.")
    for each in (asker, helper):
        if each.closed_on is not None:
            raise Refusal(f"{each.name} has closed.")
    request = HelpRequest(
        organisation_id=asker.id, organisation=asker, helper_id=helper.id, helper=helper, title=title, state=state,
        asked_on=clock.today(), moved_at=clock.now(), messages=[], **who,
    )  # fmt: skip
    db.session.add(request)
    _set_turn(request)
    db.session.flush()
    _say(doer, request, asker if state is RequestState.ASKED else helper, text)
    return request


def _set_turn(request: HelpRequest, writer: str | bool = False) -> None:
    """Note whose turn it is: by the state; who was written to without a step is to answer, until it is over."""
    turn = rules.WHOSE_TURN.get(request.state)
    if writer and turn is not None:
        turn = rules.HELPER if writer == rules.ASKER else rules.ASKER
    request.waits_for = {rules.ASKER: request.organisation_id, rules.HELPER: request.helper_id}.get(turn or "")
    request.moved_at, request.reminded_on = clock.now(), None


def _say(doer: Viewer, request: HelpRequest, mine: Organisation, text: str) -> HelpMessage:
    message = HelpMessage(
        organisation_id=mine.id, organisation=mine, by=doer.name, at=clock.now(), text=text, state=request.state
    )
    request.messages.append(message)
    db.session.flush()
    return message


def _tell(
    request: HelpRequest, organisation: Organisation, template: str, subject: str, message: HelpMessage | None = None
) -> None:
    """Write to those who speak for an organisation in this request; answers are written on the portal."""
    message = message or request.messages[-1]
    named = request.person_id if organisation.id == request.organisation_id else request.helper_person_id
    for email, name in speakers_for(organisation, named):
        mail.post(email, name, template, subject=subject, request=request, message=message, organisation=organisation)
