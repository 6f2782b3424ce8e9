"""The form of an action in a plan, made from the plan's own columns; and the one line that adds an action."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from wtforms import BooleanField, SelectField, SelectMultipleField, widgets

from portal.actions.models import Status
from portal.core.forms import LineField, PortalForm, ProseField, VersionedForm, choices, number_or_none, required
from portal.plans import rules
from portal.plans.models import Field, Plan, PlanColumn, PlanEntry, Section

LONGEST = {Field.REF: 40, Field.LEADS: 400, Field.ALSO: 400}
NAMES = {Field.LEADS: "leads_written"}
"""The fields of the form that are not called as the column's own words are."""

HINTS = {
    Field.WHAT: "The first line is what is to be done; what stands below it is shown smaller.",
    Field.LEADS: "As you write them: organisations, people, groups, “all”; “???” for nobody yet.",
    Field.WHEN: "As you write it: Apr-Sept 2026, ongoing from July, by the AGM.",
    Field.HOW: "One step a line.",
}


class Ticks(SelectMultipleField):
    """Several choices, each with a box to be ticked."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class Ticked(list):
    """Choices that are ticked, as they are said to who edits the same."""

    def __str__(self) -> str:
        return ", ".join(self)


class Standing(NamedTuple):
    """An entry with its action as one thing to be edited: what each field of the form holds."""

    version: str
    said: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.said[name]
        except KeyError:
            raise AttributeError(name) from None


class LineForm(PortalForm):
    """An action in one line, in a section of the plan."""

    line = LineField("What is to be done, by whom, by when?", [required("Write what is to be done.")], longest=1000)
    section = SelectField("Section", coerce=number_or_none)

    def __init__(self, sections: Sequence[Section], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section.choices = choices([(section.id, section.title) for section in sections], "No section")


class StatusForm(PortalForm):
    """How an action stands, in one click."""

    status = SelectField("How it stands", choices=choices([(status.value, status.words) for status in Status]))


class EntryForm(VersionedForm):
    """What every form of an entry has; the others come from the plan's columns."""

    def said(self) -> dict[str, Any]:
        """Return what was filled in, as `services.entries.change` takes it."""
        found: dict[str, Any] = {}
        for each in self:
            if each.name in ("csrf_token", "once", "version"):
                continue
            found[each.name] = each.data
        for field in rules.SEVERAL:
            if field.value in found:
                found[field.value] = rules.kept(field, found[field.value])
        if "status" in found:
            found["status"] = Status(found["status"])
        return found


def form_for(
    plan: Plan, sections: Sequence[Section], entry: PlanEntry | None, may_change_action: bool, is_minuted: bool = False
) -> EntryForm:
    """Return the form of an entry, with a field for each column of the plan that the viewer may fill in."""
    fields: dict[str, Any] = {}
    for column in plan.columns:
        is_kept = column.field is Field.LINKS or (column.field in rules.OF_ACTION and not may_change_action)
        if not (is_kept or (column.field is Field.WHAT and is_minuted)):
            fields[NAMES.get(column.field, rules.FIELDS[column.field].attribute)] = _field(column)
    if sections:
        named = [(section.id, section.title) for section in sections]
        fields["section_id"] = SelectField(
            plan.section_noun, coerce=number_or_none, choices=choices(named, "None"), default=None
        )
    goals = [(goal.id, goal.text[:120]) for section in sections for goal in section.objectives]
    if goals:
        fields["objective_id"] = SelectField("Objective", coerce=number_or_none, choices=choices(goals, "None"))
    made = type("EntryForm", (EntryForm,), fields)
    return made(data=standing(entry).said | {"version": standing(entry).version}) if entry else made()


def standing(entry: PlanEntry) -> Standing:
    """Return an entry and its action as one thing to be edited."""
    action = entry.action
    own = {name: getattr(entry, name) for name in rules.OWN_ATTRIBUTES}
    own |= {field.value: Ticked(rules.ticked(own[field.value])) for field in rules.SEVERAL}
    of_action = {
        "text": action.text, "status": action.status.value, "when_text": action.when_text,
        "leads_written": action.leads_written or action.leads_text,
    }  # fmt: skip
    places = {"section_id": entry.section_id, "objective_id": entry.objective_id}
    return Standing(f"{entry.version}.{action.version}", own | of_action | places)


def _field(column: PlanColumn) -> Any:
    field, hint = column.field, HINTS.get(column.field, "")
    if field in rules.SEVERAL:
        return Ticks(column.heading, choices=choices(rules.choices(field, column.wording)))
    if field in rules.CHOICES:
        none = None if field is Field.STATUS else "Not said"
        offered = choices(rules.choices(field, column.wording), none)
        return SelectField(column.heading, choices=offered, default="")
    if field is Field.NEEDS_DETAIL:
        return BooleanField(column.heading)
    if field in rules.ONE_LINE:
        return LineField(column.heading, longest=LONGEST.get(field, 200), description=hint)
    needed = [required("Write what is to be done.")] if field is Field.WHAT else []
    return ProseField(column.heading, needed, longest=4000, description=hint)
