"""The form every form is made from, and the kinds of field that features share."""

import secrets
from datetime import date, time
from typing import Any, Self

from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFProtect
from wtforms import EmailField as _EmailField
from wtforms import HiddenField, StringField, TextAreaField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import Length, Optional

from portal.core import clock, dates, filters

csrf = CSRFProtect()
LINE = 200
TEXT = 20_000


def required(sentence: str) -> "Said":
    """Return the validator for a field that must be filled in; the sentence says how to repair it."""
    return Said(sentence)


class Said:
    """Refuses a field with nothing in it, in the words given."""

    field_flags = {"required": True}  # noqa: RUF012  WTForms reads it from the class

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, form: Any, field: Any) -> None:
        """Raise when the field is empty."""
        if field.data in (None, "", []) and not field.errors:
            raise ValidationError(self.sentence)


def choices(pairs: Any, none: str | None = None) -> list[SelectChoice]:
    """Return (value, label) pairs as choices; `none` adds a first one that means nothing chosen."""
    first = [SelectChoice("", none)] if none is not None else []
    return first + [SelectChoice(value, label) for value, label in pairs]


def number_or_none(value: Any) -> int | None:
    """Read a chosen number; the empty choice is None."""
    return int(value) if value not in (None, "", "None") else None


class _Clean:
    """Strips the ends, refuses characters no keyboard makes, and turns nothing typed into ''."""

    def process_formdata(self, valuelist: list[str]) -> None:
        text = (valuelist[0] if valuelist else "").replace("\r\n", "\n").strip()
        self.data = text
        if any(ord(letter) < 32 and letter not in "\n\t" for letter in text):
            self.data = "".join(letter for letter in text if ord(letter) >= 32 or letter in "\n\t")
            raise ValueError("There is a character in this text that cannot be kept. Type it again.")


class LineField(_Clean, StringField):
    """One line of text."""

    def __init__(self, label: str, validators: list | None = None, longest: int = LINE, **given: Any) -> None:
        limit = Length(max=longest, message=f"Keep this to {longest} letters or fewer.")
        super().__init__(label, [*(validators or []), limit], **given)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the line; a line break in it becomes a blank, so that nothing can slip into a letter's head."""
        super().process_formdata(valuelist)
        self.data = " ".join(self.data.split())


class ProseField(_Clean, TextAreaField):
    """Text of several lines."""

    def __init__(self, label: str, validators: list | None = None, longest: int = TEXT, **given: Any) -> None:
        limit = Length(max=longest, message=f"Keep this to {longest:,} letters or fewer.")
        super().__init__(label, [*(validators or []), limit], **given)


class MailField(_Clean, _EmailField):
    """An e-mail address."""


class _Typed(StringField):
    """A text whose meaning is worked out; what was typed stays in the box."""

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else self.shown(self.data)

    def shown(self, value: Any) -> str:
        """Return the value as a person would type it."""
        return "" if value is None else str(value)


class DayField(_Typed):
    """A day, typed as people type it."""

    def shown(self, value: date | None) -> str:
        """Return the day as a person would type it."""
        return filters.shortday(value)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day, or say how to write it."""
        self.data = None
        if valuelist and valuelist[0].strip():
            self.data = dates.parse_day(valuelist[0], clock.today())


class HourField(_Typed):
    """A time of day, typed as people type it."""

    def shown(self, value: time | None) -> str:
        """Return the time as a person would type it."""
        return filters.hour(value)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the time, or say how to write it."""
        self.data = None
        if valuelist and valuelist[0].strip():
            self.data = dates.parse_hour(valuelist[0])


class WhenField(_Typed):
    """A time as vague as people write it: data is a `When`, and any words will do."""

    def shown(self, value: dates.When | None) -> str:
        """Return the words as they were written."""
        return value.text if value else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what the words mean, if they mean a day."""
        text = (valuelist[0] if valuelist else "").replace("\0", "").strip()
        if len(text) > LINE:
            raise ValueError(f"Keep this to {LINE} letters or fewer.")
        self.data = dates.parse_when(text, clock.today()) if text else None


_OURS = {
    "Not a valid choice.": "Choose one of those offered.",
    "Invalid Choice: could not coerce.": "Choose one of those offered.",
    "Invalid choice(s): one or more data inputs could not be coerced.": "Choose among those offered.",
    "Not a valid integer value.": "Write a whole number, in figures.",
    "Not a valid decimal value.": "Write a number, in figures.",
    "Not a valid float value.": "Write a number, in figures.",
    "This field is required.": "Fill this in.",
    "Invalid email address.": "Write an e-mail address, such as name@example.org.",
}
"""What the library says by itself, in the portal's words."""


class _Words:
    """The library's own sentences, as the portal says them."""

    def gettext(self, said: str) -> str:
        return _OURS.get(said, said)

    def ngettext(self, one: str, more: str, number: int) -> str:
        if "not a valid choice" in one or "not valid choices" in more:
            return "Choose among those offered."
        return self.gettext(one if number == 1 else more)


class PortalForm(FlaskForm):
    """Any form of the portal.

    `once` keeps a form that is sent twice from doing its work twice. `theirs` holds, after `is_stale`, what
    somebody else saved meanwhile, field by field, so that both texts stand on the page.
    """

    class Meta(FlaskForm.Meta):
        """What Flask-WTF asks of a form, and our own words."""

        def get_translations(self, form: Any) -> _Words:
            """Return who turns the library's sentences into the portal's."""
            return _Words()

    once = HiddenField(default=lambda: secrets.token_urlsafe(12), validators=[Optional(), Length(max=40)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.theirs: dict[str, str] = {}

    def numbered(self, number: int) -> Self:
        """Return the form with ids of its own for its fields, for a page on which it stands more than once."""
        for field in self:
            field.id = field.label.field_id = f"{field.id}-{number}"
        return self


class VersionedForm(PortalForm):
    """A form over something that two people may edit at once."""

    version = HiddenField()

    def is_stale(self, row: Any) -> bool:
        """Whether somebody saved the row since this form was opened; then `theirs` says what differs.

        The form is brought up to date with the row's version, so that sending it again is a choice made knowingly.
        """
        if not self.version.raw_data or self.version.data == str(row.version):
            return False
        for field in self:
            if field.name in {"once", "version", "csrf_token"} or not hasattr(row, field.name):
                continue
            theirs = _read_out(field, getattr(row, field.name))
            if theirs != _read_out(field, field.data):
                self.theirs[field.name] = theirs
        self.version.raw_data = None
        self.version.data = str(row.version)
        return True


def _read_out(field: Any, value: Any) -> str:
    """Return a value as the person sees it in the form: what was typed, the words of a choice, yes or no."""
    if isinstance(field, _Typed):
        return field.shown(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    wanted = "" if value is None else str(value)
    for chosen, label, *_rest in getattr(field, "choices", None) or []:
        if str(chosen) == wanted:
            return label
    return wanted
