"""What an organisation fills in of the training it needs: some lines, each of four answers."""

from collections.abc import Sequence
from typing import Any

from wtforms import SelectField, ValidationError
from wtforms.validators import Optional

from portal.core.dates import When
from portal.core.forms import LineField, WhenField, choices
from portal.skills.forms.keeping import AuditForm
from portal.skills.models import Way
from portal.skills.rules import key_of
from portal.skills.services.needs import Said

SPARE, MOST = 3, 12
WAYS = choices([(each.value, each.words) for each in Way])
HOW_MANY = "Write for how many people, from 1 to 9,999."


class SittingForm(AuditForm):
    """The sitting once a year: which skills are offered, and which training is needed."""

    lines_of_needs: tuple[int, ...] = ()

    @property
    def needs(self) -> list[Said]:
        """The training that is needed; lines without a subject say nothing."""
        found = []
        for n in self.lines_of_needs:
            subject, people, when, way = (self[f"{part}_{n}"] for part in ("subject", "people", "when", "way"))
            if subject.data:
                found.append(Said(subject.data, int(people.data or 1), when.data, Way(way.data)))
        return found

    def validate(self, **given: Any) -> bool:
        """Refuse lines without a subject, numbers that are none, and the same subject twice."""
        is_sound = super().validate(**given)
        seen: set[str] = set()
        for n in self.lines_of_needs:
            subject, people, when = (self[f"{part}_{n}"] for part in ("subject", "people", "when"))
            if not subject.data and (people.data or when.data):
                subject.errors = ["Write what the training is about, or leave the line empty."]
                is_sound = False
            elif subject.data and key_of(subject.data) in seen:
                subject.errors = ["This stands above already. Write the number of people there."]
                is_sound = False
            seen.add(key_of(subject.data or ""))
        return is_sound


def sitting_form(needs: Sequence[Any]) -> SittingForm:
    """Return the form with a line for each need there is, and some that are empty."""
    number = min(len(needs) + SPARE, MOST)
    fields: dict[str, Any] = {"lines_of_needs": tuple(range(1, number + 1))}
    begin: dict[str, Any] = {}
    for n in range(1, number + 1):
        fields[f"subject_{n}"] = LineField("Training in", [Optional()], longest=120)
        fields[f"people_{n}"] = LineField("For how many people", [Optional(), _is_number], longest=5)
        fields[f"when_{n}"] = WhenField("By when", [Optional()])
        fields[f"way_{n}"] = SelectField("In which way", choices=WAYS, default=Way.ANY.value)
    for n, need in enumerate(needs[:MOST], start=1):
        when = When(need.when_text, need.needed_by) if need.when_text else None
        begin |= {f"subject_{n}": need.subject, f"people_{n}": str(need.people), f"when_{n}": when}
        begin[f"way_{n}"] = need.way.value
    form: SittingForm = type("SittingOfOne", (SittingForm,), fields)(data=begin)
    return form


def _is_number(_form: Any, field: LineField) -> None:
    if not (field.data.isascii() and field.data.isdigit() and 1 <= int(field.data) <= 9999):
        raise ValidationError(HOW_MANY)
