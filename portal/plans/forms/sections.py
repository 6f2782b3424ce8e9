"""Forms of a plan's sections and their objectives, of what is put into a plan, and of what is shared."""

from collections.abc import Sequence
from typing import Any

from wtforms import SelectField

from portal.core.forms import LineField, PortalForm, ProseField, VersionedForm, choices, number_or_none, required
from portal.plans.forms.entries import Ticks
from portal.plans.models import Section


class SectionForm(VersionedForm):
    """A section: an area of work, a target, or whatever the plan calls it."""

    code = LineField("Number or letter", longest=20, description="Such as 1, T1 or A; it may be left empty.")
    title = LineField("What it is called", [required("Say what it is called.")], longest=300)
    aim = ProseField("Aim", longest=2000)
    tier = LineField(
        "Tier", longest=80, description="Who it is for, where a plan holds several tiers: Core Group, area."
    )
    caretaker_id = SelectField(
        "Caretaker", coerce=number_or_none, description="The organisation that minds it, so that it is not lost."
    )
    evidence = ProseField("Evidence", longest=4000, description="What shows that it is needed, one finding a line.")
    indicator = ProseField("Outside indicator", longest=2000, description="A measure of others that it counts towards.")
    advice = ProseField("What you can do", longest=4000, description="What any partner can do, one thing a line.")

    def __init__(self, organisations: Sequence[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.caretaker_id.choices = choices([(row.id, row.name) for row in organisations], "Nobody yet")

    def said(self) -> dict[str, Any]:
        """Return what was filled in, as `services.sections` takes it."""
        names = ("code", "title", "aim", "tier", "caretaker_id", "evidence", "indicator", "advice")
        return {name: self[name].data for name in names}


class ObjectiveForm(VersionedForm):
    """An objective of a section."""

    text = ProseField("Objective", [required("Write the objective.")], longest=2000)


class PutInForm(PortalForm):
    """Actions that are there already, to stand in the plan as well."""

    actions = Ticks("Actions", [required("Tick at least one action.")], coerce=int)
    section = SelectField("Put them into", coerce=number_or_none)

    def __init__(self, offered: Sequence[Any], sections: Sequence[Section], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actions.choices = choices([(row.id, row.text) for row in offered])
        self.section.choices = choices([(section.id, section.title) for section in sections], "No section")


class IntoPlanForm(PortalForm):
    """A plan and a section for one action."""

    place = SelectField("Put it into", [required("Choose where it is to stand.")])

    def __init__(self, plans: Sequence[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place.choices = choices(
            [
                (
                    f"{plan.id}-{section.id if section else 0}",
                    f"{plan.title}: {section.title}" if section else plan.title,
                )
                for plan in plans
                for section in [None, *plan.sections]
            ]
        )


class LinkForm(PortalForm):
    """Another action of the plan that goes with one."""

    other = SelectField("It goes with", [required("Choose an action.")], coerce=int)

    def __init__(self, others: Sequence[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(row.entry_id, f"{row.ref} {row.text}".strip().partition("\n")[0][:100]) for row in others]
        self.other.choices = choices(named)


class OfferForm(PortalForm):
    """Another partnership to which an action is offered."""

    partnership = LineField("To which partnership", [required("Write the name of a partnership.")])
    words = LineField("A word to go with it", longest=300)


class TakeForm(PortalForm):
    """What becomes of an action that another partnership offers."""

    section = SelectField("Into", coerce=number_or_none)

    def __init__(self, sections: Sequence[Section], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section.choices = choices([(section.id, section.title) for section in sections], "No section")
