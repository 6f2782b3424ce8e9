"""A paper: handed in, promised, or renewed; how the pack goes round; who owes what."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from flask_wtf.file import FileField
from wtforms import SelectField, ValidationError
from wtforms.validators import Optional

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
from portal.papers import files

NARROWER = (Audience.PARTNERSHIP, Audience.GROUP, Audience.RESTRICTED)
HANDED = "PDF, Word, Excel, PowerPoint, OpenDocument, plain text, CSV, PNG or JPEG"


def _audience(value: Any) -> Audience | None:
    return Audience(value) if value not in (None, "", "None") else None


class HandIn(PortalForm):
    """The file of a paper, or a link to it."""

    file = FileField("The file")
    link = LineField("Or a link to it", [Optional()], longest=500, description="It begins with https://")

    read: files.File | None = None
    must_be_there = True

    @property
    def megabytes(self) -> int:
        """How large a paper may be."""
        return current_app.config["PAPER_MEGABYTES"]

    @property
    def file_hint(self) -> str:
        """What may be handed in."""
        return f"{HANDED}, up to {self.megabytes} MB."

    def validate_file(self, field: FileField) -> None:
        """Read the file by what is in it."""
        if not field.data or not getattr(field.data, "filename", ""):
            if self.must_be_there and not self.link.data and not self.link.errors:
                raise ValidationError("Choose a file, or give a link.")
            return
        content = field.data.read(self.megabytes * 1024 * 1024 + 1)
        name = field.data.filename
        field.data.close()
        try:
            self.read = files.read(name, content, self.megabytes)
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def validate_link(self, field: LineField) -> None:
        """Take only addresses that are read over a secured line."""
        if not field.data:
            return
        try:
            parts = urlsplit(field.data)
            is_good = parts.scheme == "https" and bool(parts.hostname) and "." in (parts.hostname or "")
        except ValueError:
            is_good = False
        if not is_good or parts.username or parts.password:
            raise ValidationError("Give a whole address that begins with https://, such as https://example.org/plan.")


class _Said(VersionedForm):
    """What is said of a paper, there or promised."""

    title = LineField("What is the paper called?", [required("Give the paper's title")])
    item_id = SelectField("For which item?", coerce=number_or_none, validators=[Optional()])
    owed_by_id = SelectField("Who brings it?", coerce=number_or_none, validators=[Optional()])
    due_on = DayField("By when?", [Optional()], description="Write it as you would say it: 24 March, next Thursday.")
    narrowed_to = SelectField(
        "Who may see it?", coerce=_audience, validators=[Optional()],
        choices=choices([(a, f"Only {a.words}") for a in NARROWER], none="Whoever may see its item"),
    )  # fmt: skip

    def offer(self, items: Sequence[Any], people: Sequence[tuple[int, str]]) -> None:
        """Offer the items of the agenda and the people who may bring a paper."""
        self.item_id.choices = choices(
            [(item.id, f"{item.number}. {item.title}") for item in items], none="The meeting as a whole"
        )
        self.owed_by_id.choices = choices(people, none="Nobody is named")


class NewPaperForm(_Said, HandIn):
    """A new paper: a file, a link, or the promise of one."""

    must_be_there = False


class PaperForm(_Said):
    """What is said of a paper, to be changed."""


class RenewForm(HandIn):
    """A paper that was promised, or a new edition of one."""


class CirculateForm(PortalForm):
    """The pack goes round."""

    words = ProseField("A word to go with it", [Optional()], longest=1000)


class OwedForm(VersionedForm):
    """Who sends the papers round and who sends the bulletin."""

    papers_by_id = SelectField("Who sends the papers round?", coerce=number_or_none, validators=[Optional()])
    bulletin_by_id = SelectField("Who sends the bulletin?", coerce=number_or_none, validators=[Optional()])

    def offer(self, people: Sequence[tuple[int, str]]) -> None:
        """Offer the people of the group."""
        self.papers_by_id.choices = choices(people, none="The managers")
        self.bulletin_by_id.choices = choices(people, none="The managers")
