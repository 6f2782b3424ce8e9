"""What is filled in for an update, for its review, for a heading, and to name a reviewer."""

from collections.abc import Sequence

from wtforms import RadioField, SelectField

from portal.core.audience import OFFERED_TO, Audience
from portal.core.forms import LineField, PortalForm, ProseField, VersionedForm, choices, number_or_none, required
from portal.updates.rules import LONGEST

Named = Sequence[tuple[int, str]]
WRONG_ORGANISATION = "Choose one of the organisations in the list."


class UpdateForm(VersionedForm):
    """A note: whose it is, under which heading, what they are doing, and who may read it."""

    organisation_id = SelectField(
        "Which organisation?", [required(WRONG_ORGANISATION)], coerce=number_or_none, validate_choice=True
    )
    under = SelectField("Under which heading?", [required("Choose a heading.")])
    text = ProseField(
        "What are you doing?", [required("Write what you are doing.")], longest=LONGEST,
        description="A few sentences: what, with whom, until when.",
    )  # fmt: skip
    audience = RadioField(
        "Who may read it?", choices=choices([(each.value, each.words.capitalize()) for each in OFFERED_TO]),
        default=Audience.PARTNERS.value,
    )  # fmt: skip

    def offer(self, organisations: Named, headings: Sequence[str]) -> None:
        """Offer the organisations the writer speaks for, and the partnership's headings."""
        self.organisation_id.choices = choices(organisations, "Choose one" if len(organisations) != 1 else None)
        self.under.choices = choices([(name, name) for name in headings])


class AskForm(PortalForm):
    """What a reviewer would like changed."""

    asked = ProseField(
        "What should be changed?", [required("Write what should be changed.")], longest=1000,
        description="It is sent to who wrote the update.",
    )  # fmt: skip


class HeadingForm(VersionedForm):
    """What a heading is called."""

    name = LineField("Heading", [required("Write what the heading is called.")], longest=80)


class ReviewerForm(PortalForm):
    """Who is to review updates."""

    person_id = SelectField("Who?", [required("Choose one of the people in the list.")], coerce=number_or_none)

    def offer(self, people: Named) -> None:
        """Offer the people of the partnership who are no reviewers yet."""
        self.person_id.choices = choices(people, "Choose one")
