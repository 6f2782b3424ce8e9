"""What is filled in about a seat: its facts, its organisation, its end, and the numbers kept for sectors."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from wtforms import BooleanField, RadioField, SelectField, ValidationError

from portal.core import clock
from portal.core.forms import DayField, LineField, PortalForm, VersionedForm, choices, number_or_none, required
from portal.directory.models import Sector
from portal.memberships.models import Held
from portal.memberships.services.seats import SeatFacts
from portal.partnerships.forms.rules import CountField

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)


def within_reason(_form: Any, field: Any) -> None:
    """Refuse a day in another age, which is a slip."""
    if isinstance(field.data, date) and not EARLIEST <= field.data <= LATEST:
        raise ValidationError("The year cannot be right. Write the day as 27 March 2026.")


def chosen(field: DayField) -> date:
    """Return the day of a field that has to be filled in."""
    return field.data or clock.today()


class SeatForm(VersionedForm):
    """What is said of a seat."""

    capacity = LineField(
        "In what capacity?", [required("Say in what capacity, such as member.")], 120, default="Member",
        description="Member, adviser, chair of a sub group: as it stands in the papers.",
    )  # fmt: skip
    sector = SelectField(
        "Kept for which sector?", coerce=Sector, choices=choices((sector, sector.words) for sector in Sector)
    )
    held = RadioField(
        "How is it held?", [required("Choose how the seat is held.")], coerce=Held,
        choices=choices((way, way.words[:1].upper() + way.words[1:]) for way in Held),
    )  # fmt: skip
    from_on = DayField("From", [required("Write the day from which it is held."), within_reason])
    term_ends_on = DayField(
        "Term ends on", [within_reason],
        description="For elected and selected seats. Left empty, it is worked out from the group's rules.",
    )  # fmt: skip
    position = CountField("Place in the list", 999, default=0, description="Lower numbers stand first.")
    counts = BooleanField("It counts towards the quorum and has a say in decisions", default=True)

    def facts(self) -> SeatFacts:
        """Return the seat as it was filled in."""
        return SeatFacts(
            self.capacity.data, self.sector.data, self.held.data, chosen(self.from_on), self.position.data,
            self.counts.data, self.term_ends_on.data,
        )  # fmt: skip

    def validate_term_ends_on(self, field: DayField) -> None:
        """A term ends after it began."""
        begins = self.from_on.data
        if isinstance(field.data, date) and isinstance(begins, date) and field.data < begins:
            raise ValidationError("The term would end before it begins. Write a later day.")


class OpenSeatForm(SeatForm):
    """A new seat, with the group it is in and the organisation that has it, if one has."""

    version = None
    group_id = SelectField("In which group?", [required("Choose the group.")], coerce=number_or_none)
    organisation_id = SelectField("Whose seat is it?", coerce=number_or_none)

    def offer(self, groups: Sequence[Any], organisations: Sequence[Any]) -> None:
        """Offer the groups and organisations there are."""
        self.group_id.choices = choices((group.id, group.name) for group in groups)
        self.organisation_id.choices = choices(((each.id, each.name) for each in organisations), "Nobody's yet: vacant")


class FillSeatForm(PortalForm):
    """The organisation that gets a vacant seat."""

    organisation_id = SelectField(
        "Which organisation gets the seat?", [required("Choose the organisation.")], coerce=number_or_none
    )
    from_on = DayField(
        "From", [required("Write the day from which it has the seat."), within_reason], default=clock.today
    )

    def offer(self, organisations: Sequence[Any]) -> None:
        """Offer the organisations there are."""
        self.organisation_id.choices = choices(((each.id, each.name) for each in organisations), "Choose one")


class EndForm(PortalForm):
    """The last day of something."""

    until_on = DayField("Last day", [required("Write the last day."), within_reason], default=clock.today)


class EndSeatForm(EndForm):
    """The last day of a seat, and why it ends."""

    why = LineField(
        "Why does it end?", [required("Say why, in a few words.")],
        description="Everybody sees it: left the partnership, term over, three meetings missed.",
    )  # fmt: skip
    stays_vacant = BooleanField(
        "Keep the place open", description="A vacant seat of the same kind stands in the list from the day after."
    )


class QuotaForm(PortalForm):
    """How many seats of a group are kept for each sector; a field for each is added below."""

    def show(self, quotas: Mapping[Sector, int]) -> None:
        """Fill in what is kept now, unless the form was sent."""
        for sector in Sector:
            if not self.is_submitted():
                self[sector.value].data = quotas.get(sector, 0)

    def wanted(self) -> dict[Sector, int]:
        """Return the numbers that were filled in."""
        return {sector: self[sector.value].data for sector in Sector}


for _sector in Sector:
    setattr(QuotaForm, _sector.value, CountField(_sector.words, 99, default=0))
