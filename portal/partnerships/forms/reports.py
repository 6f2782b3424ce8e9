"""What is filled in about a sub group's reports, comments on them, and who finds it hard to come."""

from wtforms import BooleanField

from portal.core import clock
from portal.core.audience import Audience
from portal.core.forms import DayField, PortalForm, ProseField, VersionedForm, choices, required
from portal.partnerships.forms.pages import one_of

READERS = (Audience.PARTNERSHIP, Audience.PARTNERS)


class ReportForm(VersionedForm):
    """A short report of a group to its partnership."""

    on = DayField("Day", [required("Write the day of the report.")], default=clock.today)
    text = ProseField("What has happened, and what comes next", [required("Write the report.")], longest=5000)
    audience = one_of(
        "Who may read it, and say something to it?", "Choose who may read it.",
        choices((each, each.words[0].upper() + each.words[1:]) for each in READERS), Audience,
        default=Audience.PARTNERSHIP,
    )  # fmt: skip
    is_last = BooleanField("Our task is done", description="Manager and chair are then asked to dissolve the group.")


class CommentForm(PortalForm):
    """What somebody says to a report."""

    text = ProseField("What do you say to it?", [required("Write your comment.")], longest=2000)


class ReplyForm(PortalForm):
    """What the group answers."""

    answer = ProseField("Answer", [required("Write the answer.")], longest=2000)


class DifficultyForm(PortalForm):
    """Why somebody finds it hard to come."""

    text = ProseField("I find it hard to come:", [required("Say what makes it hard.")], longest=1000)


class NoteForm(PortalForm):
    """What was agreed about it."""

    note = ProseField("What was agreed?", [required("Write what was agreed.")], longest=1000)
