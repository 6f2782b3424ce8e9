"""Wychavon's two tiers: the Core Group and its three partnerships, with a year of reports, issues and visits."""

import tomllib
from datetime import date, timedelta
from importlib.resources import files

import sqlalchemy as sa

from portal.core.database import db
from portal.core.dates import add_months
from portal.demo.book import Book, keep
from portal.demo.days import working_day
from portal.demo.reading import Facts
from portal.meetings.models import AgendaItem, Kind, Meeting
from portal.papers.services.clocks import clocks_for
from portal.tiers.models import ChairVisit, Issue, IssueAnswer, Question, ReportPart, SummaryReport, Tier
from portal.tiers.rules import USUAL_PROMPTS


def load(book: Book) -> None:
    """Arrange the tiers, with reports for the last meetings and the next, an issue, a question and the visits."""
    facts = tomllib.loads(files("portal.demo").joinpath("data", "tiers.toml").read_text(encoding="utf-8"))
    tiers = {fact["slug"]: _tier(book, facts, fact) for fact in facts["below"]}
    keep(tiers.values())
    for slug, tier in tiers.items():
        _reports(book, tier, slug, facts["reports"][slug])
    for fact in facts["issues"]:
        _issue(book, tiers, fact)
    for fact in facts["questions"]:
        _question(book, tiers[fact["by"]], fact)
    keep(visit for fact in facts["visits"] for visit in _visits(book, tiers[fact["to"]], fact))


def _tier(book: Book, facts: Facts, fact: Facts) -> Tier:
    upper, lower = facts["upper"], fact["slug"]
    return Tier(
        upper_id=book.partnerships[upper].id,
        lower_id=book.partnerships[lower].id,
        upper_group_id=book.groups[upper, facts["group"]].id,
        lower_group_id=book.groups[lower, fact["group"]].id,
        proposed_from_id=book.partnerships[upper].id,
        proposed_by=book.managers[upper],
        agreed_on=_agreed_on(book, book.groups[upper, facts["group"]].id),
        agreed_by=book.managers[lower],
        upper_standing_id=book.standing[upper, facts["group"]][facts["standing"]].id,
        lower_standing_id=book.standing[lower, fact["group"]][fact["standing"]].id,
    )


def _agreed_on(book: Book, group_id: int) -> date:
    """Return a day in good time before the last but one of the meetings above: the first that was reported for."""
    held = _meetings(book, group_id, ahead=False)
    return held[1].day - timedelta(days=40) if len(held) > 1 else book.back(4)


def _meetings(book: Book, group_id: int, ahead: bool) -> list[Meeting]:
    """Return a group's held meetings, the latest first, or those to come, the next first."""
    asked = sa.select(Meeting).where(
        Meeting.group_id == group_id, Meeting.cancelled_at.is_(None), Meeting.kind == Kind.MAIN
    )
    if ahead:
        return list(db.session.scalars(asked.where(Meeting.day >= book.today).order_by(Meeting.day, Meeting.id)))
    held = asked.where(Meeting.day < book.today)
    return list(db.session.scalars(held.order_by(Meeting.day.desc(), Meeting.id.desc())))


def _due(meeting: Meeting) -> date:
    return clocks_for(meeting).papers_due_on or meeting.day - timedelta(days=10)


def _reports(book: Book, tier: Tier, slug: str, texts: list[Facts]) -> None:
    """Give the last meetings, and the next where one is near, the reports that are told; `late` counts days."""
    held = _meetings(book, tier.upper_group_id, ahead=False)
    coming = _meetings(book, tier.upper_group_id, ahead=True)
    for meeting in coming[:1]:
        _due(meeting)
    for fact in texts:
        meetings = coming if fact["for"] == "next" else held[fact["ago"] :]
        if not meetings:
            continue
        due = _due(meetings[0])
        last = book.today - timedelta(days=1)
        sent = min(working_day(due + timedelta(days=fact["late"])), last) if "late" in fact else None
        keep(
            [
                SummaryReport(
                    tier_id=tier.id, meeting_id=meetings[0].id, due_on=due if sent else None, sent_on=sent,
                    sent_by=book.managers[slug] if sent else "",
                    parts=[
                        ReportPart(position=position, question=question, text=text)
                        for position, (question, text) in enumerate(
                            zip(USUAL_PROMPTS, fact["texts"], strict=True), 1
                        )
                    ],
                )
            ]
        )  # fmt: skip


def _standing(meeting: Meeting | None, standing_id: int | None) -> AgendaItem | None:
    if meeting is None:
        return None
    return db.session.scalar(
        sa.select(AgendaItem).filter_by(meeting_id=meeting.id, standing_item_id=standing_id, removed_at=None)
    )


def _issue(book: Book, tiers: dict[str, Tier], fact: Facts) -> None:
    first = next(iter(tiers.values()))
    above = _meetings(book, first.upper_group_id, ahead=False)
    meeting = above[fact["meeting"]]
    item = _standing(meeting, first.upper_standing_id)
    issue = Issue(
        upper_id=first.upper_id, title=fact["title"], text=fact["text"], item_id=item.id if item else None,
        sent_on=meeting.day + timedelta(days=1), sent_by=book.managers["wychavon"],
    )  # fmt: skip
    keep([issue])
    rows = []
    for slug, tier in tiers.items():
        row = IssueAnswer(issue_id=issue.id, tier_id=tier.id)
        if slug in fact["answers"]:
            held = [each for each in _meetings(book, tier.lower_group_id, ahead=False) if each.day >= issue.sent_on]
            found = _standing(held[-1] if held else None, tier.lower_standing_id)
            row.answer, row.answered_by = fact["answers"][slug], book.managers[slug]
            row.answered_on = held[-1].day if held else book.today - timedelta(days=2)
            row.meeting_id, row.item_id = (found.meeting_id, found.id) if found else (None, None)
        rows.append(row)
    keep(rows)


def _question(book: Book, tier: Tier, fact: Facts) -> None:
    """Ask on the day after a meeting below; the answer came at the first meeting above after it."""
    above = _meetings(book, tier.upper_group_id, ahead=False)
    meeting = above[fact["answered"]]
    item = _standing(meeting, tier.upper_standing_id)
    below = [each for each in _meetings(book, tier.lower_group_id, ahead=False) if each.day < meeting.day]
    asked = _standing(below[0] if below else None, tier.lower_standing_id)
    day = below[0].day + timedelta(days=1) if below else meeting.day - timedelta(days=20)
    keep(
        [
            Question(
                tier_id=tier.id, title=fact["title"], text=fact["text"], asked_item_id=asked.id if asked else None,
                asked_on=min(day, meeting.day), asked_by=book.managers[fact["by"]], answer=fact["answer"],
                is_for_all=True, answered_on=meeting.day, answered_by=book.managers["wychavon"],
                meeting_id=meeting.id, item_id=item.id if item else None,
            )
        ]
    )  # fmt: skip


def _visits(book: Book, tier: Tier, fact: Facts) -> list[ChairVisit]:
    """Return one visit: to a meeting held (`ago` counts them back), to the next one, or some months ago."""
    held = _meetings(book, tier.lower_group_id, ahead=False)
    coming = _meetings(book, tier.lower_group_id, ahead=True)
    if "months" in fact:
        meeting, day = None, add_months(book.today, -fact["months"])
    else:
        found = coming[:1] if fact.get("next") else held[fact["ago"] : fact["ago"] + 1]
        if not found:
            return []
        meeting, day = found[0], found[0].day
    return [
        ChairVisit(
            tier_id=tier.id, day=day, meeting_id=meeting.id if meeting else None, who=fact["who"],
            was_made=day < book.today, note=fact.get("note", ""),
        )
    ]  # fmt: skip
