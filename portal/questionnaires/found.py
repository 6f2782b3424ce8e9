"""The results of a survey as pages read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.directory.models import Sector
from portal.questionnaires import rules
from portal.questionnaires.asking import choices_of
from portal.questionnaires.models import Wording
from portal.questionnaires.rules import Band, Counts, Moved
from portal.questionnaires.survey_models import Remark, Series, Survey


@dataclass(frozen=True)
class Before:
    """The same words in an earlier survey."""

    survey_id: int
    title: str
    year: int
    closed_on: date
    counts: Counts


@dataclass(frozen=True)
class Statement:
    """One question with its figures; those are only there where `is_shown`. `earlier` is newest first."""

    wording: Wording
    place: int
    counts: Counts
    is_shown: bool
    band: Band | None = None
    earlier: Sequence[Before] = ()

    @property
    def mean(self) -> float | None:
        """The mean of the ratings."""
        return self.counts.mean

    @property
    def before(self) -> Before | None:
        """The survey before this one that asked in the same words, where its figures may be shown."""
        return self.earlier[0] if self.earlier else None

    @property
    def moved(self) -> Moved | None:
        """How it stands beside the survey before."""
        if self.before is None or self.mean is None or self.before.counts.mean is None:
            return None
        return rules.moved(self.mean, self.before.counts.mean)

    @property
    def choices(self) -> list[tuple[int, str, int]]:
        """Each choice as (answer, words, how many), "don't know" the last."""
        return self._counted(self.counts)

    @property
    def choices_before(self) -> list[tuple[int, str, int]]:
        """The same of the survey before; nothing where there is none."""
        return self._counted(self.before.counts) if self.before else []

    def _counted(self, counts: Counts) -> list[tuple[int, str, int]]:
        return [(choice, words, counts.of(choice)) for choice, words in choices_of(self.wording)]


@dataclass(frozen=True)
class Results:
    """All of a survey's results for one series of answers, and one sector where it is chosen."""

    survey: Survey
    series: Series
    sector: Sector | None
    replies: int
    asked: int
    staff_asked: int
    statements: Sequence[Statement]
    others: Sequence[Statement]
    texts: Sequence[tuple[Wording, Sequence[Remark]]]
    helps: Mapping[int, Sequence[Remark]]
    sectors: Sequence[Sector]
    named: Sequence[Any] = field(default=())

    @property
    def reads_with_care(self) -> bool:
        """Whether too few answered."""
        return rules.reads_with_care(self.replies, self.asked)

    @property
    def is_shown(self) -> bool:
        """Whether enough answered for anything to be shown."""
        return rules.is_shown(self.replies, self.survey.shows_from)

    def count(self, band: Band) -> int:
        """How many statements are in a band."""
        return sum(each.band is band for each in self.statements)
