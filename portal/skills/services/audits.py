"""The yearly round: asking every organisation with a seat what it can do, one reminder, and keeping the answers."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.text import plural
from portal.core.viewer import Viewer
from portal.mail import services as mail
from portal.partnerships.models import Partnership
from portal.skills.models import AuditAnswer, Skill, SkillsAudit, Terms
from portal.skills.queries.asking import speakers_for
from portal.skills.queries.audits import newest_audit, seated_organisations
from portal.skills.services.needs import Said, keep_needs
from portal.skills.services.offers import add_skill, confirm_skill, remove_skill

LASTS = timedelta(days=28)


def start_audit(doer: Viewer, partnership: Partnership) -> SkillsAudit:
    """Begin a round and write to every organisation with a seat. Raises Refusal where one is open, or nobody sits."""
    now = newest_audit(partnership.id)
    if now is not None and now.closed_on is None:
        raise Refusal("A round is open already. Close it before you start another.")
    organisations = seated_organisations(partnership.id)
    if not organisations:
        raise Refusal("No organisation has a seat yet, so that there is nobody to ask.")
    today = clock.today()
    audit = SkillsAudit(
        partnership_id=partnership.id, started_on=today, answer_by=today + LASTS, started_by=doer.name,
        answers=[AuditAnswer(organisation_id=row.id, organisation=row) for row in organisations],
    )  # fmt: skip
    db.session.add(audit)
    db.session.flush()
    _write(partnership, audit, audit.answers, "Which skills does {} offer?")
    record(doer, "started", audit, f"asked {plural(len(organisations), 'organisation')} which skills they offer")
    return audit


def remind(doer: Viewer, partnership: Partnership, audit: SkillsAudit) -> int:
    """Write once more to those who have not answered; return how many. Raises Refusal the second time."""
    if audit.reminded_on is not None or audit.closed_on is not None:
        raise Refusal("They were reminded already, or the round is closed.")
    audit.reminded_on = clock.today()
    waiting = [answer for answer in audit.answers if answer.answered_on is None]
    _write(partnership, audit, waiting, "Please tell us which skills {} offers")
    record(doer, "reminded", audit, f"reminded {plural(len(waiting), 'organisation')} to say which skills they offer")
    return len(waiting)


def close_audit(doer: Viewer, audit: SkillsAudit) -> None:
    """End a round. Raises Refusal when it is closed."""
    if audit.closed_on is not None:
        raise Refusal("This round is closed already.")
    audit.closed_on = clock.today()
    record(doer, "closed", audit, "closed the skills audit")


def answer_audit(
    doer: Viewer, answer: AuditAnswer, skills: Sequence[Skill], gone: Iterable[int],
    lines: Sequence[tuple[str, Terms]], needs: Sequence[Said] = (),
) -> None:  # fmt: skip
    """Keep an organisation's answer: `gone` are numbers of skills no longer offered, all others are still right.

    `lines` are new skills with their terms, `needs` the training it needs. Raises Refusal where a new skill is offered
    already.
    """
    no_longer = set(gone)
    for skill in skills:
        if skill.id in no_longer:
            remove_skill(doer, skill)
        else:
            confirm_skill(doer, skill)
    for title, terms in lines:
        add_skill(doer, answer.organisation, title=title, terms=terms)
    keep_needs(doer, answer, needs)
    answer.answered_on, answer.answered_by = clock.today(), doer.name
    said = f"{answer.organisation.name} answered the skills audit"
    record(doer, "answered", answer, said, answer.audit.partnership_id)


def _write(partnership: Partnership, audit: SkillsAudit, answers: Iterable[AuditAnswer], subject: str) -> None:
    for answer in answers:
        name = answer.organisation.short_name or answer.organisation.name
        for email, person in speakers_for(answer.organisation):
            mail.post(
                email, person, "skills_audit", subject=f"{partnership.short_name}: {subject.format(name)}",
                partnership_id=partnership.id, partnership=partnership, audit=audit, answer=answer,
            )  # fmt: skip
