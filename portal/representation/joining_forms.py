"""What is filled in about joining: the application with an answer to each criterion, and each step that follows."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from wtforms import BooleanField, SelectField, ValidationError

from portal.core import clock
from portal.core.filters import shortday
from portal.core.forms import (
    DayField,
    LineField,
    MailField,
    PortalForm,
    ProseField,
    VersionedForm,
    choices,
    number_or_none,
    required,
)
from portal.core.text import shortened
from portal.directory.forms import MAIL
from portal.memberships.forms.seats import within_reason
from portal.representation.joining_models import Application
from portal.representation.joining_rules import Asked
from portal.representation.services.joining import Contact


class ApplicationForm(VersionedForm):
    """An organisation's application. The questions are the partnership's own: see `application_form`."""

    organisation_id = SelectField("Which organisation?", [required("Choose the organisation.")], coerce=number_or_none)
    contact_name = LineField("Who is written to about it?", [required("Write a name.")])
    contact_email = MailField("E-mail address", MAIL, description="The answer goes there.")
    about = ProseField(
        "What it would bring, and what it hopes for", longest=2000, description="A few sentences for the partners."
    )  # fmt: skip
    asked: Sequence[Asked] = ()

    def offer(self, organisations: Sequence[tuple[int, str]]) -> None:
        """Offer the organisations the viewer may apply for; with only one, it is chosen."""
        alone = len(organisations) == 1
        self.organisation_id.choices = choices(organisations, None if alone else "Choose one")

    @property
    def contact(self) -> Contact:
        """Who is written to."""
        return Contact(self.contact_name.data, self.contact_email.data)

    @property
    def answers(self) -> dict[str, tuple[bool, str]]:
        """What was said to each question."""
        return {each.key: (bool(self[f"meets_{each.key}"].data), self._how(each)) for each in self.asked}

    def _how(self, asked: Asked) -> str:
        return (self[f"how_{asked.key}"].data or "") if f"how_{asked.key}" in self else ""


def application_form(asked: Sequence[Asked], row: Application | None = None, **first: Any) -> ApplicationForm:
    """Return the form with a box for each thing that is asked, and a line for each criterion; filled from `row`."""
    fields: dict[str, Any] = {"asked": asked}
    for each in asked:
        is_criterion = not each.lines
        fields[f"meets_{each.key}"] = BooleanField("We meet it" if is_criterion else "We sign up to it")
        if is_criterion:
            fields[f"how_{each.key}"] = LineField("How", longest=400)
    for check in row.checks if row else ():
        first |= {f"meets_{check.key}": check.meets, f"how_{check.key}": check.how}
    made = type("AskedForm", (ApplicationForm,), fields)(obj=row, **first)
    if row:
        del made.organisation_id
    return made


class AskForm(PortalForm):
    """Which group's seats are asked, and until when."""

    group_id = SelectField("Whose seats are asked?", coerce=int)
    closes_on = DayField("Last day to answer", [required("Write the last day to answer.")])
    text = ProseField("A word to the partners", longest=1500, description="What the application says is put beneath.")

    def __init__(self, groups: Sequence[Any], days: int) -> None:
        super().__init__(closes_on=clock.today() + timedelta(days=days))
        self.group_id.choices = choices((group.id, group.name) for group in groups)

    def validate_closes_on(self, field: DayField) -> None:
        """The seats have at least until tomorrow."""
        if isinstance(field.data, date) and field.data <= clock.today():
            raise ValidationError("Write a day to come, so that there is time to answer.")


class AgreedForm(PortalForm):
    """Which decision let the organisation join."""

    decision_id = SelectField("Which decision?", [required("Choose the decision.")], coerce=number_or_none)

    def __init__(self, decisions: Sequence[Any]) -> None:
        super().__init__()
        rows = [(each.id, f"{shortday(each.decided_on)}: {shortened(each.text, 90)}") for each in decisions]
        self.decision_id.choices = choices(rows, "Choose one")


class GiveSeatForm(PortalForm):
    """Where the organisation sits, from when, and who is invited to represent it."""

    place = SelectField("Which seat?", [required("Choose the seat.")])
    capacity = LineField(
        "In what capacity?", [required("Say in what capacity, such as member.")], 120, default="Member",
        description="A vacant seat keeps its own.",
    )  # fmt: skip
    from_on = DayField("From", [required("Write the day from which it is held."), within_reason], default=clock.today)
    name = LineField("Who is invited to represent it?", description="Leave both empty to name somebody later.")
    email = MailField("E-mail address", MAIL)

    def __init__(self, groups: Sequence[Any], vacant: Sequence[Any], row: Application) -> None:
        super().__init__(name=row.contact_name if row.contact_email else "", email=row.contact_email)
        new = [(f"group-{group.id}", f"A new seat in {group.name}") for group in groups]
        old = [(f"seat-{seat.id}", f"The vacant seat “{seat.capacity}” in {seat.group} ({seat.sector.words})")
               for seat in vacant]  # fmt: skip
        self.place.choices = choices([*new, *old])

    def validate_name(self, field: LineField) -> None:
        """Whoever is invited needs both a name and an address."""
        if bool(field.data) != bool(self.email.data):
            raise ValidationError("Write both a name and an e-mail address, or neither.")

    @property
    def representative(self) -> Contact | None:
        """Who is invited, if somebody is."""
        return Contact(self.name.data, self.email.data) if self.email.data else None


class DeclineForm(PortalForm):
    """What the organisation is told."""

    text = ProseField(
        "What it is told", [required("Write what the organisation is told.")], 2000,
        description="In neutral words: what was missing, and what could be done. The letter quotes it.",
    )  # fmt: skip


class WithdrawForm(PortalForm):
    """Why an application is taken back, for who likes to say so."""

    text = LineField("Why, if you like to say so", longest=400)
