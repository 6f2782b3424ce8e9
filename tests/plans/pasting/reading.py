"""Reading a table in a test as the portal does: what was pasted, understood as nobody has corrected it."""

from portal.plans.models import Field
from portal.plans.pasting import guessing, reading, sources
from portal.plans.pasting.choices import choices_of

CHOICES = choices_of(
    {
        Field.TIMESCALE: [("now", "Next 6 months"), ("soon", "6 to 12 months"), ("later", "12 to 24 months")],
        Field.SCALE: [("small", "Small"), ("medium", "Medium"), ("large", "Large")],
        Field.PRIORITY: [("high", "High"), ("medium", "Medium"), ("low", "Low")],
        Field.STATUS: [(word, word.capitalize()) for word in ("outstanding", "ongoing", "done", "dropped")],
    }
)


def guessed(source, own=None):
    """How the rows of a source are taken."""
    return guessing.guess(source.rows, own or {}, CHOICES)


def understood(source, own=None):
    """The plan that a source holds."""
    layout = guessed(source, own)
    named = guessing.named_columns(source.rows, layout)
    return reading.read(source.rows, layout, named, CHOICES, source.what.startswith("Excel"))


def pasted(*lines):
    """Lines of cells, pasted as text with tabs."""
    return sources.read_pasted(
        "\n".join("\t".join(line) if isinstance(line, (list, tuple)) else line for line in lines)
    )


def html(*rows, **around):
    """Rows of ready cells as a table in HTML."""
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def td(*cells):
    """Plain cells of a row."""
    return "".join(f"<td>{cell}</td>" for cell in cells)
