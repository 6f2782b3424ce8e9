"""For whom something is offered, as a form asks it."""

from typing import Any

from wtforms import SelectField

from portal.core.audience import Audience
from portal.core.forms import VersionedForm, choices

WRONG = {"invalid_value_message": "Choose one of these.", "invalid_choice_message": "Choose one of these."}


class AudienceForm(VersionedForm):
    """For whom something is offered: everybody, all partners, or one partnership (its number)."""

    offered_to = SelectField("Who may see it", **WRONG)

    def offer(self, pairs: list[tuple[str, str]], row: Any = None) -> None:
        """Set the choices, and the one that stands now."""
        self.offered_to.choices = choices(pairs)
        if not self.is_submitted():
            self.offered_to.data = offered_to(row) if row is not None else Audience.PARTNERS.value

    @property
    def audience(self) -> dict[str, Any]:
        """The choice as a row keeps it."""
        chosen = self.offered_to.data
        if chosen.isdigit():
            return {"audience": Audience.PARTNERSHIP, "partnership_id": int(chosen)}
        return {"audience": Audience(chosen), "partnership_id": None}

    def is_stale(self, row: Any) -> bool:
        """Whether somebody saved the row meanwhile; the choice of who may see it is compared too."""
        stale = super().is_stale(row)
        if stale and offered_to(row) != self.offered_to.data:
            self.theirs["offered_to"] = dict(self.offered_to.choices or []).get(offered_to(row), "")
        return stale


def offered_to(row: Any) -> str:
    """Return the choice that a row stands for."""
    return str(row.partnership_id) if row.audience is Audience.PARTNERSHIP else row.audience.value
