"""What is filled in for the entries of the four lists."""

from collections.abc import Sequence
from typing import Any

from wtforms import RadioField, SelectField, ValidationError
from wtforms.validators import Optional

from portal.core.audience import OFFERED_TO, Audience
from portal.core.forms import DayField, LineField, ProseField, VersionedForm, choices, number_or_none, required
from portal.directory.rules import website
from portal.library import rules
from portal.library.shelves import FUNDING, PRACTICE, STANDARDS, TRAINING, Shelf

Named = Sequence[tuple[int, str]]
READERS = choices([(each.value, each.words.capitalize()) for each in OFFERED_TO])


class EntryForm(VersionedForm):
    """What every entry has: a title, a text, a link, and who may read it. `order` is how the fields stand."""

    order: tuple[str, ...] = ("title", "text", "link", "audience")

    title = LineField("Title", [required("Give it a title.")])
    text = ProseField("What is it?", [Optional()], longest=8000)
    link = LineField(
        "Where to read more", [Optional()], longest=300, description="The address of a website, if there is one."
    )
    audience = RadioField("Who may read it?", choices=READERS, default=Audience.PARTNERSHIP.value)

    def offer(self, organisations: Named) -> None:
        """Offer organisations where the form asks for one."""
        if "organisation_id" in self:
            self["organisation_id"].choices = choices(organisations, "None of them")

    def said(self, shelf: Shelf) -> dict[str, Any]:
        """Return what was filled in, as `services.entries.add_entry` takes it."""
        own = {name: self[name].data for name in ("title", "text", "link", *shelf.own)}
        return own | {"audience": Audience(self.audience.data)}

    def validate_link(self, field: LineField) -> None:
        """A link is the address of a website."""
        if field.data:
            try:
                field.data = website(field.data)
            except ValueError as error:
                raise ValidationError(str(error)) from error


class StandardForm(EntryForm):
    """A quality standard."""

    order = ("title", "text", "approved_on", "link", "audience")
    approved_on = DayField("When did the partnership approve it?", [Optional()])


class CourseForm(EntryForm):
    """A course."""

    order = (
        "title", "text", "organisation_id", "provider", "cost", "approved_by", "approved_on", "link", "audience",
    )  # fmt: skip
    text = ProseField(
        "What is it for?", [Optional()], longest=8000, description="What people can do afterwards, and for whom it is."
    )
    organisation_id = SelectField("Which partner gives it?", coerce=number_or_none)
    provider = LineField("If no partner gives it, who does?")
    cost = LineField(
        "What does it cost?", [Optional()], longest=120, description="Such as: free for partners, £40 for others."
    )
    approved_by = LineField("Who approved and tested it?", [Optional()], longest=120)
    approved_on = DayField("When was it approved?", [Optional()])


class FundingForm(EntryForm):
    """A funding opportunity."""

    order = ("title", "funder", "text", "amount", "deadline", "link", "audience")
    funder = LineField("Who gives the money?", [required("Write who gives the money.")])
    text = ProseField("What is it for?", [Optional()], longest=8000)
    amount = LineField("How much?", [Optional()], longest=120, description="Such as: up to £5,000, for one year.")
    deadline = DayField(
        "Until when can one apply?", [Optional()], description="Leave it empty if it is open all the time."
    )


class PracticeForm(EntryForm):
    """A good-practice item."""

    order = ("title", "organisation_id", "text", "tags", "link", "audience")
    text = ProseField("What do you do, and why does it work?", [required("Write what you do.")], longest=8000)
    organisation_id = SelectField("Which organisation tells it?", coerce=number_or_none)
    tags = LineField(
        "Tags", [Optional()], longest=300, description="Words with commas between: volunteers, rural, meetings."
    )

    def validate_tags(self, field: LineField) -> None:
        """Tags are kept in small letters, each once."""
        field.data = rules.read_tags(field.data or "")


FORMS: dict[str, type[EntryForm]] = {
    STANDARDS.key: StandardForm, TRAINING.key: CourseForm, FUNDING.key: FundingForm, PRACTICE.key: PracticeForm,
}  # fmt: skip
