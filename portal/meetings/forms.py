"""Forms for meetings."""

import hashlib
from typing import Any

from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectField
from wtforms.validators import NumberRange, Optional

from portal.core.audience import Audience
from portal.core.forms import (
    LineField,
    PortalForm,
    ProseField,
    VersionedForm,
    choices,
    number_or_none,
    required,
)
from portal.decisions.models import How
from portal.meetings.models import Capacity, ItemKind


class SubstituteForm(PortalForm):
    """Who sat in for the representative."""

    name = LineField("Who is the substitute?", [required("Give the substitute's name")])


class GuestForm(PortalForm):
    """Somebody who attended without a seat."""

    name = LineField("Who else is here?", [required("Give the name")])
    organisation = LineField("From")
    capacity = SelectField("As", choices=choices((c, c.words) for c in Capacity), coerce=Capacity)
    email = LineField(
        "E-mail, if the agenda is to be open to them",
        description="Only of somebody with an account. They read the agenda, but no confidential item, until the day"
        " after.",
    )


class NewItemForm(PortalForm):
    """A new agenda item; the rest can follow."""

    title = LineField("What should be talked about?", [required("Say what the item is about")])
    kind = SelectField("For", choices=choices((k, k.words) for k in ItemKind), coerce=ItemKind)


class ItemForm(VersionedForm):
    """An agenda item in full."""

    title = LineField("What is it about?", [required("Say what the item is about")])
    kind = SelectField("What is it for?", choices=choices((k, k.words) for k in ItemKind), coerce=ItemKind)
    minutes_long = IntegerField(
        "How many minutes?", [Optional(), NumberRange(1, 600, "Give between 1 and 600 minutes.")]
    )
    led_by = LineField("Who leads it?")
    background = ProseField("Background", description="What people should know before they come; shown on the agenda.")
    reviews_action_id = SelectField(
        "Which action does it review?", coerce=number_or_none, validators=[Optional()],
        description="Its text, its lead and how it goes stand below the item, for those who may see it.",
    )  # fmt: skip
    is_confidential = BooleanField(
        "Confidential",
        description="Representatives only: observers leave before it, and it is left out of the public minutes.",
    )
    chosen_audience = SelectField(
        "Who may see this item?", coerce=lambda value: Audience(value) if value not in (None, "", "None") else None,
        validators=[Optional()], description="A confidential item is never opened wider.",
    )  # fmt: skip

    def __init__(self, actions: Any = (), audiences: Any = (), **given: Any) -> None:
        super().__init__(**given)
        self.reviews_action_id.choices = choices(actions, none="None")
        self.chosen_audience.choices = choices(audiences, none="Whoever may see the agenda")


class NotesForm(PortalForm):
    """What was said under an item. It saves itself while it is written, so it is sent many times over.

    `version` is a mark of the notes as they were opened: another's change of them is a conflict, one of the item's
    place or name is not.
    """

    once = None
    notes = ProseField("Notes")
    version = HiddenField()

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.theirs: dict[str, str] = {}

    def is_stale(self, kept: str) -> bool:
        """Whether somebody else saved other notes since these were opened; then `theirs` holds them."""
        mark = mark_of(kept)
        if (self.version.data or mark_of("")) == mark or self.notes.data == kept:
            return False
        self.theirs = {"notes": kept}
        self.version.data = mark
        return True


def mark_of(text: str) -> str:
    """Return a short mark of a text, by which a later change of it is noticed."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class KeyMessageForm(PortalForm):
    """What should be told on."""

    key_message = LineField("Key message for the bulletin", longest=400)


class LinesForm(PortalForm):
    """Lines typed at speed: each becomes a decision, an action or a note."""

    lines = ProseField(
        "Decisions, actions and notes, one a line",
        [required("Type a line first")],
        longest=4000,
        description="“Agreed the budget” is a decision; “HPCVS to circulate the form by 30 April” an action.",
    )


class DecisionForm(VersionedForm):
    """A decision as the minutes hold it."""

    text = ProseField("What was decided?", [required("Say what was decided")], longest=4000)
    how = RadioField("How?", choices=choices((h, h.words.capitalize()) for h in How), coerce=How)
    dissent = LineField("Who differed, if it should be noted", longest=400)
