"""Training needs added up by subject, beside the courses that answer them, and how many people go without."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.partnerships.training import Training
from portal.skills.matching import IN_TITLE, Asked
from portal.skills.models import Way
from portal.skills.rules import Vocabulary, key_of


@dataclass
class Subject:
    """What several organisations need to learn; `when` and `by` say the earliest time anybody named."""

    name: str
    names: list[str]
    people: int = 0
    organisations: list[str] = field(default_factory=list)
    when: str = ""
    by: date | None = None
    ways: list[Way] = field(default_factory=list)
    courses: list[Training] = field(default_factory=list)

    @property
    def free(self) -> int:
        """How many places are free at sessions to come."""
        return sum(course.free for course in self.courses)

    @property
    def covered(self) -> int:
        """For how many of the people there is a place."""
        return min(self.free, self.people)

    @property
    def gap(self) -> int:
        """How many people go without."""
        return self.people - self.covered

    @property
    def ways_in_words(self) -> str:
        """The ways that were named, by how often."""
        return ", ".join(way.words for way in self.ways)


def added_up(needs: Iterable[Any], known: Vocabulary, training: Sequence[Training]) -> list[Subject]:
    """Return the subjects, the widest gap first. `needs` are rows of needs with the name of their `organisation`.

    Needs that mean the same term are one subject, and so are those of the same words; a course answers a subject that
    stands in its title, under any of its names.
    """
    found: dict[int | str, Subject] = {}
    for row in needs:
        root = known.root(row.term_id)
        key = root.id if root else key_of(row.subject)
        if key not in found:
            found[key] = Subject(row.subject, list(dict.fromkeys([row.subject, *known.names(row.term_id)])))
        _add(found[key], row)
    for subject in found.values():
        subject.courses = [course for course in training if _answers(course, subject)]
    return sorted(found.values(), key=lambda each: (-each.gap, -each.people, each.name.casefold()))


def _add(subject: Subject, row: Any) -> None:
    subject.people += row.people
    if row.organisation not in subject.organisations:
        subject.organisations.append(row.organisation)
    is_earlier = row.needed_by and (subject.by is None or row.needed_by < subject.by)
    if is_earlier or not subject.when:
        subject.when, subject.by = row.when_text or subject.when, row.needed_by or subject.by
    if row.way is not Way.ANY and row.way not in subject.ways:
        subject.ways.append(row.way)


def _answers(course: Training, subject: Subject) -> bool:
    return any((asked := Asked(name)) and asked.match(course.title, []).rank <= IN_TITLE for name in subject.names)
