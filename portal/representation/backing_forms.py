"""What is filled in about what stands behind a seat."""

from typing import Any

from wtforms import RadioField

from portal.core.forms import ProseField, VersionedForm, choices
from portal.representation.backing_models import Backing, ServesAs

WORKERS = {"yes": True, "no": False, "unsaid": None}


class BackingForm(VersionedForm):
    """Paid workers, as what the representative comes, and what the organisation needs to take part."""

    workers = RadioField(
        "Does the organisation have paid workers?", default="unsaid",
        choices=choices([("yes", "Yes"), ("no", "No"), ("unsaid", "Not said")]),
    )  # fmt: skip
    capacity = RadioField(
        "As what does its representative come?", default="unsaid",
        choices=choices([*((each.value, each.words[:1].upper() + each.words[1:]) for each in ServesAs),
                         ("unsaid", "Not said")]),
    )  # fmt: skip
    support = ProseField(
        "What it needs to take part", longest=1000,
        description="Small groups may need travel, papers in good time, somebody to go with, or paid hours.",
    )  # fmt: skip

    @property
    def has_paid_workers(self) -> bool | None:
        """Yes, no, or not said."""
        return WORKERS[self.workers.data]

    @property
    def serves_as(self) -> ServesAs | None:
        """As what the representative comes, where it is said."""
        return None if self.capacity.data == "unsaid" else ServesAs(self.capacity.data)


def backing_form(row: Backing | None, holder: Any) -> BackingForm:
    """Return the form with what is said so far; without a representative nothing is asked about one."""
    said: dict[str, Any] = {}
    if row:
        workers = next(key for key, value in WORKERS.items() if value is row.has_paid_workers)
        mine = row.serves_as.value if row.serves_as and holder and row.holder_id == holder.id else "unsaid"
        said = {"workers": workers, "capacity": mine, "support": row.support, "version": str(row.version)}
    form = BackingForm(**said)
    if holder is None:
        form.capacity.data = "unsaid"
    return form
