"""The ticks for whose sheets of paper came."""

from collections.abc import Sequence
from typing import Any

from portal.core.forms import PortalForm, choices
from portal.questionnaires.forms.answering import SomeOfField
from portal.questionnaires.survey_models import Respondent


class TickForm(PortalForm):
    """One tick for each seat that has not answered in another way. It leaves no mark of having been sent."""

    once = None
    came = SomeOfField("Whose sheet came?", coerce=int)

    def __init__(self, seats: Sequence[tuple[Respondent, str]], *args: Any, **kwargs: Any) -> None:
        if "formdata" in kwargs:  # it is shown, not sent
            kwargs["data"] = {"came": [row.id for row, _name in seats if row.on_paper]}
        super().__init__(*args, **kwargs)
        self.came.choices = choices([(row.id, name) for row, name in seats])
