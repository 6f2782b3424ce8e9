"""The columns a plan begins with: as three partnerships drew up theirs, or the plainest that serves."""

from typing import NamedTuple

from portal.plans.models import Field
from portal.plans.rules import FIELDS


class Chosen(NamedTuple):
    """A column as a partnership chooses it."""

    field: Field
    heading: str
    wording: str = ""


class Preset(NamedTuple):
    """A way to begin: what it is called, for whom it serves, and its columns and times."""

    key: str
    name: str
    sentence: str
    columns: tuple[Chosen, ...]
    section_noun: str = "Area of work"
    year_starts: int = 1


def _columns(*fields: Field, **headings: str) -> tuple[Chosen, ...]:
    return tuple(Chosen(field, headings.get(field.value, FIELDS[field].heading)) for field in fields)


PRESETS: dict[str, Preset] = {
    preset.key: preset
    for preset in (
        Preset(
            "peak",
            "Areas of work, by now, soon and later",
            "For a plan drawn up in workshops: priority, timescale and scale to be ticked, how, and who leads.",
            _columns(
                Field.REF,
                Field.WHAT,
                Field.STATUS,
                Field.PRIORITY,
                Field.TIMESCALE,
                Field.SCALE,
                Field.HOW,
                Field.LEADS,
                Field.ALSO,
                Field.NEEDS_DETAIL,
                Field.COMMENTS,
            ),
        ),  # fmt: skip
        Preset(
            "derby",
            "Targets with evidence and quarters",
            "For a strategy with targets: each with its aim, its evidence, an outside indicator and what you can do.",
            _columns(Field.REF, Field.WHAT, Field.STATUS, Field.WHEN, Field.LEADS, when="When", leads="By whom"),
            section_noun="Target",
            year_starts=4,
        ),
        Preset(
            "wychavon",
            "What, by when, who and resources",
            "For a project of several partnerships: resource implications, comments, and actions that go together.",
            _columns(
                Field.REF,
                Field.WHAT,
                Field.HOW,
                Field.STATUS,
                Field.WHEN,
                Field.LEADS,
                Field.RESOURCES,
                Field.COMMENTS,
                Field.LINKS,
                when="When by",
                leads="Who",
            ),
            section_noun="Who it is for",
        ),  # fmt: skip
        Preset(
            "plain",
            "As plain as can be",
            "What, who, by when and how it stands. Columns can be added later.",
            _columns(Field.WHAT, Field.LEADS, Field.WHEN, Field.STATUS),
        ),
    )
}
