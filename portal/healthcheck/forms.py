"""What is filled in for a health check: starting it, what follows from a statement, publishing its summary."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from wtforms import SelectField, ValidationError

from portal.core import clock
from portal.core.filters import shortday
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
from portal.core.text import shortened
from portal.healthcheck.rules import FEWEST
from portal.partnerships.forms.pages import one_of
from portal.partnerships.models import Group
from portal.questionnaires.models import Purpose
from portal.questionnaires.survey_models import OPEN_DAYS, Asks

LENGTHS = [
    (Purpose.SHORT_CHECK, "Short: the eight topics, about ten minutes"),
    (Purpose.LONG_CHECK, "Long: with what makes partnerships work, and what each has promised"),
]
ACT, LEAVE = "act", "leave"
ASKED = (Asks.SEATS, Asks.SEATS_AND_STAFF, Asks.JOINT)


class StartForm(PortalForm):
    """How this year's health check is held."""

    purpose = one_of("How long?", "Choose the short or the long one.", choices(LENGTHS), Purpose)
    group_id = SelectField("Which group is asked?", coerce=int)
    asks = one_of("Who answers?", "Choose who answers.", choices((each, each.words) for each in ASKED), Asks)
    closes_on = DayField("Last day to answer", [required("Write the last day to answer.")])

    def __init__(self, groups: Sequence[tuple[Group, int]]) -> None:
        seats = groups[0][1] if groups else 0
        asks = Asks.SEATS if seats >= FEWEST else Asks.JOINT
        usual = clock.today() + timedelta(days=OPEN_DAYS)
        super().__init__(purpose=Purpose.SHORT_CHECK, asks=asks, closes_on=usual)
        self.seats = {group.id: seats for group, seats in groups}
        self.group_id.choices = choices((group.id, group.name) for group, _seats in groups)

    def validate_closes_on(self, field: DayField) -> None:
        """There is time to answer."""
        if field.data and field.data <= clock.today():
            raise ValidationError("Write a day to come, so that there is time to answer.")

    def validate_asks(self, field: Any) -> None:
        """Fewer than five seats cannot answer one by one and stay anonymous."""
        if field.data in (Asks.SEATS, Asks.SEATS_AND_STAFF) and self.seats.get(self.group_id.data, 0) < FEWEST:
            raise ValidationError("Fewer than five organisations have a seat, so answers one by one could be guessed. "
                                  "Answer together in the meeting.")  # fmt: skip


class FollowUpForm(VersionedForm):
    """What was agreed on a statement."""

    way = one_of("What did you agree?", "Choose one of the two.", choices([
        (ACT, "An action"), (LEAVE, "Not to act, and why"),
    ]), str)  # fmt: skip
    text = ProseField("What is to be done", longest=2000)
    leads = LineField("Who leads", longest=400, description="Organisations, people, groups or all partners.")
    when = LineField("By when", description="As you would write it: 30 April, end of May, before Christmas.")
    reason = ProseField("Why you do not act", longest=2000)
    agreed_on = DayField("Agreed on")
    decision_id = SelectField(
        "Decision that says so", coerce=number_or_none, description="Where it stands in the register of decisions."
    )

    def __init__(self, decisions: Iterable[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(row.id, f"{shortday(row.decided_on)}: {shortened(row.text, 90)}") for row in decisions]
        self.decision_id.choices = choices(offered, "None")

    def validate_text(self, field: ProseField) -> None:
        """An action says what is to be done."""
        if self.way.data == ACT and not field.data:
            raise ValidationError("Write what is to be done.")

    def validate_leads(self, field: LineField) -> None:
        """An action that nobody leads does not move."""
        if self.way.data == ACT and not field.data:
            raise ValidationError("Name who leads it: an action that nobody leads does not move.")

    def validate_reason(self, field: ProseField) -> None:
        """Not acting has its reason."""
        if self.way.data == LEAVE and not field.data:
            raise ValidationError("Say why you do not act, so that next year you can look at it again.")

    def validate_agreed_on(self, field: DayField) -> None:
        """It was agreed by now."""
        if field.data and field.data > clock.today():
            raise ValidationError("This day is still to come. Write the day on which you agreed it.")


class PublishForm(PortalForm):
    """By which decision everybody may read the summary."""

    decision_id = SelectField(
        "Decision to publish it", [required("Choose the decision by which the summary becomes public.")],
        coerce=number_or_none,
    )  # fmt: skip

    def __init__(self, decisions: Iterable[Any]) -> None:
        super().__init__()
        offered = [(row.id, f"{shortday(row.decided_on)}: {shortened(row.text, 90)}") for row in decisions]
        self.decision_id.choices = choices(offered, "Choose")
