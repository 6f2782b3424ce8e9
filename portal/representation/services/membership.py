"""Writing a new edition of the membership statement, and noting a review after which it stands."""

from datetime import date

from portal.audit import services as audit
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.viewer import Viewer
from portal.decisions.models import Decision
from portal.partnerships.models import Partnership
from portal.representation.membership_models import MembershipReview, MembershipStatement
from portal.representation.queries.membership import latest


def write_edition(
    doer: Viewer, partnership: Partnership, after: int, text: str, agreed: tuple[date, str, Decision | None],
    review_on: date,
) -> MembershipStatement:  # fmt: skip
    """Keep a new edition, which holds from now on, and return it; `agreed` is when, how, and by which decision.

    `after` is the number of the edition it was written from (0: none). Raises `Refusal` where a newer one was written
    meanwhile. Source: the statement may be reviewed at any time and is at set intervals (Peak Partners, appendix 1.1).
    """
    before = latest(partnership.id)
    number = before.number if before else 0
    if number != after:
        raise Refusal("Somebody wrote a new edition meanwhile. Read that one first, then change it.")
    on, how, decision = agreed
    row = MembershipStatement(
        partnership_id=partnership.id, number=number + 1, text=text, agreed_on=on, agreed_how=how,
        decision_id=decision.id if decision else None, decision=decision, review_on=review_on,
        written_at=clock.now(), written_by=doer.name, reviews=[],
    )  # fmt: skip
    db.session.add(row)
    sentence = f"Wrote edition {row.number} of the membership statement, agreed on {shortday(on)}"
    audit.record(doer, "wrote", row, sentence)
    return row


def note_review(
    doer: Viewer, statement: MembershipStatement, reviewed: tuple[date, str, Decision | None], next_on: date
) -> MembershipReview:
    """Note that the statement was reviewed and stands as it is, and when it is looked at next; return the review."""
    on, how, decision = reviewed
    row = MembershipReview(
        statement_id=statement.id, reviewed_on=on, reviewed_how=how, decision_id=decision.id if decision else None,
        decision=decision, next_on=next_on, noted_by=doer.name,
    )  # fmt: skip
    statement.reviews.append(row)
    statement.review_on = next_on
    sentence = f"Reviewed the membership statement: it stands; next review on {shortday(next_on)}"
    audit.record(doer, "reviewed", statement, sentence)
    return row
