"""What is filled in about missed meetings, vacancies, who could follow, and handing over."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, ValidationError, widgets

from portal.core import clock
from portal.core.filters import shortday
from portal.core.forms import DayField, LineField, MailField, PortalForm, ProseField, choices, number_or_none, required
from portal.core.text import listed, shortened
from portal.directory.forms import MAIL
from portal.memberships.forms.seats import within_reason
from portal.representation.models import Answer, Outcome


class ManyField(SelectMultipleField):
    """Several of a few choices, as boxes to tick."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class DatedForm(PortalForm):
    """Something that happened on a day that has come."""

    on = DayField("On", [required("Write the day."), within_reason], default=clock.today)

    def validate_on(self, field: DayField) -> None:
        """What is noted has happened."""
        if isinstance(field.data, date) and field.data > clock.today():
            raise ValidationError("This day is still to come. Write the day on which it happened.")

    @property
    def day(self) -> date:
        """The day that was filled in."""
        return self.on.data or clock.today()


class NoticeForm(DatedForm):
    """The letter to an organisation that missed meetings, and how it goes."""

    text = ProseField("The letter", [required("Write the letter.")], description="Change whatever you like.")
    way = RadioField("How does it go?", [required("Choose how it goes.")], default="mail")

    def offer(self, readers: Sequence[tuple[str, str]]) -> None:
        """Offer e-mail where somebody has an address."""
        mail = [("mail", f"By e-mail to {listed([name for name, _email in readers])}")] if readers else []
        self.way.choices = choices([*mail, ("print", "Printed, or told by telephone")])
        if not readers and not self.is_submitted():
            self.way.data = "print"


class AnswerForm(DatedForm):
    """What the organisation said."""

    answer = RadioField(
        "What did the organisation say?", [required("Choose what it said.")], coerce=Answer,
        choices=choices((each, each.words) for each in Answer),
    )  # fmt: skip
    text = ProseField("In its own words", description="What the partnership should know before it decides.")


class DecideForm(PortalForm):
    """Which decision of the group settled it."""

    decision_id = SelectField("Which decision?", [required("Choose the decision.")], coerce=number_or_none)
    text = ProseField("Note", description="In neutral words: what follows for the seat.")

    def offer(self, decisions: Sequence[Any]) -> None:
        """Offer the group's decisions."""
        rows = [(each.id, f"{shortday(each.decided_on)}: {shortened(each.text, 90)}") for each in decisions]
        self.decision_id.choices = choices(rows, "Choose one")


class CloseForm(DatedForm):
    """How a case ended."""

    outcome = RadioField(
        "How did it end?", [required("Choose how it ended.")], coerce=Outcome,
        choices=choices((each, each.words) for each in Outcome),
    )  # fmt: skip
    text = ProseField("Note")
    stays_vacant = BooleanField(
        "Where the seat ends: keep the place open", default=True,
        description="A vacant seat of the same kind stands in the list from the day after.",
    )  # fmt: skip


class NoteForm(PortalForm):
    """A note."""

    text = ProseField("Note", [required("Write the note.")], 2000)


class InviteForm(PortalForm):
    """Which organisation gets a vacant seat, and who is invited to represent it."""

    organisation_id = SelectField("Which organisation?", [required("Choose the organisation.")], coerce=number_or_none)
    name = LineField("Who is invited?", [required("Write the name.")])
    email = MailField("E-mail address", [required("Write the e-mail address."), *MAIL[1:]])

    def offer(self, organisations: Sequence[Any]) -> None:
        """Offer the organisations there are."""
        self.organisation_id.choices = choices(((each.id, each.name) for each in organisations), "Choose one")


class WillingForm(PortalForm):
    """Who of an organisation could take on a role, and for what."""

    person_id = SelectField("Who?", [required("Choose the person.")], coerce=number_or_none)
    areas = LineField(
        "For what?", [required("Say for what, in a few words.")], 300,
        description="Areas of work, groups, taking minutes, chairing.",
    )  # fmt: skip
    agreed = BooleanField("They agreed to be named here to the partnership")

    def offer(self, people: Sequence[Any]) -> None:
        """Offer the people of the organisations the viewer speaks for."""
        self.person_id.choices = choices(((row.id, f"{row.name}, {row.organisation}") for row in people), "Choose one")

    def validate_agreed(self, field: BooleanField) -> None:
        """Nobody is named without being asked."""
        if not field.data:
            raise ValidationError("Ask them first, and tick this when they agreed.")


class LeaverForm(PortalForm):
    """Whose parts are handed over, and to whom: people, or organisations."""

    leaver = SelectField("Who hands over?", [required("Choose who hands over.")], coerce=number_or_none)
    successor = SelectField("Who follows?", [required("Choose who follows.")], coerce=number_or_none)

    def offer(self, rows: Sequence[Any]) -> None:
        """Offer the partnership's people, or its organisations."""
        named = [(row.id, ", ".join(filter(None, (row.name, getattr(row, "organisation", ""))))) for row in rows]
        self.leaver.choices = self.successor.choices = choices(named, "Choose one")

    def validate_successor(self, field: SelectField) -> None:
        """Somebody else follows."""
        if field.data and field.data == self.leaver.data:
            raise ValidationError("Choose somebody else than who hands over.")


class HandOverForm(PortalForm):
    """What is handed over, ticked one by one, with a note."""

    parts = ManyField("What is handed over?", [required("Tick what is handed over.")])
    note = ProseField("Note for whoever follows", longest=2000)

    def offer(self, parts: Sequence[Any]) -> None:
        """Offer what there is, all of it ticked."""
        self.parts.choices = choices((part.key, part.words) for part in parts)
        if not self.is_submitted():
            self.parts.data = [part.key for part in parts]


class StepsForm(PortalForm):
    """Steps for new representatives, one a line."""

    text = ProseField("Steps", [required("Write at least one step.")], 4000, description="One on each line.")

    @property
    def lines(self) -> list[str]:
        """The steps that were written."""
        return [line.strip()[:200] for line in self.text.data.splitlines() if line.strip()]


class BuddyForm(PortalForm):
    """Who goes beside somebody new."""

    buddy_id = SelectField("Who is the buddy?", [required("Choose the buddy.")], coerce=number_or_none)

    def offer(self, rows: Sequence[Any]) -> None:
        """Offer the partnership's people."""
        named = [(row.id, f"{row.name}, {row.organisation}" if row.organisation else row.name) for row in rows]
        self.buddy_id.choices = choices(named, "Choose one")
