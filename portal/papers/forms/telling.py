"""The bulletin of a meeting, the stories spotted at it, and what a representative told their organisation."""

from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField, RadioField, SelectField, ValidationError
from wtforms.validators import Optional

from portal.core import clock
from portal.core.audience import Audience
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
from portal.papers.models import Told

BULLETIN_FOR = (Audience.PUBLIC, Audience.PARTNERS, Audience.PARTNERSHIP)


class StoryForm(VersionedForm):
    """A story that was spotted at a meeting."""

    title = LineField("What is the story?", [required("Say in a few words what the story is")])
    text = ProseField("A sentence or two", [Optional()], longest=2000)
    readers = LineField(
        "For whom?", [Optional()], longest=300,
        description="As many as you like, with semicolons between: parish councils; residents; press; own staff.",
    )  # fmt: skip
    written_by = LineField("Who writes it?", [Optional()])
    due_on = DayField("By when?", [Optional()])
    item_id = SelectField("From which item?", coerce=number_or_none, validators=[Optional()])

    def offer(self, items: Sequence[Any]) -> None:
        """Offer the items of the agenda."""
        self.item_id.choices = choices(
            [(item.id, f"{item.number}. {item.title}") for item in items], none="None in particular"
        )


class BulletinForm(VersionedForm):
    """What the meeting tells others."""

    title = LineField("What is it called?", [required("Give the bulletin a title")])
    audience = RadioField(
        "For whom is it?", choices=choices((a, a.words.capitalize()) for a in BULLETIN_FOR), coerce=Audience
    )
    text = ProseField("What does it say?", [required("Write what the bulletin says")])


class ReportForm(PortalForm):
    """What a representative told their own organisation."""

    seat = HiddenField()
    told_on = DayField("When did you tell them?", [required("Say on which day")])
    how = SelectField("How?", choices=choices((t, t.words.capitalize()) for t in Told), coerce=Told)
    note = LineField("A note", [Optional()], longest=400)

    def validate_told_on(self, field: DayField) -> None:
        """What lies ahead was not told yet."""
        if field.data and field.data > clock.today():
            raise ValidationError("This day is still to come. Tick it when you have told them.")
