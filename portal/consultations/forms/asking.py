"""What is filled in about who was asked, where views came from, and on which agenda it is talked about."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import IntegerField, SelectField, SelectMultipleField, ValidationError
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from portal.consultations.models import SourceKind
from portal.consultations.queries.choosing import ToAsk
from portal.core import clock
from portal.core.filters import shortday
from portal.core.forms import (
    DayField,
    LineField,
    PortalForm,
    ProseField,
    VersionedForm,
    choices,
    number_or_none,
    required,
)

LATE = " (after it closes)"


class Ticks(SelectMultipleField):
    """A list of boxes to be ticked."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class AskForm(PortalForm):
    """Who was asked, and when: stakeholders first, then others with a seat, groups, and somebody written down."""

    stakeholders = Ticks("Stakeholders", coerce=int)
    organisations = Ticks("Other organisations with a seat", coerce=int)
    groups = Ticks("Groups of the partnership", coerce=int)
    name = LineField("Or somebody else", description="A name, written down.")
    asked_on = DayField("When were they asked?", [Optional()], description="Leave it empty for today.")

    def offer(self, found: ToAsk) -> None:
        """Offer those who may still be asked."""
        self.found = found
        self.stakeholders.choices = choices((row.id, row.called) for row in found.stakeholders)
        self.organisations.choices = choices(found.organisations)
        self.groups.choices = choices(found.groups)

    def validate_name(self, field: LineField) -> None:
        """Somebody was asked."""
        if not (field.data or self.stakeholders.data or self.organisations.data or self.groups.data):
            raise ValidationError("Tick somebody, or write who was asked.")

    def validate_asked_on(self, field: DayField) -> None:
        """They were asked today or before."""
        if field.data and field.data > clock.today():
            raise ValidationError("This day is still to come. Note it once they were asked.")

    def said(self) -> dict[str, Any]:
        """Return what was filled in; a stakeholder of the directory is asked as the organisation they are."""
        chosen = [row for row in self.found.stakeholders if row.id in (self.stakeholders.data or [])]
        names = [row.called for row in chosen if row.listed_id is None] + [self.name.data or ""]
        return {
            "organisations": [*(row.listed_id for row in chosen if row.listed_id), *(self.organisations.data or [])],
            "groups": self.groups.data or [],
            "names": [name for name in names if name],
            "asked_on": self.asked_on.data or clock.today(),
        }


class SourceForm(VersionedForm):
    """A focus group, an event or the like."""

    kind = SelectField("What was it?", choices=choices([(each.value, each.words) for each in SourceKind]))
    title = LineField(
        "What is it called?", [required("Give it a name.")], description="Such as: tea at the day centre."
    )
    day = DayField("On which day?", [Optional()])
    people = IntegerField(
        "How many people?", [Optional(), NumberRange(1, 100_000, "Write a number from 1 to 100,000.")]
    )
    found = ProseField(
        "What did they say?", [Optional()], longest=8000,
        description="It is shared as what came of the consultation is. Name nobody who did not agree to it.",
    )  # fmt: skip

    def said(self) -> dict[str, Any]:
        """Return what was filled in, as the services take it."""
        own = {name: self[name].data for name in ("title", "day", "people", "found")}
        return own | {"kind": SourceKind(self.kind.data)}


class AgendaForm(PortalForm):
    """At which meeting it is talked about."""

    meeting_id = SelectField("At which meeting?", [required("Choose a meeting.")], coerce=number_or_none)

    def offer(self, meetings: Sequence[Any], closes_on: date | None) -> None:
        """Offer the meetings to come, as rows of id, day and title; those after it closes say so."""
        self.meeting_id.choices = choices(
            [
                (row.id, f"{shortday(row.day)}: {row.title}{LATE if closes_on and row.day > closes_on else ''}")
                for row in meetings
            ]
        )
