"""Reading what organisations buy together, and who would join."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.core.audience import visible_to
from portal.core.database import db, reader
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.resources.models import JointBuy, JointBuyer


def get_joint_buy(viewer: Viewer, number: int, removed: bool = False) -> JointBuy:
    """Return the joint buy with the organisation that leads it, or answer 404; a removed one only when asked for."""
    asked = (
        sa.select(JointBuy)
        .where(JointBuy.id == number, visible_to(viewer, JointBuy))
        .where(JointBuy.removed_at.is_not(None) if removed else JointBuy.removed_at.is_(None))
        .options(joinedload(JointBuy.organisation))
    )
    return db.one_or_404(asked)


def buyers_of(joint_buy: JointBuy) -> Sequence[Any]:
    """Return who buys it now and who would like to, by name."""
    asked = (
        sa.select(
            JointBuyer.id, JointBuyer.organisation_id, JointBuyer.buys_now, JointBuyer.pays, JointBuyer.renewal_month,
            JointBuyer.note, Organisation.name, Organisation.slug,
        )
        .join(Organisation, Organisation.id == JointBuyer.organisation_id)
        .where(JointBuyer.joint_buy_id == joint_buy.id, JointBuyer.removed_at.is_(None))
        .order_by(JointBuyer.buys_now.desc(), Organisation.sort_name, Organisation.id)
    )  # fmt: skip
    return reader().execute(asked).all()


def buyer_of(joint_buy: JointBuy, organisation_id: int) -> JointBuyer | None:
    """Return an organisation's line, even where it was taken off, or None."""
    asked = sa.select(JointBuyer).where(
        JointBuyer.joint_buy_id == joint_buy.id, JointBuyer.organisation_id == organisation_id
    )
    return db.session.scalars(asked).one_or_none()


def get_buyer(joint_buy: JointBuy, number: int, removed: bool = False) -> JointBuyer:
    """Return a line of the joint buy, or answer 404; one that was taken off only when asked for."""
    asked = (
        sa.select(JointBuyer)
        .where(JointBuyer.id == number, JointBuyer.joint_buy_id == joint_buy.id)
        .where(JointBuyer.removed_at.is_not(None) if removed else JointBuyer.removed_at.is_(None))
        .options(joinedload(JointBuyer.organisation))
    )
    return db.one_or_404(asked)
