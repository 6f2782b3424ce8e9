"""What is filled in for the sessions of a course, the places at them, and what people say afterwards."""

from collections.abc import Sequence
from typing import Any

from wtforms import RadioField, SelectField, StringField, ValidationError
from wtforms.validators import Optional

from portal.core.filters import hour, shortday
from portal.core.forms import (
    DayField,
    HourField,
    LineField,
    PortalForm,
    ProseField,
    VersionedForm,
    choices,
    number_or_none,
    required,
)
from portal.library import rules

Named = Sequence[tuple[int, str]]
SCORES = choices([(str(score), words) for score, words in rules.SCORES.items()])
CHOOSE = "Choose one of the organisations in the list."


class SessionForm(VersionedForm):
    """The day of a course."""

    day = DayField("On which day?", [required("Write the day.")])
    starts_at = HourField("From", description="For example 9.30am")
    ends_at = HourField("Until")
    venue = LineField("Where?", description="The place, or “online”.")
    places = StringField("How many places?", [required("Write how many places there are.")])

    def validate_places(self, field: StringField) -> None:
        """There is at least one place, and not more than a hall holds."""
        text = (field.data or "").strip()
        if not text.isascii() or not text.isdigit() or not 1 <= int(text[:6]) <= 500:
            raise ValidationError("Write a number from 1 to 500.")

    def validate_ends_at(self, field: HourField) -> None:
        """It ends after it begins."""
        if field.data and self.starts_at.data and field.data <= self.starts_at.data:
            raise ValidationError("This is not after the time it begins.")

    def said(self) -> dict[str, Any]:
        """Return what was filled in."""
        own = {name: self[name].data for name in ("day", "starts_at", "ends_at", "venue")}
        return own | {"places": int((self.places.data or "").strip())}


class BookingForm(PortalForm):
    """The one booking form: which session, for which organisation, for whom."""

    session = SelectField("Which course, and when?", [required("Choose a course.")], coerce=number_or_none)
    organisation_id = SelectField("For which organisation?", [required(CHOOSE)], coerce=number_or_none)
    names = ProseField(
        "For whom?", [required("Write at least one name.")], longest=5000,
        description="One person a line: the name, a comma, and the e-mail address the letter should go to.",
    )  # fmt: skip
    needs = LineField(
        "What do they need?", [Optional()], longest=300, description="Access, a loop, a lift from the station, food."
    )

    def offer(self, sessions: Sequence[Any], organisations: Named) -> None:
        """Offer the sessions to come, each with its free places, and the organisations one books for."""
        self.session.choices = choices([(row.id, session_words(row)) for row in sessions], "Choose one")
        self.organisation_id.choices = choices(organisations, "Choose one" if len(organisations) != 1 else None)

    def validate_names(self, field: ProseField) -> None:
        """Each line is a name, and perhaps an address."""
        try:
            rules.read_names(field.data or "")
        except ValueError as error:
            raise ValidationError(str(error)) from error


class FeedbackForm(PortalForm):
    """How a course was."""

    score = RadioField("How was it?", [required("Choose a score.")], choices=SCORES)
    words = ProseField("What was good, and what could be better?", [Optional()], longest=2000)


def session_words(row: Any) -> str:
    """Return a session as a choice says it: course, day, time, and how many places are free."""
    at = ", ".join(filter(None, (shortday(row.day), hour(row.starts_at), row.venue)))
    free = rules.free_places(row.places, row.booked)
    return f"{row.title}: {at}, {f'{free} of {row.places} places free' if free else 'full'}"
