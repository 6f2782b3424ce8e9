"""The entry of a resource, and its photograph."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, IntegerField, RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired, NumberRange, Optional

from portal.core.forms import LineField, PortalForm, ProseField, choices, number_or_none, required
from portal.core.text import plural
from portal.directory import rules as directory
from portal.resources import pictures
from portal.resources.forms.audience import WRONG, AudienceForm
from portal.resources.models import LendingTerms, ResourceKind

KINDS = [(kind.value, kind.words) for kind in ResourceKind]
TERMS = [(terms.value, terms.words) for terms in LendingTerms]
HOURS = [(hours, plural(hours, "hour")) for hours in (2, 4, 8, 12)]
HOURS += [(days * 24, plural(days, "day")) for days in (1, 2, 3, 5, 7, 14, 28)]
MOST = 1_000_000


class NumberField(IntegerField):
    """A whole number; what was typed stays in the box."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number, or say how to write it."""
        self.data = None
        if valuelist and (typed := valuelist[0].strip().replace(",", "")):
            if not (typed.isascii() and typed.isdigit()):
                raise ValueError("Write a number, such as 25.")
            self.data = int(typed)


class PostcodeField(LineField):
    """A postcode, kept as the post writes it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the postcode, or say how to write it."""
        super().process_formdata(valuelist)
        if self.data:
            self.data = directory.postcode(self.data)


class ResourceForm(AudienceForm):
    """The entry of something that is lent."""

    organisation_id = SelectField("Whose is it?", coerce=number_or_none, **WRONG)
    name = LineField("What is it?", [required("Write what it is.")], description="Such as minibus with tail lift.")
    kind = SelectField("Kind", choices=choices(KINDS), coerce=ResourceKind, default=ResourceKind.EQUIPMENT, **WRONG)
    description = ProseField("Description", [Optional()])
    capacity = NumberField(
        "People or number", [Optional(), NumberRange(1, MOST, "Write a number from 1 to 1,000,000.")],
        description="How many people find room in it, or how many of it there are.",
    )  # fmt: skip
    place = LineField("Where is it?", [Optional()], longest=300, description="The house and the street.")
    area = LineField("Area", [Optional()], longest=120, description="Left empty, it is your organisation's area.")
    postcode = PostcodeField("Postcode", [Optional()])
    terms = RadioField(
        "On what terms?", choices=choices(TERMS), coerce=LendingTerms, default=LendingTerms.FREE, **WRONG,
        validators=[InputRequired("Choose the terms.")],
    )  # fmt: skip
    charge = LineField("What does it cost, or what is it exchanged for?",
                       description="Such as 45p a mile, or £12 an hour; nothing where it is free.")  # fmt: skip
    conditions = ProseField(
        "Conditions", [Optional()], description="Such as: drivers over 25, returned with a full tank."
    )
    access_notes = ProseField("Access", [Optional()], description="Steps, lift, hearing loop, parking, who opens.")
    opening = LineField("When can it be had?", [Optional()], longest=300, description="Such as weekdays 9am to 5pm.")
    is_bookable = BooleanField("It can be booked here", default=True)
    most_hours = SelectField("Lent for how long at most?", choices=choices(HOURS, none="As long as is agreed"),
                             coerce=number_or_none, **WRONG)  # fmt: skip

    def validate_charge(self, field: LineField) -> None:
        """Ask what it costs where it is charged."""
        if self.terms.data is LendingTerms.CHARGED and not field.data:
            raise ValidationError("Write what it costs, such as £12 an hour.")


class PhotographForm(PortalForm):
    """A photograph, and what it shows in words."""

    photograph = FileField("The picture", description="A JPEG, PNG or WebP file of up to 10 MB. "
                           "What a camera notes in it (place, time) is left out.")  # fmt: skip
    words = LineField(
        "What does it show?", [required("Say what the picture shows, for those who cannot see it.")],
        description="One sentence, for people who cannot see the picture.",
    )  # fmt: skip

    def __init__(self, is_there: bool, **given: Any) -> None:
        super().__init__(**given)
        self.is_there, self.read = is_there, None

    read: pictures.Picture | None

    def validate_photograph(self, field: FileField) -> None:
        """Read the file by what is in it. A picture that is there already may keep its place."""
        if not field.data or not field.data.filename:
            if self.is_there:
                return
            raise ValidationError("Choose a picture.")
        content = field.data.read(pictures.HEAVIEST + 1)
        field.data.close()
        try:
            self.read = pictures.read(content)
        except ValueError as error:
            raise ValidationError(str(error)) from error
