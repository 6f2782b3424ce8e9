"""Forms for meetings."""

import hashlib
from typing import Any

from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectField
from wtforms.validators import NumberRange, Optional

from portal.core.audience import Audience
from portal.core.forms import (
    DayField,
    HourField,
    LineField,
    PortalForm,
    ProseField,
    VersionedForm,
    choices,
    number_or_none,
    required,
)
from portal.decisions.models import How
from portal.meetings.models import Capacity, ItemKind, Kind


class MeetingForm(VersionedForm):
    """Calling a meeting, or changing its call."""

    day = DayField(
        "When is it?",
        [required("Say which day the meeting is on")],
        description="Write it as you would say it: 24 March, 24/3/2026, next Thursday.",
    )
    starts = HourField("From", description="For example 9.30am")
    ends = HourField("Until", description="For example 12 noon")
    venue = LineField("Where, and how do people get in?", longest=300)
    kind = RadioField("What kind of meeting is it?", choices=choices((k, k.words) for k in Kind), coerce=Kind)
    title = LineField("What is it called?", description="Left empty, it takes the name of its kind.")
    audience = RadioField(
        "Who may see that it takes place, and its agenda?",
        choices=choices((a, a.words.capitalize()) for a in Audience if a is not Audience.RESTRICTED),
        coerce=Audience,
    )
    taker_id = SelectField(
        "Who takes the minutes?",
        coerce=number_or_none,
        description="Leave it open if you do not know yet.",
        validators=[Optional()],
    )

    def __init__(self, takers: Any = (), hint: str = "", **given: Any) -> None:
        super().__init__(**given)
        self.taker_id.choices = choices(takers, none="Not settled yet")
        if hint:
            self.taker_id.description = hint

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse an end before the beginning."""
        good = super().validate(extra_validators)
        if good and self.starts.data and self.ends.data and self.ends.data <= self.starts.data:
            self.ends.errors = ["The meeting ends before it begins. Give a later time."]
            return False
        return good


class CancelForm(PortalForm):
    """Why a meeting will not take place."""

    why = LineField("Why is it cancelled?", [required("Say in a few words why")])


class SubstituteForm(PortalForm):
    """Who sat in for the representative."""

    name = LineField("Who is the substitute?", [required("Give the substitute's name")])


class GuestForm(PortalForm):
    """Somebody who attended without a seat."""

    name = LineField("Who else is here?", [required("Give the name")])
    organisation = LineField("From")
    capacity = SelectField("As", choices=choices((c, c.words) for c in Capacity), coerce=Capacity)


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
    is_confidential = BooleanField(
        "Confidential",
        description="Representatives only: observers leave before it, and it is left out of the public minutes.",
    )


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
