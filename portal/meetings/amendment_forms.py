"""What is filled in to amend minutes, to answer, and to hand their taking over."""

from collections.abc import Sequence

from wtforms import RadioField, SelectField

from portal.core.forms import LineField, PortalForm, ProseField, choices, number_or_none, required
from portal.meetings.amendment_models import Outcome


class AmendmentForm(PortalForm):
    """What should be said otherwise, and where."""

    item_id = SelectField("Under which item?", coerce=number_or_none)
    text = ProseField("What should be said otherwise?", [required("Write what should be changed.")], longest=4000)

    def offer(self, items: Sequence[tuple[int, str]]) -> "AmendmentForm":
        """Offer the items the viewer sees."""
        self.item_id.choices = choices(items, "The minutes as a whole")
        return self


class AnswerForm(PortalForm):
    """What becomes of an amendment."""

    outcome = RadioField(
        "What becomes of it?", [required("Choose what becomes of it.")],
        choices=choices([(each.value, each.words) for each in (Outcome.TAKEN_UP, Outcome.DECLINED)]),
    )  # fmt: skip
    answer = LineField("A word to who proposed it", longest=400)


class TakerForm(PortalForm):
    """Who takes the minutes from here on."""

    taker_id = SelectField("Who takes the minutes?", coerce=number_or_none)
    note = ProseField("Anything they should know", longest=1000, description="It goes into the letter they get.")
