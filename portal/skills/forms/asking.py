"""What people fill in to ask for help, to say what they need, and to answer."""

from typing import Any

from wtforms import IntegerField, RadioField, SelectField
from wtforms.validators import NumberRange, Optional

from portal.core.dates import When
from portal.core.forms import LineField, PortalForm, ProseField, WhenField, choices, required
from portal.skills.forms.offering import SharedForm
from portal.skills.models import WantedLetters

FROM_NOUGHT = "Write a number, from 0 on."
AS_WRITTEN = "As you would write it: by the end of May, in autumn, any time."


def when_said(when: When | None) -> dict[str, Any]:
    """Return a time as requests and notices keep it: the words, and the day they mean where they mean one."""
    return {"when_text": when.text if when else "", "needed_by": when.due_on if when else None}


class AskForm(PortalForm):
    """A request for help, or an offer of it: for which organisation, and what is to be said."""

    organisation_id = SelectField("For which organisation", coerce=int)
    text = ProseField("What do you need?", [required("Say what you need, so that they can answer.")], longest=4000)
    when = WhenField("When do you need it?", [Optional()], description=AS_WRITTEN)


class OfferForm(PortalForm):
    """An offer that answers a wanted notice."""

    organisation_id = SelectField("From which organisation", coerce=int)
    text = ProseField("What can you do?", [required("Say how you could help.")], longest=4000)


class AnswerForm(PortalForm):
    """A message to the other side."""

    text = ProseField("Your message", longest=4000)


class WantedForm(SharedForm):
    """A notice of what is needed."""

    organisation_id = SelectField("For which organisation", coerce=int)
    title = LineField("What do you need?", [required("Say in a few words what you need.")])
    text = ProseField("More about it", [Optional()], longest=4000)
    when = WhenField("When do you need it?", [Optional()], description=AS_WRITTEN)
    area = LineField("Where", [Optional()], longest=120)

    @property
    def entry(self) -> dict[str, Any]:
        """What was filled in, as `services.wanted` takes it."""
        said = {name: self[name].data for name in ("title", "text", "area")}
        return said | when_said(self.when.data) | self.audience


class WantedLettersForm(PortalForm):
    """Which letters about what is wanted somebody would like."""

    choice = RadioField(
        "When should we write to you?", choices=choices([(each.value, each.words) for each in WantedLetters])
    )


class VolunteersForm(SharedForm):
    """How many volunteers an organisation could take now."""

    places = IntegerField(
        "How many could you take now?", validators=[NumberRange(0, 9999, "Write a number from 0 on.")]
    )
    text = ProseField("What would they do?", [Optional()], longest=2000)
    area = LineField("Where", [Optional()], longest=120)


class ContactForm(PortalForm):
    """A letter to an organisation that takes volunteers."""

    organisation_id = SelectField("For which organisation", coerce=int)
    text = ProseField("Your message", [required("Write who would like to help, and how.")], longest=4000)
