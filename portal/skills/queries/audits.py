"""Reading the yearly round: the newest of a partnership with its answers, and one organisation's form."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from portal.core import clock
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.directory.queries import seated_in
from portal.skills.models import AuditAnswer, Skill, SkillsAudit


def newest_audit(partnership_id: int) -> SkillsAudit | None:
    """Return the newest round of a partnership with everybody who was asked, or None where there was none yet."""
    asked = sa.select(SkillsAudit).filter_by(partnership_id=partnership_id).order_by(SkillsAudit.id.desc()).limit(1)
    return db.session.scalar(asked.options(selectinload(SkillsAudit.answers).joinedload(AuditAnswer.organisation)))


def get_answer(viewer: Viewer, number: int) -> AuditAnswer:
    """Return the form of an organisation whose entries the viewer keeps, in a round that is open; or answer 404."""
    is_open = AuditAnswer.audit.has(SkillsAudit.closed_on.is_(None))
    asked = sa.select(AuditAnswer).where(AuditAnswer.id == number, is_open)
    mine = AuditAnswer.organisation_id.in_(sorted(viewer.keeps))
    return db.one_or_404(asked.where(mine).options(joinedload(AuditAnswer.organisation), joinedload(AuditAnswer.audit)))


def seated_organisations(partnership_id: int) -> Sequence[Organisation]:
    """Return the organisations with a seat in a partnership now, by name."""
    asked = sa.select(Organisation).where(
        Organisation.id.in_(seated_in([partnership_id])), Organisation.closed_on.is_(None)
    )
    return db.session.scalars(asked.order_by(Organisation.sort_name)).all()


def skills_of(organisation_id: int) -> Sequence[Skill]:
    """Return what an organisation is known to offer, by title."""
    asked = sa.select(Skill).where(Skill.organisation_id == organisation_id, Skill.removed_at.is_(None))
    return db.session.scalars(asked.order_by(Skill.sort_title, Skill.id)).all()


def unanswered_forms(viewer: Viewer) -> Sequence[AuditAnswer]:
    """Return the forms that wait for the viewer, of rounds whose last day is not over."""
    asked = sa.select(AuditAnswer).where(
        AuditAnswer.organisation_id.in_(sorted(viewer.keeps)), AuditAnswer.answered_on.is_(None),
        AuditAnswer.audit.has(sa.and_(SkillsAudit.closed_on.is_(None), SkillsAudit.answer_by >= clock.today())),
    )  # fmt: skip
    asked = asked.options(joinedload(AuditAnswer.organisation), joinedload(AuditAnswer.audit))
    return db.session.scalars(asked.order_by(AuditAnswer.id)).all() if viewer.keeps else []
