"""Something that is bought together, and joining in."""

from datetime import date
from typing import Any

from wtforms import RadioField, SelectField
from wtforms.validators import Optional

from portal.core.forms import LineField, PortalForm, ProseField, choices, number_or_none, required
from portal.resources.forms.audience import WRONG, AudienceForm

MONTHS = [(number, f"{date(2000, number, 1):%B}") for number in range(1, 13)]


class JointBuyForm(AudienceForm):
    """Something that is bought together."""

    organisation_id = SelectField("Which organisation leads?", coerce=number_or_none, **WRONG)
    item = LineField("What is bought?", [required("Write what is bought.")], description="Such as event insurance.")
    notes = ProseField("Notes", [Optional()], description="What is wanted, what was found out, who asks for quotes.")


class JoinForm(PortalForm):
    """An organisation buys it too, or would like to."""

    organisation_id = SelectField("Which organisation?", coerce=number_or_none, **WRONG)
    buys_now = RadioField("Do you buy it now?", choices=choices([("yes", "We buy this too"), ("no", "We would join")]),
                          default="yes", **WRONG)  # fmt: skip
    pays = LineField("What do you pay, roughly?", [Optional()], description="Such as £480 a year.")
    renewal_month = SelectField("When is it renewed?", choices=choices(MONTHS, none="Not said"), coerce=number_or_none,
                                **WRONG)  # fmt: skip
    note = LineField("Anything else?", [Optional()], longest=400)

    @property
    def line(self) -> dict[str, Any]:
        """The answers as they are kept."""
        return {
            "buys_now": self.buys_now.data == "yes",
            "pays": self.pays.data,
            "renewal_month": self.renewal_month.data,
            "note": self.note.data,
        }
