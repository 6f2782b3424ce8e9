"""What is filled in about keepers, corrections, outside bodies, and two entries that become one."""

from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField, RadioField, SelectField, ValidationError
from wtforms.validators import Optional

from portal.core.forms import LineField, PortalForm, ProseField, VersionedForm, choices, number_or_none, required
from portal.directory import rules
from portal.directory.forms.fields import WRONG, ReadField
from portal.directory.models import Organisation


class KeeperForm(PortalForm):
    """Who is asked to keep an organisation's entries: one of its people, or somebody else in the directory."""

    person_id = SelectField("Who?", coerce=number_or_none, **WRONG)
    called = LineField("Name or e-mail address", description="Only for somebody who is not in the list above.")

    def offer(self, people: Sequence[Any]) -> None:
        """Offer people, each with the organisation they are of where that is known."""
        named = [(each.id, ", ".join(filter(None, (each.name, getattr(each, "organisation", ""))))) for each in people]
        self.person_id.choices = choices(named, "Somebody else")

    def validate_called(self, field: LineField) -> None:
        """Somebody is chosen or named."""
        if not field.data and not self.person_id.data and not self.person_id.errors:
            raise ValidationError("Choose somebody from the list, or write a name.")


class CorrectionForm(PortalForm):
    """What is wrong in an entry, as somebody else sees it."""

    field = SelectField(
        "What is it about?", choices=choices(rules.ENTRY_WORDS.items(), "The entry as a whole"), **WRONG
    )
    text = ProseField(
        "What should it say?", [required("Write what should be changed.")], longest=2000,
        description="And how you know, if that helps: I rang yesterday, and the office has moved.",
    )  # fmt: skip


class DeclineForm(PortalForm):
    """Why a suggestion is not followed."""

    reason = LineField("Why does the entry stay as it is?", [required("Give the reason; it is sent to who asked.")],
                       longest=400)  # fmt: skip


class OutsideLinkForm(VersionedForm):
    """An outside body or network on which an organisation sits."""

    name = LineField("Body or network", [required("Write what it is called.")])
    website = ReadField("Its website", rules.website, [Optional()], longest=290)
    person_id = SelectField("Who goes?", coerce=number_or_none, **WRONG)
    part = LineField("As what?", [Optional()], description="Such as: observer, board member, or the post of who goes.")
    brings_back = ProseField(
        "What do they bring back?", [Optional()], longest=2000,
        description="News, money, a say; and how others hear of it.",
    )  # fmt: skip

    def offer(self, people: Sequence[Any]) -> None:
        """Offer the organisation's people."""
        self.person_id.choices = choices([(each.id, each.name) for each in people], "Nobody named")


class MergeForm(PortalForm):
    """Which of two entries says what shall stand; `seen` are the versions that were looked at."""

    seen = HiddenField()

    @property
    def chosen(self) -> list[str]:
        """The fields in which the entry that goes says what shall stand."""
        return [name for name in rules.ENTRY_WORDS if name in self and self[name].data == "goes"]


def merge_form(goes: Organisation, stays: Organisation) -> MergeForm:
    """Return a form that asks about each field in which two entries differ; an empty one gives way to a full one."""

    class Asked(MergeForm):
        """The fields in which these two differ."""

    for name, words in rules.ENTRY_WORDS.items():
        mine, theirs = getattr(goes, name), getattr(stays, name)
        if mine == theirs or not _says(mine):
            continue
        pair = [("stays", _says(theirs) or "Nothing"), ("goes", _says(mine))]
        start = "stays" if _says(theirs) else "goes"
        setattr(Asked, name, RadioField(words, choices=choices(pair), default=start, **WRONG))
    return Asked(seen=f"{goes.version}-{stays.version}")


def _says(value: Any) -> str:
    """Return what a field of an entry says; a sector that nobody chose says nothing."""
    words = getattr(value, "words", value)
    return "" if words == "Not said" else words
