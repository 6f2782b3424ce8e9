"""What people fill in to add an action, to change it, and to say how it goes."""

from collections.abc import Sequence
from typing import Any

from wtforms import RadioField, SelectField, ValidationError

from portal.actions import rules
from portal.actions.models import Action, Status
from portal.actions.names import Names, read_leads
from portal.core import clock
from portal.core.dates import When, parse_when
from portal.core.forms import LineField, PortalForm, ProseField, VersionedForm, choices, required
from portal.partnerships.models import Group

STATUSES = choices([(status.value, status.words) for status in Status])


class AddForm(PortalForm):
    """An action in one line: who leads, what is to be done, by when."""

    line = LineField("What is to be done, by whom, by when?", [required("Write what is to be done.")], longest=1000)
    group = SelectField("For which group")

    def __init__(self, groups: Sequence[Group], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group.choices = choices([(str(group.id), group.name) for group in groups])


class ActionForm(VersionedForm):
    """All of an action. Leads and time are typed as people write them."""

    text = ProseField("What is to be done", [required("Write what is to be done.")], longest=2000)
    leads_text = LineField(
        "Who leads",
        longest=400,
        description="Organisations, people, groups or all partners. Leave it empty for nobody.",
    )
    when_text = LineField(
        "By when", description="As you would write it: 30 April, end of May, ongoing, before Christmas."
    )
    status = RadioField("How it stands", choices=STATUSES)

    def said(self, action: Action, names: Names) -> dict[str, Any]:
        """Return what was filled in, as `services.change_action` takes it.

        Words that were left as they are keep their meaning: "30 April" is not read anew a year later.
        """
        leads, when = rules.leads_of(action), When(action.when_text, action.due_on)
        if self.leads_text.data != action.leads_text:
            leads = read_leads(self.leads_text.data, names)
        if self.when_text.data != action.when_text:
            when = parse_when(self.when_text.data, clock.today())
        text = self.text.data if self.text else action.text
        return {"text": text, "leads": leads, "when": when, "status": Status(self.status.data)}


class ProgressForm(PortalForm):
    """How an action goes."""

    text = ProseField("What was done, or what stands in the way", longest=2000)
    status = RadioField("How it stands now", choices=STATUSES)

    def __init__(self, status: Status, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, status=status.value, **kwargs)
        self.before = status

    def validate_text(self, field: Any) -> None:
        """Refuse a report that says nothing."""
        if not field.data and self.status.data == self.before:
            raise ValidationError("Say how it goes, or choose how it stands now.")
