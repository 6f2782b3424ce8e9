"""What people fill in to offer a skill."""

from typing import Any

from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, ValidationError, widgets

from portal.core.audience import Audience
from portal.core.forms import (
    DayField,
    LineField,
    ProseField,
    VersionedForm,
    choices,
    number_or_none,
    required,
)
from portal.skills import rules
from portal.skills.models import Capacity, Form, Level, Terms

TERMS = choices([(each.value, each.words) for each in Terms])
SAID = ("title", "rate", "conditions", "competition", "description", "level", "free_from", "capacity_note", "area")
NAME_IT = "Say what it is, in a few words: bid writing, minute taking, fixing computers."


class ManyField(SelectMultipleField):
    """Several of a few choices, as boxes to tick."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class SharedForm(VersionedForm):
    """Who sees an entry: everybody, all partners, or one partnership of its organisation."""

    shown_to = SelectField("Who sees it")

    def offer_partnerships(self, partnerships: Any, audience: Audience, partnership_id: int | None) -> None:
        """Offer all partners, everybody, and each of the partnerships."""
        usual = [("partners", "All partners on this portal"), ("public", "Everybody, also without signing in")]
        mine = [(str(row.id), f"{row.name} only") for row in partnerships]
        self.shown_to.choices = choices(usual + mine)
        if not self.shown_to.raw_data:
            self.shown_to.data = str(partnership_id) if audience is Audience.PARTNERSHIP else audience.value

    @property
    def audience(self) -> dict[str, Any]:
        """What was chosen, as an entry keeps it."""
        if self.shown_to.data in ("partners", "public"):
            return {"audience": Audience(self.shown_to.data), "partnership_id": None}
        return {"audience": Audience.PARTNERSHIP, "partnership_id": int(self.shown_to.data)}


class SkillForm(SharedForm):
    """One offer. Only its name and its terms are needed."""

    title = LineField("What can you offer?", [required(NAME_IT)], description=NAME_IT)
    terms = RadioField("On what terms?", choices=TERMS, validators=[required("Choose the terms.")])
    rate = LineField("What it costs, or what you would like in exchange")
    conditions = LineField(
        "Conditions", longest=400, description="As: for members of the partnership, two days a month."
    )
    competition = LineField(
        "Competition", longest=400,
        description="Where it touches work you are paid for, or that others are. Partners see it.",
    )  # fmt: skip
    description = ProseField("More about it", longest=4000)
    level = SelectField(
        "How well", coerce=lambda value: Level(value) if value not in (None, "", "None") else None,
        choices=choices([(each.value, each.words) for each in Level], none="Not said"),
    )  # fmt: skip
    help = ManyField("Form of help", choices=choices([(each.value, each.words) for each in Form]))
    capacity = RadioField("Do you have time?", choices=choices([(each.value, each.words) for each in Capacity]))
    free_from = DayField("From which day", description="As 1 May, or next Monday.")
    capacity_note = LineField("How much time", description="As: about two days a month.")
    area = LineField("Where", longest=120, description="As: Buxton and the High Peak. Empty: anywhere.")
    person_id = SelectField("Whom to ask", coerce=number_or_none)
    has_agreed = BooleanField("They agreed to be named here")

    def validate_free_from(self, field: Any) -> None:
        """Refuse a later day that is not said."""
        if self.capacity.data == Capacity.LATER and field.data is None and not field.errors:
            raise ValidationError("Say from which day you have time.")

    @property
    def entry(self) -> dict[str, Any]:
        """What was filled in, as `services.offers` takes it."""
        lines = (
            "title",
            "rate",
            "conditions",
            "competition",
            "description",
            "level",
            "free_from",
            "capacity_note",
            "area",
        )
        said = {name: self[name].data for name in lines}
        said |= {"terms": Terms(self.terms.data), "capacity": Capacity(self.capacity.data)}
        return said | {"forms": rules.forms_written(self.help.data or [])} | self.audience
