"""What is filled in about a partnership: its setting up, its page, its statements, its ties, and its end."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import RadioField, SelectField, ValidationError

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
from portal.partnerships.models import Kind, Saying
from portal.partnerships.presets import PRESETS

ACCENTS = [
    ("moss", "Moss green"),
    ("cobalt", "Cobalt blue"),
    ("damson", "Damson purple"),
    ("brick", "Brick red"),
    ("ochre", "Ochre brown"),
    ("teal", "Teal, between green and blue"),
]
AUDIENCES = choices((each, each.words.capitalize()) for each in Audience if each is not Audience.RESTRICTED)


def one_of(label: str, sentence: str, offered: list, coerce: Any = str, **given: Any) -> RadioField:
    """Return a question with one answer among those offered; the sentence is said when there is none."""
    return RadioField(
        label, coerce=coerce, choices=offered, invalid_choice_message=sentence, invalid_value_message=sentence, **given
    )


class KindChoice:
    """The question of what kind of partnership it is: one that is known, or another in words."""

    kind_id: Any
    new_kind: Any

    def offer_kinds(self, kinds: Iterable[Kind]) -> None:
        """Offer the kinds there are."""
        self.kind_id.choices = choices(((kind.id, kind.name) for kind in kinds), "Choose one, or name another below")

    def validate_new_kind(self, field: LineField) -> None:
        """Ask for a kind where none was chosen."""
        if not field.data and not self.kind_id.data and not self.kind_id.errors:
            raise ValidationError("Choose the kind of partnership, or name another.")


class NewPartnershipForm(PortalForm, KindChoice):
    """Setting up a partnership."""

    name = LineField("Name", [required("Give the partnership a name.")])
    kind_id = SelectField("Kind of partnership", coerce=number_or_none)
    new_kind = LineField("If it is another kind, which?", longest=120)
    area = LineField("Area", description="The places it works for, such as Derbyshire Dales and High Peak.")
    purpose = ProseField(
        "Purpose", [required("Say in a sentence what it is for.")], 2000,
        description="One or two sentences. They stand at the top of its page.",
    )  # fmt: skip
    first_group = LineField(
        "What is its main group called?", [required("Give its main group a name.")], 120,
        default="Partnership meeting", description="The board, the core group, the partnership meeting.",
    )  # fmt: skip
    preset = one_of(
        "Rules to start from", "Choose the rules to start from.", choices((each.key, each.name) for each in PRESETS),
        description="Every rule can be changed afterwards.",
    )  # fmt: skip


class PageForm(VersionedForm, KindChoice):
    """What a partnership's page says."""

    name = LineField("Name", [required("Give the partnership a name.")])
    short_name = LineField("Short name", longest=60, description="For menus. Left empty, the name stands there.")
    kind_id = SelectField("Kind of partnership", coerce=number_or_none)
    new_kind = LineField("If it is another kind, which?", longest=120)
    purpose = ProseField("Purpose", [required("Say in a sentence what it is for.")], 2000)
    area = LineField("Area")
    nature = LineField("Nature", description="Formal or informal, for a time or ongoing, voluntary or by contract.")
    founded_on = DayField("Founded on")
    contact = LineField("Contact", description="An office, a telephone number or an e-mail address. Everybody sees it.")
    actions_audience = one_of(
        "Who may see its actions?", "Choose who may see the actions.", AUDIENCES, Audience,
        description="It holds for actions added from now on.",
    )  # fmt: skip
    accent = one_of("Colour", "Choose a colour.", choices(ACCENTS))


class KindForm(VersionedForm):
    """What a kind of partnership is called."""

    name = LineField("Name of the kind", [required("Give the kind a name.")], 120)


class StatementForm(VersionedForm):
    """One value, principle, priority or the like."""

    kind = SelectField("Heading", coerce=Saying, choices=choices((saying, saying.words) for saying in Saying))
    text = LineField("Words", [required("Write the statement.")], 400)


class TieForm(VersionedForm):
    """How two partnerships are tied, in the words of either page."""

    words = LineField("Words on the first page", [required("Say how the first one stands to the other.")], 120)
    words_back = LineField("Words on the other page", [required("Say how the other one stands to the first.")], 120)


class NewTieForm(TieForm):
    """A tie to a partnership that is chosen."""

    other_id = SelectField("Partnership", [required("Choose a partnership.")], coerce=number_or_none)


class EndForm(PortalForm):
    """The last day of a partnership, or of a group."""

    on = DayField("Last day", [required("Write the last day.")], default=clock.today)

    def validate_on(self, field: DayField) -> None:
        """Refuse a day to come: until then it is open."""
        if isinstance(field.data, date) and field.data > clock.today():
            raise ValidationError("Write today or an earlier day: it is open until then.")
