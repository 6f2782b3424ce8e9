"""What is filled in for a stakeholder."""

from collections.abc import Sequence
from typing import Any

from wtforms import RadioField, SelectField, ValidationError
from wtforms.validators import Optional

from portal.core import clock
from portal.core.audience import OFFERED_TO, Audience
from portal.core.forms import DayField, LineField, VersionedForm, choices, number_or_none, required
from portal.stakeholders.models import StakeholderKind

READERS = choices([(each.value, each.words.capitalize()) for each in OFFERED_TO])


class StakeholderForm(VersionedForm):
    """Who it is and of which kind, what they want, how they are involved and by whom, and when they were heard."""

    called = LineField(
        "Who is it?", [required("Write who it is.")],
        description="An organisation of the directory by its name, or whoever it is in your own words.",
    )  # fmt: skip
    kind = RadioField(
        "Of which kind?", [required("Choose a kind.")],
        choices=choices([(kind.value, kind.words) for kind in StakeholderKind]),
    )  # fmt: skip
    interest = LineField(
        "What is their interest?", [Optional()], longest=400, description="What they want from it, or stand to lose."
    )
    involved = LineField(
        "How are they kept involved?", [Optional()], longest=400,
        description="Such as: gets the papers, is asked twice a year, comes to the yearly event.",
    )  # fmt: skip
    lead_id = SelectField("Which organisation keeps them involved?", coerce=number_or_none)
    heard_on = DayField("When were they last heard?", [Optional()], description="Leave it empty if they never were.")
    heard_how = LineField("How?", [Optional()], description="Such as: at a meeting.")
    audience = RadioField("Who may read this entry?", choices=READERS, default=Audience.PARTNERSHIP.value)

    def offer(self, organisations: Sequence[tuple[int, str]], current: Any = None) -> None:
        """Offer the organisations with a seat, and the one that is named already."""
        known = list(organisations)
        if current and current.lead and current.lead_id not in {number for number, _name in known}:
            known.append((current.lead_id, current.lead.name))
        self.lead_id.choices = choices(known, "Nobody yet")

    def said(self) -> dict[str, Any]:
        """Return what was filled in, as the services take it."""
        own = {name: self[name].data for name in ("called", "interest", "involved", "lead_id", "heard_on", "heard_how")}
        return own | {"kind": StakeholderKind(self.kind.data), "audience": Audience(self.audience.data)}

    def validate_heard_on(self, field: DayField) -> None:
        """They were heard in the past."""
        if field.data and field.data > clock.today():
            raise ValidationError("This day is still to come. Note it once they were heard.")
