"""The lists of issues and of questions between two tiers."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from portal.core.tables import Column, Filter, Table
from portal.core.viewer import Viewer
from portal.partnerships.models import Partnership
from portal.tiers.models import Issue, IssueAnswer, Question
from portal.tiers.queries import traffic

STATES = [("open", "Open"), ("answered", "Answered")]


def issues_table(viewer: Viewer, partnership: Partnership) -> Table:
    """Return the issues of a partnership, from either side: a row for each partnership they were put to."""
    return Table(
        rows=traffic.issue_rows(viewer, partnership.id),
        id=IssueAnswer.id,
        noun="issue",
        sort="-sent_on",
        columns=[
            Column("title", "Issue", sa.func.lower(Issue.title), "main"),
            Column("lower", "Put to", sa.func.lower(traffic.below.name)),
            Column("sent_on", "On", Issue.sent_on),
            Column("state", "State"),
            Column("answered_on", "Answered"),
        ],
        filters=[Filter("state", "State", STATES, _answered(IssueAnswer.answered_on))],
        search=_words(Issue.title),
    )


def questions_table(viewer: Viewer, partnership: Partnership) -> Table:
    """Return the questions of a partnership, from either side, and those that were answered to all."""
    return Table(
        rows=traffic.question_rows(viewer, partnership.id),
        id=Question.id,
        noun="question",
        sort="-asked_on",
        columns=[
            Column("title", "Question", sa.func.lower(Question.title), "main"),
            Column("lower", "Asked by", sa.func.lower(traffic.below.name)),
            Column("asked_on", "On", Question.asked_on),
            Column("state", "State"),
            Column("answered_on", "Answered"),
        ],
        filters=[Filter("state", "State", STATES, _answered(Question.answered_on))],
        search=_words(Question.title),
    )


def _answered(column: Any) -> Callable[[str], Any]:
    return lambda chosen: column.is_(None) if chosen == "open" else column.is_not(None)


def _words(title: Any) -> Callable[[str], Any]:
    return lambda words: sa.and_(
        *(sa.or_(title.icontains(word, autoescape=True), traffic.below.name.icontains(word, autoescape=True))
          for word in words.split())
    )  # fmt: skip
