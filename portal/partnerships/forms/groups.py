"""What is filled in about a group: its page, and for a sub group its task, its time frame and its decision."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from wtforms import BooleanField, SelectField, ValidationError

from portal.core.filters import shortday
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
from portal.core.text import shortened
from portal.partnerships.forms.pages import EndForm
from portal.partnerships.tree import GroupLine, below


class GroupForm(VersionedForm):
    """A group: what it is called, where it belongs, what it is for, and when it usually meets."""

    name = LineField("Name", [required("Give the group a name.")])
    kind = LineField("What kind of group is it?", longest=60, description="Board, sub group, executive or forum.")
    parent_id = SelectField("Part of which group?", coerce=number_or_none)
    task = ProseField("Task", longest=2000, description="What it is there for.")
    opened_on = DayField("Opened on")
    is_sub_group = BooleanField(
        "This is a sub group: a decision opened it, for one task and for a time",
        description="It then needs a task, the end of its time frame, and the decision.",
    )
    subject = LineField("Who belongs in it", longest=200, description="By subject: partners who train volunteers.")
    closes_on = DayField("Time frame ends on", description="The day by which its task should be done.")
    opening_decision_id = SelectField("Decision that opened it", coerce=number_or_none)
    opening_words = LineField(
        "If the decision stands in older minutes, its words", longest=300, description="As the minutes have them."
    )
    opening_on = DayField("Day of that decision")
    over_limit = BooleanField("Let it run all the same, above the number agreed")
    meets_at = HourField("Usually meets at", description="For example 9.30am")
    meets_until = HourField("Until", description="For example 12 noon")
    rhythm = LineField("How often", longest=120, description="As you would say it: every second month.")
    venue = LineField("Usual venue", longest=300, description="Where, and how people get in.")

    def offer(self, lines: Iterable[GroupLine], decisions: Iterable[Any], warning: str, group: Any = None) -> None:
        """Offer the groups it may belong to and the decisions there are; with a `warning`, ask about the limit."""
        kept = list(lines)
        barred = {group.id} | below(kept, group.id) if group else set()
        above = [(line.id, line.name) for line in kept if line.id not in barred and _may_hold(line, group)]
        self.parent_id.choices = choices(above, "None: it stands on its own")
        found = [(each.id, f"{shortday(each.decided_on)}: {shortened(each.text, 90)}") for each in decisions]
        if group and group.opening_decision_id and group.opening_decision_id not in {number for number, _ in found}:
            found.append((group.opening_decision_id, "The decision named before"))
        self.opening_decision_id.choices = choices(found, "None of these")
        if not warning:
            del self.over_limit

    def said(self) -> dict[str, Any]:
        """Return the fields of a group as they were filled in."""
        unsaid = {"csrf_token", "once", "version", "over_limit"}
        return {field.name: field.data for field in self if field.name not in unsaid}

    def validate_closes_on(self, field: DayField) -> None:
        """A sub group has a time frame, which ends after it begins."""
        if self.is_sub_group.data and not field.data and not field.errors:
            raise ValidationError("Say by when the sub group should have done its task.")
        begun = self.opened_on.data
        if isinstance(field.data, date) and isinstance(begun, date) and field.data < begun:
            raise ValidationError("The time frame ends before the group was opened. Write a later day.")

    def validate_task(self, field: ProseField) -> None:
        """A sub group has a task."""
        if self.is_sub_group.data and not field.data:
            raise ValidationError("Say what the sub group is to do.")

    def validate_opening_decision_id(self, field: SelectField) -> None:
        """A sub group is opened by a decision, chosen or quoted."""
        if self.is_sub_group.data and not field.data and not self.opening_words.data and not field.errors:
            raise ValidationError("Choose the decision that opened the sub group, or quote it from older minutes.")

    def validate_opening_on(self, field: DayField) -> None:
        """A quoted decision has its day."""
        if self.opening_words.data and not field.data and not field.errors:
            raise ValidationError("Write the day of the decision you quote.")

    def validate_over_limit(self, field: BooleanField) -> None:
        """One sub group more than agreed must be meant."""
        if self.is_sub_group.data and not field.data:
            raise ValidationError("Tick this if the sub group is to run above the number agreed.")

    def validate_meets_until(self, field: HourField) -> None:
        """A meeting ends after it starts."""
        if isinstance(field.data, time) and isinstance(self.meets_at.data, time) and field.data <= self.meets_at.data:
            raise ValidationError("The usual end is not after the usual start. Write a later time.")


class DissolveForm(EndForm):
    """The last day of a sub group, and what it came to."""

    achieved = ProseField(
        "What was achieved?", [required("Say what the sub group came to, for the record.")], longest=2000
    )


class ReopenForm(PortalForm):
    """Opening a closed group again, where that needs saying twice."""

    over_limit = BooleanField("Let it run all the same, above the number agreed")

    def validate_over_limit(self, field: BooleanField) -> None:
        """One sub group more than agreed must be meant."""
        if not field.data:
            raise ValidationError("Tick this if the sub group is to run above the number agreed.")


def _may_hold(line: GroupLine, group: Any) -> bool:
    return not line.closed_on or (group is not None and group.parent_id == line.id)
