"""Writing a group's reports, comments on them and answers, and noting who finds it hard to come."""

from typing import Any

from portal.audit.services import record
from portal.core import clock
from portal.core.audience import Why
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.viewer import Viewer
from portal.partnerships.models import Group
from portal.partnerships.report_models import Comment, Difficulty, Report


def add_report(doer: Viewer, group: Group, said: dict[str, Any]) -> Report:
    """Return the new report; `said` holds on, text, audience and is_last. Raises `Refusal` in a closed group."""
    _must_be_open(group)
    report = Report(
        partnership_id=group.partnership_id, group_id=group.id, group=group, by=doer.name, user_id=doer.user_id,
        audience_why=Why.CHOSEN, **said,
    )  # fmt: skip
    db.session.add(report)
    record(doer, "reported", report, f"Reported from {group.name}{': the task is done' if report.is_last else ''}")
    return report


def change_report(doer: Viewer, report: Report, said: dict[str, Any]) -> None:
    """Change a report. Comments stay below it."""
    for name, value in said.items():
        setattr(report, name, value)
    record(doer, "changed", report, f"Changed the report of {report.group.name} of {shortday(report.on)}")


def remove_report(doer: Viewer, report: Report) -> None:
    """Take a report away; it can come back, with its comments."""
    report.removed_at = clock.now()
    record(doer, "removed", report, f"Removed the report of {report.group.name} of {shortday(report.on)}")


def restore_report(doer: Viewer, report: Report) -> None:
    """Bring a removed report back."""
    report.removed_at = None
    record(doer, "restored", report, f"Brought back the report of {report.group.name} of {shortday(report.on)}")


def comment(doer: Viewer, report: Report, text: str) -> Comment:
    """Return the new comment on a report."""
    kept = Comment(report_id=report.id, text=text, by=doer.name, user_id=doer.user_id, at=clock.now())
    db.session.add(kept)
    words = f"Commented on the report of {report.group.name} of {shortday(report.on)}"
    record(doer, "commented", kept, words, report.partnership_id)
    return kept


def reply(doer: Viewer, report: Report, kept: Comment, answer: str) -> None:
    """Answer a comment; a second answer replaces the first."""
    kept.answer, kept.answered_by, kept.answered_at = answer, doer.name, clock.now()
    record(doer, "answered", kept, f"Answered a comment on the report of {report.group.name}", report.partnership_id)


def remove_comment(doer: Viewer, report: Report, kept: Comment) -> None:
    """Take a comment away; it can come back."""
    kept.removed_at = clock.now()
    record(doer, "removed", kept, f"Removed a comment on the report of {report.group.name}", report.partnership_id)


def restore_comment(doer: Viewer, report: Report, kept: Comment) -> None:
    """Bring a removed comment back."""
    kept.removed_at = None
    record(
        doer, "restored", kept, f"Brought back a comment on the report of {report.group.name}", report.partnership_id
    )


def flag(doer: Viewer, group: Group, text: str) -> Difficulty:
    """Return the note that the doer finds it hard to come. Raises `Refusal` in a closed group."""
    _must_be_open(group)
    kept = Difficulty(
        partnership_id=group.partnership_id, group_id=group.id, text=text, by=doer.name, user_id=doer.user_id,
        at=clock.now(),
    )  # fmt: skip
    db.session.add(kept)
    record(doer, "said", kept, f"Said that it is hard to come to {group.name}")
    return kept


def note(doer: Viewer, group: Group, kept: Difficulty, words: str) -> None:
    """Keep what was agreed about it."""
    kept.note, kept.noted_by, kept.noted_at = words, doer.name, clock.now()
    record(doer, "noted", kept, f"Noted what was agreed with {kept.by} about coming to {group.name}")


def _must_be_open(group: Group) -> None:
    if group.closed_on:
        raise Refusal(f"{group.name} was closed on {shortday(group.closed_on)}.")
