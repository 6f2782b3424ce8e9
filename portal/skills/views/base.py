"""The blueprint of skills, and what its pages share."""

from typing import Any

from flask import Blueprint

from portal.core.forms import VersionedForm

skills = Blueprint("skills", __name__)
SKILL = "/skills/<int(max=2147483647):number>/"
TERM = "/skills/terms/<int(max=2147483647):number>/"
REQUEST = "/skills/requests/<int(max=2147483647):number>/"
WANTED = "/skills/wanted/<int(max=2147483647):number>/"
PLACE = "/partnerships/<slug>/skills/"


def refused(form: VersionedForm, row: Any) -> int:
    """Return the status of a form that cannot be saved as it was sent; 0 when it can, or was not sent."""
    if not form.is_submitted():
        return 0
    is_sound = form.validate()
    return 409 if form.is_stale(row) else 0 if is_sound else 422
