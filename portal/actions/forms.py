"""What people fill in to add an action, to change it, and to say how it goes."""

from collections.abc import Sequence
from typing import Any

from wtforms import RadioField, SelectField, ValidationError
from wtforms.validators import Optional

from portal.actions import rules
from portal.actions.models import Action, Heard, Rag, Status
from portal.actions.names import LeadGuess, Names, read_leads
from portal.core import clock
from portal.core.dates import When, parse_when
from portal.core.forms import DayField, LineField, PortalForm, ProseField, VersionedForm, choices, required
from portal.partnerships.models import Group

STATUSES = choices([(status.value, status.words) for status in Status])
RAGS = choices([("", "Not said"), *((rag.value, f"{rag.words} ({rag.value})") for rag in reversed(Rag))])
HEARD = choices(
    [
        (Heard.OWN.value, "My own"),
        (Heard.ADMINISTRATOR.value, "Said by telephone or letter; I write them down"),
        (Heard.MEETING.value, "Said at a meeting"),
    ]
)


class AddForm(PortalForm):
    """An action in one line: who leads, what is to be done, by when."""

    line = LineField("What is to be done, by whom, by when?", [required("Write what is to be done.")], longest=1000)
    group = SelectField("For which group")

    def __init__(self, groups: Sequence[Group], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group.choices = choices([(str(group.id), group.name) for group in groups])


class ActionForm(VersionedForm):
    """All of an action. Leads and time are typed as people write them; what the time means can be put right."""

    text = ProseField("What is to be done", [required("Write what is to be done.")], longest=2000)
    leads_text = LineField(
        "Who leads",
        longest=400,
        description="Organisations, people, groups or all partners. Leave it empty for nobody.",
    )
    when_text = LineField(
        "By when", description="As you would write it: 30 April, end of May, ongoing, before Christmas."
    )
    starts_on = DayField("First day", [Optional()])
    due_on = DayField("Last day", [Optional()])
    status = RadioField("How it stands", choices=STATUSES)

    def __init__(self, action: Action, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, obj=action, **kwargs)
        self.action = action
        if not self.leads_text.raw_data:
            self.leads_text.data = action.leads_typed

    def validate_due_on(self, field: DayField) -> None:
        """Refuse a time that ends before it begins."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError("The last day is before the first one.")

    def is_stale(self, row: Action) -> bool:
        """Whether somebody else saved the action meanwhile; what was typed for its leads is held against the same."""
        stale = super().is_stale(row)
        if "leads_text" in self.theirs:
            self.theirs["leads_text"] = row.leads_typed
        return stale

    def read_anew(self) -> None:
        """Fill the days with what the words of the time mean, unless these are as they were."""
        when = self.when
        for field, day in ((self.starts_on, when and when.starts_on), (self.due_on, when and when.due_on)):
            field.raw_data, field.data, field.process_errors = None, day, []

    @property
    def when(self) -> When | None:
        """What the words mean; those that were left as they are keep their meaning: "30 April" is not read anew."""
        if _same(self.when_text.data, self.action.when_text):
            return self.action.when
        return parse_when(self.when_text.data or "", clock.today())

    def leads(self, names: Names) -> Sequence[LeadGuess] | None:
        """Return the leads that were typed, or None where they were left as they are."""
        if _same(self.leads_text.data, self.action.leads_typed):
            return None
        return read_leads(self.leads_text.data or "", names)

    def said(self, names: Names) -> dict[str, Any]:
        """Return what was filled in, as `services.change_action` takes it."""
        action, when, leads = self.action, self.when, self.leads(names)
        days = self.starts_on.data, self.due_on.data
        is_given = self.starts_on.raw_data or self.due_on.raw_data
        read = (when.starts_on, when.due_on) if when else (None, None)
        corrected = None
        if is_given and days not in {read, (action.starts_on, action.due_on)}:
            when, corrected = rules.corrected(when, *days), True
        return {
            "text": self.text.data if self.text else action.text,
            "leads": rules.leads_of(action) if leads is None else leads,
            "leads_written": None if leads is None else self.leads_text.data,
            "when": when,
            "when_corrected": corrected,
            "status": Status(self.status.data),
        }


class ProgressForm(PortalForm):
    """How an action goes; who keeps the actions may write down what they were told."""

    text = ProseField("What was done, or what stands in the way", longest=2000)
    status = RadioField("How it stands now", choices=STATUSES)
    rag = RadioField("How well it goes", choices=RAGS, default="")
    figure = LineField("A figure, if there is one", [Optional()], longest=100, description="Such as: 14 of 20 trained.")
    heard = RadioField("Whose words these are", choices=HEARD, default=Heard.OWN.value)

    def __init__(self, status: Status, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, status=status.value, **kwargs)
        self.before = status

    def validate_text(self, field: Any) -> None:
        """Refuse a report that says nothing."""
        if not (field.data or self.rag.data or self.figure.data) and self.status.data == self.before:
            raise ValidationError("Say how it goes, or choose how it stands now.")

    def said(self) -> dict[str, Any]:
        """Return what was filled in, as `services.report_progress` takes it."""
        return {
            "text": self.text.data,
            "status": Status(self.status.data),
            "rag": Rag(self.rag.data) if self.rag.data else None,
            "figure": self.figure.data or "",
            "heard": Heard(self.heard.data) if self.heard else Heard.OWN,
        }


def _same(typed: str | None, kept: str) -> bool:
    """Whether words were left as they are; a line of a form holds no line breaks."""
    return " ".join((typed or "").split()) == " ".join(kept.split())
