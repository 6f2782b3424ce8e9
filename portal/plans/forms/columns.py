"""The form of a plan's columns: which, in which order, under which headings, with which words for their choices."""

from typing import Any

from wtforms import BooleanField, IntegerField, ValidationError
from wtforms.validators import NumberRange, Optional

from portal.core.forms import LineField, ProseField, VersionedForm
from portal.plans import rules
from portal.plans.models import Field, Plan


class ColumnsForm(VersionedForm):
    """The columns of a plan: which, in which order, under which headings, with which words for their choices."""

    def chosen(self) -> list[tuple[Field, str, str]]:
        """Return the columns that are ticked, in their order: field, heading and wording."""
        ticked = [field for field in Field if self[f"on_{field}"].data]
        row = list(Field)
        ticked.sort(key=lambda field: (self[f"place_{field}"].data or 99, row.index(field)))
        return [
            (
                field,
                self[f"heading_{field}"].data or rules.FIELDS[field].heading,
                self[f"wording_{field}"].data if field in rules.CHOICES else "",
            )
            for field in ticked
        ]


def columns_form(plan: Plan) -> ColumnsForm:
    """Return the form of a plan's columns, filled in as they are."""
    fields: dict[str, Any] = {}
    given: dict[str, Any] = {"version": plan.version}
    had = {column.field: column for column in plan.columns}
    for field, about in rules.FIELDS.items():
        column = had.get(field)
        fields[f"on_{field}"] = BooleanField(about.heading)
        fields[f"place_{field}"] = IntegerField(f"Place of {about.heading}", [Optional(), NumberRange(1, 99)])
        fields[f"heading_{field}"] = LineField(f"Heading of {about.heading}", longest=80)
        given |= {f"on_{field}": column is not None, f"heading_{field}": column.heading if column else about.heading}
        given[f"place_{field}"] = column.position + 1 if column else None
        if field in rules.CHOICES:
            check = _known_choices(field)
            fields[f"wording_{field}"] = ProseField(f"Words for {about.heading.lower()}", [check], longest=1000)
            given[f"wording_{field}"] = column.wording if column else ""
    return type("ColumnsForm", (ColumnsForm,), fields)(data=given)


def _known_choices(field: Field) -> Any:
    def check(_form: Any, box: Any) -> None:
        if unknown := rules.unknown_choices(field, box.data or ""):
            known = ", ".join(rules.CHOICES[field])
            raise ValidationError(f"“{unknown[0]}” is no choice of this column. The choices are {known}.")

    return check
