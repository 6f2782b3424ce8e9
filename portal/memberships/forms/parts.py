"""What is filled in about who holds a seat and who holds an office."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import BooleanField, SelectField, ValidationError

from portal.core import clock
from portal.core.forms import DayField, LineField, MailField, PortalForm, choices, number_or_none, required
from portal.directory.forms import MAIL
from portal.memberships.forms.seats import within_reason
from portal.memberships.models import OfficeKind
from portal.memberships.rules import term_end


class HolderForm(PortalForm):
    """Who represents a seat or stands in: somebody of the organisation who is known, or somebody new."""

    person_id = SelectField("Who?", coerce=number_or_none)
    name = LineField("Name", description="Only for somebody who is not in the list above.")
    email = MailField("E-mail address", MAIL, description="So that letters about meetings arrive.")
    from_on = DayField("From", [required("Write the day it begins."), within_reason], default=clock.today)
    in_place = BooleanField("In place of who holds it now, who ends the day before")

    def offer(self, people: Sequence[Any], held_by: str) -> None:
        """Offer the organisation's people; ask about who holds it now only where somebody does."""
        self.person_id.choices = choices(((each.id, each.name) for each in people), "Somebody new")
        if held_by:
            self.in_place.label.text = f"In place of {held_by}, who ends the day before"
        else:
            del self.in_place

    def validate_name(self, field: LineField) -> None:
        """Somebody new has a name."""
        if not field.data and not self.person_id.data and not self.person_id.errors:
            raise ValidationError("Choose somebody from the list, or write a name.")


class HandOverForm(PortalForm):
    """Who gets an office, and for how long."""

    organisation_id = SelectField("Which organisation?", coerce=number_or_none)
    person_id = SelectField("Who fills it?", coerce=number_or_none)
    from_on = DayField("From", [required("Write the day it begins."), within_reason], default=clock.today)
    until_on = DayField(
        "Until",
        [within_reason],
        default=lambda: term_end(clock.today(), 1),
        description="Usually a year. Empty: no end.",
    )

    def offer(self, organisations: Sequence[Any], people: Sequence[Any]) -> None:
        """Offer the partnership's organisations and people."""
        self.organisation_id.choices = choices(((each.id, each.name) for each in organisations), "None")
        self.person_id.choices = choices(named(people), "Nobody named: its representative does")

    def validate_organisation_id(self, field: SelectField) -> None:
        """An office is given to somebody."""
        if not field.data and not self.person_id.data:
            raise ValidationError("Choose the organisation, or the person, or both.")

    def validate_until_on(self, field: DayField) -> None:
        """An office ends after it begins."""
        begins = self.from_on.data
        if isinstance(field.data, date) and isinstance(begins, date) and field.data < begins:
            raise ValidationError("It would end before it begins. Write a later day.")


class OfficeForm(HandOverForm):
    """An office that is given for the first time."""

    kind = SelectField("Which office?", coerce=OfficeKind, choices=choices((kind, kind.words) for kind in OfficeKind))
    detail = LineField("What of?", longest=120, description="For a caretaker: the area of work.")
    group_id = SelectField("In which group?", [required("Choose the group.")], coerce=number_or_none)

    def offer_groups(self, groups: Sequence[Any]) -> None:
        """Offer the partnership's groups."""
        self.group_id.choices = choices((each.id, each.name) for each in groups)

    def validate_detail(self, field: LineField) -> None:
        """A caretaker takes care of something."""
        if self.kind.data is OfficeKind.CARETAKER and not field.data:
            raise ValidationError("Name the area of work the caretaker looks after.")


def named(people: Sequence[Any]) -> list[tuple[int, str]]:
    """Return people as choices, each with the organisation they are of."""
    return [(each.id, f"{each.name}, {each.organisation}" if each.organisation else each.name) for each in people]
