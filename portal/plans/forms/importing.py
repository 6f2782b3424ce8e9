"""What a person fills in to bring a table into a plan."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_wtf.file import FileField
from wtforms import HiddenField, SelectField, SelectMultipleField, TextAreaField, ValidationError
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from portal.core.forms import PortalForm, choices
from portal.plans.models import Field
from portal.plans.pasting.rows import Kind
from portal.plans.pasting.table import MOST_LETTERS

MUCH = f"This is longer than {MOST_LETTERS:,} letters. Divide it into several tables."


class TableForm(PortalForm):
    """A table that is pasted, or a file. `html` is what the clipboard held of it beside its text."""

    text = TextAreaField(
        "Paste the table here",
        description="Mark the whole table in Word or Excel, headings and all, copy it, and paste it into this box.",
    )
    html = HiddenField()
    file = FileField("Or choose a file", description="Excel (.xlsx), Word (.docx) with tables, CSV, or text with tabs.")

    def validate_text(self, field: TextAreaField) -> None:
        """Refuse what no plan is as long as."""
        if len(field.data or "") > MOST_LETTERS:
            raise ValidationError(MUCH)

    @property
    def has_file(self) -> bool:
        """Whether a file was chosen."""
        return bool(self.file.data and self.file.data.filename)


class _Boxes(SelectMultipleField):
    """Several choices, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ReadingForm(PortalForm):
    """How a table is understood: where its headings are, what each column is, which tables count."""

    width: int

    heads = SelectField("The headings are in")
    tables = _Boxes("Tables to take", coerce=int, validators=[Optional()])

    @property
    def boxes(self) -> list[Any]:
        """The questions about the columns."""
        return [self[f"column_{place}"] for place in range(self.width)]

    @property
    def columns(self) -> list[str]:
        """What each column is."""
        return [box.data for box in self.boxes]

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the column with the actions."""
        is_sound = super().validate(extra_validators)
        if self.boxes and Field.WHAT not in self.columns:
            self.boxes[0].errors = [*self.boxes[0].errors, "Say which column holds the actions."]
            return False
        return is_sound


def reading_form(
    said: Mapping[str, Any],
    heads: Sequence[tuple[str, str]],
    tables: Sequence[tuple[int, str]],
    columns: Sequence[tuple[str, str, str]],
    offered: Sequence[tuple[str, str]],
    is_sent: bool = True,
) -> Any:
    """Return the form for a table with these columns: (what it is now, its heading, a cell from it).

    It reads what was sent, unless it is to show what is kept; `said` are the answers that are kept.
    """
    questions = {
        f"column_{place}": SelectField(
            words, description=sample, choices=choices(offered, none="Leave it out"), default=key
        )
        for place, (key, words, sample) in enumerate(columns)
    }
    made = type("ReadingFormOfATable", (ReadingForm,), questions | {"width": len(columns)})
    form = made(data=said) if is_sent else made(formdata=None, data=said)
    form.heads.choices = choices(heads)
    form.tables.choices = choices(tables)
    return form


KINDS = [Kind.ACTION, Kind.MORE, Kind.SECTION, Kind.ABOUT, Kind.OBJECTIVE, Kind.HEADING, Kind.OUT]
"""What a person may say that a row is."""


def rows_said(sent: Mapping[str, str]) -> dict[int, Kind]:
    """Return what was said of single rows, by their places, from the fields "row-12" of what was sent."""
    kinds = {kind.value: kind for kind in KINDS}
    return {
        int(place): kinds[value]
        for name, value in sent.items()
        if name.startswith("row-") and (place := name[4:]).isdecimal() and len(place) < 6 and value in kinds
    }
