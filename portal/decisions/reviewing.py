"""Looking at a decision again: the day for it, what it came to, the chain of changes, and the reminder."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from portal.audit.services import record
from portal.core import clock
from portal.core.audience import Audience, visible_to
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.permissions import Permission, Role
from portal.core.prepared import asked_often
from portal.core.viewer import Viewer
from portal.decisions.lists import is_due
from portal.decisions.models import Decision, Found, Review
from portal.mail import services as mail
from portal.memberships.recipients import people_with
from portal.partnerships.models import Partnership


def set_day(doer: Viewer, decision: Decision, on: date | None) -> None:
    """Set the day on which a decision is looked at again, or take it off. Raises `Refusal` where it has ended."""
    if decision.ended_on:
        raise Refusal(f"This decision holds no longer since {shortday(decision.ended_on)}.")
    decision.review_on = on
    told = f"is to be reviewed on {shortday(on)}" if on else "is not to be reviewed any more"
    record(doer, "planned", decision, f"{_which(decision)} {told}")


def note(
    doer: Viewer, decision: Decision, found: Found, words: str, later: Decision | None, next_on: date | None
) -> Review:  # fmt: skip
    """Keep what a review came to, and return it; `next_on` is the next one, where the decision stands.

    Raises `Refusal` where the decision has ended, or where the one that changes it is missing, or older or itself.
    """
    if decision.ended_on:
        raise Refusal(f"This decision holds no longer since {shortday(decision.ended_on)}.")
    if found is Found.CHANGED:
        if later is None:
            raise Refusal("Choose the decision that changes this one.")
        if (later.decided_on, later.id) <= (decision.decided_on, decision.id):
            raise Refusal("A decision is changed by a later one.")
    kept = Review(
        decision_id=decision.id, on=clock.today(), found=found, note=words, was_due_on=decision.review_on,
        later_id=later.id if later and found is Found.CHANGED else None, by=doer.name,
    )  # fmt: skip
    db.session.add(kept)
    decision.review_on = next_on if found is Found.STANDS else None
    decision.ended_on = clock.today() if found is Found.ENDED else None
    record(doer, "reviewed", decision, f"Reviewed: {_which(decision).lower()}: {found.words.lower()}")
    return kept


def take_back(doer: Viewer, decision: Decision, review: Review) -> None:
    """Take back the last review of a decision, as if it had not been noted. Raises `Refusal` for an earlier one."""
    last = db.session.scalar(
        sa.select(Review.id).filter_by(decision_id=decision.id, removed_at=None).order_by(Review.id.desc()).limit(1)
    )
    if review.id != last:
        raise Refusal("Only the last review can be taken back.")
    review.removed_at = clock.now()
    decision.review_on, decision.ended_on = review.was_due_on, None
    record(doer, "took back", decision, f"Took back the review: {_which(decision).lower()}")


def get_review(decision: Decision, number: int) -> Review:
    """Return one review of a decision, or answer 404."""
    return db.one_or_404(sa.select(Review).filter_by(id=number, decision_id=decision.id, removed_at=None))


class Step(NamedTuple):
    """One review on the page of a decision; `later` is the decision that changes it, where the viewer may see it."""

    id: int
    on: date
    found: Found
    note: str
    by: str
    later_id: int | None
    later: str | None


def steps_of(viewer: Viewer, decision: Decision) -> list[Step]:
    """Return the reviews of a decision, oldest first."""
    rows = (
        sa.select(Review.id, Review.on, Review.found, Review.note, Review.by, Decision.id, Decision.text)
        .outerjoin(
            Decision,
            sa.and_(Decision.id == Review.later_id, Decision.removed_at.is_(None), visible_to(viewer, Decision)),
        )
        .where(Review.decision_id == decision.id, Review.removed_at.is_(None))
        .order_by(Review.id)
    )
    return [Step(*row) for row in db.session.execute(rows)]


def changed_by_it(viewer: Viewer, decision: Decision) -> Sequence[Any]:
    """Return id, text and day of the earlier decisions that this one changes, as far as the viewer may see them."""
    rows = sa.select(Decision.id, Decision.text, Decision.decided_on).where(
        Decision.id.in_(
            sa.select(Review.decision_id).where(Review.later_id == decision.id, Review.removed_at.is_(None))
        ),
        Decision.removed_at.is_(None),
        visible_to(viewer, Decision),
    )
    return db.session.execute(rows.order_by(Decision.decided_on, Decision.id)).all()


def later_ones(viewer: Viewer, decision: Decision) -> Sequence[Any]:
    """Return id, text and day of the hundred latest decisions after this one that the viewer may see, newest first."""
    rows = sa.select(Decision.id, Decision.text, Decision.decided_on).where(
        Decision.partnership_id == decision.partnership_id,
        Decision.removed_at.is_(None),
        sa.or_(
            Decision.decided_on > decision.decided_on,
            sa.and_(Decision.decided_on == decision.decided_on, Decision.id > decision.id),
        ),
        visible_to(viewer, Decision),
    )
    return db.session.execute(rows.order_by(Decision.decided_on.desc(), Decision.id.desc()).limit(100)).all()


def waiting_reviews(viewer: Viewer) -> Sequence[Any]:
    """Return the reviews that are due where the viewer is manager or chair, as far as they may see the decision.

    Each row: id, text, review_on, group_id, partnership_id, slug, partnership. One statement.
    """
    if not _places(viewer):
        return []
    return [row for row in _due(viewer) if viewer.can_in(Permission.CHECK_MINUTES, row.partnership_id, row.group_id)]


def _places(viewer: Viewer) -> list[int]:
    return [place.id for place in viewer.places if viewer.can(Permission.CHECK_MINUTES, place.id)]


@asked_often
def _due(viewer: Viewer) -> sa.Select:
    return (
        sa.select(
            Decision.id, Decision.text, Decision.review_on, Decision.group_id, Decision.partnership_id,
            Partnership.slug, Partnership.name.label("partnership"),
        )
        .join(Partnership, Partnership.id == Decision.partnership_id)
        .where(Decision.partnership_id.in_(_places(viewer)), is_due(), visible_to(viewer, Decision))
        .order_by(Decision.review_on, Decision.id)
        .limit(20)
    )  # fmt: skip


def write_review_letters() -> int:
    """Write to manager and chairs when a review falls due, once for each day set; return how many letters."""
    rows = db.session.execute(
        sa.select(Decision, Partnership)
        .join(Partnership, Partnership.id == Decision.partnership_id)
        .where(is_due(), Partnership.closed_on.is_(None))
        .order_by(Decision.id)
    ).all()
    written = 0
    for decision, partnership in rows:
        people = {
            person.id: person
            for role in (Role.MANAGER, Role.CHAIR)
            for person in people_with(role, partnership.id, decision.group_id)
        }
        for person in people.values():
            letter = mail.post(
                person.email, person.name, "review_due",
                subject=f"{partnership.short_name or partnership.name}: a decision to be looked at again",
                about=f"review {decision.id} {person.id} {decision.review_on:%Y%m%d}", partnership_id=partnership.id,
                partnership=partnership, decision=decision, is_hidden=decision.audience is Audience.RESTRICTED,
            )  # fmt: skip
            written += letter is not None
    return written


def _which(decision: Decision) -> str:
    hidden = decision.audience is Audience.RESTRICTED
    return f"A {'confidential ' if hidden else ''}decision of {shortday(decision.decided_on)}"
