"""Reading which training is needed: of one organisation for its form, and of all who were asked in a round."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.core.database import db, reader
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.skills.models import AuditAnswer, SkillsAudit, TrainingNeed


def needs_of(audit_id: int, organisation_id: int) -> Sequence[TrainingNeed]:
    """Return what an organisation said in a round, in the order it was said."""
    asked = sa.select(TrainingNeed).filter_by(audit_id=audit_id, organisation_id=organisation_id, removed_at=None)
    return db.session.scalars(asked.order_by(TrainingNeed.id)).all()


def needs_to_begin_with(answer: AuditAnswer) -> Sequence[TrainingNeed]:
    """Return what stands in an organisation's form: what it said in this round, or else in the one before."""
    said = needs_of(answer.audit_id, answer.organisation_id)
    if said or answer.answered_on is not None:
        return said
    before = sa.select(sa.func.max(SkillsAudit.id)).where(
        SkillsAudit.partnership_id == answer.audit.partnership_id, SkillsAudit.id < answer.audit_id
    )
    number = db.session.scalar(before)
    return needs_of(number, answer.organisation_id) if number else []


def newest_round(partnership_id: int) -> Any:
    """Return number, started_on, closed_on, and how many were `asked` and `answered`, of the newest round; or None."""
    counted = (
        sa.select(sa.func.count()).select_from(AuditAnswer).where(AuditAnswer.audit_id == SkillsAudit.id)
    ).correlate(SkillsAudit)  # fmt: skip
    asked = sa.select(
        SkillsAudit.id, SkillsAudit.started_on, SkillsAudit.closed_on, counted.scalar_subquery().label("asked"),
        counted.where(AuditAnswer.answered_on.isnot(None)).scalar_subquery().label("answered"),
    ).where(SkillsAudit.partnership_id == partnership_id)  # fmt: skip
    return reader().execute(asked.order_by(SkillsAudit.id.desc()).limit(1)).first()


def needs_in(audit_id: int) -> Sequence[Any]:
    """Return what everybody said in a round, each with the name of its `organisation`, by organisation."""
    asked = (
        sa.select(
            TrainingNeed.id, TrainingNeed.subject, TrainingNeed.people, TrainingNeed.when_text, TrainingNeed.needed_by,
            TrainingNeed.way, TrainingNeed.term_id, TrainingNeed.organisation_id, TrainingNeed.wanted_id,
            Organisation.name.label("organisation"),
        )
        .join(Organisation, Organisation.id == TrainingNeed.organisation_id)
        .where(TrainingNeed.audit_id == audit_id, TrainingNeed.removed_at.is_(None))
        .order_by(Organisation.sort_name, TrainingNeed.id)
    )  # fmt: skip
    return reader().execute(asked).all()


def get_need(viewer: Viewer, partnership_id: int, number: int) -> TrainingNeed:
    """Return a need of an organisation whose entries the viewer keeps, said in this partnership, or answer 404."""
    asked = sa.select(TrainingNeed).where(
        TrainingNeed.id == number, TrainingNeed.removed_at.is_(None),
        TrainingNeed.organisation_id.in_(sorted(viewer.keeps)),
        TrainingNeed.audit.has(SkillsAudit.partnership_id == partnership_id),
    )  # fmt: skip
    return db.one_or_404(asked.options(joinedload(TrainingNeed.organisation), joinedload(TrainingNeed.audit)))
