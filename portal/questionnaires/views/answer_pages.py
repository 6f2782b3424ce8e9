"""The pages on which a survey is answered, the same for a seat, a sheet of paper, all together, and by a link."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, errors, panels
from portal.core.filters import hour
from portal.core.forms import PortalForm
from portal.core.htmx import wants_fragment
from portal.partnerships.models import Partnership
from portal.questionnaires import promise
from portal.questionnaires.asking import Answers, Part, Progress
from portal.questionnaires.forms.answering import SectionForm, form_for
from portal.questionnaires.queries import answering as queries
from portal.questionnaires.queries import seats
from portal.questionnaires.sealing import TooMuch
from portal.questionnaires.services import drafts, locking, sending
from portal.questionnaires.sitting import Sitting, Way

NOTHING = "Nothing is answered yet. Answer at least one question, then send it."


class BareForm(PortalForm):
    """A button that leaves no mark of having been pressed."""

    once = None


@dataclass(frozen=True)
class Desk:
    """Where somebody sits down to answer: the address it begins at, and what goes along in each address from it."""

    partnership: Partnership
    sitting: Sitting
    start: str
    asked_for: Mapping[str, str]

    def at(self, page: str = "") -> str:
        """Return the address of a page of it."""
        more = urlencode(self.asked_for)
        return f"{self.start}{page}?{more}" if more else f"{self.start}{page}"

    def progress(self, answers: Answers | None = None) -> Progress:
        """Return what is asked, and how far it is answered."""
        sitting = self.sitting
        parts = queries.parts_of(sitting.survey, sitting.sector)
        given = drafts.read(sitting) if answers is None else answers
        return Progress(parts, given, sitting.survey.questionnaire.minutes)


def start(desk: Desk, **more: Any) -> str:
    """Return the page that says what is asked, by whom and until when, and what becomes of it."""
    survey = desk.sitting.survey
    shown = panels.rendered("survey start", current_user, survey)
    return render_template("questionnaires/answering/start.html", panels=shown, **_page(desk, desk.progress()), **more)


def section(desk: Desk, position: int) -> ResponseReturnValue:
    """Show one section, or save it: by itself while it is filled in, or on the way to another page."""
    progress = desk.progress()
    if not 1 <= position <= len(progress.parts):
        return redirect(desk.at(), 303)
    part = progress.parts[position - 1]
    if request.method == "GET":
        return _section(desk, progress, part, form_for(part.wordings, progress.answers))
    go = request.form.get("go", "")
    form = form_for(part.wordings, {})
    if not form.validate_on_submit():
        return _refused(desk, progress, part, form)
    given = form.given
    given.pop(go.removeprefix("clear-") if go.startswith("clear-") else "", None)
    try:
        answers = drafts.keep(desk.sitting, given, [wording.id for wording in part.wordings])
    except TooMuch as error:
        form.complain(str(error))
        return _refused(desk, progress, part, form)
    if wants_fragment() and not go:
        saved = _page(desk, Progress(progress.parts, answers, progress.minutes))
        return render_template("questionnaires/answering/_saved.html", saved_at=clock.local(clock.now()), **saved)
    return redirect(_way(desk, go, position, len(progress.parts)), 303)


def _way(desk: Desk, go: str, position: int, last: int) -> str:
    """Return where the button that was pressed leads."""
    if go.startswith("clear-"):
        return f"{desk.at(f'{position}/')}#q{go.removeprefix('clear-')}"
    if go == "back":
        return desk.at(f"{position - 1}/" if position > 1 else "")
    return desk.at(f"{position + 1}/" if position < last else "check")


def _refused(desk: Desk, progress: Progress, part: Part, form: SectionForm) -> ResponseReturnValue:
    if wants_fragment():
        return render_template("questionnaires/answering/_not_saved.html", form=form), 422
    return _section(desk, progress, part, form), 422


def _section(desk: Desk, progress: Progress, part: Part, form: SectionForm) -> str:
    return render_template(
        "questionnaires/answering/section.html", page=part, form=form, **_page(desk, progress)
    )  # fmt: skip


def check(desk: Desk, problem: str = "") -> str:
    """Return the page before sending: how much is answered, and what was left out."""
    form = BareForm()
    if problem:
        form.form_errors.append(problem)
    return render_template("questionnaires/answering/check.html", form=form, **_page(desk, desk.progress()))


def send(desk: Desk, then: str = "") -> ResponseReturnValue:
    """Send the answer and go on to the page that says thank you, or to another one."""
    if not BareForm().validate_on_submit():
        return check(desk), 422
    try:
        sending.send(current_user, desk.sitting)
    except sending.NothingSaid:
        return check(desk, NOTHING), 422
    return redirect(then or desk.at("sent"), 303)


def over(error: locking.Over) -> ResponseReturnValue:
    """Say kindly that a survey takes no answers any more; what was typed is not kept."""
    if wants_fragment():
        return errors.answer(409, message=str(error))
    page = render_template(
        "questionnaires/answering/over.html", survey=error.survey, partnership=(request.view_args or {})["partnership"]
    )
    return page, 200 if request.method == "GET" else 409


def words_for(sitting: Sitting) -> tuple[str, str]:
    """Return the two sentences on what becomes of the answer."""
    return promise.sentences(sitting.survey, seats.count_asked(sitting.survey))


def _page(desk: Desk, progress: Progress) -> dict[str, Any]:
    sitting = desk.sitting
    return {
        "partnership": desk.partnership, "survey": sitting.survey, "sitting": sitting, "desk": desk,
        "progress": progress, "promise": words_for(sitting), "hour": hour, "is_public": sitting.way is Way.LINK,
    }  # fmt: skip
