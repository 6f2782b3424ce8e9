"""What a partnership agrees on: every rule as a question, and the presets that answer them all at once."""

import re
from typing import Any

from wtforms import BooleanField, SelectField, StringField, ValidationError

from portal.core.audience import Audience
from portal.core.forms import VersionedForm, choices, required
from portal.partnerships.forms.pages import AUDIENCES, one_of
from portal.partnerships.models import DayCount, QuorumBase, QuorumKind
from portal.partnerships.rules import OF_THE_WHOLE


class CountField(StringField):
    """A whole number that is not negative."""

    data: Any

    def __init__(self, label: str, most: int, **given: Any) -> None:
        super().__init__(label, [required("Write a number, 0 for none.")], **given)
        self.most = most

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number, or say how to write it."""
        typed, self.data = "".join(valuelist[:1]).strip(), None
        if typed:
            if not re.fullmatch("[0-9]{1,6}", typed) or int(typed) > self.most:
                raise ValueError(f"Write a whole number from 0 to {self.most}.")
            self.data = int(typed)

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else str("" if self.data is None else self.data)


class RulesForm(VersionedForm):
    """The rules of a partnership, or of one of its groups."""

    quorum_kind = one_of(
        "When may a meeting decide?", "Choose how the quorum is reckoned.",
        choices((kind, kind.words) for kind in QuorumKind), QuorumKind,
    )  # fmt: skip
    quorum_value = CountField("The share in hundredths, or the number", 100, description="50 for half, or 5 for five.")
    quorum_base = one_of(
        "Of what?", "Choose what is counted.",
        choices((base, base.words.capitalize()) for base in QuorumBase), QuorumBase,
    )  # fmt: skip
    quorum_counts_vacant = BooleanField("Vacant seats count towards the total")
    silence_is_assent = BooleanField("Between meetings, no answer counts as a yes")
    silence_days = CountField("Days to answer what is put to the seats between meetings", 90)
    silence_notice = CountField(
        "Days somebody must have known of it before silence counts", 90, description="0: on the last day is enough."
    )
    missed_limit = CountField("Meetings missed in a row before a seat is at risk", 24, description="0: no such rule.")
    substitute_resets = BooleanField("A substitute who comes keeps the seat safe")
    regular_percent = CountField(
        "Regular attendance, in hundredths of the meetings of a year", 100, description="0: no such rule."
    )
    term_years = CountField("Term of office, in years", 20, description="0: seats have no term.")
    may_stand_again = BooleanField("Whoever served a term may stand again")
    max_sub_groups = CountField("Sub groups that may run at once", 50, description="0: no limit.")
    minutes_days = CountField("Days after the meeting by which minutes are due", 365, description="0: no such day.")
    papers_days = CountField("Days before the meeting by which papers go round", 90, description="0: no such day.")
    bulletin_days = CountField("Days after the meeting by which the bulletin goes", 365, description="0: no such day.")
    minutes_count = SelectField(
        "Which days are counted?", coerce=DayCount,
        choices=choices([(DayCount.CALENDAR, "All days"), (DayCount.WORKING, "Working days")]),
    )  # fmt: skip
    taker_from_members = BooleanField("Minutes are taken by somebody from the membership, not by the manager")
    meetings_audience = one_of(
        "Who may see that a meeting takes place, and its agenda?", "Choose who may see meetings.", AUDIENCES, Audience,
        description="It holds for meetings called from now on.",
    )  # fmt: skip
    minutes_audience = one_of(
        "Who may read published minutes?", "Choose who may read minutes.", AUDIENCES, Audience,
        description="It holds for minutes published from now on.",
    )  # fmt: skip
    is_unattributed = BooleanField("Views are not attributed: the minutes others read name nobody")
    interests_public = BooleanField("The register of interests is open to the public")

    def for_group(self) -> None:
        """Leave out what only the whole partnership settles."""
        for name in OF_THE_WHOLE:
            del self[name]

    def settings(self) -> dict[str, Any]:
        """Return the rules as they were filled in."""
        return {field.name: field.data for field in self if field.name not in {"csrf_token", "once", "version"}}

    def validate_silence_days(self, field: CountField) -> None:
        """There is time to answer, and enough of it for silence to count."""
        if field.data == 0:
            raise ValidationError("Write at least 1, so that there is time to answer.")
        notice = self.silence_notice.data
        if self.silence_is_assent.data and field.data is not None and notice is not None and notice > field.data:
            raise ValidationError("Nobody's silence could count: give more days to answer, or ask for fewer below.")

    def validate_quorum_value(self, field: CountField) -> None:
        """A quorum that is reckoned needs a number it can be reckoned from."""
        kind = self.quorum_kind.data
        if kind is QuorumKind.NONE or field.data is None:
            return
        if field.data == 0:
            raise ValidationError("Write how much is needed, or choose that there is no quorum.")
        if kind is QuorumKind.MORE_THAN and field.data == 100:
            raise ValidationError("More than all cannot attend. Write less than 100.")
