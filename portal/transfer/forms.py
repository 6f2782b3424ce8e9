"""What a person fills in to import a file."""

from collections.abc import Mapping
from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, SelectField, ValidationError

from portal.core.forms import PortalForm, choices
from portal.transfer.kinds.kind import Kind
from portal.transfer.rules import Field, missing


class FileForm(PortalForm):
    """The choice of a file."""

    file = FileField("The file", description="CSV or Excel (.xlsx); what it is, is seen by its content.")

    def validate_file(self, field: FileField) -> None:
        """Ask for a file where none was chosen."""
        if not field.data or not field.data.filename:
            raise ValidationError("Choose a file.")


class MatchForm(PortalForm):
    """Which column is which field; the columns are those of the file."""

    kind: Kind
    width: int

    sheet = SelectField("Sheet of the workbook", validate_choice=False)
    file_wins = BooleanField(
        "Where an entry here says something else, take what the file says",
        description="Otherwise what is here stays, and the file only fills in what is empty.",
    )

    @property
    def columns(self) -> dict[str, int]:
        """Which field is in which column."""
        return {self[f"column_{place}"].data: place for place in range(self.width) if self[f"column_{place}"].data}

    @property
    def boxes(self) -> list[Any]:
        """The questions about the columns."""
        return [self[f"column_{place}"] for place in range(self.width)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a field that is in two columns, and the want of one that is needed."""
        is_sound = super().validate(extra_validators)
        seen: set[str] = set()
        for box in self.boxes:
            if box.data and box.data in seen:
                box.errors = [
                    *box.errors,
                    f"“{self._label(box.data)}” is in another column already: choose one of them.",
                ]
                is_sound = False
            seen.add(box.data)
        if self.boxes and (wanting := missing(self.columns, self.kind.fields)):
            labels = " and ".join(each.label.lower() for each in wanting)
            self.boxes[0].errors = [*self.boxes[0].errors, f"Say which column holds the {labels}."]
            is_sound = False
        return is_sound

    def _label(self, key: str) -> str:
        return next(each.label for each in self.kind.fields if each.key == key)


def match_form(
    kind: Kind, named: list[tuple[int, str, Field | None]], sheets: tuple[str, ...], said: Mapping[str, Any],
    is_sent: bool = True,
) -> Any:  # fmt: skip
    """Return the form for the columns of a file; `said` is what is chosen of the sheet and of who wins.

    It reads what was sent, unless it is to show what is kept.
    """
    questions = {
        f"column_{place}": SelectField(
            name, choices=choices([(each.key, each.label) for each in kind.fields], none="Leave it out"),
            default=field.key if field else "",
        )
        for place, name, field in named
    }  # fmt: skip
    made = type("MatchFormOfAFile", (MatchForm,), questions | {"kind": kind, "width": len(named)})
    form = made(data=said) if is_sent else made(formdata=None, data=said)
    form.sheet.choices = choices([(name, name) for name in sheets])
    return form
