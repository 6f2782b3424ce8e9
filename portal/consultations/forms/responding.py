"""What is filled in for the response of the partnership, and for what came of a consultation."""

from collections.abc import Sequence
from typing import Any

from wtforms import RadioField, SelectField, ValidationError
from wtforms.validators import Optional

from portal.core import clock
from portal.core.audience import Audience
from portal.core.filters import shortday
from portal.core.forms import DayField, ProseField, VersionedForm, choices, number_or_none
from portal.core.text import shortened

NOT_SEEN = "As it was noted (you may not open it)"


class _SharedForm(VersionedForm):
    """Something that belongs to a consultation, and with whom it is shared."""

    shared_with = RadioField("Who may read it?")

    def offer_readers(self, audiences: Sequence[Audience]) -> None:
        """Offer the audiences that are no wider than the consultation's."""
        self.shared_with.choices = choices([(each.value, each.words.capitalize()) for each in audiences])


class ResponseForm(_SharedForm):
    """Who writes the response, what it says, where it was agreed, and when it was sent."""

    writer_organisation_id = SelectField("Which organisation writes it?", coerce=number_or_none)
    writer_id = SelectField(
        "Who writes it?", coerce=number_or_none,
        description="They get a letter a week before it closes. With nobody chosen, the organisation's "
        "representatives do.",
    )  # fmt: skip
    text = ProseField("What do we say?", description="A draft is for those of the partnership alone.")
    agreed_meeting_id = SelectField("At which meeting was it agreed?", coerce=number_or_none)
    agreed_decision_id = SelectField("By which decision?", coerce=number_or_none)
    sent_on = DayField("When was it sent?", [Optional()], description="Leave it empty until it was.")
    shared_with = RadioField("Who may read it, once it was sent?")

    def offer(
        self, response: Any, organisations: Sequence[tuple[int, str]], people: Sequence[tuple[int, str]],
        meetings: Sequence[Any], decisions: Sequence[Any],
    ) -> None:  # fmt: skip
        """Offer who may write it, and where it may have been agreed; what is chosen already stays."""
        named = response.writer_organisation
        self.writer_organisation_id.choices = choices(
            _with(organisations, response.writer_organisation_id, named.name if named else ""), "None of them"
        )
        self.writer_id.choices = choices(
            _with(people, response.writer_id, "As it was noted (you may not know the name)"), "Nobody yet"
        )
        self.agreed_meeting_id.choices = choices(
            _with([(row.id, f"{shortday(row.day)}: {row.title}") for row in meetings],
                  response.agreed_meeting_id, NOT_SEEN), "Not at a meeting",
        )  # fmt: skip
        self.agreed_decision_id.choices = choices(
            _with([(row.id, f"{shortday(row.decided_on)}: {shortened(row.text, 90)}") for row in decisions],
                  response.agreed_decision_id, NOT_SEEN), "Not by a decision",
        )  # fmt: skip

    def validate_sent_on(self, field: DayField) -> None:
        """It was sent today or before, and says something."""
        if field.data and field.data > clock.today():
            raise ValidationError("This day is still to come. Note it once it was sent.")

    def validate_text(self, field: ProseField) -> None:
        """What was sent says something."""
        if self.sent_on.data and not field.data:
            raise ValidationError("Write what was sent, or in a sentence what it said.")

    def said(self) -> dict[str, Any]:
        """Return what was filled in, as the services take it."""
        names = (
            "writer_organisation_id", "writer_id", "text", "agreed_meeting_id", "agreed_decision_id", "sent_on",
        )  # fmt: skip
        return {name: self[name].data for name in names} | {"shared_with": Audience(self.shared_with.data)}


class OutcomeForm(_SharedForm):
    """What came of a consultation."""

    results = ProseField("What were the results?", [Optional()], description="What people said, and how many.")
    owner_did = ProseField("What did the owner do?", [Optional()], description="And how much of our response is in it.")

    def said(self) -> dict[str, Any]:
        """Return what was filled in, as the services take it."""
        shared = Audience(self.shared_with.data)
        return {"results": self.results.data, "owner_did": self.owner_did.data, "shared_with": shared}


def _with(pairs: Sequence[tuple[int, str]], chosen: int | None, called: str) -> list[tuple[int, str]]:
    """Return the choices, with the one that is chosen already among them."""
    known = list(pairs)
    return known if chosen is None or chosen in dict(known) else [*known, (chosen, called)]
