"""Letters between two tiers: what the other side has to deal with, and the reports that fall due."""

from collections.abc import Sequence

from portal.core import clock
from portal.core.filters import shortday
from portal.core.permissions import Role
from portal.directory.models import Person
from portal.mail import services as mail
from portal.memberships import recipients
from portal.partnerships.models import Partnership
from portal.tiers import rules
from portal.tiers.models import Issue, Question, Tier
from portal.tiers.queries import reports


def keepers(partnership_id: int, group_id: int) -> Sequence[Person]:
    """Return who is written to for a partnership: its managers, and the chairs of the group that meets."""
    found = [
        *recipients.people_with(Role.MANAGER, partnership_id, None),
        *recipients.people_with(Role.CHAIR, partnership_id, group_id),
    ]
    return list({person.id: person for person in found}.values())


def ask_to_agree(tier: Tier, other: Partnership) -> None:
    """Ask the managers of the other side to agree."""
    said = f"{tier.lower.name} would report to {tier.upper.name}. It takes effect once you agree."
    _write(other, recipients.people_with(Role.MANAGER, other.id, None), "to agree to", said, "")


def tell_of_issue(issue: Issue, tiers: Sequence[Tier]) -> None:
    """Tell the partnerships an issue was put to."""
    for tier in tiers:
        said = f"{tier.upper.name} puts to you: “{issue.title}”. It stands on your next agenda; note what you answer."
        _write(tier.lower, keepers(tier.lower_id, tier.lower_group_id), "an issue to deal with", said,
               f"issues/{issue.id}/")  # fmt: skip


def tell_of_answer(issue: Issue, tier: Tier) -> None:
    """Tell the upper partnership that a lower one answered."""
    said = f"{tier.lower.name} answered “{issue.title}”."
    _write(tier.upper, keepers(tier.upper_id, tier.upper_group_id), "an answer", said, f"issues/{issue.id}/")


def tell_of_question(question: Question, tier: Tier) -> None:
    """Tell the upper partnership that a lower one asks."""
    said = f"{tier.lower.name} asks: “{question.title}”. It stands on your next agenda."
    _write(tier.upper, keepers(tier.upper_id, tier.upper_group_id), "a question", said, f"questions/{question.id}/")


def tell_what_was_answered(question: Question, asker: Tier, tiers: Sequence[Tier]) -> None:
    """Tell the partnerships below that a question was answered: the asker, or all."""
    for tier in tiers:
        said = f"{tier.upper.name} answered “{question.title}”, asked by {asker.lower.name}."
        _write(tier.lower, keepers(tier.lower_id, tier.lower_group_id), "an answer", said, f"questions/{question.id}/")


def _write(place: Partnership, people: Sequence[Person], what: str, said: str, path: str) -> None:
    for person in people:
        mail.post(
            person.email, person.name, "tier", subject=f"{rules.called(place)}: {what}", partnership_id=place.id,
            said=said, slug=place.slug, path=path, place=place.name,
        )  # fmt: skip


def write_report_reminders() -> int:
    """Write to who keeps a partnership that owes a report: before it is due, and once when it is late; return how many.

    Run from the clock; each letter is written once. Two tiers are few: the people are asked for report by report.
    """
    today = clock.today()
    written = 0
    for row in reports.owing(today, rules.REMINDED_DAYS):
        is_late = row.due_on < today
        for person in keepers(row.lower_id, row.lower_group_id):
            letter = mail.post(
                person.email, person.name, "tier_report_due", partnership_id=row.lower_id,
                about=f"report {'late' if is_late else 'due'} {row.tier_id} {row.meeting_id} {person.id} {row.due_on}",
                subject=f"{row.lower_short or row.lower}: the report for {shortday(row.day)} "
                f"{'is late' if is_late else 'falls due'}",
                row=row, is_late=is_late,
            )  # fmt: skip
            written += letter is not None
    return written
