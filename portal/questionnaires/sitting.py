"""Who sits down to answer a survey, and in whose place: one seat, one person, a sheet of paper, or all together."""

import hashlib
import hmac
from dataclasses import dataclass
from enum import StrEnum, auto

from flask import current_app

from portal.directory.models import Sector
from portal.questionnaires.survey_models import Respondent, Series, Survey


class Way(StrEnum):
    """How the answers come."""

    OWN = auto()
    BEHALF = auto()
    SHEET = auto()
    TOGETHER = auto()
    LINK = auto()


@dataclass(frozen=True)
class Sitting:
    """One filling-in of a survey.

    `whose` is what the page calls it ("High Peak CVS", "Sheet 3"), `user_id` who types, `mark` what tells this
    filling-in from another of the same way: the number of a sheet, or the secret a browser without a sign-in keeps.
    """

    survey: Survey
    way: Way
    whose: str = ""
    respondent: Respondent | None = None
    user_id: int | None = None
    mark: str = ""
    sheet_sector: Sector | None = None

    @property
    def series(self) -> Series:
        """Whose answers these are counted with."""
        return self.respondent.series if self.respondent else Series.SEATS

    @property
    def sector(self) -> Sector | None:
        """The sector the answers carry, where the survey keeps it at all."""
        if not self.survey.keeps_sector:
            return None
        return self.respondent.sector if self.respondent else self.sheet_sector

    @property
    def writer(self) -> str:
        """Whose draft it is, as a hash that nobody makes without the portal's secret key.

        Two people who may answer for one seat have a draft each, and neither sees the other's.
        """
        place = self.respondent.id if self.respondent else self.mark
        return keyed(f"draft {self.survey.id} {self.way} {place} {self.user_id}")


def keyed(text: str) -> str:
    """Return a hash of a text under the portal's secret key."""
    return hmac.new(str(current_app.secret_key).encode(), text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
