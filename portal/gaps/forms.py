"""What is filled in for a gap, for its status, and for an initiative that is held against all gaps."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import RadioField, SelectField, ValidationError
from wtforms.validators import Optional

from portal.core.audience import OFFERED_TO, Audience
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
from portal.directory.rules import website
from portal.gaps.models import Fit, Reach, Status

READERS = choices([(each.value, each.words.capitalize()) for each in OFFERED_TO])
NOT_SAID = "Not looked at"
REACHES = choices([(each.value, each.words) for each in Reach])


class GapForm(VersionedForm):
    """A need that nobody meets: what, where, how it is known, and who says so."""

    need = LineField(
        "What is missing?", [required("Write what is missing.")], longest=300,
        description="In one sentence, such as: no evening transport for young people in the villages.",
    )  # fmt: skip
    area = LineField("Where?", [Optional()], longest=120, description="A place, or a part of the partnership's area.")
    evidence = ProseField(
        "How do we know?", [Optional()], longest=5000, description="Figures, surveys, what people told you."
    )
    source = LineField(
        "Who says so?", [Optional()], longest=300, description="The organisation, report or survey it comes from."
    )
    audience = RadioField("Who may read it?", choices=READERS, default=Audience.PARTNERSHIP.value)

    def said(self) -> dict[str, Any]:
        """Return what was filled in."""
        return {
            "need": self.need.data, "area": self.area.data, "evidence": self.evidence.data,
            "source": self.source.data, "audience": Audience(self.audience.data),
        }  # fmt: skip


class StatusForm(PortalForm):
    """How far a gap is closed."""

    status = RadioField("How it stands now", choices=choices([(each.value, each.words) for each in Status]))


class InitiativeForm(VersionedForm):
    """A project, service or programme, who runs it, how far it reaches, and how well it meets each gap."""

    name = LineField("What is it called?", [required("Give the initiative a name.")])
    organisation_id = SelectField("Which partner runs it?", coerce=number_or_none)
    run_by = LineField("If no partner runs it, who is behind it?", description="The name of the body.")
    reach = RadioField("How far does it reach?", choices=REACHES, default=Reach.LOCAL.value)
    link = LineField("Where to read more", [Optional()], longest=300, description="The address of a website.")
    starts_on = DayField("Since when?", [Optional()])
    ends_on = DayField("Until when, if it ends?", [Optional()])
    text = ProseField("What does it offer?", [Optional()], longest=5000)
    audience = RadioField("Who may read it?", choices=READERS, default=Audience.PARTNERSHIP.value)

    def said(self) -> dict[str, Any]:
        """Return what was filled in of the initiative itself."""
        return {
            "name": self.name.data, "organisation_id": self.organisation_id.data, "run_by": self.run_by.data,
            "text": self.text.data, "audience": Audience(self.audience.data), "reach": Reach(self.reach.data),
            "link": self.link.data, "starts_on": self.starts_on.data, "ends_on": self.ends_on.data,
        }  # fmt: skip

    def validate_link(self, field: LineField) -> None:
        """A link is the address of a website."""
        if field.data:
            try:
                field.data = website(field.data)
            except ValueError as error:
                raise ValidationError(str(error)) from error

    def validate_ends_on(self, field: DayField) -> None:
        """It ends after it begins."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError("This is before the day it begins.")

    def profile(self, gaps: Sequence[Any]) -> dict[int, tuple[Fit, str]]:
        """Return how well it meets each gap that was looked at, and what it does towards it."""
        looked = {gap.id: (self[f"fit_{gap.id}"].data, self[f"does_{gap.id}"].data) for gap in gaps}
        return {number: (Fit(fit), does) for number, (fit, does) in looked.items() if fit}


def initiative_form(
    organisations: Sequence[tuple[int, str]], gaps: Sequence[Any], initiative: Any = None
) -> InitiativeForm:
    """Return the form of an initiative with two questions for each gap, filled in as the initiative stands."""
    fits = choices([("", NOT_SAID)] + [(fit.value, fit.words) for fit in Fit])
    questions: dict[str, Any] = {}
    for gap in gaps:
        questions[f"fit_{gap.id}"] = RadioField(gap.need, choices=fits, default="")
        questions[f"does_{gap.id}"] = LineField(f"What it does towards “{gap.need}”", longest=400)
    kind = type("ProfiledInitiativeForm", (InitiativeForm,), questions)
    form = kind(obj=initiative, data=_as_it_stands(initiative))
    known = list(organisations)
    if initiative and initiative.organisation_id not in {None, *(number for number, _name in known)}:
        known.append((initiative.organisation_id, initiative.organisation.name))
    form.organisation_id.choices = choices(known, "None of them")
    return form


def _as_it_stands(initiative: Any) -> Mapping[str, str]:
    if initiative is None:
        return {}
    fits = {f"fit_{each.gap_id}": each.fit.value for each in initiative.profiles}
    return fits | {f"does_{each.gap_id}": each.does for each in initiative.profiles}
